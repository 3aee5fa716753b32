#include "base/wire_writer.h"

namespace vitrine::wire {

void Writer::bytes(ByteView value) {
    const MutByteView place = reserve(value.size());
    if (place.size() == value.size()) copy_bytes(value, place);
}

MutByteView Writer::reserve(std::size_t n) {
    if (failed_ || n > out_.size() - size_) {
        failed_ = true;
        return {};
    }
    const MutByteView place = out_.subspan(size_, n);
    size_ += n;
    return place;
}

Result<ByteView> Writer::finish() const {
    if (too_long_) return fail(ErrorCode::vector_out_of_bounds, size_);
    if (failed_) return fail(ErrorCode::output_full, size_);
    return written();
}

void Writer::number(std::uint64_t value, std::size_t width) {
    const MutByteView place = reserve(width);
    for (std::size_t i = place.size(); i > 0; --i) {
        place[i - 1] = static_cast<std::uint8_t>(value);
        value >>= 8;
    }
}

void Writer::put_length(std::size_t at, std::size_t width) {
    if (failed_) return;
    std::size_t length = size_ - at - width;
    if ((length >> (8 * width)) != 0) {
        too_long_ = true;
        return;
    }
    for (std::size_t i = width; i > 0; --i) {
        out_[at + i - 1] = static_cast<std::uint8_t>(length);
        length >>= 8;
    }
}

}  // namespace vitrine::wire

#include "base/wire_reader.h"

namespace vitrine::wire {

std::uint8_t Reader::u8(const char* name) {
    return static_cast<std::uint8_t>(number(1, name));
}
std::uint16_t Reader::u16(const char* name) {
    return static_cast<std::uint16_t>(number(2, name));
}
std::uint32_t Reader::u24(const char* name) {
    return static_cast<std::uint32_t>(number(3, name));
}
std::uint32_t Reader::u32(const char* name) {
    return static_cast<std::uint32_t>(number(4, name));
}
std::uint64_t Reader::u64(const char* name) {
    return number(8, name);
}

Reader Reader::vec8(const char* name, Bounds bounds) {
    return vec(1, name, bounds);
}
Reader Reader::vec16(const char* name, Bounds bounds) {
    return vec(2, name, bounds);
}
Reader Reader::vec24(const char* name, Bounds bounds) {
    return vec(3, name, bounds);
}

ByteView Reader::bytes(std::size_t n, const char* name) {
    ByteView got;
    if (take(n, name, got) && n > 0) context_->announce(name, got, false);
    return got;
}

Reader Reader::sub(std::size_t n, const char* name) {
    ByteView got;
    if (take(n, name, got)) context_->announce(name, got, true);
    return Reader{got, *context_, name};
}

ByteView Reader::rest(const char* name) {
    return bytes(remaining(), name == nullptr ? name_ : name);
}

U16View Reader::u16s(const char* name) {
    if (remaining() % 2 != 0) fail(ErrorCode::vector_out_of_bounds, name);
    ByteView all;
    take(remaining(), name, all);
    if (context_->sink() != nullptr) [[unlikely]] {
        for (std::size_t i = 0; i < all.size(); i += 2)
            context_->announce(name, all.subspan(i, 2), false);
    }
    return U16View{all};
}

void Reader::fail(ErrorCode code, const char* field) {
    context_->fail(code, begin_, field == nullptr ? name_ : field);
}

bool Reader::take(std::size_t n, const char* name, ByteView& out) {
    if (context_->failed()) return false;
    if (n > static_cast<std::size_t>(end_ - begin_)) {
        fail(ErrorCode::truncated, name);
        return false;
    }
    out = ByteView{begin_, n};
    begin_ += n;
    return true;
}

std::uint64_t Reader::number(std::size_t width, const char* name) {
    ByteView got;
    if (!take(width, name, got)) return 0;
    context_->announce(name, got, false);
    std::uint64_t value = 0;
    for (const std::uint8_t byte : got) value = (value << 8) | byte;
    return value;
}

Reader Reader::vec(std::size_t width, const char* name, Bounds bounds) {
    const std::uint8_t* at = begin_;
    const auto length = static_cast<std::size_t>(number(width, "length"));
    if (!context_->failed() && (length < bounds.floor || length > bounds.ceiling)) {
        context_->fail(ErrorCode::vector_out_of_bounds, at, name);
    }
    return sub(context_->failed() ? 0 : length, name);
}

void Context::fail(ErrorCode code, const std::uint8_t* at, const char* field) {
    if (failed_) return;
    failed_ = true;
    error_ = vitrine::fail(code, static_cast<std::size_t>(at - whole_.data()), field);
    if (shown_ < whole_.size()) announce("unread", whole_.subspan(shown_), false);
}

void Context::announce(const char* name, ByteView bytes, bool group) {
    if (sink_ == nullptr) [[likely]]
        return;
    const auto offset = static_cast<std::size_t>(bytes.data() - whole_.data());
    if (!group) shown_ = offset + bytes.size();
    sink_->on(trace::Field{layer_, name, offset, bytes, group});
}

bool U16View::contains(std::uint16_t value) const {
    for (std::size_t i = 0; i < size(); ++i) {
        if ((*this)[i] == value) return true;
    }
    return false;
}

}  // namespace vitrine::wire

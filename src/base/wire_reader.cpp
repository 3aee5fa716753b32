#include "base/wire_reader.h"

namespace vitrine::wire {

bool Reader::ends_well() {
    if (!context_->failed() && begin_ != end_) fail(ErrorCode::trailing_data, name_);
    return !context_->failed();
}

ByteView Reader::take_leaf(std::size_t n, const char* name) {
    ByteView got;
    if (take(n, name, got) && n > 0) context_->announce(name, got, false);
    return got;
}

ByteView Reader::take_group(std::size_t n, const char* name) {
    ByteView got;
    if (take(n, name, got)) context_->announce(name, got, true);
    return got;
}

ByteView Reader::take_u16s(const char* name) {
    if (remaining() % 2 != 0) fail(ErrorCode::vector_out_of_bounds, name);
    ByteView all;
    take(remaining(), name, all);
    for (std::size_t i = 0; i < all.size(); i += 2)
        context_->announce(name, all.subspan(i, 2), false);
    return all;
}

std::uint64_t Reader::take_number(std::size_t width, const char* name) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : take_leaf(width, name)) value = (value << 8) | byte;
    return value;
}

Reader Reader::take_vec(std::size_t width, const char* name, Bounds bounds) {
    const std::uint8_t* at = begin_;
    const auto length = static_cast<std::size_t>(take_number(width, "length"));
    if (length < bounds.floor || length > bounds.ceiling)
        context_->fail(ErrorCode::vector_out_of_bounds, at, name);
    return {take_group(length, name), *context_, name};
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

void Context::fail(ErrorCode code, const std::uint8_t* at, const char* field) {
    if (failed()) return;
    state_ = State::failed;
    error_ = vitrine::fail(code, static_cast<std::size_t>(at - whole_.data()), field);
    if (shown_ < whole_.size()) announce("unread", whole_.subspan(shown_), false);
}

void Context::announce(const char* name, ByteView bytes, bool group) {
    if (sink_ == nullptr) return;
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

#include "base/arena.h"

#include <algorithm>
#include <cstdlib>

#include "base/secret.h"

namespace vitrine::base {

namespace {

constexpr std::size_t kAlignment = alignof(std::max_align_t);
constexpr std::size_t kChunkSize = 4096;

constexpr std::size_t round_up(std::size_t n) {
    return (n + kAlignment - 1) & ~(kAlignment - 1);
}

}  // namespace

struct Arena::Chunk {
    Chunk* older;
    std::size_t capacity;
    std::size_t size;

    static constexpr std::size_t header() { return round_up(sizeof(Chunk)); }
    std::uint8_t* data() { return reinterpret_cast<std::uint8_t*>(this) + header(); }
};

Result<MutByteView> Arena::bytes(std::size_t n) {
    if (n > limit_) return fail(ErrorCode::out_of_memory);
    const std::size_t size = round_up(n);
    if (newest_ == nullptr || newest_->capacity - newest_->size < size) {
        const std::size_t capacity = std::max(size, std::min(kChunkSize, limit_ - used_));
        if (capacity > limit_ - used_) return fail(ErrorCode::out_of_memory);
        void* raw = std::calloc(1, Chunk::header() + capacity);
        if (raw == nullptr) return fail(ErrorCode::out_of_memory);
        newest_ = ::new (raw) Chunk{newest_, capacity, 0};
        used_ += capacity;
    }
    const MutByteView place{newest_->data() + newest_->size, n};
    newest_->size += size;
    return place;
}

Result<ByteView> Arena::copy(ByteView from) {
    TLS_TRY_ASSIGN(MutByteView place, bytes(from.size()));
    copy_bytes(from, place);
    return ByteView{place};
}

void Arena::release() {
    while (newest_ != nullptr) {
        Chunk* older = newest_->older;
        wipe({newest_->data(), newest_->size});
        std::free(newest_);
        newest_ = older;
    }
    used_ = 0;
}

}  // namespace vitrine::base

#include "base/buffer_pool.h"

#include <cstdlib>
#include <new>

#include "base/secret.h"

namespace vitrine::base {

Result<Buffer> BufferPool::lend() {
    if (lent_ >= max_buffers_) return fail(ErrorCode::out_of_memory);
    std::uint8_t* data = nullptr;
    if (free_ != nullptr) {
        data = reinterpret_cast<std::uint8_t*>(free_);
        free_ = free_->next;
    } else {
        data = static_cast<std::uint8_t*>(std::malloc(buffer_size_));
        if (data == nullptr) return fail(ErrorCode::out_of_memory);
    }
    ++lent_;
    return Buffer{this, data, buffer_size_};
}

void BufferPool::take_back(std::uint8_t* data) {
    wipe({data, buffer_size_});
    free_ = ::new (static_cast<void*>(data)) Free{free_};
    --lent_;
}

BufferPool::~BufferPool() {
    while (free_ != nullptr) {
        Free* next = free_->next;
        std::free(free_);
        free_ = next;
    }
}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    if (this != &other) {
        give_back();
        pool_ = other.pool_;
        data_ = other.data_;
        size_ = other.size_;
        other.data_ = nullptr;
        other.size_ = 0;
    }
    return *this;
}

void Buffer::give_back() {
    if (data_ == nullptr) return;
    pool_->take_back(data_);
    data_ = nullptr;
    size_ = 0;
}

}  // namespace vitrine::base

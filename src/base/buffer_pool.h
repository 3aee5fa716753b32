// Buffers for records, lent to connections and given back when idle, so that a connected engine
// calls no allocator and an idle one holds nothing. One pool serves one thread; it is not locked.
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::base {

class BufferPool;

/// A buffer on loan; goes back to its pool, wiped, when destroyed. Move-only.
class Buffer {
  public:
    Buffer() = default;
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    Buffer(Buffer&& other) noexcept : pool_(other.pool_), data_(other.data_), size_(other.size_) {
        other.data_ = nullptr;
        other.size_ = 0;
    }
    Buffer& operator=(Buffer&& other) noexcept;
    ~Buffer() { give_back(); }

    [[nodiscard]] MutByteView bytes() const { return {data_, size_}; }
    [[nodiscard]] bool empty() const { return data_ == nullptr; }
    void give_back();

  private:
    friend class BufferPool;
    Buffer(BufferPool* pool, std::uint8_t* data, std::size_t size)
        : pool_(pool), data_(data), size_(size) {}

    BufferPool* pool_ = nullptr;
    std::uint8_t* data_ = nullptr;
    std::size_t size_ = 0;
};

class BufferPool {
  public:
    /// Buffers of `buffer_size` bytes, at most `max_buffers` out at once.
    BufferPool(std::size_t buffer_size, std::size_t max_buffers)
        : buffer_size_(buffer_size), max_buffers_(max_buffers) {}
    BufferPool(const BufferPool&) = delete;
    BufferPool& operator=(const BufferPool&) = delete;
    ~BufferPool();

    /// Errors: out_of_memory (all are out, or the system has none).
    Result<Buffer> lend();
    [[nodiscard]] std::size_t buffer_size() const { return buffer_size_; }
    [[nodiscard]] std::size_t lent() const { return lent_; }

  private:
    friend class Buffer;
    struct Free {
        Free* next;
    };
    void take_back(std::uint8_t* data);

    std::size_t buffer_size_;
    std::size_t max_buffers_;
    std::size_t lent_ = 0;
    Free* free_ = nullptr;
};

}  // namespace vitrine::base

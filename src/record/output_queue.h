// Bytes that wait to be taken by the transport, in buffers lent by the pool: none while idle.
#pragma once

#include <array>

#include "base/buffer_pool.h"

namespace vitrine::record {

class OutputQueue {
  public:
    static constexpr std::size_t kBuffers = 16;

    explicit OutputQueue(base::BufferPool& pool) : pool_(&pool) {}

    /// Room for `n` bytes in a row, at most a buffer of the pool; keep with `commit`.
    /// Errors: out_of_memory (the pool or the queue is full).
    Result<MutByteView> room(std::size_t n);
    /// The bytes of the last `room` are filled and go out.
    void commit(std::size_t n);

    /// What goes out next; empty if nothing waits.
    [[nodiscard]] ByteView front() const;
    /// The transport took the first n bytes of `front`.
    void pop(std::size_t n);
    [[nodiscard]] bool empty() const { return count_ == 0; }
    /// True if another full record is sure to find room in the queue itself.
    [[nodiscard]] bool has_slot() const { return count_ < kBuffers; }

  private:
    struct Slot {
        base::Buffer buffer;
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    Slot& last() { return slots_[(first_ + count_ - 1) % kBuffers]; }

    base::BufferPool* pool_;
    std::array<Slot, kBuffers> slots_;
    std::size_t first_ = 0;
    std::size_t count_ = 0;
};

}  // namespace vitrine::record

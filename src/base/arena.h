// Memory of one handshake: handed out in a row, given back all at once, bounded by a limit.
// Everything that `record`, `handshake` and `engine` keep beyond a fixed-size member lies in an
// Arena or in a BufferPool; both can fail, which is an error code like any other (out_of_memory).
#pragma once

#include <cstddef>
#include <new>
#include <type_traits>

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::base {

class Arena {
  public:
    /// At most `limit` bytes in all; nothing is allocated before the first use.
    explicit Arena(std::size_t limit) : limit_(limit) {}
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena() { release(); }

    /// Zeroed bytes, aligned for any type. Errors: out_of_memory.
    Result<MutByteView> bytes(std::size_t n);
    /// A copy of `from` that lives as long as the arena. Errors: out_of_memory.
    Result<ByteView> copy(ByteView from);

    /// Room for n objects of a trivially destructible T, value-initialized. Errors: out_of_memory.
    template <class T>
    Result<std::span<T>> array(std::size_t n) {
        static_assert(std::is_trivially_destructible_v<T>, "an arena runs no destructors");
        // NOLINTBEGIN(bugprone-sizeof-expression): T may be a pointer
        if (n > limit_ / sizeof(T)) return fail(ErrorCode::out_of_memory);
        TLS_TRY_ASSIGN(MutByteView raw, bytes(n * sizeof(T)));
        // NOLINTEND(bugprone-sizeof-expression)
        T* first = reinterpret_cast<T*>(raw.data());
        for (std::size_t i = 0; i < n; ++i) ::new (static_cast<void*>(first + i)) T{};
        return std::span<T>{first, n};
    }

    /// Wipes and frees everything; views into the arena become invalid.
    void release();
    [[nodiscard]] std::size_t used() const { return used_; }
    [[nodiscard]] std::size_t limit() const { return limit_; }

  private:
    struct Chunk;

    Chunk* newest_ = nullptr;
    std::size_t limit_;
    std::size_t used_ = 0;  // bytes of all chunks
};

}  // namespace vitrine::base

// Secrets are types: tagged, move-only, wiped on destruction and when moved from.
// No operator==, no printing, and one door, `expose()`, that a review can grep for.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>

#include "base/bytes.h"

namespace vitrine {

/// Overwrites `bytes` with zeros in a way the optimizer may not drop.
void wipe(MutByteView bytes);

/// Overwrites the 16 KiB of stack below the caller: what finished calls have left there. Compilers
/// spill registers and copy values to places that no program can name; keys and nonces are then
/// found in dead frames (tests/secrets looks for them).
void wipe_stack();

/// Runs `work` in frames of its own, which are wiped before its result is returned.
template <class Work>
auto on_wiped_stack(Work&& work) {
    auto result = [&]() __attribute__((noinline)) { return work(); }();
    wipe_stack();
    return result;
}

template <class T>
void wipe_object(T& object) {
    wipe({reinterpret_cast<std::uint8_t*>(&object), sizeof object});
}

/// Exactly N secret bytes.
template <std::size_t N, class Tag>
class Secret {
  public:
    static constexpr std::size_t kSize = N;

    Secret() = default;
    /// Copies N bytes in; the caller still wipes its own.
    explicit Secret(std::span<const std::uint8_t, N> bytes) {
        std::copy(bytes.begin(), bytes.end(), bytes_.begin());
    }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            bytes_ = other.bytes_;
            wipe(other.bytes_);
        }
        return *this;
    }
    ~Secret() { wipe(bytes_); }

    [[nodiscard]] std::span<const std::uint8_t, N> expose() const { return bytes_; }
    [[nodiscard]] std::span<std::uint8_t, N> expose_mut() { return bytes_; }

  private:
    std::array<std::uint8_t, N> bytes_{};
};

/// Secret bytes whose number depends on the exchange, at most Capacity (public).
template <class Tag, std::size_t Capacity = 1024>
class SecretBytes {
  public:
    static constexpr std::size_t kCapacity = Capacity;

    SecretBytes() = default;
    explicit SecretBytes(ByteView bytes) {
        assert(bytes.size() <= Capacity);
        size_ = bytes.size();
        copy_bytes(bytes, bytes_);
    }
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    SecretBytes(SecretBytes&& other) noexcept { take(other); }
    SecretBytes& operator=(SecretBytes&& other) noexcept {
        if (this != &other) {
            clear();
            take(other);
        }
        return *this;
    }
    ~SecretBytes() { clear(); }

    [[nodiscard]] ByteView expose() const { return {bytes_.data(), size_}; }
    [[nodiscard]] MutByteView expose_mut() { return {bytes_.data(), size_}; }
    [[nodiscard]] std::size_t size() const { return size_; }

    /// Sets the length; new bytes are zero. `size` must be at most Capacity.
    void resize(std::size_t size) {
        assert(size <= Capacity);
        if (size < size_) wipe(MutByteView{bytes_}.subspan(size, size_ - size));
        size_ = size;
    }
    void clear() { resize(0); }

  private:
    void take(SecretBytes& other) {
        size_ = other.size_;
        copy_bytes(other.expose(), bytes_);
        other.clear();
    }

    std::array<std::uint8_t, Capacity> bytes_{};
    std::size_t size_ = 0;
};

}  // namespace vitrine

// The one-time authenticator Poly1305 (RFC 8439 §2.5): a polynomial modulo 2^130 - 5, evaluated at
// the secret r, plus the secret s. The readable version; mode/chacha20_poly1305_ifma.cpp does eight
// blocks at once.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace vitrine::crypto {

class Poly1305 {
  public:
    static constexpr std::size_t kBlock = 16;
    static constexpr std::size_t kKeyLen = 32;

    /// `key` is r || s, 32 bytes, for one message only.
    /// Secret: key, message.  Public: lengths.  Leaks: nothing.
    explicit Poly1305(const std::uint8_t* key);
    Poly1305(const Poly1305&) = delete;
    Poly1305& operator=(const Poly1305&) = delete;
    ~Poly1305();

    /// Whole blocks, but for the last call before finish().
    void update(ByteView data);
    /// As update(), with `data` filled up to whole blocks by zeros (RFC 8439 §2.8).
    void update_padded(ByteView data);
    void finish(std::uint8_t* tag);

  private:
    using Limbs = std::array<std::uint32_t, 5>;  // 26 bits each, lowest first

    void add_block(const std::uint8_t* block, std::uint32_t bit_128);

    Limbs r_{};
    Limbs h_{};
    std::array<std::uint8_t, 16> s_{};
};

}  // namespace vitrine::crypto

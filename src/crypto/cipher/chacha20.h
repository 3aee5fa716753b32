// The stream cipher ChaCha20 (RFC 8439 §2.3, §2.4). The readable version is chacha20.cpp; kernels
// do four, eight or sixteen blocks at once. Read next: mac/poly1305.h, mode/chacha20_poly1305.cpp.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace vitrine::crypto::chacha20 {

inline constexpr std::size_t kKeyLen = 32;
inline constexpr std::size_t kNonceLen = 12;
inline constexpr std::size_t kBlock = 64;

/// The words of §2.3 that the rounds start from: constants, key, counter, nonce.
struct State {
    std::uint32_t words[16];
};

State make_state(const std::uint8_t* key, const std::uint8_t* nonce, std::uint32_t counter);

/// One block of key stream; the counter is not changed.
/// Secret: key.  Public: counter, nonce.  Leaks: nothing.
void block(const State& state, std::uint8_t* out);

/// `data` XOR the key stream from the state's counter on, which goes on by the blocks used.
void crypt(State& state, MutByteView data);

}  // namespace vitrine::crypto::chacha20

// The block cipher AES (FIPS 197) with keys of 128 and 256 bits, in versions with one face:
//   bitsliced  aes_bitsliced.cpp, the readable one: no tables, so no cache to watch
//   aesni      aes_aesni.cpp, by the processor's AES instructions
// Modes build on it: mode/cbc.h, mode/gcm.cpp, mode/ccm.cpp.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace vitrine::crypto::aes {

inline constexpr std::size_t kBlock = 16;
inline constexpr std::size_t kMaxRoundKeys = 15;

/// Nr of FIPS 197 §5, figure 4: 10 for a key of 16 bytes, 14 for one of 32.
inline constexpr std::uint32_t rounds_of(std::size_t key_len) {
    return static_cast<std::uint32_t>(key_len / 4 + 6);
}

/// The readable version. It works on four blocks at once: plane i holds bit i of their 64 bytes.
namespace bitsliced {

inline constexpr std::size_t kLanes = 4;

struct Key {
    std::uint64_t planes[kMaxRoundKeys][8];
    std::uint32_t rounds;
};

/// KeyExpansion() of FIPS 197 §5.2. `key` is 16 or 32 bytes.
/// Secret: key.  Public: its length.  Leaks: nothing.
void expand_key(ByteView key, Key& out);

/// Cipher() and InvCipher() on n blocks; `in` and `out` may be the same.
/// Secret: key, blocks.  Public: n.  Leaks: nothing.
void encrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n);
void decrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n);

}  // namespace bitsliced

/// The AES instructions of x86-64. Round keys in bytes, as FIPS 197 orders them.
namespace aesni {

struct Key {
    alignas(16) std::uint8_t round_keys[kMaxRoundKeys][kBlock];
    std::uint32_t rounds;
};

void expand_key(ByteView key, Key& out);
/// The keys of the Equivalent Inverse Cipher (FIPS 197 §5.3.5), which decrypt_blocks takes.
void expand_decryption_key(ByteView key, Key& out);

void encrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n);
void decrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n);

}  // namespace aesni

}  // namespace vitrine::crypto::aes

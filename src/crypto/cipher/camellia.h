// Camellia with keys of 128 and 256 bits (RFC 3713), constant-time and without tables: its S-boxes
// are inversions in GF(256) between linear maps, done for eight blocks at once on bit planes.
// Modes: mode/cbc.h. Read next: aes_tower.h, the field in which the inversion is short;
// camellia_gfni.h and camellia_aesni.h, the fast ones.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace vitrine::crypto::camellia {

inline constexpr std::size_t kBlock = 16;
inline constexpr std::size_t kLanes = 8;  ///< blocks that cost no more than one

/// The subkeys, named as RFC 3713 §2.2 names them (from 0: k[0] is k1).
struct Key {
    std::uint64_t kw[4];
    std::uint64_t k[24];
    std::uint64_t ke[6];
    std::uint32_t rounds;  ///< 18 or 24
};

/// key: 16 or 32 bytes.
/// Secret: key.  Public: its length.  Leaks: nothing.
void expand_key(ByteView key, Key& out);

/// The subkeys with which encryption decrypts (RFC 3713 §2.3.3): `key`'s in the other order.
/// Secret: key.  Leaks: nothing.
Key decryption_key(const Key& key);

/// n blocks each for itself; `in` and `out` may be the same.
/// Secret: key, data.  Public: n.  Leaks: nothing.
void encrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n);
void decrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n);

}  // namespace vitrine::crypto::camellia

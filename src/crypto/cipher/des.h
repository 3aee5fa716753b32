// DES and 3DES-EDE (FIPS 46-3), constant-time and without tables in memory that a secret could
// index. An S-box is 64 nibbles in four words; a lookup selects and shifts them by masks. Modes:
// mode/cbc.h. Single DES is here for teaching (RFC 5469 retired it); 3DES is off by default
// (SWEET32).
#pragma once

#include <array>

#include "base/bytes.h"

namespace vitrine::crypto::des {

inline constexpr std::size_t kBlock = 8;

/// One or three expanded keys of sixteen 48-bit round keys.
struct Key {
    std::array<std::array<std::uint64_t, 16>, 3> rounds{};
    std::size_t passes = 0;  ///< 1: DES, 3: EDE
};

/// key: 8 bytes (DES) or 24 (3DES); parity bits are ignored.
/// Secret: key.  Public: its length.  Leaks: nothing.
void expand_key(ByteView key, Key& out);

/// n blocks each for itself; `in` and `out` may be the same.
/// Secret: key, data.  Public: n.  Leaks: nothing.
void encrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n);
void decrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n);

}  // namespace vitrine::crypto::des

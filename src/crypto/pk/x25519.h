// X25519 (RFC 7748 §5).
#pragma once

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::crypto {

inline constexpr std::size_t kX25519Len = 32;

/// public = X25519(scalar, 9).  Secret: scalar.  Leaks: nothing.
void x25519_public_key(std::span<const std::uint8_t, 32> scalar,
                       std::span<std::uint8_t, 32> public_value);
/// Masks the top bit of `peer`, accepts non-canonical values. Errors: zero_shared_secret (RFC 8422
/// §5.11). Secret: scalar, shared.  Leaks: whether the result is zero.
Status x25519(std::span<const std::uint8_t, 32> scalar,
              std::span<const std::uint8_t, 32> peer,
              std::span<std::uint8_t, 32> shared);

}  // namespace vitrine::crypto

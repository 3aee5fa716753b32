// Ed25519 (RFC 8032 §5.1), verification only: certificates and ServerKeyExchange may carry it (RFC
// 8422 §5.10). Read next: edwards25519.h.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::crypto {

inline constexpr std::size_t kEd25519PublicKeyLen = 32;
inline constexpr std::size_t kEd25519SignatureLen = 64;

/// Checks a signature of the whole message (no prehash, no context). Everything is public.
/// Strict: S below L, and A a canonical encoding of a point; R is compared as bytes (RFC 8032
/// §5.1.7). Errors: bad_signature (any length but 64 too), bad_public_value (the key is no point).
Status ed25519_verify_vartime(ByteView public_key, ByteView message, ByteView signature);

}  // namespace vitrine::crypto

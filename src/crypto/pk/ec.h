// The NIST curves: ECDH and ECDSA over P-256, P-384 and P-521 (RFC 8422, SEC 1, FIPS 186-4).
// Points on the wire are uncompressed: 04 || X || Y, coordinates of field length.
// Read next: p256.cpp; crypto/pk/x25519.h.
#pragma once

#include <array>

#include "base/bytes.h"
#include "base/result.h"
#include "base/rng.h"
#include "crypto/hash/hash.h"

namespace vitrine::crypto {

enum class Curve : std::uint8_t { p256, p384, p521 };

inline constexpr std::size_t kMaxFieldLen = 66;
inline constexpr std::size_t kMaxPointLen = 1 + 2 * kMaxFieldLen;

/// Bytes of a coordinate, and of a private scalar: 32, 48, 66.
std::size_t field_len(Curve curve);
/// Bytes of an uncompressed point: 65, 97, 133.
std::size_t point_len(Curve curve);
/// "P-256" ...
std::string_view name_of(Curve curve);

/// A fresh key pair: `scalar` field_len bytes in [1, n-1], `point` point_len bytes.
/// Secret: scalar.  Leaks: nothing.  Errors: entropy_failure.
Status ec_generate(Curve curve, Rng& rng, MutByteView scalar, MutByteView point);
/// The public point of a scalar.  Errors: bad_private_key (not in [1, n-1]).
Status ec_public_key(Curve curve, ByteView scalar, MutByteView point);
/// Length, format, range and curve equation.  Errors: bad_point.
Status ec_check_point(Curve curve, ByteView point);
/// ECDH: the x-coordinate of scalar * peer, field_len bytes.
/// Secret: scalar, shared.  Leaks: nothing.  Errors: bad_point, bad_private_key.
Status ec_agree(Curve curve, ByteView scalar, ByteView peer_point, MutByteView shared);

/// r and s, big-endian, each of field_len bytes; the DER around them is asn1's business.
struct EcdsaSignature {
    std::array<std::uint8_t, kMaxFieldLen> r{};
    std::array<std::uint8_t, kMaxFieldLen> s{};
};

/// Nonce by RFC 6979 with HMAC of `hash`; if `hedge` is not null, with its bytes mixed in (§3.6).
/// The result is verified before it leaves.  Secret: scalar, nonce.  Leaks: nothing.
/// digest: the leftmost bits count, as FIPS 186-4 §6.4 says.  Errors: bad_private_key,
/// fault_detected.
Status ecdsa_sign(Curve curve,
                  ByteView scalar,
                  HashAlg hash,
                  ByteView digest,
                  Rng* hedge,
                  EcdsaSignature& signature);
/// Errors: bad_signature (also r or s out of [1, n-1]), bad_point.
Status ecdsa_verify_vartime(Curve curve,
                            ByteView point,
                            ByteView digest,
                            const EcdsaSignature& signature);

}  // namespace vitrine::crypto

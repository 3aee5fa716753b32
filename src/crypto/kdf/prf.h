// The pseudorandom functions of TLS: 1.0/1.1 (RFC 2246 §5) and 1.2 (RFC 5246 §5).
// Read next: prf_explain.h, the readable twin that yields every A(i); handshake/key_schedule.h, who
// calls it.
#pragma once

#include "crypto/hash/hash.h"

namespace vitrine::crypto {

enum class PrfAlg : std::uint8_t {
    md5_sha1,  ///< TLS 1.0 and 1.1: P_MD5 xor P_SHA1
    sha256,    ///< TLS 1.2 default
    sha384,    ///< TLS 1.2, suites whose names end in SHA384
};

/// "PRF-MD5-SHA1", "PRF-SHA256", "PRF-SHA384"
std::string_view name_of(PrfAlg alg);

/// Expands `secret` and `seed` (in two pieces, as callers have it: seed_a || seed_b) into `out`.
///
/// out     any length, in bytes; the caller decides (12 for verify_data, 48 for a master secret)
/// secret  any length, in bytes (secret)
/// label   ASCII, no terminating NUL
/// Errors  none.  Time: constant in `secret`; linear in out.size().
/// Source  RFC 5246 §5, RFC 2246 §5 ("HMAC and the pseudorandom function").
void prf(PrfAlg alg,
         ByteView secret,
         std::string_view label,
         ByteView seed_a,
         ByteView seed_b,
         MutByteView out);

/// PRF of TLS 1.2 with P_hash of `hash`, seed in one piece.
void prf_tls12(
    HashAlg hash, ByteView secret, std::string_view label, ByteView seed, MutByteView out);
/// PRF of TLS 1.0 and 1.1.
void prf_tls10(ByteView secret, std::string_view label, ByteView seed, MutByteView out);

}  // namespace vitrine::crypto

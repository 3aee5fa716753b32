// DSA (FIPS 186-4 §4): signatures in a subgroup of order q of the integers modulo p. TLS below 1.3
// has suites for it (DHE_DSS), X.509 has certificates; no new key should be one.
// Verification is variable-time in public data; signing is constant-time, and takes its nonces
// from RFC 6979. Read next: pk/dsa_core.h, pk/ecdsa_nonce.h.
#pragma once

#include <array>

#include "base/bytes.h"
#include "base/result.h"
#include "base/rng.h"
#include "base/secret.h"
#include "crypto/hash/hash.h"

namespace vitrine::crypto {

inline constexpr std::size_t kMaxDsaPrimeLen = 1024;  ///< p: 8192 bits
inline constexpr std::size_t kMaxDsaOrderLen = 32;    ///< q: 256 bits

/// Views of big-endian numbers, leading zeros allowed.
struct DsaParameters {
    ByteView p;
    ByteView q;
    ByteView g;
    /// Bytes of q without leading zeros: the length of a private key, of r and of s.
    [[nodiscard]] std::size_t order_len() const;
    /// Bytes of p without leading zeros: the length of a public value.
    [[nodiscard]] std::size_t prime_len() const;
};

/// p odd and of 512 to 8192 bits, q odd and of 160, 224 or 256 bits (§4.2), 1 < g < p, and g of
/// order q: g^q mod p = 1. Whether p and q are prime is not asked.  Errors: bad_parameters.
Result<Unit> dsa_check_parameters_vartime(const DsaParameters& parameters);

/// y, r and s: big-endian, leading zeros allowed.  digest: its leftmost bits count, as many as q
/// has (§4.6). Looks at sizes and ranges of the parameters, not at the order of g.
/// Errors: bad_signature (also r or s out of [1, q-1]), bad_parameters, bad_public_value (y not in
/// [2, p-2]).
Result<Unit> dsa_verify_vartime(
    const DsaParameters& parameters, ByteView y, ByteView digest, ByteView r, ByteView s);

/// r and s, big-endian, each of order_len bytes; the DER around them is asn1's business.
struct DsaSignature {
    std::array<std::uint8_t, kMaxDsaOrderLen> r{};
    std::array<std::uint8_t, kMaxDsaOrderLen> s{};
};

using DsaPrivateKey = SecretBytes<struct DsaPrivateKeyTag, kMaxDsaOrderLen>;

/// Nonce by RFC 6979 with HMAC of `hash`; if `hedge` is not null, with its bytes mixed in (§3.6).
/// The result is verified before it leaves.  x: order_len bytes.  Secret: x, nonce.  Leaks:
/// nothing. Errors: bad_parameters, bad_private_key, fault_detected, entropy_failure.
Status dsa_sign(const DsaParameters& parameters,
                const DsaPrivateKey& x,
                HashAlg hash,
                ByteView digest,
                Rng* hedge,
                DsaSignature& signature);

/// The public value y = g^x mod p, prime_len bytes.  Secret: x.  Leaks: nothing.
/// Errors: bad_parameters, bad_private_key, output_full.
Status dsa_public_key(const DsaParameters& parameters, const DsaPrivateKey& x, MutByteView y);

/// A fresh key pair; x is drawn again until it is in [1, q-1] (§B.1.2).  Secret: x.
/// Errors: bad_parameters, entropy_failure, output_full.
Status dsa_generate(const DsaParameters& parameters, Rng& rng, DsaPrivateKey& x, MutByteView y);

}  // namespace vitrine::crypto

// The PRFs of TLS with every step in sight: the readable twin of prf.h, for explainers and their
// readers. Each HMAC is written out as RFC 2104 defines it, with no state kept between them.
#pragma once

#include <vector>

#include "crypto/kdf/prf.h"

namespace vitrine::crypto {

/// HMAC(K, text) = H(K xor opad, H(K xor ipad, text)), RFC 2104 §2.
struct HmacExplained {
    Digest inner;  ///< H(K xor ipad, text)
    Digest mac;
};

/// One turn of P_hash: A(number), and the part of the output that it gives.
struct PHashStep {
    std::size_t number = 0;  ///< from 1
    HmacExplained a;         ///< A(number) = HMAC(secret, A(number - 1)); A(0) is label + seed
    HmacExplained block;     ///< HMAC(secret, A(number) + label + seed)
    std::size_t used = 0;    ///< bytes of block.mac that go into the output: the last may be cut
};

/// P_hash(secret, label + seed), RFC 5246 §5.
struct PHashExplained {
    HashAlg hash{};
    std::vector<std::uint8_t> secret;  ///< in TLS 1.0 and 1.1 a half of it, S1 or S2
    std::vector<PHashStep> steps;
    std::vector<std::uint8_t> output;
};

/// The PRF is the xor of its parts: P_MD5 and P_SHA1, or one P_hash.
struct PrfExplained {
    std::vector<PHashExplained> parts;
    std::vector<std::uint8_t> output;
};

/// What prf() does with these arguments, step by step.
///
/// secret, label, seed  as for prf(); all that is returned is as secret as `secret` and the output,
///                      and the caller wipes it where that matters
/// out_len  any number of bytes
/// Errors  none.  Time: linear in out_len; allocates.
/// Source  RFC 5246 §5, RFC 2246 §5, RFC 2104 §2.
PrfExplained prf_explain(
    PrfAlg alg, ByteView secret, std::string_view label, ByteView seed, std::size_t out_len);

/// The part that prf_tls12 with another hash would be.
PHashExplained p_hash_explain(
    HashAlg hash, ByteView secret, std::string_view label, ByteView seed, std::size_t out_len);

}  // namespace vitrine::crypto

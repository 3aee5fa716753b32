// The nonces of ECDSA by RFC 6979 §3.2: from the key and the digest through HMAC, so that no
// failing generator can repeat or bias one (attack A32). With a hedge, fresh bytes are mixed in
// (§3.6).
#pragma once

#include "base/secret.h"
#include "crypto/hash/hash.h"
#include "crypto/pk/ec.h"

namespace vitrine::crypto::ec {

class NonceGenerator {
  public:
    /// scalar and reduced_digest: int2octets(x) and bits2octets(h1), field_len bytes each.
    /// hedge: further bytes, at most 32, may be empty.  Secret: scalar, hedge.
    NonceGenerator(HashAlg hash, ByteView scalar, ByteView reduced_digest, ByteView hedge);
    NonceGenerator(const NonceGenerator&) = delete;
    NonceGenerator& operator=(const NonceGenerator&) = delete;

    /// The next candidate, big-endian, of order_bits bits; the caller checks that it is in [1,
    /// n-1].
    void next(std::size_t order_bits, MutByteView candidate);

  private:
    using Block = SecretBytes<struct NonceBlockTag, kMaxDigestLen>;
    using Message = SecretBytes<struct NonceMessageTag, kMaxDigestLen + 1 + 2 * kMaxFieldLen + 32>;

    /// K = HMAC_K(V || separator || more), V = HMAC_K(V).
    void stir(std::uint8_t separator, ByteView scalar, ByteView digest, ByteView hedge);
    void mac_into(ByteView message, Block& out) const;

    HashAlg hash_;
    Block key_;
    Block v_;
    bool first_ = true;
};

}  // namespace vitrine::crypto::ec

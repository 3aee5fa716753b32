#include "crypto/kdf/prf.h"

#include <algorithm>

#include "base/secret.h"
#include "crypto/mac/hmac.h"

namespace vitrine::crypto {

namespace {

struct Seed {
    std::string_view label;
    ByteView a;
    ByteView b;
};

void feed(Hmac& mac, const Seed& seed) {
    mac.update(as_bytes(seed.label));
    mac.update(seed.a);
    mac.update(seed.b);
}

/// RFC 5246 §5: P_hash(secret, seed) = HMAC(secret, A(1) + seed) + HMAC(secret, A(2) + seed) + ...,
/// A(0) = seed, A(i) = HMAC(secret, A(i-1)). Its bytes are xored into `out`.
void xor_p_hash(HashAlg alg, ByteView secret, const Seed& seed, MutByteView out) {
    const HmacKey key{alg, secret};
    Hmac first{key};
    feed(first, seed);
    Digest a = first.digest();
    while (!out.empty()) {
        Hmac mac{key};
        mac.update(a.view());
        feed(mac, seed);
        Digest block = mac.digest();
        const std::size_t n = std::min<std::size_t>(block.len, out.size());
        for (std::size_t i = 0; i < n; ++i)
            out[i] = static_cast<std::uint8_t>(out[i] ^ block.bytes[i]);
        out = out.subspan(n);
        wipe_object(block);
        if (!out.empty()) a = key.mac(a.view());
    }
    wipe_object(a);
}

/// RFC 2246 §5: S1 and S2 are the two halves of the secret; they share the middle byte if it is
/// odd.
void xor_prf_tls10(ByteView secret, const Seed& seed, MutByteView out) {
    const std::size_t half = (secret.size() + 1) / 2;
    xor_p_hash(HashAlg::md5, secret.first(half), seed, out);
    xor_p_hash(HashAlg::sha1, secret.last(half), seed, out);
}

}  // namespace

std::string_view name_of(PrfAlg alg) {
    constexpr std::string_view kNames[] = {"PRF-MD5-SHA1", "PRF-SHA256", "PRF-SHA384"};
    return kNames[static_cast<std::size_t>(alg)];
}

void prf(PrfAlg alg,
         ByteView secret,
         std::string_view label,
         ByteView seed_a,
         ByteView seed_b,
         MutByteView out) {
    std::fill(out.begin(), out.end(), std::uint8_t{0});
    const Seed seed{label, seed_a, seed_b};
    switch (alg) {
        case PrfAlg::md5_sha1:
            xor_prf_tls10(secret, seed, out);
            break;
        case PrfAlg::sha256:
            xor_p_hash(HashAlg::sha256, secret, seed, out);
            break;
        case PrfAlg::sha384:
            xor_p_hash(HashAlg::sha384, secret, seed, out);
            break;
    }
}

void prf_tls12(
    HashAlg hash, ByteView secret, std::string_view label, ByteView seed, MutByteView out) {
    std::fill(out.begin(), out.end(), std::uint8_t{0});
    xor_p_hash(hash, secret, {label, seed, {}}, out);
}

void prf_tls10(ByteView secret, std::string_view label, ByteView seed, MutByteView out) {
    prf(PrfAlg::md5_sha1, secret, label, seed, {}, out);
}

}  // namespace vitrine::crypto

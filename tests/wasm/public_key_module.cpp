// What the WebAssembly module offers to crypto_vectors.mjs: RSA, the curves, DH, DSA, powers and
// primes. `in` is an array of views; what is returned is a length, or 1 for "yes", or 0.
#include "crypto/bignum/modexp.h"
#include "crypto/bignum/prime.h"
#include "crypto/drbg.h"
#include "crypto/pk/dh.h"
#include "crypto/pk/dsa.h"
#include "crypto/pk/ec.h"
#include "crypto/pk/ed25519.h"
#include "crypto/pk/rsa.h"
#include "wasm_view.h"

namespace vitrine::wasm {

namespace {

using crypto::Curve;
using crypto::HashAlg;

crypto::Drbg fixed_rng() {
    return crypto::Drbg{std::array<std::uint8_t, 32>{7}};
}

crypto::Digest digest_of(int hash, const View& message) {
    return crypto::hash(static_cast<HashAlg>(hash), message.bytes());
}

crypto::EcdsaSignature signature_of(const View& r, const View& s) {
    crypto::EcdsaSignature signature;
    if (r.size <= signature.r.size()) copy_bytes(r.bytes(), signature.r);
    if (s.size <= signature.s.size()) copy_bytes(s.bytes(), signature.s);
    return signature;
}

crypto::RsaPrivateParts parts_of(const View* in) {
    return {in[0].bytes(), in[1].bytes(), in[2].bytes(), in[3].bytes(),
            in[4].bytes(), in[5].bytes(), in[6].bytes(), in[7].bytes()};
}

}  // namespace

/// scalar, point
extern "C" [[clang::export_name("ec_agree")]] std::size_t ec_agree(int curve,
                                                                   const View* in,
                                                                   std::uint8_t* out) {
    const std::size_t size = crypto::field_len(static_cast<Curve>(curve));
    const Status agreed =
        crypto::ec_agree(static_cast<Curve>(curve), in[0].bytes(), in[1].bytes(), {out, size});
    return agreed.ok() ? size : 0;
}

/// scalar
extern "C" [[clang::export_name("ec_public")]] std::size_t ec_public(int curve,
                                                                     const View* in,
                                                                     std::uint8_t* out) {
    const std::size_t size = crypto::point_len(static_cast<Curve>(curve));
    return crypto::ec_public_key(static_cast<Curve>(curve), in[0].bytes(), {out, size}).ok() ? size
                                                                                             : 0;
}

/// point, message (hash below zero: its digest), r, s
extern "C" [[clang::export_name("ecdsa_verify")]] int ecdsa_verify(int curve,
                                                                   int hash,
                                                                   const View* in) {
    const crypto::Digest digest = digest_of(hash < 0 ? 0 : hash, in[1]);
    return crypto::ecdsa_verify_vartime(static_cast<Curve>(curve), in[0].bytes(),
                                        hash < 0 ? in[1].bytes() : digest.view(),
                                        signature_of(in[2], in[3]))
                   .ok()
               ? 1
               : 0;
}

/// scalar, message: r and s
extern "C" [[clang::export_name("ecdsa_sign")]] std::size_t ecdsa_sign(int curve,
                                                                       int hash,
                                                                       const View* in,
                                                                       std::uint8_t* out) {
    const std::size_t size = crypto::field_len(static_cast<Curve>(curve));
    crypto::EcdsaSignature made;
    const Status status =
        crypto::ecdsa_sign(static_cast<Curve>(curve), in[0].bytes(), static_cast<HashAlg>(hash),
                           digest_of(hash, in[1]).view(), nullptr, made);
    copy_bytes(ByteView{made.r}.first(size), {out, size});
    copy_bytes(ByteView{made.s}.first(size), {out + size, size});
    return status.ok() ? 2 * size : 0;
}

/// key, message, signature
extern "C" [[clang::export_name("ed25519_verify")]] int ed25519_verify(const View* in) {
    return crypto::ed25519_verify_vartime(in[0].bytes(), in[1].bytes(), in[2].bytes()).ok() ? 1 : 0;
}

/// n, e, message, signature; salt below zero: PKCS#1 v1.5
extern "C" [[clang::export_name("rsa_verify")]] int rsa_verify(int hash, int salt, const View* in) {
    const crypto::RsaPublicKey key{in[0].bytes(), in[1].bytes()};
    const crypto::Digest digest = digest_of(hash, in[2]);
    const auto alg = static_cast<HashAlg>(hash);
    const Status status =
        salt < 0 ? crypto::rsa_verify_pkcs1_vartime(key, crypto::RsaDigestKind::digest_info, alg,
                                                    digest.view(), in[3].bytes())
                 : crypto::rsa_verify_pss_vartime(key, alg, static_cast<std::size_t>(salt),
                                                  digest.view(), in[3].bytes());
    return status.ok() ? 1 : 0;
}

/// n, e, d, p, q, dp, dq, qinv, message
extern "C" [[clang::export_name("rsa_sign")]] std::size_t rsa_sign(int hash,
                                                                   const View* in,
                                                                   std::uint8_t* out) {
    const auto key = crypto::RsaPrivateKey::make(parts_of(in));
    if (!key.ok()) return 0;
    crypto::Drbg rng = fixed_rng();
    const std::size_t size = key->public_key().modulus_len();
    const Status status =
        key->sign_pkcs1(crypto::RsaDigestKind::digest_info, static_cast<HashAlg>(hash),
                        digest_of(hash, in[8]).view(), rng, {out, size});
    return status.ok() ? size : 0;
}

/// n, e, d, p, q, dp, dq, qinv, ciphertext: the message's length and 1, or 0
extern "C" [[clang::export_name("rsa_decrypt")]] std::size_t rsa_decrypt(const View* in,
                                                                         std::uint8_t* out) {
    const auto key = crypto::RsaPrivateKey::make(parts_of(in));
    if (!key.ok()) return 0;
    crypto::Drbg rng = fixed_rng();
    const auto length =
        key->decrypt_pkcs1(in[8].bytes(), rng, {out, key->public_key().modulus_len()});
    return length.ok() ? *length + 1 : 0;
}

/// p, g, exponent, the peer's value
extern "C" [[clang::export_name("dh_agree")]] std::size_t dh_agree(const View* in,
                                                                   std::uint8_t* out) {
    const crypto::DhGroup group{in[0].bytes(), in[1].bytes(), 8 * in[2].size};
    crypto::DhShared shared;
    if (!crypto::dh_agree(group, crypto::DhExponent{in[2].bytes()}, in[3].bytes(), shared).ok())
        return 0;
    copy_bytes(shared.expose(), {out, shared.size()});
    return shared.size();
}

/// p, q, g, x, message: r and s
extern "C" [[clang::export_name("dsa_sign")]] std::size_t dsa_sign(int hash,
                                                                   const View* in,
                                                                   std::uint8_t* out) {
    const crypto::DsaParameters parameters{in[0].bytes(), in[1].bytes(), in[2].bytes()};
    crypto::DsaSignature made;
    const Status status =
        crypto::dsa_sign(parameters, crypto::DsaPrivateKey{in[3].bytes()},
                         static_cast<HashAlg>(hash), digest_of(hash, in[4]).view(), nullptr, made);
    const std::size_t size = parameters.order_len();
    copy_bytes(ByteView{made.r}.first(size), {out, size});
    copy_bytes(ByteView{made.s}.first(size), {out + size, size});
    return status.ok() ? 2 * size : 0;
}

/// p, q, g, y, message, r, s
extern "C" [[clang::export_name("dsa_verify")]] int dsa_verify(int hash, const View* in) {
    const crypto::DsaParameters parameters{in[0].bytes(), in[1].bytes(), in[2].bytes()};
    return crypto::dsa_verify_vartime(parameters, in[3].bytes(), digest_of(hash, in[4]).view(),
                                      in[5].bytes(), in[6].bytes())
                   .ok()
               ? 1
               : 0;
}

/// base (below the modulus's room), exponent, odd modulus: as many bytes as the modulus has
extern "C" [[clang::export_name("modexp")]] std::size_t modexp(const View* in, std::uint8_t* out) {
    using namespace crypto::bignum;
    static std::array<Limb, kMaxSecretBits / kLimbBits<Limb>> n, rr, x, e, r;
    const std::size_t bits = bit_length(in[2].bytes());
    const std::size_t width = limbs_for(bits);
    if (in[0].size > width * sizeof(Limb) || bits > kMaxSecretBits ||
        8 * in[1].size > kMaxSecretBits)
        return 0;
    load_be(n.data(), width, in[2].bytes());
    load_be(x.data(), width, in[0].bytes());
    load_be(e.data(), e.size(), in[1].bytes());
    const auto m = Modulus<Limb>::make(n.data(), width, bits, rr.data());
    crypto::bignum::modexp().exp({r.data(), x.data(), e.data(), 8 * in[1].size, &m});
    store_be(MutByteView{out, in[2].size}, r.data(), width);
    return in[2].size;
}

/// An odd number above 3.
extern "C" [[clang::export_name("is_prime")]] int is_prime(const View* in) {
    using namespace crypto::bignum;
    static std::array<Limb, kMaxSecretBits / kLimbBits<Limb>> n;
    const ByteView number = strip_zeros(in[0].bytes());
    const std::size_t bits = bit_length(number);
    load_be(n.data(), limbs_for(bits), number);
    crypto::Drbg rng = fixed_rng();
    const auto prime = is_probable_prime(n.data(), limbs_for(bits), bits, 16, rng);
    return prime.ok() && *prime ? 1 : 0;
}

}  // namespace vitrine::wasm

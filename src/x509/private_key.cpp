#include "x509/private_key.h"

namespace vitrine::x509 {

namespace {

Result<std::size_t> sign_rsa(const crypto::RsaPrivateKey& key,
                             const SignatureScheme& scheme,
                             ByteView digest,
                             Rng& rng,
                             MutByteView out) {
    const std::size_t len = key.public_key().modulus_len();
    if (out.size() < len) return fail(ErrorCode::output_full);
    const MutByteView signature = out.first(len);
    if (scheme.kind == SignatureKind::rsa_pss) {
        TLS_TRY(key.sign_pss(scheme.hash, digest, rng, signature));
    } else {
        const auto kind = scheme.kind == SignatureKind::rsa_pkcs1
                              ? crypto::RsaDigestKind::digest_info
                              : crypto::RsaDigestKind::md5_sha1;
        TLS_TRY(key.sign_pkcs1(kind, scheme.hash, digest, rng, signature));
    }
    return len;
}

}  // namespace

Result<PrivateKey> PrivateKey::from_ec_scalar(crypto::Curve curve, ByteView scalar) {
    if (scalar.size() != crypto::field_len(curve)) return fail(ErrorCode::bad_private_key);
    Ec key;
    key.curve = curve;
    key.scalar.resize(scalar.size());
    copy_bytes(scalar, key.scalar.expose_mut());
    TLS_TRY(crypto::ec_public_key(curve, scalar,
                                  MutByteView{key.point}.first(crypto::point_len(curve))));
    return PrivateKey{std::move(key)};
}

Result<PrivateKey> PrivateKey::generate_rsa(std::size_t bits, Rng& rng) {
    TLS_TRY_ASSIGN(crypto::RsaPrivateKey key, crypto::RsaPrivateKey::generate(bits, rng));
    return PrivateKey{std::move(key)};
}

Result<PrivateKey> PrivateKey::generate_ec(crypto::Curve curve, Rng& rng) {
    Ec key;
    key.curve = curve;
    key.scalar.resize(crypto::field_len(curve));
    TLS_TRY(crypto::ec_generate(curve, rng, key.scalar.expose_mut(),
                                MutByteView{key.point}.first(crypto::point_len(curve))));
    return PrivateKey{std::move(key)};
}

PublicKey PrivateKey::public_key() const {
    PublicKey key;
    key.type = type();
    if (const Ec* pair = ec()) {
        key.curve = pair->curve;
        key.point = ByteView{pair->point}.first(crypto::point_len(pair->curve));
    } else {
        key.rsa = rsa()->public_key();
        while (!key.rsa.n.empty() && key.rsa.n[0] == 0) key.rsa.n = key.rsa.n.subspan(1);
        while (!key.rsa.e.empty() && key.rsa.e[0] == 0) key.rsa.e = key.rsa.e.subspan(1);
    }
    return key;
}

Result<std::size_t> PrivateKey::sign_digest(const SignatureScheme& scheme,
                                            ByteView digest,
                                            Rng& rng,
                                            MutByteView out) const {
    if (!fits(type(), scheme.kind)) return fail(ErrorCode::unsupported_algorithm);
    if (const crypto::RsaPrivateKey* key = rsa()) return sign_rsa(*key, scheme, digest, rng, out);
    crypto::EcdsaSignature signature;
    TLS_TRY(crypto::ecdsa_sign(ec()->curve, ec()->scalar.expose(), scheme.hash, digest, &rng,
                               signature));
    return encode_ecdsa_signature(ec()->curve, signature, out);
}

Result<std::size_t> PrivateKey::sign_message(const SignatureScheme& scheme,
                                             ByteView message,
                                             Rng& rng,
                                             MutByteView out) const {
    return sign_digest(scheme, scheme_digest(scheme, {&message, 1}).view(), rng, out);
}

}  // namespace vitrine::x509

#include "x509/private_key.h"

#include "asn1/der_writer.h"

namespace vitrine::x509 {

namespace {

using crypto::HashAlg;

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

/// Dss-Sig-Value. RFC 3279 §2.2.2.
Result<std::size_t> sign_dsa(
    const PrivateKey::Dsa& key, HashAlg hash, ByteView digest, Rng& rng, MutByteView out) {
    crypto::DsaSignature signature;
    TLS_TRY(crypto::dsa_sign(key.parameters(), key.x, hash, digest, &rng, signature));
    asn1::DerWriter writer{out};
    writer.sequence([&](asn1::DerWriter& w) {
        w.unsigned_integer(ByteView{signature.r}.first(key.x.size()));
        w.unsigned_integer(ByteView{signature.s}.first(key.x.size()));
    });
    TLS_TRY_ASSIGN(const ByteView written, writer.finish());
    return written.size();
}

ByteView without_zeros(ByteView number) {
    while (!number.empty() && number[0] == 0) number = number.subspan(1);
    return number;
}

std::vector<std::uint8_t> copied(ByteView number) {
    const ByteView significant = without_zeros(number);
    return {significant.begin(), significant.end()};
}

PrivateKey::Dsa with_parameters(const crypto::DsaParameters& parameters) {
    PrivateKey::Dsa key;
    key.p = copied(parameters.p);
    key.q = copied(parameters.q);
    key.g = copied(parameters.g);
    key.y.resize(key.p.size());
    key.x.resize(key.q.size());
    return key;
}

}  // namespace

Result<PrivateKey> PrivateKey::from_dsa(const crypto::DsaParameters& parameters, ByteView x) {
    TLS_TRY(crypto::dsa_check_parameters_vartime(parameters));
    Dsa key = with_parameters(parameters);
    const MutByteView scalar = key.x.expose_mut();
    if (x.size() > scalar.size()) return fail(ErrorCode::bad_private_key);
    copy_bytes(x, scalar.subspan(scalar.size() - x.size()));
    TLS_TRY(crypto::dsa_public_key(key.parameters(), key.x, key.y));
    key.y = copied(key.y);
    return PrivateKey{std::move(key)};
}

Result<PrivateKey> PrivateKey::generate_dsa(const crypto::DsaParameters& parameters, Rng& rng) {
    TLS_TRY(crypto::dsa_check_parameters_vartime(parameters));
    Dsa key = with_parameters(parameters);
    TLS_TRY(crypto::dsa_generate(key.parameters(), rng, key.x, key.y));
    key.y = copied(key.y);
    return PrivateKey{std::move(key)};
}

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
    } else if (const Dsa* numbers = dsa()) {
        key.dsa_parameters = {numbers->p, numbers->q, numbers->g};
        key.dsa_y = numbers->y;
    } else {
        key.rsa = rsa()->public_key();
        key.rsa.n = without_zeros(key.rsa.n);
        key.rsa.e = without_zeros(key.rsa.e);
    }
    return key;
}

Result<std::size_t> PrivateKey::sign_digest(const SignatureScheme& scheme,
                                            ByteView digest,
                                            Rng& rng,
                                            MutByteView out) const {
    if (!fits(type(), scheme.kind)) return fail(ErrorCode::unsupported_algorithm);
    if (const crypto::RsaPrivateKey* key = rsa()) return sign_rsa(*key, scheme, digest, rng, out);
    if (const Dsa* key = dsa()) return sign_dsa(*key, scheme.hash, digest, rng, out);
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

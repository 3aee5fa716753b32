#include "x509/signature.h"

#include "asn1/der_writer.h"
#include "crypto/pk/dsa.h"
#include "crypto/pk/ed25519.h"

namespace vitrine::x509 {

namespace {

using crypto::HashAlg;

Status verify_ecdsa(const PublicKey& key, ByteView digest, ByteView signature) {
    const auto decoded = decode_ecdsa_signature(key.curve, signature);
    // One code for every wrong signature, however it is wrong.
    if (!decoded.ok()) return fail(ErrorCode::bad_signature);
    return crypto::ecdsa_verify_vartime(key.curve, key.point, digest, *decoded);
}

/// Dss-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }. RFC 3279 §2.2.2. Inherited parameters were
/// put into the key by the path's walk.
Status verify_dsa(const PublicKey& key, ByteView digest, ByteView signature) {
    wire::Context context{signature, nullptr, trace::Layer::other};
    asn1::DerReader in{signature, context, "Dss-Sig-Value"};
    asn1::DerReader numbers = in.sequence("Dss-Sig-Value");
    const ByteView r = numbers.unsigned_integer("r");
    const ByteView s = numbers.unsigned_integer("s");
    numbers.end();
    // One code for every wrong signature, however it is wrong.
    if (!in.finish().ok()) return fail(ErrorCode::bad_signature);
    const DsaParameters& parameters = key.dsa_parameters;
    return crypto::dsa_verify_vartime({parameters.p, parameters.q, parameters.g}, key.dsa_y, digest,
                                      r, s);
}

/// A key that names its RSASSA-PSS parameters allows those only, and salts not shorter (RFC 4055
/// §3.3).
bool allowed_by_key(const PublicKey& key, const SignatureScheme& scheme) {
    if (!key.pss_only) return true;
    return scheme.hash == key.pss_only->hash && scheme.pss_salt_len >= key.pss_only->pss_salt_len;
}

/// An unsigned INTEGER right-aligned into a field; false if it is zero or too long.
bool place(ByteView number, std::size_t field_len, MutByteView out) {
    if (number.size() > field_len || (number.size() == 1 && number[0] == 0)) return false;
    copy_bytes(number, out.subspan(field_len - number.size()));
    return true;
}

std::size_t bytes_of_field(crypto::Curve curve) {
    return curve == crypto::Curve::p256 ? 32 : curve == crypto::Curve::p384 ? 48 : 66;
}

}  // namespace

bool fits(KeyType key, SignatureKind kind) {
    switch (kind) {
        case SignatureKind::rsa_pkcs1:
        case SignatureKind::rsa_pkcs1_md5_sha1:
            return key == KeyType::rsa;
        case SignatureKind::rsa_pss:
            return key == KeyType::rsa || key == KeyType::rsa_pss;
        case SignatureKind::ecdsa:
            return key == KeyType::ec;
        case SignatureKind::dsa:
            return key == KeyType::dsa;
        case SignatureKind::ed25519:
            return key == KeyType::ed25519;
        case SignatureKind::unsupported:
            break;
    }
    return false;
}

crypto::Digest scheme_digest(const SignatureScheme& scheme, std::span<const ByteView> pieces) {
    const auto digest_of = [&](HashAlg alg) {
        crypto::Hash hash{alg};
        for (const ByteView piece : pieces) hash.update(piece);
        return hash.digest();
    };
    if (scheme.kind != SignatureKind::rsa_pkcs1_md5_sha1) return digest_of(scheme.hash);
    crypto::Digest both;
    const crypto::Digest md5 = digest_of(HashAlg::md5);
    const crypto::Digest sha1 = digest_of(HashAlg::sha1);
    copy_bytes(md5.view(), both.bytes);
    copy_bytes(sha1.view(), MutByteView{both.bytes}.subspan(md5.len));
    both.len = static_cast<std::uint8_t>(md5.len + sha1.len);
    return both;
}

Status verify_digest(const PublicKey& key,
                     const SignatureScheme& scheme,
                     ByteView digest,
                     ByteView signature) {
    if (!fits(key.type, scheme.kind)) return fail(ErrorCode::unsupported_algorithm);
    switch (scheme.kind) {
        case SignatureKind::rsa_pkcs1:
            return crypto::rsa_verify_pkcs1_vartime(key.rsa, crypto::RsaDigestKind::digest_info,
                                                    scheme.hash, digest, signature);
        case SignatureKind::rsa_pkcs1_md5_sha1:
            return crypto::rsa_verify_pkcs1_vartime(key.rsa, crypto::RsaDigestKind::md5_sha1,
                                                    scheme.hash, digest, signature);
        case SignatureKind::rsa_pss:
            if (!allowed_by_key(key, scheme)) return fail(ErrorCode::bad_signature);
            return crypto::rsa_verify_pss_vartime(key.rsa, scheme.hash, scheme.pss_salt_len, digest,
                                                  signature);
        case SignatureKind::ecdsa:
            return verify_ecdsa(key, digest, signature);
        case SignatureKind::dsa:
            return verify_dsa(key, digest, signature);
        default:
            return fail(ErrorCode::unsupported_algorithm);
    }
}

Status verify_message(const PublicKey& key,
                      const SignatureScheme& scheme,
                      ByteView message,
                      ByteView signature) {
    if (!fits(key.type, scheme.kind)) return fail(ErrorCode::unsupported_algorithm);
    if (scheme.kind == SignatureKind::ed25519) {
        return crypto::ed25519_verify_vartime(key.ed25519, message, signature);
    }
    return verify_digest(key, scheme, scheme_digest(scheme, {&message, 1}).view(), signature);
}

Result<crypto::EcdsaSignature> decode_ecdsa_signature(crypto::Curve curve, ByteView der) {
    const std::size_t field_len = bytes_of_field(curve);
    wire::Context context{der, nullptr, trace::Layer::other};
    asn1::DerReader in{der, context, "Ecdsa-Sig-Value"};
    asn1::DerReader numbers = in.sequence("Ecdsa-Sig-Value");
    const ByteView r = numbers.unsigned_integer("r");
    const ByteView s = numbers.unsigned_integer("s");
    numbers.end();
    TLS_TRY(in.finish());
    crypto::EcdsaSignature signature;
    if (!place(r, field_len, signature.r) || !place(s, field_len, signature.s)) {
        return fail(ErrorCode::bad_signature);
    }
    return signature;
}

Result<std::size_t> encode_ecdsa_signature(crypto::Curve curve,
                                           const crypto::EcdsaSignature& signature,
                                           MutByteView out) {
    const std::size_t field_len = bytes_of_field(curve);
    asn1::DerWriter writer{out};
    writer.sequence([&](asn1::DerWriter& w) {
        w.unsigned_integer(ByteView{signature.r}.first(field_len));
        w.unsigned_integer(ByteView{signature.s}.first(field_len));
    });
    TLS_TRY_ASSIGN(const ByteView written, writer.finish());
    return written.size();
}

}  // namespace vitrine::x509

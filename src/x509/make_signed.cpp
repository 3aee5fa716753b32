#include "x509/make_signed.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context_constructed;
using asn1::DerWriter;
using crypto::HashAlg;

constexpr std::size_t kDefaultSaltLen = 20;

/// What is the default is not written (X.690 §11.5): SHA-1, MGF1 with SHA-1, a salt of 20 bytes
/// (RFC 4055 §3.1).
void write_pss_parameters(DerWriter& out, const SignatureScheme& scheme) {
    const auto hash = [&](DerWriter& w) {
        w.sequence([&](DerWriter& id) {
            id.oid(oid_of(scheme.hash));
            id.null();
        });
    };
    out.sequence([&](DerWriter& params) {
        if (scheme.hash != HashAlg::sha1) {
            params.constructed(context_constructed(0), hash);
            params.constructed(context_constructed(1), [&](DerWriter& mgf) {
                mgf.sequence([&](DerWriter& w) {
                    w.oid(oid::kMgf1);
                    hash(w);
                });
            });
        }
        if (scheme.pss_salt_len == kDefaultSaltLen) return;
        params.constructed(context_constructed(2), [&](DerWriter& w) {
            w.small_integer(static_cast<std::uint32_t>(scheme.pss_salt_len));
        });
    });
}

asn1::Oid rsa_oid(HashAlg hash) {
    switch (hash) {
        case HashAlg::md5:
            return oid::kMd5WithRsa;
        case HashAlg::sha1:
            return oid::kSha1WithRsa;
        case HashAlg::sha224:
            return oid::kSha224WithRsa;
        case HashAlg::sha256:
            return oid::kSha256WithRsa;
        case HashAlg::sha384:
            return oid::kSha384WithRsa;
        case HashAlg::sha512:
            return oid::kSha512WithRsa;
    }
    return {};
}

asn1::Oid ecdsa_oid(HashAlg hash) {
    switch (hash) {
        case HashAlg::md5:
            return {};
        case HashAlg::sha1:
            return oid::kEcdsaWithSha1;
        case HashAlg::sha224:
            return oid::kEcdsaWithSha224;
        case HashAlg::sha256:
            return oid::kEcdsaWithSha256;
        case HashAlg::sha384:
            return oid::kEcdsaWithSha384;
        case HashAlg::sha512:
            return oid::kEcdsaWithSha512;
    }
    return {};
}

asn1::Oid dsa_oid(HashAlg hash) {
    switch (hash) {
        case HashAlg::sha1:
            return oid::kDsaWithSha1;
        case HashAlg::sha224:
            return oid::kDsaWithSha224;
        case HashAlg::sha256:
            return oid::kDsaWithSha256;
        default:
            return {};
    }
}

asn1::Oid signature_oid(const SignatureScheme& scheme) {
    switch (scheme.kind) {
        case SignatureKind::rsa_pss:
            return oid::kRsassaPss;
        case SignatureKind::rsa_pkcs1:
            return rsa_oid(scheme.hash);
        case SignatureKind::ecdsa:
            return ecdsa_oid(scheme.hash);
        case SignatureKind::dsa:
            return dsa_oid(scheme.hash);
        default:
            return {};
    }
}

}  // namespace

SignatureScheme default_scheme(const PrivateKey& key) {
    if (key.dsa() != nullptr) return {SignatureKind::dsa, HashAlg::sha256, 0};
    if (key.ec() == nullptr) return {SignatureKind::rsa_pkcs1, HashAlg::sha256, 0};
    switch (key.ec()->curve) {
        case crypto::Curve::p256:
            return {SignatureKind::ecdsa, HashAlg::sha256, 0};
        case crypto::Curve::p384:
            return {SignatureKind::ecdsa, HashAlg::sha384, 0};
        case crypto::Curve::p521:
            break;
    }
    return {SignatureKind::ecdsa, HashAlg::sha512, 0};
}

Result<Bytes> encode_signature_algorithm(const SignatureScheme& scheme) {
    const asn1::Oid id = signature_oid(scheme);
    if (id.empty()) return fail(ErrorCode::unsupported_algorithm);
    return encode_der([&](DerWriter& out) {
        out.sequence([&](DerWriter& w) {
            w.oid(id);
            if (scheme.kind == SignatureKind::rsa_pkcs1) w.null();
            if (scheme.kind == SignatureKind::rsa_pss) write_pss_parameters(w, scheme);
        });
    });
}

Result<Bytes> sign_bytes(ByteView message,
                         const SignatureScheme& scheme,
                         const PrivateKey& key,
                         Rng& rng) {
    Bytes signature(key.max_signature_len());
    TLS_TRY_ASSIGN(const std::size_t len, key.sign_message(scheme, message, rng, signature));
    signature.resize(len);
    return signature;
}

Result<Bytes> make_signed(ByteView tbs,
                          const SignatureScheme& scheme,
                          const PrivateKey& key,
                          Rng& rng) {
    TLS_TRY_ASSIGN(const Bytes algorithm, encode_signature_algorithm(scheme));
    TLS_TRY_ASSIGN(const Bytes signature, sign_bytes(tbs, scheme, key, rng));
    return encode_der([&](DerWriter& out) {
        out.sequence([&](DerWriter& w) {
            w.raw(tbs);
            w.raw(algorithm);
            w.bit_string(signature);
        });
    });
}

}  // namespace vitrine::x509

#include "x509/key_reader.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context_constructed;
using asn1::DerReader;
using crypto::Curve;

/// RSAPrivateKey of two primes. RFC 8017 §A.1.2.
Result<PrivateKey> read_rsa(DerReader in) {
    DerReader members = in.sequence("RSAPrivateKey");
    members.small_integer("version", 0);
    crypto::RsaPrivateParts parts;
    parts.n = members.unsigned_integer("modulus");
    parts.e = members.unsigned_integer("publicExponent");
    parts.d = members.unsigned_integer("privateExponent");
    parts.p = members.unsigned_integer("prime1");
    parts.q = members.unsigned_integer("prime2");
    parts.dp = members.unsigned_integer("exponent1");
    parts.dq = members.unsigned_integer("exponent2");
    parts.qinv = members.unsigned_integer("coefficient");
    members.end();
    TLS_TRY(in.finish());
    TLS_TRY_ASSIGN(crypto::RsaPrivateKey key, crypto::RsaPrivateKey::make(parts));
    return PrivateKey{std::move(key)};
}

/// { version 0, p, q, g, y, x }: no standard, but what OpenSSL has always written.
Result<PrivateKey> read_dsa(DerReader in) {
    DerReader members = in.sequence("DSAPrivateKey");
    members.small_integer("version", 0);
    crypto::DsaParameters parameters;
    parameters.p = members.unsigned_integer("p");
    parameters.q = members.unsigned_integer("q");
    parameters.g = members.unsigned_integer("g");
    const ByteView y = members.unsigned_integer("y");
    const ByteView x = members.unsigned_integer("x");
    members.end();
    TLS_TRY(in.finish());
    TLS_TRY_ASSIGN(PrivateKey key, PrivateKey::from_dsa(parameters, x));
    if (!equal_public(key.dsa()->y, y)) return fail(ErrorCode::bad_private_key);
    return key;
}

/// The x of a PrivateKeyInfo, whose AlgorithmIdentifier has the parameters.
Result<PrivateKey> read_dsa_x(DerReader in, ByteView encoded_parameters) {
    const ByteView x = in.unsigned_integer("x");
    TLS_TRY(in.finish());
    wire::Context context{encoded_parameters, nullptr, trace::Layer::other};
    DerReader outer{encoded_parameters, context};
    DerReader members = outer.sequence("Dss-Parms");
    crypto::DsaParameters parameters;
    parameters.p = members.unsigned_integer("p");
    parameters.q = members.unsigned_integer("q");
    parameters.g = members.unsigned_integer("g");
    members.end();
    TLS_TRY(outer.finish());
    return PrivateKey::from_dsa(parameters, x);
}

/// ECPrivateKey. RFC 5915 §3; the curve may stand outside, in a PrivateKeyInfo.
Result<PrivateKey> read_ec(DerReader in, std::optional<Curve> curve) {
    DerReader members = in.sequence("ECPrivateKey");
    if (members.small_integer("version", 1) != 1) members.fail(ErrorCode::bad_private_key);
    const ByteView scalar = members.octet_string("privateKey");
    if (auto parameters = members.optional(context_constructed(0), "parameters")) {
        const auto named = curve_of(parameters->oid("namedCurve"));
        if (curve && named != curve) members.fail(ErrorCode::bad_private_key, "parameters");
        curve = named;
        parameters->end();
    }
    ByteView point;
    if (auto public_key = members.optional(context_constructed(1), "publicKey")) {
        point = public_key->bit_string("publicKey").bytes;
        public_key->end();
    }
    members.end();
    TLS_TRY(in.finish());
    if (!curve) return fail(ErrorCode::unsupported_algorithm);
    TLS_TRY_ASSIGN(PrivateKey key, PrivateKey::from_ec_scalar(*curve, scalar));
    if (!point.empty() && !equal_public(point, key.public_key().point)) {
        return fail(ErrorCode::bad_private_key);
    }
    return key;
}

/// PrivateKeyInfo, OneAsymmetricKey. RFC 5958 §2.
Result<PrivateKey> read_pkcs8(DerReader in) {
    DerReader members = in.sequence("PrivateKeyInfo");
    members.small_integer("version", 1);
    const AlgorithmIdentifier algorithm = read_algorithm_identifier(members, "privateKeyAlgorithm");
    const ByteView key = members.octet_string("privateKey");
    if (members.next_is(context_constructed(0))) members.any_deep("attributes");
    if (members.next_is(asn1::context(1))) members.any("publicKey");
    members.end();
    TLS_TRY(in.finish());
    wire::Context context{key, nullptr, trace::Layer::other};
    DerReader inside{key, context};
    if (algorithm.oid == oid::kRsaEncryption) return read_rsa(inside);
    if (algorithm.oid == oid::kDsa) return read_dsa_x(inside, algorithm.parameters);
    if (algorithm.oid == oid::kEcPublicKey) {
        wire::Context quiet{algorithm.parameters};
        DerReader parameters{algorithm.parameters, quiet};
        const auto curve = curve_of(parameters.oid("namedCurve"));
        if (!curve) return fail(ErrorCode::unsupported_algorithm);
        return read_ec(inside, curve);
    }
    return fail(ErrorCode::unsupported_algorithm);
}

/// PKCS#8 has an AlgorithmIdentifier where SEC 1 has an OCTET STRING and PKCS#1 an INTEGER.
asn1::Tag second_member(ByteView der) {
    wire::Context quiet{der};
    DerReader in{der, quiet};
    DerReader members = in.sequence("");
    members.any("");
    const ByteView rest = members.peek();
    return rest.empty() ? asn1::Tag::null : static_cast<asn1::Tag>(rest[0]);
}

/// RSAPrivateKey has nine members, a DSA key six.
std::size_t member_count(ByteView der) {
    wire::Context quiet{der};
    DerReader in{der, quiet};
    DerReader members = in.sequence("");
    std::size_t count = 0;
    for (; !members.empty(); ++count) members.any("");
    return count;
}

}  // namespace

Result<PrivateKey> parse_private_key(ByteView der) {
    const asn1::Tag second = second_member(der);
    wire::Context context{der, nullptr, trace::Layer::other};
    DerReader in{der, context};
    if (second == asn1::Tag::sequence) return read_pkcs8(in);
    if (second == asn1::Tag::octet_string) return read_ec(in, std::nullopt);
    if (member_count(der) == 6) return read_dsa(in);
    return read_rsa(in);
}

}  // namespace vitrine::x509

#include "x509/public_key.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;

bool is_null(ByteView parameters) {
    return parameters.size() == 2 && parameters[0] == 0x05 && parameters[1] == 0x00;
}

std::size_t bit_length(ByteView number) {
    while (!number.empty() && number[0] == 0) number = number.subspan(1);
    if (number.empty()) return 0;
    std::size_t bits = 8 * number.size();
    for (std::uint8_t top = number[0]; top < 0x80; top = static_cast<std::uint8_t>(top << 1))
        --bits;
    return bits;
}

/// Opens the BIT STRING that wraps a key in DER and notes its bytes.
asn1::DerReader open_key(asn1::DerReader& spki, PublicKey& key) {
    asn1::DerReader inside = spki.bit_string_wrapping("subjectPublicKey");
    key.key_bits = inside.peek();
    return inside;
}

/// A key that is its own bytes: no unused bits.
ByteView raw_key(asn1::DerReader& spki, PublicKey& key) {
    const ByteView at = spki.peek();
    const asn1::BitString bits = spki.bit_string("subjectPublicKey");
    if (bits.unused_bits != 0) {
        spki.fail_at(ErrorCode::der_bad_bit_string, at, "subjectPublicKey");
    }
    key.key_bits = bits.bytes;
    return bits.bytes;
}

/// RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }. RFC 3279 §2.3.1.
void read_rsa(asn1::DerReader& spki, PublicKey& key) {
    const ByteView parameters = key.algorithm.parameters;
    if (key.algorithm.oid == oid::kRsaEncryption) {
        key.type = KeyType::rsa;
        if (!is_null(parameters))
            spki.fail_at(ErrorCode::bad_parameters, key.algorithm.encoded, "parameters");
    } else {
        key.type = KeyType::rsa_pss;
        if (!parameters.empty()) {
            wire::Context quiet{parameters};
            key.pss_only = read_pss_parameters(asn1::DerReader{parameters, quiet});
            if (!key.pss_only) key.type = KeyType::unsupported;
        }
    }
    asn1::DerReader inside = open_key(spki, key);
    asn1::DerReader numbers = inside.sequence("RSAPublicKey");
    key.rsa.n = numbers.unsigned_integer("modulus");
    key.rsa.e = numbers.unsigned_integer("publicExponent");
    // RFC 8017 §3.1: e is odd and at least 3. With 1 a message would be its own signature.
    const ByteView e = key.rsa.e;
    if (!spki.failed() && ((e.back() & 1U) == 0 || (e.size() == 1 && e[0] < 3)))
        numbers.fail_at(ErrorCode::bad_public_value, e, "publicExponent");
    numbers.end();
    inside.end();
}

void read_dsa(asn1::DerReader& spki, PublicKey& key) {
    key.type = KeyType::dsa;
    const ByteView parameters = key.algorithm.parameters;
    if (!parameters.empty()) {
        wire::Context quiet{parameters};
        asn1::DerReader in{parameters, quiet};
        asn1::DerReader numbers = in.sequence("Dss-Parms");
        key.dsa_parameters.p = numbers.unsigned_integer("p");
        key.dsa_parameters.q = numbers.unsigned_integer("q");
        key.dsa_parameters.g = numbers.unsigned_integer("g");
        numbers.end();
        in.end();
        if (quiet.failed()) spki.fail_at(ErrorCode::bad_parameters, parameters, "Dss-Parms");
    }
    asn1::DerReader inside = open_key(spki, key);
    key.dsa_y = inside.unsigned_integer("DSAPublicKey");
    inside.end();
}

struct CurveRow {
    asn1::OidConstant oid;
    crypto::Curve curve;
};
constexpr CurveRow kCurves[] = {
    {oid::kSecp256r1, crypto::Curve::p256},
    {oid::kSecp384r1, crypto::Curve::p384},
    {oid::kSecp521r1, crypto::Curve::p521},
};

std::size_t field_bits(crypto::Curve curve) {
    return curve == crypto::Curve::p256 ? 256 : curve == crypto::Curve::p384 ? 384 : 521;
}

/// RFC 5480 §2.1.1: "specifiedCurve MUST NOT be used in PKIX"; the point uncompressed, §2.2.
void read_ec(asn1::DerReader& spki, PublicKey& key) {
    const ByteView parameters = key.algorithm.parameters;
    key.explicit_curve = !parameters.empty() && parameters[0] == 0x30;
    wire::Context quiet{parameters};
    asn1::DerReader in{parameters, quiet};
    const asn1::Oid curve = in.oid("namedCurve");
    key.point = raw_key(spki, key);
    const auto known = curve_of(curve);
    if (!known) return;
    const std::size_t field_len = (field_bits(*known) + 7) / 8;
    // A compressed point may be right, but nobody here reads it.
    const bool compressed = key.point.size() == 1 + field_len && (key.point[0] | 1U) == 0x03U;
    if (compressed) return;
    if (key.point.size() != 1 + 2 * field_len || key.point[0] != 0x04) {
        spki.fail_at(ErrorCode::bad_point, key.key_bits, "subjectPublicKey");
        return;
    }
    key.curve = *known;
    key.type = KeyType::ec;
}

void read_ed25519(asn1::DerReader& spki, PublicKey& key) {
    key.type = KeyType::ed25519;
    if (!key.algorithm.parameters.empty()) {
        spki.fail_at(ErrorCode::bad_parameters, key.algorithm.encoded, "parameters");
    }
    key.ed25519 = raw_key(spki, key);
    if (!spki.failed() && key.ed25519.size() != 32) {
        spki.fail_at(ErrorCode::bad_public_value, key.key_bits, "subjectPublicKey");
    }
}

std::size_t rsa_security_bits(std::size_t bits) {
    if (bits >= 15360) return 256;
    if (bits >= 7680) return 192;
    if (bits >= 3072) return 128;
    if (bits >= 2048) return 112;
    return bits >= 1024 ? 80 : 0;
}

}  // namespace

std::optional<crypto::Curve> curve_of(asn1::Oid named_curve) {
    for (const CurveRow& row : kCurves) {
        if (named_curve == row.oid) return row.curve;
    }
    return std::nullopt;
}

asn1::Oid oid_of(crypto::Curve curve) {
    for (const CurveRow& row : kCurves) {
        if (row.curve == curve) return row.oid;
    }
    return {};
}

std::string_view name_of(KeyType type) {
    switch (type) {
        case KeyType::rsa:
            return "RSA";
        case KeyType::rsa_pss:
            return "RSA-PSS";
        case KeyType::dsa:
            return "DSA";
        case KeyType::ec:
            return "EC";
        case KeyType::ed25519:
            return "Ed25519";
        case KeyType::unsupported:
            break;
    }
    return "unsupported";
}

std::size_t PublicKey::bits() const {
    switch (type) {
        case KeyType::rsa:
        case KeyType::rsa_pss:
            return bit_length(rsa.n);
        case KeyType::dsa:
            return bit_length(dsa_parameters.p);
        case KeyType::ec:
            return field_bits(curve);
        case KeyType::ed25519:
            return 253;
        case KeyType::unsupported:
            break;
    }
    return 0;
}

std::size_t PublicKey::security_bits() const {
    switch (type) {
        case KeyType::rsa:
        case KeyType::rsa_pss:
        case KeyType::dsa:
            return rsa_security_bits(bits());
        case KeyType::ec:
            return curve == crypto::Curve::p521 ? 256 : bits() / 2;
        case KeyType::ed25519:
            return 128;
        case KeyType::unsupported:
            break;
    }
    return 0;
}

std::size_t PublicKey::max_signature_len() const {
    switch (type) {
        case KeyType::rsa:
        case KeyType::rsa_pss:
            return (bits() + 7) / 8;
        case KeyType::dsa:
            return 3 + 2 * (3 + dsa_parameters.q.size());
        case KeyType::ec:
            return 3 + 2 * (3 + (field_bits(curve) + 7) / 8);
        case KeyType::ed25519:
            return 64;
        case KeyType::unsupported:
            break;
    }
    return 0;
}

PublicKey read_public_key(asn1::DerReader& in, const char* name) {
    PublicKey key;
    asn1::DerReader spki = in.sequence(name);
    key.encoded = spki.encoded();
    key.algorithm = read_algorithm_identifier(spki, "algorithm");
    const asn1::Oid algorithm = key.algorithm.oid;
    if (algorithm == oid::kRsaEncryption || algorithm == oid::kRsassaPss) {
        read_rsa(spki, key);
    } else if (algorithm == oid::kEcPublicKey) {
        read_ec(spki, key);
    } else if (algorithm == oid::kDsa) {
        read_dsa(spki, key);
    } else if (algorithm == oid::kEd25519) {
        read_ed25519(spki, key);
    } else {
        key.key_bits = spki.bit_string("subjectPublicKey").bytes;
    }
    spki.end();
    return key;
}

Result<PublicKey> parse_public_key(ByteView spki) {
    wire::Context context{spki, nullptr, trace::Layer::other};
    asn1::DerReader in{spki, context};
    const PublicKey key = read_public_key(in, "SubjectPublicKeyInfo");
    return in.finish(key);
}

bool same_key(const PublicKey& a, const PublicKey& b) {
    if (a.type != b.type) return false;
    switch (a.type) {
        case KeyType::rsa:
        case KeyType::rsa_pss:
            return equal_public(a.rsa.n, b.rsa.n) && equal_public(a.rsa.e, b.rsa.e);
        case KeyType::dsa:
            return equal_public(a.dsa_y, b.dsa_y) &&
                   equal_public(a.dsa_parameters.p, b.dsa_parameters.p) &&
                   equal_public(a.dsa_parameters.q, b.dsa_parameters.q) &&
                   equal_public(a.dsa_parameters.g, b.dsa_parameters.g);
        case KeyType::ec:
            return a.curve == b.curve && equal_public(a.point, b.point);
        case KeyType::ed25519:
            return equal_public(a.ed25519, b.ed25519);
        case KeyType::unsupported:
            break;
    }
    return !a.encoded.empty() && equal_public(a.encoded, b.encoded);
}

}  // namespace vitrine::x509

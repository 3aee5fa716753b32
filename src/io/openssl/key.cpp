#include "io/openssl/key.h"

#include <algorithm>
#include <vector>

#include "crypto/pk/dh.h"
#include "crypto/pk/ec.h"
#include "io/der_values.h"
#include "io/openssl/curves.h"
#include "io/openssl/extension.h"
#include "io/openssl/number.h"
#include "io/openssl/object.h"

namespace vitrine::io {

namespace {

namespace oid = asn1::oid;
using asn1::context_constructed;
using asn1::Element;
using asn1::Tag;

struct Key {
    asn1::Oid algorithm;
    std::optional<Element> parameters;
    std::vector<std::uint8_t> bits;
};

std::optional<Key> read_key(ByteView spki) {
    const auto outer = DerValues{spki}.take(Tag::sequence);
    if (!outer) return std::nullopt;
    DerValues members = inside(*outer);
    const auto algorithm = members.take(Tag::sequence);
    const auto bits = members.take(Tag::bit_string);
    auto bytes = bits ? bit_string_bytes(bits->contents) : std::nullopt;
    if (!algorithm || !bytes) return std::nullopt;
    DerValues parts = inside(*algorithm);
    const auto id = parts.take(Tag::object_identifier);
    if (!id) return std::nullopt;
    Key key{asn1::Oid{id->contents}, {}, *std::move(bytes)};
    if (!parts.empty()) key.parameters = parts.next();
    return key;
}

/// The INTEGERs of a SEQUENCE, read without their sign; empty if something else stands there.
std::vector<BigInteger> integers(const Element& sequence) {
    std::vector<BigInteger> all;
    if (sequence.tag != Tag::sequence) return {};
    for (DerValues values = inside(sequence); !values.empty();) {
        const auto number = values.take(Tag::integer);
        if (!number) return {};
        all.push_back(BigInteger::from_unsigned(number->contents));
    }
    return all;
}

std::string size_line(std::string_view title, std::size_t bits, std::size_t indent) {
    std::string out(indent, ' ');
    return (out += title) += " (" + std::to_string(bits) + " bit)\n";
}

std::string byte_block(std::string_view title, ByteView bytes, std::size_t indent) {
    std::string out(indent, ' ');
    (out += title) += '\n';
    return (out += hex_lines(bytes, 15, indent + 4)) += '\n';
}

/// What RSASSA-PSS-params holds; absent members keep their defaults.
struct PssParameters {
    std::optional<asn1::Oid> hash;
    std::optional<asn1::Oid> mask;
    std::optional<asn1::Oid> mask_hash;
    std::optional<BigInteger> salt_len;
    std::optional<BigInteger> trailer;
};

/// AlgorithmIdentifier: an identifier, perhaps one value, and nothing else.
struct Algorithm {
    asn1::Oid oid;
    std::optional<Element> parameters;
};

std::optional<Algorithm> read_algorithm(const Element& sequence) {
    if (sequence.tag != Tag::sequence) return std::nullopt;
    DerValues members = inside(sequence);
    const auto id = members.take(Tag::object_identifier);
    if (!id || !asn1::is_well_formed(asn1::Oid{id->contents})) return std::nullopt;
    Algorithm out{asn1::Oid{id->contents}, members.next()};
    if (!members.empty() || (out.parameters && !is_any(*out.parameters))) return std::nullopt;
    return out;
}

/// MGF1 with the hash that its parameters name; what is no such thing has no hash.
bool read_mask(const Element& value, PssParameters& out) {
    const auto mask = read_algorithm(value);
    if (!mask) return false;
    out.mask = mask->oid;
    const bool named = mask->oid == oid::kMgf1 && mask->parameters.has_value();
    const auto hash = named ? read_algorithm(*mask->parameters) : std::nullopt;
    if (hash) out.mask_hash = hash->oid;
    return true;
}

bool read_pss_member(unsigned number, const Element& value, PssParameters& out) {
    if (number == 0) {
        const auto hash = read_algorithm(value);
        if (hash) out.hash = hash->oid;
        return hash.has_value();
    }
    if (number == 1) return read_mask(value, out);
    if (value.tag != Tag::integer || !is_integer(value.contents)) return false;
    (number == 2 ? out.salt_len : out.trailer) = BigInteger::from_contents(value.contents);
    return true;
}

std::optional<PssParameters> read_pss(const Element& sequence) {
    if (sequence.tag != Tag::sequence) return std::nullopt;
    PssParameters out;
    DerValues members = inside(sequence);
    for (unsigned i = 0; i < 4; ++i) {
        const auto wrapped = members.take(context_constructed(i));
        if (!wrapped) continue;
        DerValues content = inside(*wrapped);
        const auto value = content.next();
        if (!value || !content.empty() || !read_pss_member(i, *value, out)) return std::nullopt;
    }
    if (!members.empty()) return std::nullopt;
    return out;
}

/// A hash under the name that OpenSSL's providers give it.
std::string provider_hash(const std::optional<asn1::Oid>& hash) {
    if (!hash || *hash == oid::kSha1) return "SHA1";
    if (*hash == oid::kSha224) return "SHA2-224";
    if (*hash == oid::kSha256) return "SHA2-256";
    if (*hash == oid::kSha384) return "SHA2-384";
    if (*hash == oid::kSha512) return "SHA2-512";
    return object_long_name(*hash);
}

std::string pss_restrictions(const std::optional<Element>& parameters, std::size_t indent) {
    const std::string margin(indent, ' ');
    const auto pss = parameters ? read_pss(*parameters) : std::nullopt;
    if (!pss) return margin + "No PSS parameter restrictions\n";
    const auto is_sha1 = [](const std::optional<asn1::Oid>& id) {
        return !id || *id == oid::kSha1;
    };
    const std::string salt = pss->salt_len ? number_text(*pss->salt_len) : "20";
    std::string out = margin + "PSS parameter restrictions:\n";
    out += margin + "  Hash Algorithm: " + provider_hash(pss->hash) +
           (is_sha1(pss->hash) ? " (default)\n" : "\n");
    out += margin + "  Mask Algorithm: MGF1 with " + provider_hash(pss->mask_hash) +
           (is_sha1(pss->mask_hash) ? " (default)\n" : "\n");
    out += margin + "  Minimum Salt Length: " + salt + (salt == "20" ? " (default)\n" : "\n");
    return out += margin + "  Trailer Field: 0x1 (default)\n";
}

std::optional<std::string> rsa_text(const Key& key, std::size_t indent) {
    const auto sequence = DerValues{key.bits}.next();
    const auto numbers = sequence ? integers(*sequence) : std::vector<BigInteger>{};
    if (numbers.size() != 2) return std::nullopt;
    std::string out = size_line("Public-Key:", numbers[0].bits(), indent);
    out += labelled_number("Modulus:", numbers[0], indent);
    out += labelled_number("Exponent:", numbers[1], indent);
    if (key.algorithm == oid::kRsassaPss) out += pss_restrictions(key.parameters, indent);
    return out;
}

/// A DSA key without parameters inherits them (RFC 3279 §2.3.2); OpenSSL cannot load it.
std::optional<std::string> dsa_text(const Key& key, std::size_t indent) {
    const auto y = DerValues{key.bits}.take(Tag::integer);
    const auto pqg = key.parameters ? integers(*key.parameters) : std::vector<BigInteger>{};
    if (!y || pqg.size() != 3) return std::nullopt;
    std::string out = size_line("Public-Key:", pqg[0].bits(), indent);
    out += labelled_number("pub: ", BigInteger::from_contents(y->contents), indent);
    out += labelled_number("P:   ", pqg[0], indent);
    out += labelled_number("Q:   ", pqg[1], indent);
    return out += labelled_number("G:   ", pqg[2], indent);
}

std::string_view dh_group_name(const BigInteger& p, const BigInteger& g) {
    using Id = crypto::DhGroupId;
    for (const Id id :
         {Id::ffdhe2048, Id::ffdhe3072, Id::ffdhe4096, Id::ffdhe6144, Id::ffdhe8192}) {
        const crypto::DhGroup* group = crypto::known_group(p.bytes(), g.bytes());
        if (group == &crypto::ffdhe(id)) return crypto::name_of(id);
    }
    return {};
}

/// DHParameter ::= SEQUENCE { prime, base, privateValueLength OPTIONAL }. PKCS #3 §9.
std::optional<std::string> dh_text(const Key& key, std::size_t indent) {
    const auto y = DerValues{key.bits}.take(Tag::integer);
    const auto numbers = key.parameters ? integers(*key.parameters) : std::vector<BigInteger>{};
    if (!y || numbers.size() < 2) return std::nullopt;
    std::string out = size_line("DH Public-Key:", numbers[0].bits(), indent);
    out += labelled_number("public-key:", BigInteger::from_contents(y->contents), indent);
    const std::string_view group = dh_group_name(numbers[0], numbers[1]);
    if (!group.empty()) {
        put_indented(out, indent, "GROUP: ");
        return (out += group) += '\n';
    }
    out += labelled_number("P:   ", numbers[0], indent);
    out += labelled_number("G:   ", numbers[1], indent);
    if (numbers.size() > 2)
        put_indented(out, indent,
                     "recommended-private-length: " + number_text(numbers[2]) + " bits\n");
    return out;
}

std::string_view point_form(ByteView point) {
    if (point.empty() || point[0] == 4) return "Generator (uncompressed):";
    return (point[0] & 6U) == 6 ? "Generator (hybrid):" : "Generator (compressed):";
}

/// SpecifiedECDomain over a prime field. SEC 1 §C.2.
std::optional<std::string> explicit_curve(const Element& domain,
                                          const Key& key,
                                          std::size_t indent) {
    DerValues parts = inside(domain);
    const auto version = parts.take(Tag::integer);
    const auto field = parts.take(Tag::sequence);
    const auto curve = parts.take(Tag::sequence);
    const auto base = parts.take(Tag::octet_string);
    const auto order = parts.take(Tag::integer);
    const auto cofactor = parts.take(Tag::integer);
    if (!version || !field || !curve || !base || !order) return std::nullopt;
    DerValues field_parts = inside(*field);
    const auto kind = field_parts.take(Tag::object_identifier);
    const auto prime = field_parts.take(Tag::integer);
    DerValues coefficients = inside(*curve);
    const auto a = coefficients.take(Tag::octet_string);
    const auto b = coefficients.take(Tag::octet_string);
    const auto seed = coefficients.take(Tag::bit_string);
    if (!kind || !prime || !a || !b || (seed && !is_any(*seed))) return std::nullopt;
    const auto n = BigInteger::from_contents(order->contents);
    std::string out = size_line("Public-Key:", n.bits(), indent);
    out += byte_block("pub:", key.bits, indent);
    put_indented(out, indent, "Field Type: " + object_short_name(asn1::Oid{kind->contents}) + "\n");
    out += labelled_number("Prime:", BigInteger::from_contents(prime->contents), indent);
    out += labelled_number("A:   ", BigInteger::from_unsigned(a->contents), indent);
    out += labelled_number("B:   ", BigInteger::from_unsigned(b->contents), indent);
    out += byte_block(point_form(base->contents), base->contents, indent);
    out += labelled_number("Order: ", n, indent);
    if (cofactor)
        out += labelled_number("Cofactor: ", BigInteger::from_contents(cofactor->contents), indent);
    if (seed) out += byte_block("Seed:", seed->contents.subspan(1), indent);
    return out;
}

/// OpenSSL loads no point that is off its curve. Looked at for uncompressed points of the curves of
/// TLS only.
bool is_on_curve(asn1::Oid curve, ByteView point) {
    constexpr std::pair<asn1::OidConstant, crypto::Curve> kCurves[] = {
        {oid::kSecp256r1, crypto::Curve::p256},
        {oid::kSecp384r1, crypto::Curve::p384},
        {oid::kSecp521r1, crypto::Curve::p521}};
    for (const auto& [id, known] : kCurves) {
        const bool compressed = !point.empty() && (point[0] | 1U) == 3U;
        if (curve == id && !compressed) return crypto::ec_check_point(known, point).ok();
    }
    return true;
}

std::optional<std::string> ec_text(const Key& key, std::size_t indent) {
    if (!key.parameters) return std::nullopt;
    if (key.parameters->tag == Tag::sequence) return explicit_curve(*key.parameters, key, indent);
    if (key.parameters->tag != Tag::object_identifier) return std::nullopt;
    const std::string name = object_short_name(asn1::Oid{key.parameters->contents});
    const CurveName* curve = find_curve(name);
    if (curve == nullptr) return std::nullopt;
    if (!is_on_curve(asn1::Oid{key.parameters->contents}, key.bits)) return std::nullopt;
    std::string out = size_line("Public-Key:", curve->bits, indent);
    out += byte_block("pub:", key.bits, indent);
    put_indented(out, indent, "ASN1 OID: " + name + "\n");
    if (!curve->nist.empty())
        put_indented(out, indent, "NIST CURVE: " + std::string{curve->nist} + "\n");
    return out;
}

struct EdwardsRow {
    asn1::OidConstant oid;
    std::string_view name;
    std::size_t len;
};
constexpr EdwardsRow kEdwards[] = {
    {oid::kEd25519, "ED25519", 32},
    {oid::kEd448, "ED448", 57},
    {oid::kX25519, "X25519", 32},
    {oid::kX448, "X448", 56},
};

std::optional<std::string> edwards_text(const Key& key, std::size_t indent) {
    for (const EdwardsRow& row : kEdwards) {
        if (!(key.algorithm == row.oid)) continue;
        if (key.bits.size() != row.len || key.parameters) return std::nullopt;
        std::string out(indent, ' ');
        return (out += row.name) += " Public-Key:\n" + byte_block("pub:", key.bits, indent);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> openssl_public_key(ByteView spki, std::size_t indent) {
    const auto key = read_key(spki);
    if (!key) return std::nullopt;
    if (key->algorithm == oid::kRsaEncryption || key->algorithm == oid::kRsassaPss)
        return rsa_text(*key, indent);
    if (key->algorithm == oid::kDsa) return dsa_text(*key, indent);
    if (key->algorithm == oid::kEcPublicKey) return ec_text(*key, indent);
    if (key->algorithm == oid::kDhKeyAgreement) return dh_text(*key, indent);
    return edwards_text(*key, indent);
}

std::string openssl_pss_parameters(ByteView parameters, std::size_t indent) {
    const std::string margin(indent, ' ');
    const auto sequence = DerValues{parameters}.next();
    const auto pss = sequence ? read_pss(*sequence) : std::nullopt;
    if (!pss) return margin + "(INVALID PSS PARAMETERS)\n";
    std::string out = margin + "\n" + margin + "Hash Algorithm: ";
    out += pss->hash ? object_long_name(*pss->hash) : "sha1 (default)";
    out += "\n" + margin + "Mask Algorithm: ";
    if (pss->mask) {
        out += object_long_name(*pss->mask) + " with " +
               (pss->mask_hash ? object_long_name(*pss->mask_hash) : "INVALID");
    } else {
        out += "mgf1 with sha1 (default)";
    }
    out += "\n" + margin + " Salt Length: 0x";
    out += pss->salt_len ? hex_number_text(*pss->salt_len) : "14 (default)";
    out += "\n" + margin + "Trailer Field: 0x";
    return out += (pss->trailer ? hex_number_text(*pss->trailer) : "01 (default)") + "\n";
}

}  // namespace vitrine::io

#include "x509/lint_checks.h"

namespace vitrine::x509::lint_checks {

namespace {

constexpr std::int64_t kDay = 86400;

bool is_late(Time time) {
    return to_civil(time).year >= 2050;
}

bool wrong_time_type(const asn1::Element& element, Time time) {
    return (element.tag == asn1::Tag::generalized_time) != is_late(time);
}

/// True for any attribute of both names.
template <class Test>
bool any_attribute(const Certificate& c, Test test) {
    for (const Name* name : {&c.issuer, &c.subject}) {
        AttributeCursor attributes{*name};
        while (const auto attribute = attributes.next()) {
            if (test(*attribute)) return true;
        }
    }
    return false;
}

/// Characters, not bytes, of the types that may hold more than one in a character.
std::size_t character_count(const asn1::String& text) {
    std::size_t count = 0;
    if (text.tag == asn1::Tag::bmp_string) return text.bytes.size() / 2;
    for (const std::uint8_t byte : text.bytes) count += (byte & 0xc0U) != 0x80 ? 1U : 0U;
    return count;
}

std::uint32_t exponent_of(const PublicKey& key) {
    if (key.rsa.e.size() > 4) return 0xffffffffU;
    std::uint32_t value = 0;
    for (const std::uint8_t byte : key.rsa.e) value = value << 8 | byte;
    return value;
}

bool is_rsa(const PublicKey& key) {
    return key.type == KeyType::rsa || key.type == KeyType::rsa_pss;
}

}  // namespace

bool Subject::is_server() const {
    const Extensions& e = certificate.extensions;
    if (e.ca || certificate.version < 3) return false;
    return !e.has(ExtensionId::ext_key_usage) || e.ext_key_usage.server_auth;
}

bool version_below_3(const Subject& s) {
    return s.certificate.version < 3;
}

bool serial_not_positive(const Subject& s) {
    const ByteView serial = s.certificate.serial_number;
    return serial[0] >= 0x80 || (serial.size() == 1 && serial[0] == 0);
}

bool serial_too_long(const Subject& s) {
    return s.certificate.serial_number.size() > 20;
}

bool serial_short(const Subject& s) {
    return s.certificate.serial_number.size() < 8;
}

bool validity_reversed(const Subject& s) {
    return s.certificate.validity.not_after < s.certificate.validity.not_before;
}

bool validity_time_type(const Subject& s) {
    return wrong_time_type(s.frame.not_before, s.certificate.validity.not_before) ||
           wrong_time_type(s.frame.not_after, s.certificate.validity.not_after);
}

bool validity_too_long(const Subject& s) {
    const Validity& v = s.certificate.validity;
    return s.is_server() && v.not_after.seconds - v.not_before.seconds > 398 * kDay;
}

bool issuer_empty(const Subject& s) {
    return s.certificate.issuer.empty();
}

bool subject_empty_in_ca(const Subject& s) {
    return s.is_ca() && s.certificate.subject.empty();
}

bool common_name_too_long(const Subject& s) {
    return any_attribute(s.certificate, [](const Attribute& a) {
        return a.type == asn1::oid::kCommonName && character_count(a.value) > 64;
    });
}

bool country_not_two_letters(const Subject& s) {
    return any_attribute(s.certificate, [](const Attribute& a) {
        return a.type == asn1::oid::kCountryName &&
               (a.value.tag != asn1::Tag::printable_string || a.value.bytes.size() != 2);
    });
}

/// "CAs MUST use either the PrintableString or UTF8String encoding of DirectoryString".
bool name_string_type(const Subject& s) {
    return any_attribute(s.certificate, [](const Attribute& a) {
        return a.value.tag == asn1::Tag::teletex_string || a.value.tag == asn1::Tag::bmp_string ||
               a.value.tag == asn1::Tag::universal_string;
    });
}

bool unique_identifier(const Subject& s) {
    return s.frame.issuer_unique_id.has_value() || s.frame.subject_unique_id.has_value();
}

bool signature_md5(const Subject& s) {
    const SignatureScheme& scheme = s.certificate.signature_algorithm.scheme;
    return scheme.kind != SignatureKind::unsupported && scheme.kind != SignatureKind::ed25519 &&
           scheme.hash == crypto::HashAlg::md5;
}

bool signature_sha1(const Subject& s) {
    const SignatureScheme& scheme = s.certificate.signature_algorithm.scheme;
    return scheme.kind != SignatureKind::unsupported && scheme.kind != SignatureKind::ed25519 &&
           scheme.hash == crypto::HashAlg::sha1;
}

bool signature_rsa_without_null(const Subject& s) {
    const SignatureAlgorithm& algorithm = s.certificate.signature_algorithm;
    return algorithm.scheme.kind == SignatureKind::rsa_pkcs1 && algorithm.id.parameters.empty();
}

bool key_rsa_small(const Subject& s) {
    return is_rsa(s.certificate.public_key) && s.certificate.public_key.bits() < 2048;
}

bool key_rsa_exponent(const Subject& s) {
    return is_rsa(s.certificate.public_key) && exponent_of(s.certificate.public_key) < 65537;
}

bool key_dsa(const Subject& s) {
    return s.certificate.public_key.type == KeyType::dsa;
}

bool key_curve(const Subject& s) {
    return s.certificate.public_key.explicit_curve;
}

}  // namespace vitrine::x509::lint_checks

#include "fuzz/disagreements.h"

#include <openssl/x509_vfy.h>

#include <algorithm>

#include "crypto/pk/ec.h"

namespace vitrine::fuzz {

namespace {

using namespace x509;
using E = ErrorCode;
using R = Reason;

constexpr E kRefused[] = {
    E::der_bad_length,
    E::der_bad_tag,
    E::der_bad_boolean,
    E::der_bad_integer,
    E::der_bad_bit_string,
    E::der_bad_null,
    E::der_bad_oid,
    E::der_bad_time,
    E::der_bad_string,
    E::der_not_sorted,
    E::der_default_encoded,
    E::der_truncated,
    E::der_trailing_data,
    E::der_unexpected_tag,
    E::der_too_deep,
    E::certificate_malformed,
    E::certificate_version,
    E::certificate_duplicate_extension,
    E::certificate_bad_extension,
    E::bad_parameters,
    E::bad_public_value,
    E::bad_point,
};

constexpr R kPathRefused[] = {
    R::loop,
    R::limit,
    R::serial_number,
    R::key_unsupported,
    R::explicit_curve,
    R::signature_weak,
    R::signature_unsupported,
    R::key_small,
    R::leaf_is_ca,
    R::constraint_syntax,
    R::constraints_not_in_ca,
    R::name_excluded,
    R::no_rev_avail_in_ca,
    R::tls_feature_lost,
};

bool is_odd_value(const Name& name) {
    AttributeCursor attributes{name};
    while (const auto attribute = attributes.next()) {
        switch (attribute->value.tag) {
            case asn1::Tag::utf8_string:
            case asn1::Tag::numeric_string:
            case asn1::Tag::printable_string:
            case asn1::Tag::teletex_string:
            case asn1::Tag::ia5_string:
            case asn1::Tag::universal_string:
            case asn1::Tag::bmp_string:
                break;
            default:
                return true;
        }
    }
    return false;
}

/// RFC 5280 §7.1 asks for the comparison of UTF8String and PrintableString as text.
bool has_other_alphabet(const Name& name) {
    AttributeCursor attributes{name};
    while (const auto attribute = attributes.next()) {
        const asn1::Tag tag = attribute->value.tag;
        if (tag != asn1::Tag::utf8_string && tag != asn1::Tag::printable_string) return true;
    }
    return false;
}

/// The handshake asks for the bit that its key exchange needs; OpenSSL's purpose wants any of them.
bool leaf_cannot_serve(const Certificate& leaf) {
    const Extensions& e = leaf.extensions;
    return !e.allows(KeyUsage::digital_signature) && !e.allows(KeyUsage::key_encipherment) &&
           !e.allows(KeyUsage::key_agreement);
}

bool is_ca_for_any_purpose(const Certificate& c) {
    return c.extensions.ca && c.extensions.ext_key_usage.any;
}

bool has_critical(const Certificate& c) {
    return c.extensions.critical != 0;
}

template <class Predicate>
bool any_of_path(const VerifiedChain& chain, Predicate predicate) {
    return std::ranges::any_of(chain.path(), [&](const Certificate* c) { return predicate(*c); });
}

/// One names a key of its issuer, and not the one that the issuer says it has.
bool key_ids_part(const VerifiedChain& chain) {
    const auto path = chain.path();
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const AuthorityKeyIdentifier& wanted = path[i]->extensions.authority_key_identifier;
        const ByteView got = path[i + 1]->extensions.subject_key_identifier;
        const bool keys = !wanted.key_identifier.empty() && !got.empty() &&
                          !equal_public(wanted.key_identifier, got);
        if (keys || !wanted.serial_number.empty() || !wanted.issuer.empty()) return true;
    }
    return false;
}

/// Below its anchor a certificate gives its issuer's name another key; without a
/// subjectKeyIdentifier OpenSSL takes such a certificate for a root.
bool has_self_issued_below(const VerifiedChain& chain) {
    const auto path = chain.path();
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const Certificate& c = *path[i];
        if (c.is_self_issued() && c.extensions.subject_key_identifier.empty()) return true;
    }
    return false;
}

bool has_point_off_its_curve(const PublicKey& key) {
    return key.type == KeyType::ec && !crypto::ec_check_point(key.curve, key.point).ok();
}

/// Netscape's certificate type, which OpenSSL reads in every issuer and RFC 5280 does not know,
/// with a value that is no short BIT STRING.
bool has_unreadable_netscape_type(const Certificate& c) {
    static constexpr std::uint8_t kCertType[] = {0x60, 0x86, 0x48, 0x01, 0x86,
                                                 0xf8, 0x42, 0x01, 0x01};  // 2.16.840.1.113730.1.1
    ExtensionCursor extensions{c.extensions};
    while (const auto extension = extensions.next()) {
        if (!equal_public(extension->oid.contents(), kCertType)) continue;
        const ByteView value = extension->value;
        const bool readable = value.size() > 2 && value[0] == 3 &&
                              std::size_t{value[1]} + 2 == value.size() && value[2] < 8;
        if (!readable) return true;
    }
    return false;
}

}  // namespace

bool refused_on_purpose(ErrorCode code) {
    return std::ranges::find(kRefused, code) != std::end(kRefused);
}

bool read_on_purpose(const Certificate& certificate) {
    return is_odd_value(certificate.issuer) || is_odd_value(certificate.subject);
}

bool is_in_another_alphabet(const Certificate& certificate) {
    return has_other_alphabet(certificate.issuer) || has_other_alphabet(certificate.subject);
}

bool path_refused_on_purpose(const PathReport& report) {
    const auto on_purpose = [](Reason reason) {
        return std::ranges::find(kPathRefused, reason) != std::end(kPathRefused);
    };
    return on_purpose(report.verdict()) ||
           std::ranges::any_of(report.candidates(),
                               [&](const Candidate& c) { return on_purpose(c.reason); });
}

bool path_accepted_on_purpose(int x509_v_err,
                              const VerifiedChain& chain,
                              const PathPolicy& policy) {
    switch (x509_v_err) {
        case X509_V_ERR_INVALID_PURPOSE:
            return leaf_cannot_serve(chain.leaf()) || any_of_path(chain, is_ca_for_any_purpose);
        case X509_V_ERR_EE_KEY_TOO_SMALL:
        case X509_V_ERR_UNSPECIFIED:  // what a key without a point leaves of any error
            return has_point_off_its_curve(chain.leaf_key());
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
            return key_ids_part(chain) || any_of_path(chain, has_unreadable_netscape_type);
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return has_self_issued_below(chain);
        case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
            return any_of_path(chain, has_critical);
        case X509_V_ERR_INVALID_CA:
            return chain.path().back()->version < 3;
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return any_of_path(
                chain, [&](const Certificate& c) { return c.validity.not_after == policy.now; });
        default:
            return false;
    }
}

}  // namespace vitrine::fuzz

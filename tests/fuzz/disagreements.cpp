#include "fuzz/disagreements.h"

#include <openssl/x509_vfy.h>

#include <algorithm>

#include "fuzz/certificate_traits.h"

namespace vitrine::fuzz {

namespace {

using namespace x509;
using E = ErrorCode;
using R = Reason;
using Id = ExtensionId;

/// Wherever they stand.
constexpr E kRefused[] = {
    E::der_bad_length,
    E::der_bad_tag,
    E::der_bad_boolean,
    E::der_bad_bit_string,
    E::der_bad_oid,
    E::der_bad_time,
    E::der_bad_string,
    E::der_not_sorted,
    E::der_default_encoded,
    E::certificate_version,
    E::certificate_duplicate_extension,
    E::bad_parameters,
    E::bad_public_value,
    E::bad_point,
};

/// Where OpenSSL has not looked.
constexpr E kRefusedInside[] = {
    E::der_bad_integer,    E::der_bad_null, E::der_truncated,         E::der_trailing_data,
    E::der_unexpected_tag, E::der_too_deep, E::certificate_malformed, E::certificate_bad_extension,
};

struct Place {
    E code;
    std::string_view field;
};

/// In these fields; `element`: inside a value of no known type, which OpenSSL takes as it comes.
constexpr Place kRefusedAt[] = {
    {E::der_truncated, "element"},
    {E::der_too_deep, "element"},
    {E::der_bad_integer, "element"},
    {E::der_bad_null, "element"},
    {E::certificate_malformed, "RelativeDistinguishedName"},
    {E::certificate_malformed, "signature"},
    {E::certificate_malformed, "extensions"},
    {E::der_bad_integer, "Version"},
};

/// X.690 §10.2 forbids the constructed form of OCTET STRING, BIT STRING, times and other strings,
/// §8.10.1 and §8.12.1 the primitive form of SEQUENCE OF and SET OF.
bool has_shape_of_another(ByteView der, std::size_t offset) {
    if (offset >= der.size()) return false;
    const unsigned number = der[offset] & 0x1fU;
    if ((der[offset] & 0xe0U) == 0) return number == 16 || number == 17;
    if ((der[offset] & 0xe0U) != 0x20) return false;
    return number == 3 || number == 4 || number == 12 || number >= 18;
}

// ---- what a path has ----

template <class Predicate>
bool any_of(CertificatePath path, Predicate predicate) {
    return std::ranges::any_of(path, [&](const Certificate* c) { return predicate(*c); });
}

template <class Predicate>
bool any_link(CertificatePath path, Predicate predicate) {
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        if (predicate(*path[i], *path[i + 1])) return true;
    }
    return false;
}

/// Strict checks of OpenSSL that do not run for a leaf that is its own anchor.
bool is_alone(CertificatePath path, const PathPolicy&) {
    return path.size() == 1;
}

bool has_loop(CertificatePath path, const PathPolicy&) {
    for (std::size_t i = 0; i < path.size(); ++i) {
        const auto same = [&](const Certificate& c) {
            return equal_public(c.public_key.encoded, path[i]->public_key.encoded) &&
                   same_name(c.subject, path[i]->subject);
        };
        if (any_of(path.subspan(i + 1), same)) return true;
    }
    return false;
}

bool is_long(CertificatePath path, const PathPolicy& policy) {
    return path.size() >= policy.max_certificates;
}

bool has_serial(CertificatePath path, const PathPolicy& policy) {
    return !policy.allow_odd_serials && any_of(path, has_odd_serial);
}

bool has_key_unknown(CertificatePath path, const PathPolicy&) {
    return any_of(path,
                  [](const Certificate& c) { return c.public_key.type == KeyType::unsupported; });
}

bool has_small_key(CertificatePath path, const PathPolicy& policy) {
    return any_of(path, [&](const Certificate& c) {
        const KeyType type = c.public_key.type;
        const std::size_t bits = c.public_key.bits();
        if (type == KeyType::rsa || type == KeyType::rsa_pss) return bits < policy.min_rsa_bits;
        return type == KeyType::dsa && bits < policy.min_dsa_bits;
    });
}

bool has_signature_of(CertificatePath path, bool (*predicate)(const SignatureScheme&)) {
    return any_of(path.first(path.size() - 1),
                  [&](const Certificate& c) { return predicate(c.signature_algorithm.scheme); });
}

bool has_weak_signature(CertificatePath path, const PathPolicy&) {
    return has_signature_of(
        path, [](const SignatureScheme& s) { return s.hash == crypto::HashAlg::md5; });
}

bool has_unknown_signature(CertificatePath path, const PathPolicy&) {
    return has_signature_of(
        path, [](const SignatureScheme& s) { return s.kind == SignatureKind::unsupported; });
}

bool has_ca_leaf(CertificatePath path, const PathPolicy& policy) {
    return !policy.allow_ca_leaf && path.front()->extensions.ca;
}

bool has_constraints_in_no_ca(CertificatePath path, const PathPolicy&) {
    return any_of(path, [](const Certificate& c) {
        return !c.extensions.ca && c.extensions.has(Id::name_constraints);
    });
}

bool has_critical_unknown(CertificatePath path, const PathPolicy&) {
    return any_of(path, has_critical_beyond_us);
}

bool has_gated(CertificatePath path, const PathPolicy& policy) {
    return policy.purpose == Purpose::server && any_of(path, has_gated_cryptography);
}

bool has_lost_feature(CertificatePath path, const PathPolicy&) {
    return any_of(path.subspan(1),
                  [](const Certificate& c) { return c.extensions.has(Id::tls_feature); });
}

bool has_no_rev_avail_in_ca(CertificatePath path, const PathPolicy&) {
    return any_of(path, [](const Certificate& c) {
        return c.extensions.ca && c.extensions.has(Id::no_rev_avail);
    });
}

/// OpenSSL takes a link for one that is none for us.
bool has_name_as_text(CertificatePath path, const PathPolicy&) {
    return any_link(path, [](const Certificate& c, const Certificate& issuer) {
        return !same_name(c.issuer, issuer.subject) &&
               (has_other_alphabet(c.issuer) || has_other_alphabet(issuer.subject));
    });
}

/// Self-issued certificates are not counted; OpenSSL finds more of them, and counts no leaf.
bool has_self_issued_as_text(CertificatePath path, const PathPolicy&) {
    return any_of(path, may_seem_self_issued);
}

/// What anyPolicy is mapped from is a policy of the certificate to OpenSSL, inhibited or not.
bool has_mapping_of_inhibited(CertificatePath path, const PathPolicy& policy) {
    const bool inhibited = policy.inhibit_any_policy || any_of(path, [](const Certificate& c) {
                               return c.extensions.has(Id::inhibit_any_policy);
                           });
    return inhibited && any_of(path.first(path.size() - 1), [](const Certificate& c) {
               return c.extensions.has(Id::policy_mappings) && asserts_any_policy(c);
           });
}

bool is_policy_uncounted(CertificatePath path, const PathPolicy& policy) {
    return has_mapping_of_inhibited(path, policy) || path.front()->is_self_issued() ||
           has_self_issued_as_text(path, policy);
}

bool has_mapping_unread(CertificatePath path, const PathPolicy&) {
    return any_of(path, [](const Certificate& c) {
        return maps_any_policy(c) && !c.extensions.has(Id::certificate_policies);
    });
}

bool is_not_permitted(CertificatePath path, const PathPolicy& policy) {
    return has_odd_mailbox_under_constraint(path) || has_odd_uri_under_constraint(path) ||
           has_empty_label_under_constraint(path) || has_other_alphabet_under_constraint(path) ||
           has_self_issued_as_text(path, policy);
}

bool is_excluded(CertificatePath path, const PathPolicy& policy) {
    return has_wildcard_under_exclusion(path) || has_final_dot_under_constraint(path) ||
           has_odd_uri_under_constraint(path) || has_self_issued_as_text(path, policy);
}

/// A question about a path alone.
template <bool (*predicate)(CertificatePath)>
bool of_path(CertificatePath path, const PathPolicy&) {
    return predicate(path);
}

struct Refused {
    R reason;
    bool (*has_cause)(CertificatePath, const PathPolicy&);
};

constexpr Refused kPathRefused[] = {
    {R::loop, has_loop},
    {R::limit, is_long},
    {R::serial_number, has_serial},
    {R::key_unsupported, has_key_unknown},
    {R::explicit_curve, has_key_unknown},
    {R::key_small, has_small_key},
    {R::ca_key_small, has_small_key},
    {R::signature_weak, has_weak_signature},
    {R::signature_unsupported, has_unknown_signature},
    {R::leaf_is_ca, has_ca_leaf},
    {R::constraint_syntax, of_path<has_mask_with_hole>},
    {R::constraint_min_max, of_path<has_bounded_subtree>},
    {R::constraint_type, of_path<has_other_name_under_constraint>},
    {R::constraints_not_in_ca, has_constraints_in_no_ca},
    {R::name_excluded, is_excluded},
    {R::name_not_permitted, is_not_permitted},
    {R::path_length, has_self_issued_as_text},
    {R::explicit_policy, is_policy_uncounted},
    {R::policy_invalid, has_mapping_unread},
    {R::no_issuer, has_name_as_text},
    {R::self_signed_leaf, has_name_as_text},
    {R::self_signed_in_chain, has_name_as_text},
    {R::purpose, has_gated},
    {R::unknown_critical, has_critical_unknown},
    {R::no_rev_avail_in_ca, has_no_rev_avail_in_ca},
    {R::tls_feature_lost, has_lost_feature},
    {R::issuer_empty, is_alone},
    {R::subject_empty, is_alone},
    {R::san_not_critical, is_alone},
    {R::path_len_without_ca, is_alone},
    {R::path_len_without_cert_sign, is_alone},
    {R::cert_sign_without_ca, is_alone},
};

bool is_known(R reason, CertificatePath path, const PathPolicy& policy) {
    return std::ranges::any_of(kPathRefused, [&](const Refused& row) {
        return row.reason == reason && row.has_cause(path, policy);
    });
}

/// The bits that OpenSSL's purpose wants one of; which one a handshake needs, it asks itself.
bool lacks_usage(const Certificate& leaf, Purpose purpose) {
    const Extensions& e = leaf.extensions;
    const bool encipherment = purpose == Purpose::server && e.allows(KeyUsage::key_encipherment);
    return !encipherment && !e.allows(KeyUsage::digital_signature) &&
           !e.allows(KeyUsage::key_agreement);
}

bool is_unfit(CertificatePath path, const PathPolicy& policy) {
    return lacks_usage(*path.front(), policy.purpose) || has_netscape_type(*path.front()) ||
           any_of(path.subspan(1),
                  [](const Certificate& c) { return c.extensions.ext_key_usage.any; });
}

/// Mappings of the leaf, which nothing comes after, where mapping is inhibited.
bool has_mappings_in_leaf(CertificatePath path, const PathPolicy& policy) {
    const bool inhibited =
        policy.inhibit_policy_mapping || any_of(path.subspan(1), [](const Certificate& c) {
            return c.extensions.policy_constraints.inhibit_policy_mapping.has_value();
        });
    return inhibited && path.front()->extensions.has(Id::policy_mappings);
}

}  // namespace

bool refused_on_purpose(const Error& error, ByteView der, bool is_opaque) {
    if (error.code == E::der_unexpected_tag && has_shape_of_another(der, error.offset)) return true;
    const auto is_this = [&](E code) { return code == error.code; };
    const auto is_here = [&](const Place& place) {
        return place.code == error.code && error.field != nullptr && place.field == error.field;
    };
    return std::ranges::any_of(kRefused, is_this) || std::ranges::any_of(kRefusedAt, is_here) ||
           (is_opaque && std::ranges::any_of(kRefusedInside, is_this));
}

bool read_on_purpose(const Certificate& certificate) {
    return has_odd_value(certificate.issuer) || has_odd_value(certificate.subject);
}

bool path_refused_on_purpose(const PathReport& report,
                             CertificatePath path,
                             const PathPolicy& policy) {
    if (is_known(report.verdict(), path, policy)) return true;
    return std::ranges::any_of(report.candidates(), [&](const Candidate& c) {
        const bool in_place = c.certificate != nullptr && c.depth < path.size() &&
                              equal_public(c.certificate->der, path[c.depth]->der);
        return (in_place || c.certificate == nullptr) && is_known(c.reason, path, policy);
    });
}

bool path_accepted_on_purpose(int x509_v_err, CertificatePath path, const PathPolicy& policy) {
    const Certificate& leaf = *path.front();
    const Certificate& anchor = *path.back();
    switch (x509_v_err) {
        case X509_V_ERR_INVALID_PURPOSE:
            return is_unfit(path, policy);
        case X509_V_ERR_EE_KEY_TOO_SMALL:
            return has_key_unread_by_openssl(leaf);
        case X509_V_ERR_UNSPECIFIED:  // what is left of any error
            return any_of(path, has_key_unread_by_openssl) ||
                   (path.size() == 1 && is_unreadable_to_openssl(leaf));
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
            return any_link(path, denies_issuer) || any_of(path, is_unreadable_to_openssl);
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return any_of(path.first(path.size() - 1), seems_self_signed);
        case X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION:
            return any_of(path, has_critical_beyond_openssl);
        case X509_V_ERR_INVALID_CA:
            return path.size() > 1 && anchor.version < 3;
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return any_of(path,
                          [&](const Certificate& c) { return c.validity.not_after == policy.now; });
        case X509_V_ERR_PROXY_CERTIFICATES_NOT_ALLOWED:
            return any_of(path, has_proxy_info);
        case X509_V_ERR_UNNESTED_RESOURCE:
            return any_of(path, has_resources);
        case X509_V_ERR_PERMITTED_VIOLATION:
            return has_final_dot_under_constraint(path) || has_odd_uri_under_constraint(path) ||
                   has_subject_mailbox_under_constraint(path);
        case X509_V_ERR_EXCLUDED_VIOLATION:
            return has_other_alphabet_under_constraint(path) ||
                   has_odd_uri_under_constraint(path) || has_odd_mailbox_under_constraint(path) ||
                   has_subject_mailbox_under_constraint(path);
        case X509_V_ERR_UNSUPPORTED_NAME_SYNTAX:
            return has_odd_uri_under_constraint(path) || has_subject_mailbox_under_constraint(path);
        case X509_V_ERR_INVALID_POLICY_EXTENSION:
            return any_of(path.first(path.size() - 1), has_odd_qualifier) || maps_any_policy(leaf);
        case X509_V_ERR_NO_EXPLICIT_POLICY:
            return has_mappings_in_leaf(path, policy);
        default:
            return false;
    }
}

}  // namespace vitrine::fuzz

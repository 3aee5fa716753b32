#include "x509/lint_checks.h"

namespace vitrine::x509::lint_checks {

namespace {

using Id = ExtensionId;

bool has_not_critical(const Subject& s, Id id) {
    return s.extensions().has(id) && !s.extensions().is_critical(id);
}

bool has_cert_sign(const Subject& s) {
    return s.extensions().has(Id::key_usage) && s.extensions().allows(KeyUsage::key_cert_sign);
}

}  // namespace

bool subject_key_id_missing_in_ca(const Subject& s) {
    return s.is_ca() && !s.extensions().has(Id::subject_key_identifier);
}

bool subject_key_id_missing(const Subject& s) {
    return !s.is_ca() && s.certificate.version == 3 &&
           !s.extensions().has(Id::subject_key_identifier);
}

bool subject_key_id_critical(const Subject& s) {
    return s.extensions().is_critical(Id::subject_key_identifier);
}

bool authority_key_id_missing(const Subject& s) {
    return s.certificate.version == 3 && !s.certificate.is_self_issued() &&
           s.extensions().authority_key_identifier.key_identifier.empty();
}

bool authority_key_id_critical(const Subject& s) {
    return s.extensions().is_critical(Id::authority_key_identifier);
}

bool basic_constraints_not_critical(const Subject& s) {
    return s.is_ca() && !s.extensions().is_critical(Id::basic_constraints);
}

bool path_len_without_ca(const Subject& s) {
    return !s.is_ca() && s.extensions().path_len.has_value();
}

bool cert_sign_without_ca(const Subject& s) {
    return !s.is_ca() && has_cert_sign(s);
}

bool ca_without_cert_sign(const Subject& s) {
    return s.is_ca() && s.extensions().has(Id::key_usage) && !has_cert_sign(s);
}

bool key_usage_missing_in_ca(const Subject& s) {
    return s.is_ca() && !s.extensions().has(Id::key_usage);
}

bool key_usage_not_critical(const Subject& s) {
    return has_not_critical(s, Id::key_usage);
}

bool key_usage_of_curve(const Subject& s) {
    const bool enciphers = s.extensions().allows(KeyUsage::key_encipherment) ||
                           s.extensions().allows(KeyUsage::data_encipherment);
    return s.certificate.public_key.type == KeyType::ec && s.extensions().has(Id::key_usage) &&
           enciphers;
}

bool any_purpose_critical(const Subject& s) {
    return s.extensions().ext_key_usage.any && s.extensions().is_critical(Id::ext_key_usage);
}

bool name_constraints_in_leaf(const Subject& s) {
    return !s.is_ca() && s.extensions().has(Id::name_constraints);
}

bool name_constraints_not_critical(const Subject& s) {
    return has_not_critical(s, Id::name_constraints);
}

bool policy_constraints_not_critical(const Subject& s) {
    return has_not_critical(s, Id::policy_constraints);
}

bool policy_mappings_not_critical(const Subject& s) {
    return has_not_critical(s, Id::policy_mappings);
}

bool inhibit_any_policy_not_critical(const Subject& s) {
    return has_not_critical(s, Id::inhibit_any_policy);
}

bool distribution_points_critical(const Subject& s) {
    return s.extensions().is_critical(Id::crl_distribution_points);
}

bool freshest_crl_critical(const Subject& s) {
    return s.extensions().is_critical(Id::freshest_crl);
}

bool information_access_critical(const Subject& s) {
    return s.extensions().is_critical(Id::authority_info_access) ||
           s.extensions().is_critical(Id::subject_info_access);
}

bool unknown_critical(const Subject& s) {
    return !s.extensions().unknown_critical.empty();
}

/// "the certificate MUST NOT include" cRLDistributionPoints, freshestCRL, or id-ad-ocsp.
bool no_rev_avail_with_pointer(const Subject& s) {
    if (!s.extensions().has(Id::no_rev_avail)) return false;
    if (s.extensions().has(Id::crl_distribution_points) || s.extensions().has(Id::freshest_crl))
        return true;
    const ByteView access = s.extensions().value(Id::authority_info_access);
    if (access.empty()) return false;
    wire::Context quiet{access};
    asn1::DerReader in{access, quiet};
    asn1::DerReader descriptions = in.sequence("");
    bool names_ocsp = false;
    while (!descriptions.empty()) {
        asn1::DerReader description = descriptions.sequence("");
        names_ocsp |= description.oid("") == asn1::oid::kAccessOcsp;
    }
    return names_ocsp;
}

}  // namespace vitrine::x509::lint_checks

#include "x509/lint.h"

#include "x509/lint_checks.h"

namespace vitrine::x509 {

namespace {

namespace c = lint_checks;
using enum LintLevel;

struct Row {
    LintRule rule;
    c::Check broken;
};

// clang-format off
constexpr Row kRows[] = {
    {{"version-below-3", should, "version 1 or 2: it cannot say what it is for", "RFC 5280 §4.1.2.1"}, c::version_below_3},
    {{"serial-not-positive", must, "serial number is zero or negative", "RFC 5280 §4.1.2.2"}, c::serial_not_positive},
    {{"serial-too-long", must, "serial number is longer than 20 octets", "RFC 5280 §4.1.2.2"}, c::serial_too_long},
    {{"serial-short", should, "serial number has fewer than 64 bits: one can guess the next", "CA/B Forum BR §7.1"}, c::serial_short},
    {{"validity-reversed", must, "validity ends before it begins", "RFC 5280 §4.1.2.5"}, c::validity_reversed},
    {{"validity-time-type", must, "a date through 2049 is no UTCTime", "RFC 5280 §4.1.2.5"}, c::validity_time_type},
    {{"validity-too-long", should, "a server's certificate is valid for more than 398 days", "CA/B Forum BR §6.3.2"}, c::validity_too_long},
    {{"issuer-empty", must, "issuer is empty", "RFC 5280 §4.1.2.4"}, c::issuer_empty},
    {{"subject-empty-in-ca", must, "a CA's subject is empty", "RFC 5280 §4.1.2.6"}, c::subject_empty_in_ca},
    {{"common-name-too-long", must, "commonName has more than 64 characters", "RFC 5280 §A.1"}, c::common_name_too_long},
    {{"country-not-two-letters", must, "countryName is not a PrintableString of two letters", "RFC 5280 §A.1"}, c::country_not_two_letters},
    {{"name-string-type", must, "a DirectoryString is neither PrintableString nor UTF8String", "RFC 5280 §4.1.2.4"}, c::name_string_type},
    {{"unique-identifier", must, "issuerUniqueID or subjectUniqueID is there", "RFC 5280 §4.1.2.8"}, c::unique_identifier},
    {{"signature-md5", weak, "signed with MD5", "RFC 6151 §2"}, c::signature_md5},
    {{"signature-sha1", weak, "signed with SHA-1", "RFC 9155 §2"}, c::signature_sha1},
    {{"signature-rsa-without-null", must, "the parameters of RSA PKCS#1 are absent, not NULL", "RFC 4055 §5"}, c::signature_rsa_without_null},
    {{"key-rsa-small", weak, "RSA key of fewer than 2048 bits", "CA/B Forum BR §6.1.5"}, c::key_rsa_small},
    {{"key-rsa-exponent", should, "RSA exponent below 65537", "CA/B Forum BR §6.1.6"}, c::key_rsa_exponent},
    {{"key-dsa", weak, "DSA key: FIPS 186-5 has no signatures with it any more", "FIPS 186-5 §4"}, c::key_dsa},
    {{"key-curve", must, "curve is not given by a name", "RFC 5480 §2.1.1"}, c::key_curve},
    {{"subject-key-id-missing-in-ca", must, "a CA without subjectKeyIdentifier", "RFC 5280 §4.2.1.2"}, c::subject_key_id_missing_in_ca},
    {{"subject-key-id-missing", should, "no subjectKeyIdentifier", "RFC 5280 §4.2.1.2"}, c::subject_key_id_missing},
    {{"subject-key-id-critical", must, "subjectKeyIdentifier is critical", "RFC 5280 §4.2.1.2"}, c::subject_key_id_critical},
    {{"authority-key-id-missing", must, "no authorityKeyIdentifier, and not self-issued", "RFC 5280 §4.2.1.1"}, c::authority_key_id_missing},
    {{"authority-key-id-critical", must, "authorityKeyIdentifier is critical", "RFC 5280 §4.2.1.1"}, c::authority_key_id_critical},
    {{"basic-constraints-not-critical", must, "a CA's basicConstraints is not critical", "RFC 5280 §4.2.1.9"}, c::basic_constraints_not_critical},
    {{"path-len-without-ca", must, "pathLenConstraint without CA:TRUE", "RFC 5280 §4.2.1.9"}, c::path_len_without_ca},
    {{"cert-sign-without-ca", must, "keyCertSign without CA:TRUE", "RFC 5280 §4.2.1.3"}, c::cert_sign_without_ca},
    {{"ca-without-cert-sign", must, "a CA's keyUsage lacks keyCertSign", "RFC 5280 §4.2.1.3"}, c::ca_without_cert_sign},
    {{"key-usage-missing-in-ca", must, "a CA without keyUsage", "RFC 5280 §4.2.1.3"}, c::key_usage_missing_in_ca},
    {{"key-usage-not-critical", should, "keyUsage is not critical", "RFC 5280 §4.2.1.3"}, c::key_usage_not_critical},
    {{"key-usage-of-curve", must, "keyEncipherment or dataEncipherment, and the key is of a curve", "RFC 8813 §3"}, c::key_usage_of_curve},
    {{"any-purpose-critical", should, "extKeyUsage with anyExtendedKeyUsage is critical", "RFC 5280 §4.2.1.12"}, c::any_purpose_critical},
    {{"name-constraints-in-leaf", must, "nameConstraints, and no CA", "RFC 5280 §4.2.1.10"}, c::name_constraints_in_leaf},
    {{"name-constraints-not-critical", must, "nameConstraints is not critical", "RFC 5280 §4.2.1.10"}, c::name_constraints_not_critical},
    {{"policy-constraints-not-critical", must, "policyConstraints is not critical", "RFC 5280 §4.2.1.11"}, c::policy_constraints_not_critical},
    {{"policy-mappings-not-critical", should, "policyMappings is not critical", "RFC 5280 §4.2.1.5"}, c::policy_mappings_not_critical},
    {{"inhibit-any-policy-not-critical", must, "inhibitAnyPolicy is not critical", "RFC 5280 §4.2.1.14"}, c::inhibit_any_policy_not_critical},
    {{"distribution-points-critical", should, "cRLDistributionPoints is critical", "RFC 5280 §4.2.1.13"}, c::distribution_points_critical},
    {{"freshest-crl-critical", must, "freshestCRL is critical", "RFC 5280 §4.2.1.15"}, c::freshest_crl_critical},
    {{"information-access-critical", must, "authorityInfoAccess or subjectInfoAccess is critical", "RFC 5280 §4.2.2"}, c::information_access_critical},
    {{"unknown-critical", should, "a critical extension that few know", "RFC 5280 §4.2"}, c::unknown_critical},
    {{"no-rev-avail-with-pointer", must, "noRevAvail, and where to ask for revocation", "RFC 9608 §3"}, c::no_rev_avail_with_pointer},
    {{"names-missing", must, "a server's certificate without subjectAltName", "CA/B Forum BR §7.1.2.7.12"}, c::names_missing},
    {{"names-not-critical", must, "subject is empty and subjectAltName not critical", "RFC 5280 §4.1.2.6"}, c::names_not_critical},
    {{"names-critical", should, "subjectAltName is critical beside a subject", "RFC 5280 §4.2.1.6"}, c::names_critical},
    {{"common-name-not-in-names", must, "commonName is not among the names of subjectAltName", "CA/B Forum BR §7.1.4.3"}, c::common_name_not_in_names},
    {{"name-malformed", must, "a dNSName is no host name", "RFC 5280 §4.2.1.6"}, c::name_malformed},
    {{"wildcard-malformed", should, "a wildcard is not the whole left-most label, or stands too high", "RFC 9525 §6.3"}, c::wildcard_malformed},
    {{"mailbox-not-in-names", must, "emailAddress stands in the subject and not in subjectAltName", "RFC 5280 §4.1.2.6"}, c::mailbox_not_in_names},
};
// clang-format on

constexpr auto kRules = [] {
    std::array<LintRule, std::size(kRows)> rules{};
    for (std::size_t i = 0; i < rules.size(); ++i) rules[i] = kRows[i].rule;
    return rules;
}();

}  // namespace

std::string_view name_of(LintLevel level) {
    return level == must ? "must" : level == should ? "should" : "weak";
}

std::span<const LintRule> lint_rules() {
    return kRules;
}

std::vector<const LintRule*> lint(const Certificate& certificate) {
    std::vector<const LintRule*> found;
    const auto frame = cut_certificate(certificate.der);
    if (!frame.ok()) return found;
    const c::Subject subject{certificate, *frame};
    for (std::size_t i = 0; i < kRules.size(); ++i) {
        if (kRows[i].broken(subject)) found.push_back(&kRules[i]);
    }
    return found;
}

}  // namespace vitrine::x509

// The questions that lint.cpp asks: true if the certificate breaks the rule.
#pragma once

#include "x509/certificate.h"
#include "x509/certificate_frame.h"

namespace vitrine::x509::lint_checks {

/// A certificate, decoded and as its bytes stand.
struct Subject {
    const Certificate& certificate;
    const CertificateFrame& frame;

    [[nodiscard]] const Extensions& extensions() const { return certificate.extensions; }
    [[nodiscard]] bool is_ca() const { return certificate.extensions.ca; }
    /// For servers: not a CA, and nothing says that it is for something else only.
    [[nodiscard]] bool is_server() const;
};

using Check = bool (*)(const Subject&);

// lint_fields.cpp: version, numbers, dates, names, keys and signatures.
bool version_below_3(const Subject& s);
bool serial_not_positive(const Subject& s);
bool serial_too_long(const Subject& s);
bool serial_short(const Subject& s);
bool validity_reversed(const Subject& s);
bool validity_time_type(const Subject& s);
bool validity_too_long(const Subject& s);
bool issuer_empty(const Subject& s);
bool subject_empty_in_ca(const Subject& s);
bool common_name_too_long(const Subject& s);
bool country_not_two_letters(const Subject& s);
bool name_string_type(const Subject& s);
bool unique_identifier(const Subject& s);
bool signature_md5(const Subject& s);
bool signature_sha1(const Subject& s);
bool signature_rsa_without_null(const Subject& s);
bool key_rsa_small(const Subject& s);
bool key_rsa_exponent(const Subject& s);
bool key_dsa(const Subject& s);
bool key_curve(const Subject& s);

// lint_extensions.cpp
bool subject_key_id_missing_in_ca(const Subject& s);
bool subject_key_id_missing(const Subject& s);
bool subject_key_id_critical(const Subject& s);
bool authority_key_id_missing(const Subject& s);
bool authority_key_id_critical(const Subject& s);
bool basic_constraints_not_critical(const Subject& s);
bool path_len_without_ca(const Subject& s);
bool cert_sign_without_ca(const Subject& s);
bool ca_without_cert_sign(const Subject& s);
bool key_usage_missing_in_ca(const Subject& s);
bool key_usage_not_critical(const Subject& s);
bool key_usage_of_curve(const Subject& s);
bool any_purpose_critical(const Subject& s);
bool name_constraints_in_leaf(const Subject& s);
bool name_constraints_not_critical(const Subject& s);
bool policy_constraints_not_critical(const Subject& s);
bool policy_mappings_not_critical(const Subject& s);
bool inhibit_any_policy_not_critical(const Subject& s);
bool distribution_points_critical(const Subject& s);
bool freshest_crl_critical(const Subject& s);
bool information_access_critical(const Subject& s);
bool unknown_critical(const Subject& s);
bool no_rev_avail_with_pointer(const Subject& s);

// lint_names.cpp: for whom a server's certificate is.
bool names_missing(const Subject& s);
bool names_not_critical(const Subject& s);
bool names_critical(const Subject& s);
bool common_name_not_in_names(const Subject& s);
bool name_malformed(const Subject& s);
bool wildcard_malformed(const Subject& s);
bool mailbox_not_in_names(const Subject& s);

}  // namespace vitrine::x509::lint_checks

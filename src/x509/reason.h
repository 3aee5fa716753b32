// Why a certificate, or a path, was not accepted: one stable name each, the one OpenSSL uses for
// it, and the clause that asks for the check. Rows stand in the order of the enumeration.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/error.h"

namespace vitrine::x509 {

enum class Reason : std::uint8_t {
    accepted,
    no_issuer,
    self_signed_leaf,
    self_signed_in_chain,
    issuer_name,
    bad_signature,
    signature_unsupported,
    signature_mismatch,
    signature_weak,
    key_unsupported,
    explicit_curve,
    key_small,
    ca_key_small,
    not_yet_valid,
    expired,
    validity_order,
    not_a_ca,
    version_1_ca,
    path_length,
    path_len_without_ca,
    path_len_without_cert_sign,
    cert_sign_without_ca,
    no_cert_sign,
    purpose,
    leaf_is_ca,
    unknown_critical,
    serial_number,
    issuer_empty,
    subject_empty,
    san_not_critical,
    name_not_permitted,
    name_excluded,
    constraint_min_max,
    constraint_type,
    constraint_syntax,
    constraints_not_in_ca,
    explicit_policy,
    policy_invalid,
    loop,
    limit,
    host_mismatch,
    ip_mismatch,
    email_mismatch,
    revoked,
    crl_missing,
    crl_issuer,
    crl_signature,
    crl_no_crl_sign,
    crl_not_yet_valid,
    crl_expired,
    crl_no_next_update,
    crl_scope,
    crl_reasons,
    crl_critical,
    ocsp_malformed,
    ocsp_not_successful,
    ocsp_other_certificate,
    ocsp_signature,
    ocsp_responder,
    ocsp_not_yet_valid,
    ocsp_expired,
    ocsp_no_next_update,
    ocsp_nonce,
    ocsp_critical,
    ocsp_unknown,
    staple_missing,
    tls_feature_lost,
    no_rev_avail_in_ca,
    dane_no_match,
    anchor_purpose,
};

struct ReasonInfo {
    Reason reason;
    std::string_view id;          ///< the enumerator's spelling
    std::string_view x509_v_err;  ///< "X509_V_ERR_CERT_HAS_EXPIRED", or empty where there is none
    std::string_view text;        ///< short, for people
    std::string_view clause;      ///< "RFC 5280 §6.1.3"
    ErrorCode code;               ///< what verify_chain fails with
};

const ReasonInfo& info(Reason reason);

}  // namespace vitrine::x509

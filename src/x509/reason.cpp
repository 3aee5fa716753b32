#include "x509/reason.h"

#include <iterator>

namespace vitrine::x509 {

namespace {

using E = ErrorCode;
using R = Reason;

// clang-format off
constexpr ReasonInfo kReasons[] = {
    {R::accepted, "accepted", "X509_V_OK", "accepted", "RFC 5280 §6.1.6", E::internal},
    {R::no_issuer, "no_issuer", "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "no issuer among the peer's certificates and the trust anchors", "RFC 5280 §6.1", E::certificate_untrusted},
    {R::self_signed_leaf, "self_signed_leaf", "X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed and not a trust anchor", "RFC 5280 §6.1", E::certificate_untrusted},
    {R::self_signed_in_chain, "self_signed_in_chain", "X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN", "self-signed root that is not a trust anchor", "RFC 5280 §6.1", E::certificate_untrusted},
    {R::issuer_name, "issuer_name", "X509_V_ERR_SUBJECT_ISSUER_MISMATCH", "its subject is not the issuer asked for", "RFC 5280 §6.1.3", E::certificate_untrusted},
    {R::bad_signature, "bad_signature", "X509_V_ERR_CERT_SIGNATURE_FAILURE", "signature does not verify with this key", "RFC 5280 §6.1.3", E::certificate_signature_invalid},
    {R::signature_unsupported, "signature_unsupported", "X509_V_ERR_UNSUPPORTED_SIGNATURE_ALGORITHM", "signature algorithm is not supported", "RFC 5280 §4.1.1.2", E::certificate_signature_invalid},
    {R::signature_mismatch, "signature_mismatch", "X509_V_ERR_SIGNATURE_ALGORITHM_MISMATCH", "signature algorithm does not fit the issuer's key", "RFC 5280 §6.1.3", E::certificate_signature_invalid},
    {R::signature_weak, "signature_weak", "X509_V_ERR_CA_MD_TOO_WEAK", "signature hash is weaker than the policy allows", "RFC 9155 §2", E::certificate_signature_weak},
    {R::key_unsupported, "key_unsupported", "X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY", "key type is not supported", "RFC 5280 §4.1.2.7", E::certificate_key_unsupported},
    {R::explicit_curve, "explicit_curve", "X509_V_ERR_EC_KEY_EXPLICIT_PARAMS", "curve is given by explicit parameters", "RFC 5480 §2.1.1", E::certificate_key_unsupported},
    {R::key_small, "key_small", "X509_V_ERR_EE_KEY_TOO_SMALL", "key is smaller than the policy allows", "RFC 5246 §7.4.2", E::certificate_key_weak},
    {R::ca_key_small, "ca_key_small", "X509_V_ERR_CA_KEY_TOO_SMALL", "a CA's key is smaller than the policy allows", "RFC 5246 §7.4.2", E::certificate_key_weak},
    {R::not_yet_valid, "not_yet_valid", "X509_V_ERR_CERT_NOT_YET_VALID", "not yet valid", "RFC 5280 §6.1.3", E::certificate_not_yet_valid},
    {R::expired, "expired", "X509_V_ERR_CERT_HAS_EXPIRED", "expired", "RFC 5280 §6.1.3", E::certificate_expired},
    {R::validity_order, "validity_order", "X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD", "validity ends before it begins", "RFC 5280 §4.1.2.5", E::certificate_expired},
    {R::not_a_ca, "not_a_ca", "X509_V_ERR_INVALID_CA", "not a CA: basicConstraints lacks CA:TRUE", "RFC 5280 §6.1.4", E::certificate_not_a_ca},
    {R::version_1_ca, "version_1_ca", "X509_V_ERR_INVALID_CA", "not a CA: version 1 or 2 cannot say so", "RFC 5280 §6.1.4", E::certificate_not_a_ca},
    {R::path_length, "path_length", "X509_V_ERR_PATH_LENGTH_EXCEEDED", "path is longer than pathLenConstraint", "RFC 5280 §6.1.4", E::certificate_path_too_long},
    {R::path_len_without_ca, "path_len_without_ca", "X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA", "pathLenConstraint without CA:TRUE", "RFC 5280 §4.2.1.9", E::certificate_bad_extension},
    {R::path_len_without_cert_sign, "path_len_without_cert_sign", "X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN", "pathLenConstraint without keyCertSign", "RFC 5280 §4.2.1.9", E::certificate_bad_extension},
    {R::cert_sign_without_ca, "cert_sign_without_ca", "X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA", "keyCertSign without CA:TRUE", "RFC 5280 §4.2.1.9", E::certificate_bad_extension},
    {R::no_cert_sign, "no_cert_sign", "X509_V_ERR_KEYUSAGE_NO_CERTSIGN", "keyUsage lacks keyCertSign", "RFC 5280 §6.1.4", E::certificate_key_usage},
    {R::purpose, "purpose", "X509_V_ERR_INVALID_PURPOSE", "extended key usage does not allow this use", "RFC 5280 §4.2.1.12", E::certificate_extended_key_usage},
    {R::leaf_is_ca, "leaf_is_ca", "X509_V_ERR_INVALID_NON_CA", "a CA's certificate used by an end entity", "RFC 5280 §4.2.1.9", E::certificate_key_usage},
    {R::unknown_critical, "unknown_critical", "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION", "critical extension that is not known, or that may not be critical", "RFC 5280 §4.2", E::certificate_unknown_critical},
    {R::serial_number, "serial_number", "", "serial number is not positive or longer than 20 octets", "RFC 5280 §4.1.2.2", E::certificate_malformed},
    {R::issuer_empty, "issuer_empty", "X509_V_ERR_ISSUER_NAME_EMPTY", "issuer is empty", "RFC 5280 §4.1.2.4", E::certificate_malformed},
    {R::subject_empty, "subject_empty", "X509_V_ERR_SUBJECT_NAME_EMPTY", "a CA's subject is empty", "RFC 5280 §4.1.2.6", E::certificate_malformed},
    {R::san_not_critical, "san_not_critical", "X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL", "subject is empty and subjectAltName not critical", "RFC 5280 §4.1.2.6", E::certificate_malformed},
    {R::name_not_permitted, "name_not_permitted", "X509_V_ERR_PERMITTED_VIOLATION", "a name lies outside the permitted subtrees", "RFC 5280 §6.1.3", E::certificate_name_constraint},
    {R::name_excluded, "name_excluded", "X509_V_ERR_EXCLUDED_VIOLATION", "a name lies inside an excluded subtree", "RFC 5280 §6.1.3", E::certificate_name_constraint},
    {R::constraint_min_max, "constraint_min_max", "X509_V_ERR_SUBTREE_MINMAX", "name constraint with minimum or maximum", "RFC 5280 §4.2.1.10", E::certificate_name_constraint},
    {R::constraint_type, "constraint_type", "X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE", "name constraint on a form of name that is not supported", "RFC 5280 §4.2.1.10", E::certificate_name_constraint},
    {R::constraint_syntax, "constraint_syntax", "X509_V_ERR_UNSUPPORTED_CONSTRAINT_SYNTAX", "name constraint is malformed", "RFC 5280 §4.2.1.10", E::certificate_name_constraint},
    {R::constraints_not_in_ca, "constraints_not_in_ca", "X509_V_ERR_INVALID_CA", "name constraints in a certificate that is no CA's", "RFC 5280 §4.2.1.10", E::certificate_bad_extension},
    {R::explicit_policy, "explicit_policy", "X509_V_ERR_NO_EXPLICIT_POLICY", "path has no acceptable policy", "RFC 5280 §6.1.5", E::certificate_policy},
    {R::policy_invalid, "policy_invalid", "X509_V_ERR_INVALID_POLICY_EXTENSION", "policy extensions are not valid", "RFC 5280 §6.1.4", E::certificate_policy},
    {R::loop, "loop", "X509_V_ERR_PATH_LOOP", "is in the path already", "RFC 4158 §2.4", E::certificate_untrusted},
    {R::limit, "limit", "X509_V_ERR_CERT_CHAIN_TOO_LONG", "search is longer than the limits allow", "RFC 4158 §5.1", E::certificate_limits_exceeded},
    {R::host_mismatch, "host_mismatch", "X509_V_ERR_HOSTNAME_MISMATCH", "not for this host name", "RFC 6125 §6.4", E::certificate_name_mismatch},
    {R::ip_mismatch, "ip_mismatch", "X509_V_ERR_IP_ADDRESS_MISMATCH", "not for this address", "RFC 5280 §4.2.1.6", E::certificate_name_mismatch},
    {R::email_mismatch, "email_mismatch", "X509_V_ERR_EMAIL_MISMATCH", "not for this mailbox", "RFC 5280 §4.2.1.6", E::certificate_name_mismatch},
    {R::revoked, "revoked", "X509_V_ERR_CERT_REVOKED", "revoked", "RFC 5280 §6.3.3", E::certificate_revoked},
    {R::crl_missing, "crl_missing", "X509_V_ERR_UNABLE_TO_GET_CRL", "no usable CRL", "RFC 5280 §6.3.3", E::certificate_revocation_unknown},
    {R::crl_issuer, "crl_issuer", "X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER", "no valid certificate of the CRL's issuer", "RFC 5280 §6.3.3", E::certificate_revocation_unknown},
    {R::crl_signature, "crl_signature", "X509_V_ERR_CRL_SIGNATURE_FAILURE", "CRL's signature does not verify", "RFC 5280 §6.3.3", E::certificate_revocation_unknown},
    {R::crl_no_crl_sign, "crl_no_crl_sign", "X509_V_ERR_KEYUSAGE_NO_CRL_SIGN", "CRL's issuer may not sign it: keyUsage lacks cRLSign", "RFC 5280 §6.3.3", E::certificate_revocation_unknown},
    {R::crl_not_yet_valid, "crl_not_yet_valid", "X509_V_ERR_CRL_NOT_YET_VALID", "CRL is not valid yet", "RFC 5280 §6.3.3", E::certificate_revocation_unknown},
    {R::crl_expired, "crl_expired", "X509_V_ERR_CRL_HAS_EXPIRED", "CRL has expired", "RFC 5280 §6.3.3", E::certificate_revocation_unknown},
    {R::crl_no_next_update, "crl_no_next_update", "X509_V_ERR_ERROR_IN_CRL_NEXT_UPDATE_FIELD", "CRL does not say until when it holds", "RFC 5280 §5.1.2.5", E::certificate_revocation_unknown},
    {R::crl_scope, "crl_scope", "X509_V_ERR_DIFFERENT_CRL_SCOPE", "CRL does not cover this certificate", "RFC 5280 §6.3.3", E::certificate_revocation_unknown},
    {R::crl_reasons, "crl_reasons", "X509_V_ERR_UNABLE_TO_GET_CRL", "CRLs do not cover every reason for revocation", "RFC 5280 §6.3.3", E::certificate_revocation_unknown},
    {R::crl_critical, "crl_critical", "X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION", "CRL has a critical extension that is not known", "RFC 5280 §5.2", E::certificate_revocation_unknown},
    {R::ocsp_malformed, "ocsp_malformed", "X509_V_ERR_OCSP_VERIFY_FAILED", "OCSP response is malformed or not a basic one", "RFC 6960 §4.2.1", E::certificate_status_bad},
    {R::ocsp_not_successful, "ocsp_not_successful", "X509_V_ERR_OCSP_VERIFY_FAILED", "OCSP responder had no answer", "RFC 6960 §4.2.1", E::certificate_status_bad},
    {R::ocsp_other_certificate, "ocsp_other_certificate", "X509_V_ERR_OCSP_VERIFY_FAILED", "OCSP response is for another certificate", "RFC 6960 §3.2", E::certificate_status_bad},
    {R::ocsp_signature, "ocsp_signature", "X509_V_ERR_OCSP_VERIFY_FAILED", "OCSP response's signature does not verify", "RFC 6960 §3.2", E::certificate_status_bad},
    {R::ocsp_responder, "ocsp_responder", "X509_V_ERR_OCSP_VERIFY_FAILED", "OCSP responder may not answer for this issuer", "RFC 6960 §4.2.2.2", E::certificate_status_bad},
    {R::ocsp_not_yet_valid, "ocsp_not_yet_valid", "X509_V_ERR_OCSP_VERIFY_FAILED", "OCSP response is not valid yet", "RFC 6960 §4.2.2.1", E::certificate_status_bad},
    {R::ocsp_expired, "ocsp_expired", "X509_V_ERR_OCSP_VERIFY_FAILED", "OCSP response has expired", "RFC 6960 §4.2.2.1", E::certificate_status_bad},
    {R::ocsp_no_next_update, "ocsp_no_next_update", "X509_V_ERR_OCSP_VERIFY_FAILED", "OCSP response does not say until when it holds", "RFC 6960 §4.2.2.1", E::certificate_status_bad},
    {R::ocsp_nonce, "ocsp_nonce", "X509_V_ERR_OCSP_VERIFY_FAILED", "OCSP response has not the nonce that was asked for", "RFC 6960 §4.4.1", E::certificate_status_bad},
    {R::ocsp_critical, "ocsp_critical", "X509_V_ERR_OCSP_VERIFY_FAILED", "OCSP response has a critical extension that is not known", "RFC 6960 §4.4", E::certificate_status_bad},
    {R::ocsp_unknown, "ocsp_unknown", "X509_V_ERR_OCSP_CERT_UNKNOWN", "OCSP responder does not know the certificate", "RFC 6960 §2.2", E::certificate_status_bad},
    {R::staple_missing, "staple_missing", "X509_V_ERR_OCSP_VERIFY_NEEDED", "certificate asks for a stapled OCSP response and none came", "RFC 7633 §4.3.3", E::certificate_status_missing},
    {R::tls_feature_lost, "tls_feature_lost", "", "lacks a TLS feature that its issuer demands", "RFC 7633 §4.2.2", E::certificate_bad_extension},
    {R::no_rev_avail_in_ca, "no_rev_avail_in_ca", "", "noRevAvail in a CA's certificate", "RFC 9608 §3", E::certificate_bad_extension},
    {R::dane_no_match, "dane_no_match", "X509_V_ERR_DANE_NO_MATCH", "no TLSA record matches", "RFC 6698 §2.1", E::certificate_dane_mismatch},
    {R::anchor_purpose, "anchor_purpose", "X509_V_ERR_CERT_REJECTED", "trust anchor is not trusted for this use", "RFC 5280 §6.1.1", E::certificate_untrusted},
};
// clang-format on

constexpr bool in_order() {
    for (std::size_t i = 0; i < std::size(kReasons); ++i) {
        if (static_cast<std::size_t>(kReasons[i].reason) != i) return false;
    }
    return true;
}
static_assert(in_order(), "kReasons stands in the order of Reason");
static_assert(std::size(kReasons) == static_cast<std::size_t>(R::anchor_purpose) + 1);

}  // namespace

const ReasonInfo& info(Reason reason) {
    return kReasons[static_cast<std::size_t>(reason)];
}

}  // namespace vitrine::x509

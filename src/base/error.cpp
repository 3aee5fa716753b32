#include "base/error.h"

#include <iterator>

namespace vitrine {

namespace {

using A = AlertDescription;
using E = ErrorCode;

// Bad padding and bad MAC are one code (record_not_authentic) on purpose: two would be the
// padding oracle of Vaudenay (2002). The same holds for every failure of an RSA decryption.
// clang-format off
constexpr ErrorInfo kErrors[] = {
    // base
    {E::truncated, A::decode_error, "truncated", "message ends inside a field", "RFC 5246 §7.2.2"},
    {E::trailing_data, A::decode_error, "trailing_data", "message is longer than its fields", "RFC 5246 §7.2.2"},
    {E::vector_out_of_bounds, A::decode_error, "vector_out_of_bounds", "a vector's length lies outside the bounds its definition gives", "RFC 5246 §4.3"},
    {E::out_of_memory, A::internal_error, "out_of_memory", "the memory that the limits allow is used up", "RFC 5246 §7.2.2"},
    {E::output_full, A::internal_error, "output_full", "the output buffer is too small for what must be written", "RFC 5246 §7.2.2"},
    {E::bad_hex, A::internal_error, "bad_hex", "text is not an even number of hexadecimal digits", "RFC 4648 §8"},
    {E::internal, A::internal_error, "internal", "the engine met a state it should never be in", "RFC 5246 §7.2.2"},
    // asn1
    {E::der_truncated, A::bad_certificate, "der_truncated", "DER value ends before its stated length", "X.690 §8.1.3"},
    {E::der_trailing_data, A::bad_certificate, "der_trailing_data", "bytes follow where a DER value should end", "X.690 §8.1.3"},
    {E::der_unexpected_tag, A::bad_certificate, "der_unexpected_tag", "DER tag is not the one the structure asks for", "X.690 §8.1.2"},
    {E::der_bad_tag, A::bad_certificate, "der_bad_tag", "DER tag is not encoded in the shortest form", "X.690 §8.1.2.4"},
    {E::der_bad_length, A::bad_certificate, "der_bad_length", "DER length is indefinite or not in the shortest form", "X.690 §10.1"},
    {E::der_too_deep, A::bad_certificate, "der_too_deep", "DER values are nested more than 32 deep", "X.690 §8.1"},
    {E::der_bad_boolean, A::bad_certificate, "der_bad_boolean", "BOOLEAN is neither 00 nor FF", "X.690 §11.1"},
    {E::der_bad_integer, A::bad_certificate, "der_bad_integer", "INTEGER is empty, not minimal, or out of range", "X.690 §8.3.2"},
    {E::der_bad_bit_string, A::bad_certificate, "der_bad_bit_string", "BIT STRING has wrong unused bits", "X.690 §11.2"},
    {E::der_bad_null, A::bad_certificate, "der_bad_null", "NULL has contents", "X.690 §8.8.2"},
    {E::der_bad_oid, A::bad_certificate, "der_bad_oid", "OBJECT IDENTIFIER is empty, cut short, or not minimal", "X.690 §8.19"},
    {E::der_bad_time, A::bad_certificate, "der_bad_time", "time is not in the form RFC 5280 asks for", "RFC 5280 §4.1.2.5"},
    {E::der_bad_string, A::bad_certificate, "der_bad_string", "string has a character that its type does not allow", "X.690 §8.23"},
    {E::der_not_sorted, A::bad_certificate, "der_not_sorted", "SET OF is not in ascending order", "X.690 §11.6"},
    {E::der_default_encoded, A::bad_certificate, "der_default_encoded", "a default value is encoded", "X.690 §11.5"},
    // crypto
    {E::bad_key_length, A::internal_error, "bad_key_length", "key has a length the algorithm does not know", "RFC 5246 §6.3"},
    {E::bad_input_length, A::internal_error, "bad_input_length", "input has a length the algorithm does not allow", "RFC 5246 §6.2.3"},
    {E::not_authentic, A::bad_record_mac, "not_authentic", "data failed authentication", "RFC 5116 §2.2"},
    {E::bad_point, A::illegal_parameter, "bad_point", "elliptic-curve point is malformed or not on its curve", "RFC 8422 §5.11"},
    {E::bad_public_value, A::handshake_failure, "bad_public_value", "public value is out of range", "RFC 7919 §3"},
    {E::bad_private_key, A::internal_error, "bad_private_key", "private key fails its checks", "RFC 8017 §3.2"},
    {E::bad_parameters, A::illegal_parameter, "bad_parameters", "algorithm parameters are malformed", "RFC 5246 §7.2.2"},
    {E::weak_parameters, A::insufficient_security, "weak_parameters", "algorithm parameters are weaker than the policy allows", "RFC 7919 §3.1"},
    {E::bad_signature, A::decrypt_error, "bad_signature", "signature does not verify", "RFC 5246 §7.2.2"},
    {E::unsupported_algorithm, A::handshake_failure, "unsupported_algorithm", "algorithm is not one this engine has", "RFC 5246 §7.2.2"},
    {E::zero_shared_secret, A::illegal_parameter, "zero_shared_secret", "X25519 shared secret is all zero", "RFC 8422 §5.11"},
    {E::fault_detected, A::internal_error, "fault_detected", "a private-key result failed its own check and was discarded", "RFC 8017 §5.2.1"},
    {E::entropy_failure, A::internal_error, "entropy_failure", "the source of randomness failed", "RFC 5246 §D.1"},
    {E::message_too_long, A::internal_error, "message_too_long", "message is too long for the key or buffer", "RFC 8017 §7.2.1"},
    // x509
    {E::pem_no_block, A::bad_certificate, "pem_no_block", "no PEM block of the wanted kind", "RFC 7468 §2"},
    {E::pem_bad_encoding, A::bad_certificate, "pem_bad_encoding", "PEM text is not valid base64", "RFC 7468 §3"},
    {E::pem_needs_password, A::internal_error, "pem_needs_password", "key is encrypted and no password was given", "RFC 5958 §3"},
    {E::pem_wrong_password, A::internal_error, "pem_wrong_password", "key does not decrypt with this password", "RFC 5958 §3"},
    {E::certificate_malformed, A::bad_certificate, "certificate_malformed", "certificate does not have the structure of RFC 5280", "RFC 5280 §4.1"},
    {E::certificate_version, A::bad_certificate, "certificate_version", "certificate version does not fit its contents", "RFC 5280 §4.1.2.1"},
    {E::certificate_duplicate_extension, A::bad_certificate, "certificate_duplicate_extension", "certificate has an extension twice", "RFC 5280 §4.2"},
    {E::certificate_unknown_critical, A::bad_certificate, "certificate_unknown_critical", "certificate has a critical extension we do not know", "RFC 5280 §4.2"},
    {E::certificate_bad_extension, A::bad_certificate, "certificate_bad_extension", "a certificate extension is malformed", "RFC 5280 §4.2"},
    {E::certificate_key_unsupported, A::unsupported_certificate, "certificate_key_unsupported", "certificate's key type is not supported here", "RFC 5246 §7.4.2"},
    {E::certificate_key_weak, A::bad_certificate, "certificate_key_weak", "certificate's key is smaller than the policy allows", "RFC 5246 §7.4.2"},
    {E::certificate_signature_invalid, A::bad_certificate, "certificate_signature_invalid", "a signature in the chain does not verify", "RFC 5280 §6.1.3"},
    {E::certificate_signature_weak, A::bad_certificate, "certificate_signature_weak", "a signature in the chain uses an algorithm that the policy refuses", "RFC 9155 §2"},
    {E::certificate_expired, A::certificate_expired, "certificate_expired", "certificate has expired", "RFC 5280 §6.1.3"},
    {E::certificate_not_yet_valid, A::certificate_expired, "certificate_not_yet_valid", "certificate is not valid yet", "RFC 5280 §6.1.3"},
    {E::certificate_untrusted, A::unknown_ca, "certificate_untrusted", "no path leads to a trust anchor", "RFC 5280 §6.1"},
    {E::certificate_not_a_ca, A::unknown_ca, "certificate_not_a_ca", "a certificate in the path is not a CA's", "RFC 5280 §6.1.4"},
    {E::certificate_path_too_long, A::unknown_ca, "certificate_path_too_long", "path is longer than a CA's path length constraint", "RFC 5280 §6.1.4"},
    {E::certificate_key_usage, A::unsupported_certificate, "certificate_key_usage", "key usage does not allow this use", "RFC 5280 §4.2.1.3"},
    {E::certificate_extended_key_usage, A::unsupported_certificate, "certificate_extended_key_usage", "extended key usage does not allow this use", "RFC 5280 §4.2.1.12"},
    {E::certificate_name_mismatch, A::certificate_unknown, "certificate_name_mismatch", "certificate is not for this name", "RFC 6125 §6"},
    {E::certificate_name_constraint, A::certificate_unknown, "certificate_name_constraint", "a name lies outside a CA's name constraints", "RFC 5280 §4.2.1.10"},
    {E::certificate_policy, A::certificate_unknown, "certificate_policy", "path has no acceptable certificate policy", "RFC 5280 §6.1.5"},
    {E::certificate_revoked, A::certificate_revoked, "certificate_revoked", "certificate is revoked", "RFC 5280 §6.3"},
    {E::certificate_revocation_unknown, A::certificate_unknown, "certificate_revocation_unknown", "revocation status could not be determined", "RFC 5280 §6.3"},
    {E::certificate_status_bad, A::bad_certificate_status_response, "certificate_status_bad", "OCSP response is not acceptable", "RFC 6066 §8"},
    {E::certificate_status_missing, A::bad_certificate_status_response, "certificate_status_missing", "certificate asks for a stapled OCSP response and none came", "RFC 7633 §4.3.3"},
    {E::certificate_status_revoked, A::bad_certificate_status_response, "certificate_status_revoked", "stapled OCSP response says that the certificate is revoked", "RFC 6066 §8"},
    {E::certificate_dane_mismatch, A::bad_certificate, "certificate_dane_mismatch", "no TLSA record matches the certificate or its path", "RFC 6698 §2.1"},
    {E::certificate_limits_exceeded, A::bad_certificate, "certificate_limits_exceeded", "chain asks for more work than the limits allow", "RFC 5280 §6.1"},
    {E::private_key_mismatch, A::internal_error, "private_key_mismatch", "private key does not belong to the certificate", "RFC 5246 §7.4.2"},
    // record
    {E::record_overflow, A::record_overflow, "record_overflow", "record is longer than the limit", "RFC 5246 §6.2.1"},
    {E::record_version, A::protocol_version, "record_version", "record's version is not the negotiated one", "RFC 5246 §6.2.1"},
    {E::record_type_unknown, A::unexpected_message, "record_type_unknown", "record has an unknown content type", "RFC 5246 §6"},
    {E::record_fragment_empty, A::unexpected_message, "record_fragment_empty", "record of this type must not be empty", "RFC 5246 §6.2.1"},
    {E::record_not_authentic, A::bad_record_mac, "record_not_authentic", "record failed authentication", "RFC 5246 §6.2.3.2"},
    {E::record_sequence_exhausted, A::internal_error, "record_sequence_exhausted", "sequence number would wrap", "RFC 5246 §6.1"},
    {E::record_too_many_empty, A::unexpected_message, "record_too_many_empty", "too many empty records in a row", "RFC 5246 §6.2.1"},
    {E::sslv2_hello, A::protocol_version, "sslv2_hello", "peer sent an SSL 2.0 hello", "RFC 6176 §3"},
    {E::plain_http, A::protocol_version, "plain_http", "peer speaks plain HTTP, not TLS", "RFC 5246 §E.1"},
    {E::not_tls, A::protocol_version, "not_tls", "bytes are not a TLS record", "RFC 5246 §6.2.1"},
    {E::alert_malformed, A::decode_error, "alert_malformed", "alert is not two bytes long", "RFC 5246 §7.2"},
    {E::alert_level_unknown, A::illegal_parameter, "alert_level_unknown", "alert level is neither warning nor fatal", "RFC 5246 §7.2"},
    {E::too_many_warnings, A::unexpected_message, "too_many_warnings", "too many warning alerts in a row", "RFC 5246 §7.2"},
    // handshake
    {E::unexpected_message, A::unexpected_message, "unexpected_message", "message is not allowed in this state", "RFC 5246 §7.2.2"},
    {E::no_transition_applies, A::internal_error, "no_transition_applies", "no row of the transition table applies", "RFC 5246 §7.3"},
    {E::message_too_large, A::illegal_parameter, "message_too_large", "handshake message is longer than its kind may be", "RFC 5246 §7.4"},
    {E::too_many_fragments, A::unexpected_message, "too_many_fragments", "handshake message is spread over too many records", "RFC 5246 §6.2.1"},
    {E::message_interleaved, A::unexpected_message, "message_interleaved", "another record type stands inside a handshake message", "RFC 5246 §6.2.1"},
    {E::key_change_inside_message, A::unexpected_message, "key_change_inside_message", "handshake bytes are pending at a key change", "RFC 5246 §7.1"},
    {E::ccs_malformed, A::decode_error, "ccs_malformed", "ChangeCipherSpec is not one byte long", "RFC 5246 §7.1"},
    {E::ccs_bad_value, A::illegal_parameter, "ccs_bad_value", "ChangeCipherSpec byte is not 1", "RFC 5246 §7.1"},
    {E::version_not_supported, A::protocol_version, "version_not_supported", "peer's protocol version is outside our range", "RFC 5246 §E.1"},
    {E::version_not_offered, A::protocol_version, "version_not_offered", "server chose a version we did not offer", "RFC 5246 §7.4.1.3"},
    {E::version_downgraded, A::illegal_parameter, "version_downgraded", "server random says that a higher version was lost on the way", "RFC 8446 §4.1.3"},
    {E::inappropriate_fallback, A::inappropriate_fallback, "inappropriate_fallback", "client fell back although we have a higher version", "RFC 7507 §3"},
    {E::no_common_cipher_suite, A::handshake_failure, "no_common_cipher_suite", "no cipher suite in common", "RFC 5246 §7.4.1.3"},
    {E::no_common_group, A::handshake_failure, "no_common_group", "no group in common", "RFC 8422 §5.1"},
    {E::no_common_dh_group, A::insufficient_security, "no_common_dh_group", "no finite-field group in common", "RFC 7919 §4"},
    {E::no_common_signature_algorithm, A::handshake_failure, "no_common_signature_algorithm", "no signature algorithm in common", "RFC 5246 §7.4.1.4.1"},
    {E::no_application_protocol, A::no_application_protocol, "no_application_protocol", "no application protocol in common", "RFC 7301 §3.2"},
    {E::cipher_suite_not_offered, A::illegal_parameter, "cipher_suite_not_offered", "server chose a cipher suite we did not offer", "RFC 5246 §7.4.1.3"},
    {E::cipher_suite_wrong_version, A::illegal_parameter, "cipher_suite_wrong_version", "cipher suite does not exist in this protocol version", "RFC 5246 §1.2"},
    {E::compression_not_offered, A::illegal_parameter, "compression_not_offered", "server chose a compression method we did not offer", "RFC 5246 §7.4.1.3"},
    {E::compression_null_missing, A::illegal_parameter, "compression_null_missing", "client does not offer null compression", "RFC 5246 §7.4.1.2"},
    {E::extension_not_offered, A::unsupported_extension, "extension_not_offered", "server sent an extension we did not offer", "RFC 5246 §7.4.1.4"},
    {E::extension_duplicate, A::decode_error, "extension_duplicate", "an extension comes twice", "RFC 5246 §7.4.1.4"},
    {E::extension_bad_value, A::illegal_parameter, "extension_bad_value", "an extension has a value that is not allowed here", "RFC 5246 §7.4.1.4"},
    {E::point_format_missing, A::illegal_parameter, "point_format_missing", "ec_point_formats lacks uncompressed", "RFC 8422 §5.1.2"},
    {E::renegotiation_info_mismatch, A::handshake_failure, "renegotiation_info_mismatch", "renegotiation_info does not fit this handshake", "RFC 5746 §3.4"},
    {E::renegotiation_info_missing, A::handshake_failure, "renegotiation_info_missing", "peer does not support secure renegotiation", "RFC 5746 §4.1"},
    {E::extended_master_secret_missing, A::handshake_failure, "extended_master_secret_missing", "peer does not support the extended master secret", "RFC 7627 §5.1"},
    {E::extended_master_secret_changed, A::handshake_failure, "extended_master_secret_changed", "extended master secret differs from the resumed session", "RFC 7627 §5.3"},
    {E::resumption_mismatch, A::illegal_parameter, "resumption_mismatch", "resumed session differs in version or cipher suite", "RFC 5246 §7.4.1.3"},
    {E::certificate_list_empty, A::decode_error, "certificate_list_empty", "server sent no certificate", "RFC 5246 §7.4.2"},
    {E::certificate_wrong_type, A::unsupported_certificate, "certificate_wrong_type", "certificate's key does not fit the cipher suite", "RFC 5246 §7.4.2"},
    {E::certificate_required, A::handshake_failure, "certificate_required", "client sent no certificate although one is required", "RFC 5246 §7.4.6"},
    {E::certificate_request_not_allowed, A::handshake_failure, "certificate_request_not_allowed", "anonymous server asks for a certificate", "RFC 5246 §7.4.4"},
    {E::server_key_exchange_malformed, A::decode_error, "server_key_exchange_malformed", "ServerKeyExchange does not fit the key exchange", "RFC 5246 §7.4.3"},
    {E::curve_type_unsupported, A::illegal_parameter, "curve_type_unsupported", "curve is not a named curve", "RFC 8422 §5.4"},
    {E::group_not_offered, A::illegal_parameter, "group_not_offered", "server chose a group we did not offer", "RFC 8422 §5.4"},
    {E::dh_group_too_small, A::insufficient_security, "dh_group_too_small", "Diffie-Hellman group is smaller than the policy allows", "RFC 7919 §3.1"},
    {E::dh_public_value_out_of_range, A::handshake_failure, "dh_public_value_out_of_range", "Diffie-Hellman public value is out of range", "RFC 7919 §3"},
    {E::signature_algorithm_not_offered, A::illegal_parameter, "signature_algorithm_not_offered", "signature algorithm was not offered", "RFC 5246 §7.4.3"},
    {E::signature_algorithm_wrong_key, A::illegal_parameter, "signature_algorithm_wrong_key", "signature algorithm does not fit the key", "RFC 5246 §7.4.3"},
    {E::signature_invalid, A::decrypt_error, "signature_invalid", "signature over the handshake does not verify", "RFC 5246 §7.2.2"},
    {E::premaster_malformed, A::decode_error, "premaster_malformed", "ClientKeyExchange does not fit the key exchange", "RFC 5246 §7.4.7"},
    {E::finished_mismatch, A::decrypt_error, "finished_mismatch", "verify_data does not match our transcript", "RFC 5246 §7.4.9"},
    // engine
    {E::alert_received, A::internal_error, "alert_received", "peer ended the connection with a fatal alert", "RFC 5246 §7.2.2"},
    {E::closed_by_peer, A::close_notify, "closed_by_peer", "peer closed the connection", "RFC 5246 §7.2.1"},
    {E::stream_truncated, A::close_notify, "stream_truncated", "stream ended without close_notify", "RFC 5246 §7.2.1"},
    {E::connection_closed, A::close_notify, "connection_closed", "connection is closed", "RFC 5246 §7.2.1"},
    {E::not_connected, A::internal_error, "not_connected", "handshake is not finished", "RFC 5246 §7.3"},
    {E::no_certificate_configured, A::internal_error, "no_certificate_configured", "server has no certificate for any enabled cipher suite", "RFC 5246 §7.4.2"},
    {E::bad_configuration, A::internal_error, "bad_configuration", "configuration contradicts itself", "RFC 5246 §7.2.2"},
    {E::operation_unknown, A::internal_error, "operation_unknown", "no such operation is out", "RFC 5246 §7.2.2"},
    // io
    {E::file_unreadable, A::internal_error, "file_unreadable", "file cannot be read", "POSIX open"},
    {E::file_unwritable, A::internal_error, "file_unwritable", "file cannot be written", "POSIX open"},
    {E::host_not_found, A::internal_error, "host_not_found", "host name has no address", "POSIX getaddrinfo"},
    {E::connection_refused, A::internal_error, "connection_refused", "connection was refused", "POSIX connect"},
    {E::timed_out, A::internal_error, "timed_out", "peer did not answer in time", "POSIX poll"},
    {E::address_invalid, A::internal_error, "address_invalid", "address is not HOST:PORT", "POSIX getaddrinfo"},
    {E::socket_failed, A::internal_error, "socket_failed", "socket operation failed", "POSIX socket"},
};
// clang-format on

constexpr bool in_order() {
    for (std::size_t i = 0; i < std::size(kErrors); ++i) {
        if (static_cast<std::size_t>(kErrors[i].code) != i) return false;
    }
    return true;
}
static_assert(in_order(), "kErrors stands in the order of ErrorCode");
static_assert(std::size(kErrors) == static_cast<std::size_t>(E::socket_failed) + 1);

}  // namespace

const ErrorInfo& info(ErrorCode code) {
    return kErrors[static_cast<std::size_t>(code)];
}

std::span<const ErrorInfo> all_errors() {
    return kErrors;
}

}  // namespace vitrine

// Everything that can go wrong, in one table: a code, the alert it sends, a sentence, a clause.
// The alert on the wire, the log line, `vitrine explain` and docs/errors.md are all made from it.
// The codes stand in sections, one for each folder, in the order of the table in error.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/alert.h"

namespace vitrine {

enum class ErrorCode : std::uint16_t {
    // base
    truncated,
    trailing_data,
    vector_out_of_bounds,
    out_of_memory,
    output_full,
    bad_hex,
    internal,
    // asn1
    der_truncated,
    der_trailing_data,
    der_unexpected_tag,
    der_bad_tag,
    der_bad_length,
    der_too_deep,
    der_bad_boolean,
    der_bad_integer,
    der_bad_bit_string,
    der_bad_null,
    der_bad_oid,
    der_bad_time,
    der_bad_string,
    der_not_sorted,
    der_default_encoded,
    // crypto
    bad_key_length,
    bad_input_length,
    not_authentic,
    bad_point,
    bad_public_value,
    bad_private_key,
    bad_parameters,
    weak_parameters,
    bad_signature,
    unsupported_algorithm,
    zero_shared_secret,
    fault_detected,
    entropy_failure,
    message_too_long,
    // x509
    pem_no_block,
    pem_bad_encoding,
    pem_needs_password,
    pem_wrong_password,
    certificate_malformed,
    certificate_version,
    certificate_duplicate_extension,
    certificate_unknown_critical,
    certificate_bad_extension,
    certificate_key_unsupported,
    certificate_key_weak,
    certificate_signature_invalid,
    certificate_signature_weak,
    certificate_expired,
    certificate_not_yet_valid,
    certificate_untrusted,
    certificate_not_a_ca,
    certificate_path_too_long,
    certificate_key_usage,
    certificate_extended_key_usage,
    certificate_name_mismatch,
    certificate_name_constraint,
    certificate_policy,
    certificate_revoked,
    certificate_revocation_unknown,
    certificate_status_bad,
    certificate_status_missing,
    certificate_status_revoked,
    certificate_dane_mismatch,
    certificate_limits_exceeded,
    private_key_mismatch,
    // record
    record_overflow,
    record_version,
    record_type_unknown,
    record_fragment_empty,
    record_not_authentic,
    record_sequence_exhausted,
    record_too_many_empty,
    sslv2_hello,
    plain_http,
    not_tls,
    alert_malformed,
    alert_level_unknown,
    too_many_warnings,
    // handshake
    unexpected_message,
    no_transition_applies,
    message_too_large,
    too_many_fragments,
    message_interleaved,
    key_change_inside_message,
    ccs_malformed,
    ccs_bad_value,
    version_not_supported,
    version_not_offered,
    version_downgraded,
    inappropriate_fallback,
    no_common_cipher_suite,
    no_common_group,
    no_common_dh_group,
    no_common_signature_algorithm,
    no_application_protocol,
    cipher_suite_not_offered,
    cipher_suite_wrong_version,
    compression_not_offered,
    compression_null_missing,
    extension_not_offered,
    extension_duplicate,
    extension_bad_value,
    point_format_missing,
    renegotiation_info_mismatch,
    renegotiation_info_missing,
    extended_master_secret_missing,
    extended_master_secret_changed,
    resumption_mismatch,
    certificate_list_empty,
    certificate_wrong_type,
    certificate_required,
    certificate_request_not_allowed,
    server_key_exchange_malformed,
    curve_type_unsupported,
    group_not_offered,
    dh_group_too_small,
    dh_public_value_out_of_range,
    signature_algorithm_not_offered,
    signature_algorithm_wrong_key,
    signature_invalid,
    premaster_malformed,
    finished_mismatch,
    // engine
    alert_received,
    closed_by_peer,
    stream_truncated,
    connection_closed,
    not_connected,
    no_certificate_configured,
    bad_configuration,
    operation_unknown,
    // io
    file_unreadable,
    file_unwritable,
    host_not_found,
    connection_refused,
    timed_out,
    address_invalid,
    socket_failed,
};

struct ErrorInfo {
    ErrorCode code;
    AlertDescription alert;   ///< what the engine sends when this ends a connection
    std::string_view name;    ///< the code's spelling
    std::string_view text;    ///< one sentence for people
    std::string_view source;  ///< the clause that asks for it
};

/// What the table says of a code.
const ErrorInfo& info(ErrorCode code);

/// The whole table, in the order of ErrorCode.
std::span<const ErrorInfo> all_errors();

/// A failure: what, where in the input, and in which field of the standard's structure.
struct Error {
    static constexpr std::size_t kNoOffset = static_cast<std::size_t>(-1);

    ErrorCode code = ErrorCode::internal;
    std::size_t offset = kNoOffset;  ///< bytes from the start of what was decoded
    const char* field = nullptr;     ///< static text, may be null
};

}  // namespace vitrine

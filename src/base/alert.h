// Alert levels and descriptions, as numbered on the wire.
// They stand in `base` because every error of every folder names the alert it would send
// (base/error.h). Defined by RFC 5246 §7.2, RFC 6066 §9, RFC 4279 §6, RFC 7301 §3.2, RFC 7507 §5.
#pragma once

#include <cstdint>
#include <string_view>

namespace vitrine {

enum class AlertLevel : std::uint8_t { warning = 1, fatal = 2 };

enum class AlertDescription : std::uint8_t {
    close_notify = 0,
    unexpected_message = 10,
    bad_record_mac = 20,
    decryption_failed = 21,  // never sent: RFC 5246 §7.2.2
    record_overflow = 22,
    decompression_failure = 30,
    handshake_failure = 40,
    no_certificate = 41,
    bad_certificate = 42,
    unsupported_certificate = 43,
    certificate_revoked = 44,
    certificate_expired = 45,
    certificate_unknown = 46,
    illegal_parameter = 47,
    unknown_ca = 48,
    access_denied = 49,
    decode_error = 50,
    decrypt_error = 51,
    export_restriction = 60,
    protocol_version = 70,
    insufficient_security = 71,
    internal_error = 80,
    inappropriate_fallback = 86,
    user_canceled = 90,
    no_renegotiation = 100,
    unsupported_extension = 110,
    certificate_unobtainable = 111,
    unrecognized_name = 112,
    bad_certificate_status_response = 113,
    bad_certificate_hash_value = 114,
    unknown_psk_identity = 115,
    no_application_protocol = 120,
};

/// The standard's name of an alert; "unknown_alert" for a number no standard names.
std::string_view name_of(AlertDescription description);

/// True for the descriptions that every standard calls fatal, whatever level byte comes with them.
/// Source: RFC 5246 §7.2.2, RFC 7507 §3, RFC 6066 §8, RFC 7301 §3.2.
bool always_fatal(AlertDescription description);

}  // namespace vitrine

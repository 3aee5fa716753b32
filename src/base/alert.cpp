#include "base/alert.h"

namespace vitrine {

namespace {

struct AlertInfo {
    AlertDescription description;
    std::string_view name;
    bool always_fatal;
};

// clang-format off
constexpr AlertInfo kAlerts[] = {
    {AlertDescription::close_notify,                    "close_notify",                    false},
    {AlertDescription::unexpected_message,              "unexpected_message",              true},
    {AlertDescription::bad_record_mac,                  "bad_record_mac",                  true},
    {AlertDescription::decryption_failed,               "decryption_failed",               true},
    {AlertDescription::record_overflow,                 "record_overflow",                 true},
    {AlertDescription::decompression_failure,           "decompression_failure",           true},
    {AlertDescription::handshake_failure,               "handshake_failure",               true},
    {AlertDescription::no_certificate,                  "no_certificate",                  false},
    {AlertDescription::bad_certificate,                 "bad_certificate",                 false},
    {AlertDescription::unsupported_certificate,         "unsupported_certificate",         false},
    {AlertDescription::certificate_revoked,             "certificate_revoked",             false},
    {AlertDescription::certificate_expired,             "certificate_expired",             false},
    {AlertDescription::certificate_unknown,             "certificate_unknown",             false},
    {AlertDescription::illegal_parameter,               "illegal_parameter",               true},
    {AlertDescription::unknown_ca,                      "unknown_ca",                      true},
    {AlertDescription::access_denied,                   "access_denied",                   true},
    {AlertDescription::decode_error,                    "decode_error",                    true},
    {AlertDescription::decrypt_error,                   "decrypt_error",                   true},
    {AlertDescription::export_restriction,              "export_restriction",              true},
    {AlertDescription::protocol_version,                "protocol_version",                true},
    {AlertDescription::insufficient_security,           "insufficient_security",           true},
    {AlertDescription::internal_error,                  "internal_error",                  true},
    {AlertDescription::inappropriate_fallback,          "inappropriate_fallback",          true},
    {AlertDescription::user_canceled,                   "user_canceled",                   false},
    {AlertDescription::no_renegotiation,                "no_renegotiation",                false},
    {AlertDescription::unsupported_extension,           "unsupported_extension",           true},
    {AlertDescription::certificate_unobtainable,        "certificate_unobtainable",        false},
    {AlertDescription::unrecognized_name,               "unrecognized_name",               false},
    {AlertDescription::bad_certificate_status_response, "bad_certificate_status_response", true},
    {AlertDescription::bad_certificate_hash_value,      "bad_certificate_hash_value",      true},
    {AlertDescription::unknown_psk_identity,            "unknown_psk_identity",            true},
    {AlertDescription::no_application_protocol,         "no_application_protocol",         true},
};
// clang-format on

const AlertInfo* find(AlertDescription description) {
    for (const AlertInfo& info : kAlerts) {
        if (info.description == description) return &info;
    }
    return nullptr;
}

}  // namespace

std::string_view name_of(AlertDescription description) {
    const AlertInfo* info = find(description);
    return info == nullptr ? std::string_view{"unknown_alert"} : info->name;
}

bool always_fatal(AlertDescription description) {
    const AlertInfo* info = find(description);
    return info != nullptr && info->always_fatal;
}

}  // namespace vitrine

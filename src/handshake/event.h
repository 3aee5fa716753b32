// What can happen to a handshake. Handshake messages, ChangeCipherSpec, alerts and application data
// are events of one machine: attacks have come from treating them apart (CVE-2014-0224, SMACK).
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace vitrine::handshake {

enum class Event : std::uint8_t {
    // from inside
    ready,           ///< a state that sends may go on
    operation_done,  ///< the result of a slow operation was handed in
    local_close,     ///< the application closes
    failure,         ///< something was refused; an alert goes out
    // handshake messages (RFC 5246 §7.4)
    hello_request,
    client_hello,
    server_hello,
    new_session_ticket,
    certificate,
    server_key_exchange,
    certificate_request,
    server_hello_done,
    certificate_verify,
    client_key_exchange,
    finished,
    certificate_status,
    unknown_message,
    // other content types
    change_cipher_spec,
    application_data,
    warning_alert,
    fatal_alert,
    close_notify,
};

inline constexpr std::size_t kEventCount = static_cast<std::size_t>(Event::close_notify) + 1;

inline constexpr std::string_view kEventNames[] = {
    "ready",
    "operation_done",
    "local_close",
    "failure",
    "HelloRequest",
    "ClientHello",
    "ServerHello",
    "NewSessionTicket",
    "Certificate",
    "ServerKeyExchange",
    "CertificateRequest",
    "ServerHelloDone",
    "CertificateVerify",
    "ClientKeyExchange",
    "Finished",
    "CertificateStatus",
    "unknown handshake message",
    "ChangeCipherSpec",
    "ApplicationData",
    "warning alert",
    "fatal alert",
    "close_notify",
};
static_assert(std::size(kEventNames) == kEventCount);

/// The standard's name where it has one.
constexpr std::string_view name_of(Event event) {
    return kEventNames[static_cast<std::size_t>(event)];
}

/// True for events that come from the peer's bytes.
constexpr bool is_from_peer(Event event) {
    return event >= Event::hello_request;
}

}  // namespace vitrine::handshake

// HandshakeType (RFC 5246 §7.4, RFC 5077 §3.3, RFC 6066 §8).
#pragma once

#include <cstdint>
#include <string_view>

namespace vitrine::handshake {

enum class HandshakeType : std::uint8_t {
    hello_request = 0,
    client_hello = 1,
    server_hello = 2,
    new_session_ticket = 4,
    certificate = 11,
    server_key_exchange = 12,
    certificate_request = 13,
    server_hello_done = 14,
    certificate_verify = 15,
    client_key_exchange = 16,
    finished = 20,
    certificate_status = 22,
};

/// "ClientHello" ...; "unknown handshake message" for any other number.
constexpr std::string_view name_of(HandshakeType type) {
    switch (type) {
        case HandshakeType::hello_request:
            return "HelloRequest";
        case HandshakeType::client_hello:
            return "ClientHello";
        case HandshakeType::server_hello:
            return "ServerHello";
        case HandshakeType::new_session_ticket:
            return "NewSessionTicket";
        case HandshakeType::certificate:
            return "Certificate";
        case HandshakeType::server_key_exchange:
            return "ServerKeyExchange";
        case HandshakeType::certificate_request:
            return "CertificateRequest";
        case HandshakeType::server_hello_done:
            return "ServerHelloDone";
        case HandshakeType::certificate_verify:
            return "CertificateVerify";
        case HandshakeType::client_key_exchange:
            return "ClientKeyExchange";
        case HandshakeType::finished:
            return "Finished";
        case HandshakeType::certificate_status:
            return "CertificateStatus";
    }
    return "unknown handshake message";
}

}  // namespace vitrine::handshake

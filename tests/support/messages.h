// Decodes any handshake message by its type, as a dissector that knows the session's version and
// suite would.
#pragma once

#include <string_view>

#include "handshake/message_header.h"
#include "handshake/messages/certificate.h"
#include "handshake/messages/certificate_request.h"
#include "handshake/messages/certificate_status.h"
#include "handshake/messages/certificate_verify.h"
#include "handshake/messages/client_hello.h"
#include "handshake/messages/client_key_exchange.h"
#include "handshake/messages/finished.h"
#include "handshake/messages/new_session_ticket.h"
#include "handshake/messages/server_hello.h"
#include "handshake/messages/server_key_exchange.h"

namespace vitrine::test {

struct MessageContext {
    record::ProtocolVersion version = record::ProtocolVersion::tls12;
    handshake::KeyExchange key_exchange = handshake::KeyExchange::ecdhe;
};

/// The key exchange of a suite's name: "ECDHE_RSA", "DH_anon", "RSA".
inline handshake::KeyExchange key_exchange_of(std::string_view name) {
    using handshake::KeyExchange;
    if (name == "PSK") return KeyExchange::psk;
    if (name == "RSA_PSK") return KeyExchange::rsa_psk;
    if (name == "DHE_PSK") return KeyExchange::dhe_psk;
    if (name == "ECDHE_PSK") return KeyExchange::ecdhe_psk;
    if (name.starts_with("ECDHE")) return KeyExchange::ecdhe;
    if (name.starts_with("DHE")) return KeyExchange::dhe;
    if (name == "DH_anon") return KeyExchange::dh_anon;
    if (name == "ECDH_anon") return KeyExchange::ecdh_anon;
    return KeyExchange::rsa;
}

template <class T>
Status only_status(const Result<T>& result) {
    if (result.ok()) return done();
    return result.error();
}

/// Decodes a body of this type; unknown types and empty messages must be empty.
inline Status decode_body(wire::Reader body, std::uint8_t type, const MessageContext& with) {
    using handshake::HandshakeType;
    switch (static_cast<HandshakeType>(type)) {
        case HandshakeType::client_hello:
            return only_status(handshake::decode_client_hello(body));
        case HandshakeType::server_hello:
            return only_status(handshake::decode_server_hello(body));
        case HandshakeType::certificate:
            return only_status(handshake::decode_certificate(body));
        case HandshakeType::server_key_exchange:
            return only_status(
                handshake::decode_server_key_exchange(body, with.key_exchange, with.version));
        case HandshakeType::certificate_request:
            return only_status(handshake::decode_certificate_request(body, with.version));
        case HandshakeType::certificate_verify:
            return only_status(handshake::decode_certificate_verify(body, with.version));
        case HandshakeType::client_key_exchange:
            return only_status(handshake::decode_client_key_exchange(body, with.key_exchange));
        case HandshakeType::finished:
            return only_status(handshake::decode_finished(body));
        case HandshakeType::new_session_ticket:
            return only_status(handshake::decode_new_session_ticket(body));
        case HandshakeType::certificate_status:
            return only_status(handshake::decode_certificate_status(body));
        default:
            return body.finish();
    }
}

/// Decodes a whole message, header included.
inline Status decode_message(ByteView message,
                             const MessageContext& with,
                             trace::Sink* sink = nullptr) {
    wire::Context context{message, sink};
    wire::Reader in{message, context};
    const std::uint8_t type = message.empty() ? std::uint8_t{0} : message[0];
    const wire::Reader body = handshake::read_message_body(in);
    const Status decoded = decode_body(body, type, with);
    if (!decoded.ok()) return decoded;
    return in.finish();
}

}  // namespace vitrine::test

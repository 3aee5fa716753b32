#include "handshake/message_trace.h"

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

namespace vitrine::handshake {

namespace {

using record::ContentType;

/// Decodes for the sake of its field events; whatever stays unread after a failure becomes one
/// leaf.
void decode_for_fields(const Handshake& hs, HandshakeType type, wire::Reader body) {
    const KeyExchange kx = hs.suite == nullptr ? KeyExchange::rsa : hs.suite->key_exchange;
    switch (type) {
        case HandshakeType::client_hello:
            (void)decode_client_hello(body);
            break;
        case HandshakeType::server_hello:
            (void)decode_server_hello(body);
            break;
        case HandshakeType::certificate:
            (void)decode_certificate(body);
            break;
        case HandshakeType::server_key_exchange:
            (void)decode_server_key_exchange(body, kx, hs.version);
            break;
        case HandshakeType::certificate_request:
            (void)decode_certificate_request(body, hs.version);
            break;
        case HandshakeType::certificate_verify:
            (void)decode_certificate_verify(body, hs.version);
            break;
        case HandshakeType::client_key_exchange:
            (void)decode_client_key_exchange(body, kx);
            break;
        case HandshakeType::finished:
            (void)decode_finished(body);
            break;
        case HandshakeType::new_session_ticket:
            (void)decode_new_session_ticket(body);
            break;
        case HandshakeType::certificate_status:
            (void)decode_certificate_status(body);
            break;
        default:
            body.rest("body");
            break;
    }
}

void announce(Handshake& hs,
              trace::Direction direction,
              std::string_view name,
              ContentType type,
              ByteView message) {
    trace::Message event{};
    event.direction = direction;
    event.name = name;
    event.content_type = static_cast<std::uint8_t>(type);
    event.handshake_type =
        type == ContentType::handshake && !message.empty() ? message[0] : std::uint8_t{0};
    event.bytes = message;
    const bool sent = direction == trace::Direction::sent;
    event.first_record = sent ? hs.records.records_written() : hs.records.records_read() - 1;
    hs.sink->on(event);
}

}  // namespace

void show_sent(Handshake& hs, const Outgoing& what, ContentType type, ByteView message) {
    const std::string_view name =
        type == ContentType::alert ? std::string_view{"Alert"} : what.name;
    announce(hs, trace::Direction::sent, name, type, message);
    show_fields(hs, type, message);
    if (type != ContentType::alert) return;
    hs.sink->on(trace::Alert{trace::Direction::sent, static_cast<AlertLevel>(message[0]),
                             static_cast<AlertDescription>(message[1])});
}

void show_received(Handshake& hs, Event event, ContentType type, ByteView message) {
    const std::string_view name =
        type == ContentType::alert ? std::string_view{"Alert"} : name_of(event);
    announce(hs, trace::Direction::received, name, type, message);
}

void show_fields(Handshake& hs, ContentType type, ByteView message) {
    wire::Context context{message, hs.sink};
    wire::Reader in{message, context};
    switch (type) {
        case ContentType::handshake:
            decode_for_fields(hs, static_cast<HandshakeType>(message[0]), read_message_body(in));
            break;
        case ContentType::alert:
            in.u8("level");
            in.u8("description");
            break;
        case ContentType::change_cipher_spec:
            in.bytes(message.size(), "type");
            break;
        case ContentType::application_data:
            in.rest("data");
            break;
    }
}

HandshakeType type_of(Event event) {
    switch (event) {
        case Event::hello_request:
            return HandshakeType::hello_request;
        case Event::client_hello:
            return HandshakeType::client_hello;
        case Event::server_hello:
            return HandshakeType::server_hello;
        case Event::new_session_ticket:
            return HandshakeType::new_session_ticket;
        case Event::certificate:
            return HandshakeType::certificate;
        case Event::server_key_exchange:
            return HandshakeType::server_key_exchange;
        case Event::certificate_request:
            return HandshakeType::certificate_request;
        case Event::server_hello_done:
            return HandshakeType::server_hello_done;
        case Event::certificate_verify:
            return HandshakeType::certificate_verify;
        case Event::client_key_exchange:
            return HandshakeType::client_key_exchange;
        case Event::certificate_status:
            return HandshakeType::certificate_status;
        default:
            return HandshakeType::finished;
    }
}

}  // namespace vitrine::handshake

#include "handshake/message_header.h"

namespace vitrine::handshake {

wire::Reader read_message_body(wire::Reader& message) {
    message.u8("msg_type");
    const std::size_t length = message.u24("length");
    return message.sub(length, "body");
}

std::size_t max_body_len(std::uint8_t type, const Limits& limits) {
    constexpr std::size_t kKiB = 1024;
    switch (static_cast<HandshakeType>(type)) {
        case HandshakeType::hello_request:
        case HandshakeType::server_hello_done:
            return 4;  // a wrong one is told apart from a long one
        case HandshakeType::client_hello:
            return limits.client_hello_len;
        case HandshakeType::server_hello:
        case HandshakeType::client_key_exchange:
        case HandshakeType::certificate_verify:
            return 4 * kKiB;
        case HandshakeType::new_session_ticket:
            return 68 * kKiB;
        case HandshakeType::certificate:
            return limits.certificate_len;
        case HandshakeType::server_key_exchange:
            return 16 * kKiB;
        case HandshakeType::certificate_request:
        case HandshakeType::certificate_status:
            return 64 * kKiB;
        case HandshakeType::finished:
            return 64;
    }
    return 4 * kKiB;  // unknown: refused as a whole, but first read
}

Result<std::size_t> whole_message_len(ByteView header, const Limits& limits) {
    const std::size_t length =
        (std::size_t{header[1]} << 16) | (std::size_t{header[2]} << 8) | header[3];
    if (length > max_body_len(header[0], limits))
        return fail(ErrorCode::message_too_large, 1, "length");
    return kMessageHeaderLen + length;
}

}  // namespace vitrine::handshake

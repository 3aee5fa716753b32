#include "handshake/messages/server_key_exchange.h"

namespace vitrine::handshake {

namespace {

using record::ProtocolVersion;

constexpr std::uint8_t kNamedCurve = 3;

// RFC 5246 §7.4.3, struct ServerDHParams.
void read_dh_params(wire::Reader& in, ServerKeyExchange& out) {
    out.dh_p = in.vec16("dh_p", {1, 65535}).rest();
    out.dh_g = in.vec16("dh_g", {1, 65535}).rest();
    out.dh_Ys = in.vec16("dh_Ys", {1, 65535}).rest();
}

// RFC 8422 §5.4, struct ServerECDHParams.
void read_ecdh_params(wire::Reader& in, ServerKeyExchange& out) {
    if (in.u8("curve_type") != kNamedCurve)
        in.fail(ErrorCode::curve_type_unsupported, "curve_type");
    out.named_curve = in.u16("namedcurve");
    out.point = in.vec8("point", {1, 255}).rest();
}

// RFC 4279 §2 to §4, RFC 5489 §2: the hint, then the parameters of the ephemeral kinds.
void read_psk_params(wire::Reader& in, KeyExchange key_exchange, ServerKeyExchange& out) {
    out.psk_identity_hint = in.vec16("psk_identity_hint", {0, 65535}).rest();
    if (key_exchange == KeyExchange::dhe_psk) read_dh_params(in, out);
    if (key_exchange == KeyExchange::ecdhe_psk) read_ecdh_params(in, out);
}

}  // namespace

Result<ServerKeyExchange> decode_server_key_exchange(wire::Reader in,
                                                     KeyExchange key_exchange,
                                                     ProtocolVersion version) {
    ServerKeyExchange message;
    const ByteView all = in.peek();
    switch (key_exchange) {
        case KeyExchange::dhe:
        case KeyExchange::dh_anon:
            read_dh_params(in, message);
            break;
        case KeyExchange::ecdhe:
        case KeyExchange::ecdh_anon:
            read_ecdh_params(in, message);
            break;
        case KeyExchange::psk:
        case KeyExchange::rsa_psk:
        case KeyExchange::dhe_psk:
        case KeyExchange::ecdhe_psk:
            read_psk_params(in, key_exchange, message);
            break;
        case KeyExchange::rsa:
            in.fail(ErrorCode::server_key_exchange_malformed);
            break;
    }
    message.params = all.first(all.size() - in.remaining());
    if (key_exchange == KeyExchange::dhe || key_exchange == KeyExchange::ecdhe) {
        if (version >= ProtocolVersion::tls12) message.signature_algorithm = in.u16("algorithm");
        message.signature = in.vec16("signature", {0, 65535}).rest();
    }
    return in.finish(message);
}

void encode_server_dh_params(wire::Writer& out, ByteView p, ByteView g, ByteView public_value) {
    for (const ByteView number : {p, g, public_value}) {
        out.vec16([&](wire::Writer& w) { w.bytes(number); });
    }
}

void encode_server_ecdh_params(wire::Writer& out, std::uint16_t named_curve, ByteView point) {
    out.u8(kNamedCurve);
    out.u16(named_curve);
    out.vec8([&](wire::Writer& w) { w.bytes(point); });
}

void encode_server_key_exchange(wire::Writer& out,
                                const ServerKeyExchange& message,
                                ProtocolVersion version) {
    out.bytes(message.params);
    if (version >= ProtocolVersion::tls12) out.u16(message.signature_algorithm);
    out.vec16([&](wire::Writer& w) { w.bytes(message.signature); });
}

}  // namespace vitrine::handshake

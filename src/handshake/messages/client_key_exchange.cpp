#include "handshake/messages/client_key_exchange.h"

namespace vitrine::handshake {

Result<ClientKeyExchange> decode_client_key_exchange(wire::Reader in, KeyExchange key_exchange) {
    ClientKeyExchange message;
    if (key_exchange >= KeyExchange::psk) {
        message.psk_identity = in.vec16("psk_identity", {0, 65535}).rest();
    }
    switch (key_exchange) {
        case KeyExchange::rsa:
        case KeyExchange::rsa_psk:
            message.exchange_keys = in.vec16("encrypted_pre_master_secret", {0, 65535}).rest();
            break;
        case KeyExchange::dhe:
        case KeyExchange::dh_anon:
        case KeyExchange::dhe_psk:
            message.exchange_keys = in.vec16("dh_Yc", {1, 65535}).rest();
            break;
        case KeyExchange::ecdhe:
        case KeyExchange::ecdh_anon:
        case KeyExchange::ecdhe_psk:
            message.exchange_keys = in.vec8("ecdh_Yc", {1, 255}).rest();
            break;
        case KeyExchange::psk:
            break;  // the identity is all
    }
    return in.finish(message);
}

void encode_client_key_exchange(wire::Writer& out,
                                KeyExchange key_exchange,
                                ByteView exchange_keys) {
    const auto content = [&](wire::Writer& w) { w.bytes(exchange_keys); };
    if (is_ecc(key_exchange)) {
        out.vec8(content);
    } else {
        out.vec16(content);
    }
}

}  // namespace vitrine::handshake

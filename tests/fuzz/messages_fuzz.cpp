// Every handshake message's decoder: the first byte chooses the message, the second what it depends
// on.
#include "fuzz/properties.h"
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

namespace {

using namespace vitrine;
using namespace vitrine::handshake;

constexpr unsigned kKeyExchanges = static_cast<unsigned>(KeyExchange::rsa_psk) + 1;

template <class Decode>
void feed(ByteView body, Decode decode) {
    fuzz::LeafCover cover;
    wire::Context context(body, &cover);
    const auto message = decode(wire::Reader(body, context, "message"));
    fuzz::check(message, cover, body);
    wire::Context alone(body);
    fuzz::check_same(message, decode(wire::Reader(body, alone, "message")));
}

void feed_message(unsigned which, unsigned variant, ByteView body) {
    const auto version = static_cast<record::ProtocolVersion>(0x0301 + variant % 3);
    const auto key_exchange = static_cast<KeyExchange>(variant / 3 % kKeyExchanges);
    switch (which % 10) {
        case 0:
            return feed(body, decode_client_hello);
        case 1:
            return feed(body, decode_server_hello);
        case 2:
            return feed(body, decode_certificate);
        case 3:
            return feed(body, decode_finished);
        case 4:
            return feed(body, decode_new_session_ticket);
        case 5:
            return feed(body, decode_certificate_status);
        case 6:
            return feed(body,
                        [&](wire::Reader in) { return decode_certificate_request(in, version); });
        case 7:
            return feed(body,
                        [&](wire::Reader in) { return decode_certificate_verify(in, version); });
        case 8:
            return feed(body, [&](wire::Reader in) {
                return decode_client_key_exchange(in, key_exchange);
            });
        default:
            return feed(body, [&](wire::Reader in) {
                return decode_server_key_exchange(in, key_exchange, version);
            });
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    feed_message(data[0], data[1], ByteView{data + 2, size - 2});
    return 0;
}

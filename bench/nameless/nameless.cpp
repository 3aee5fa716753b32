#include "nameless/nameless.h"

#include "handshake/messages/certificate.h"
#include "handshake/messages/client_hello.h"

namespace vitrine::bench {

bool nameless_client_hello(ByteView bytes) {
    wire::Context context{bytes};
    return handshake::decode_client_hello(wire::Reader{bytes, context}).ok();
}

bool nameless_certificate(ByteView bytes) {
    wire::Context context{bytes};
    const auto message = handshake::decode_certificate(wire::Reader{bytes, context});
    return message.ok() && message->count == 3;
}

}  // namespace vitrine::bench

// Built for each place, 336 bytes further each time: another multiple of 16 into a line of the
// cache. VITRINE_PLACED is the namespace, VITRINE_PLACE its number.
#include "nameless/placed.h"

#include "handshake/messages/certificate.h"
#include "handshake/messages/client_hello.h"

#define VITRINE_TEXT(number) VITRINE_QUOTED(number)
#define VITRINE_QUOTED(number) #number
asm(".pushsection .text\n\t.fill 336 * " VITRINE_TEXT(VITRINE_PLACE) ", 1, 0xcc\n\t.popsection");

namespace vitrine::bench::VITRINE_PLACED {

// As decode_client_hello does it.
bool client_hello(ByteView bytes) {
    wire::Context context{bytes};
    return handshake::decode_client_hello(wire::Reader{bytes, context}).ok();
}

// As decode_certificate does it; three in a list.
bool certificate(ByteView bytes) {
    wire::Context context{bytes};
    const auto message = handshake::decode_certificate(wire::Reader{bytes, context});
    return message.ok() && message->count == 3;
}

}  // namespace vitrine::bench::VITRINE_PLACED

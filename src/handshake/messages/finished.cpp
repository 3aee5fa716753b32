#include "handshake/messages/finished.h"

namespace vitrine::handshake {

Result<Finished> decode_finished(wire::Reader in) {
    Finished message;
    message.verify_data = in.fixed<12>("verify_data");
    return in.finish(message);
}

void encode_finished(wire::Writer& out, ByteView verify_data) {
    out.bytes(verify_data);
}

}  // namespace vitrine::handshake

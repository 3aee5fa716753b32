#include "handshake/extensions/renegotiation_info.h"

namespace vitrine::handshake {

ByteView read_renegotiation_info(wire::Reader& in) {
    return in.vec8("renegotiated_connection", {0, 255}).rest();
}

void write_renegotiation_info(wire::Writer& out, ByteView renegotiated_connection) {
    write_extension(out, ExtensionType::renegotiation_info, [&](wire::Writer& body) {
        body.vec8([&](wire::Writer& w) { w.bytes(renegotiated_connection); });
    });
}

}  // namespace vitrine::handshake

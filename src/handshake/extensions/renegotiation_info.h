// renegotiation_info (RFC 5746 §3.2): binds a handshake to the one before it on the same
// connection.
#pragma once

#include "handshake/extensions/extensions.h"

namespace vitrine::handshake {

ByteView read_renegotiation_info(wire::Reader& in);
void write_renegotiation_info(wire::Writer& out, ByteView renegotiated_connection);

}  // namespace vitrine::handshake

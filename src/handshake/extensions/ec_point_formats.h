// ec_point_formats (RFC 8422 §5.1.2): only `uncompressed` is left, and it must be there.
#pragma once

#include "handshake/extensions/extensions.h"

namespace vitrine::handshake {

ByteView read_ec_point_formats(wire::Reader& in);
void write_ec_point_formats(wire::Writer& out);
/// True if the list names `uncompressed` (0).
bool has_uncompressed(ByteView formats);

}  // namespace vitrine::handshake

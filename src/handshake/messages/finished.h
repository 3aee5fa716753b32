// Finished (RFC 5246 §7.4.9): the first message under the new keys; twelve bytes that cover all
// before.
#pragma once

#include "base/wire_reader.h"
#include "base/wire_writer.h"

namespace vitrine::handshake {

struct Finished {
    ByteView verify_data;  ///< 12 bytes
};

/// Errors: truncated, trailing_data.
Result<Finished> decode_finished(wire::Reader in);
void encode_finished(wire::Writer& out, ByteView verify_data);

}  // namespace vitrine::handshake

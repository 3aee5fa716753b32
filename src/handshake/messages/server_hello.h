// ServerHello (RFC 5246 §7.4.1.3): what the server chose.
#pragma once

#include "base/wire_reader.h"
#include "base/wire_writer.h"
#include "handshake/extensions/extensions.h"

namespace vitrine::handshake {

/// Views: valid while the message's bytes are.
struct ServerHello {
    std::uint16_t server_version = 0;
    ByteView random;  ///< 32 bytes
    ByteView session_id;
    std::uint16_t cipher_suite = 0;
    std::uint8_t compression_method = 0;
    Extensions extensions;
};

/// Errors: truncated, trailing_data, vector_out_of_bounds, extension_duplicate,
/// extension_bad_value.
Result<ServerHello> decode_server_hello(wire::Reader in);

/// With `has_extensions` false the block is left out altogether (RFC 5246 §7.4.1.3 allows it).
template <class WriteExtensions>
void encode_server_hello(wire::Writer& out,
                         const ServerHello& hello,
                         bool has_extensions,
                         WriteExtensions&& extensions) {
    out.u16(hello.server_version);
    out.bytes(hello.random);
    out.vec8([&](wire::Writer& w) { w.bytes(hello.session_id); });
    out.u16(hello.cipher_suite);
    out.u8(hello.compression_method);
    if (has_extensions) out.vec16(extensions);
}

}  // namespace vitrine::handshake

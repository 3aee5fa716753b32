// ClientHello (RFC 5246 §7.4.1.2): what the client offers.
#pragma once

#include "base/wire_reader.h"
#include "base/wire_writer.h"
#include "handshake/extensions/extensions.h"

namespace vitrine::handshake {

/// Views: valid while the message's bytes are.
struct ClientHello {
    std::uint16_t client_version = 0;
    ByteView random;  ///< 32 bytes
    ByteView session_id;
    wire::U16View cipher_suites;
    ByteView compression_methods;
    Extensions extensions;
};

/// Errors: truncated, trailing_data, vector_out_of_bounds, extension_duplicate,
/// extension_bad_value.
Result<ClientHello> decode_client_hello(wire::Reader in);

/// Writes everything up to the extensions; they follow as `extensions(Writer&)` writes them.
template <class WriteExtensions>
void encode_client_hello(wire::Writer& out,
                         const ClientHello& hello,
                         WriteExtensions&& extensions) {
    out.u16(hello.client_version);
    out.bytes(hello.random);
    out.vec8([&](wire::Writer& w) { w.bytes(hello.session_id); });
    out.vec16([&](wire::Writer& w) { w.bytes(hello.cipher_suites.bytes()); });
    out.vec8([&](wire::Writer& w) { w.bytes(hello.compression_methods); });
    out.vec16(extensions);
}

}  // namespace vitrine::handshake

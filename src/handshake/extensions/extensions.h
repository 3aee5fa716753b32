// The extensions of both hellos (RFC 5246 §7.4.1.4): which came, and a view of each that this
// engine knows. One file a kind holds its inner structure; an extension we do not know is one
// opaque leaf. Read next: server_name.h, supported_groups.h, renegotiation_info.h.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/wire_reader.h"
#include "base/wire_writer.h"

namespace vitrine::handshake {

enum class ExtensionType : std::uint16_t {
    server_name = 0,
    max_fragment_length = 1,
    status_request = 5,
    supported_groups = 10,
    ec_point_formats = 11,
    signature_algorithms = 13,
    application_layer_protocol_negotiation = 16,
    signed_certificate_timestamp = 18,
    padding = 21,
    encrypt_then_mac = 22,
    extended_master_secret = 23,
    record_size_limit = 28,
    session_ticket = 35,
    supported_versions = 43,
    renegotiation_info = 65281,
};

/// The registry's name; "unknown extension" else.
std::string_view name_of(ExtensionType type);

enum class HelloKind : std::uint8_t { client, server };

/// Views into the hello; valid while its bytes are.
struct Extensions {
    bool block_present = false;  ///< the extensions field itself was there, maybe empty
    std::uint64_t known = 0;     ///< one bit for each ExtensionType that came; ask with has()
    std::size_t unknown_count = 0;
    ByteView all;  ///< the whole block's content, for questions about unknown ones

    std::string_view server_name;  ///< client: the host_name; empty at the server's answer
    wire::U16View supported_groups;
    ByteView ec_point_formats;
    wire::U16View signature_algorithms;
    ByteView application_protocols;  ///< ProtocolNameList's content: length-prefixed names
    ByteView renegotiated_connection;
    ByteView session_ticket;
    bool asks_ocsp_status = false;  ///< client: status_request of type ocsp
    std::uint8_t max_fragment_length = 0;
    std::uint16_t record_size_limit = 0;

    [[nodiscard]] bool has(ExtensionType type) const;
};

/// Reads the optional extensions block at the end of a hello.
/// Errors (sticky in the reader): extension_duplicate, extension_bad_value, truncated ...
Extensions read_extensions(wire::Reader& hello, HelloKind kind);

/// Writes one extension: its type, and `body` inside its length.
template <class Body>
void write_extension(wire::Writer& out, ExtensionType type, Body&& body) {
    out.u16(static_cast<std::uint16_t>(type));
    out.vec16(body);
}

/// Calls `each(std::uint16_t type)` for every extension of a block that was read without failure.
template <class Each>
void for_each_extension(ByteView block, Each&& each) {
    while (block.size() >= 4) {
        const std::size_t length = (std::size_t{block[2]} << 8) | block[3];
        each(static_cast<std::uint16_t>((block[0] << 8) | block[1]));
        block = block.subspan(4 + length);
    }
}

}  // namespace vitrine::handshake

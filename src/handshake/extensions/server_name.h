// server_name (RFC 6066 §3): which host the client wants. A list in form, exactly one host_name in
// practice.
#pragma once

#include "handshake/extensions/extensions.h"

namespace vitrine::handshake {

/// The host_name of a ClientHello; the server's answer is empty.  Errors: extension_bad_value,
/// bounds.
std::string_view read_server_name(wire::Reader& in, HelloKind kind);
void write_server_name(wire::Writer& out, std::string_view host_name);
/// True for a DNS host name as RFC 6066 wants it: no IP literal, no trailing dot, letters, digits,
/// hyphens.
bool is_host_name(std::string_view name);

}  // namespace vitrine::handshake

// application_layer_protocol_negotiation (RFC 7301 §3.1): a list of names; the answer has exactly
// one.
#pragma once

#include <span>

#include "handshake/extensions/extensions.h"

namespace vitrine::handshake {

/// The content of ProtocolNameList: names of 1 to 255 bytes, each after its length.
ByteView read_alpn(wire::Reader& in, HelloKind kind);
void write_alpn(wire::Writer& out, std::span<const std::string_view> names);
/// True if the list, as read, has this name.
bool alpn_contains(ByteView list, std::string_view name);
/// The first name of a list, without its length; empty for an empty list.
ByteView first_protocol(ByteView list);

}  // namespace vitrine::handshake

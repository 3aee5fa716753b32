// supported_groups (RFC 8422 §5.1.1, RFC 7919 §2): curves and finite-field groups, in order of
// preference.
#pragma once

#include "handshake/extensions/extensions.h"
#include "handshake/named_group.h"

namespace vitrine::handshake {

wire::U16View read_supported_groups(wire::Reader& in);
void write_supported_groups(wire::Writer& out, std::span<const NamedGroup> groups);

}  // namespace vitrine::handshake

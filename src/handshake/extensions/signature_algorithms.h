// signature_algorithms (RFC 5246 §7.4.1.4.1): hash and signature pairs, in order of preference.
#pragma once

#include <span>

#include "handshake/extensions/extensions.h"

namespace vitrine::handshake {

wire::U16View read_signature_algorithms(wire::Reader& in);
/// `schemes`: values of SignatureScheme (signature_scheme.h).
void write_signature_algorithms(wire::Writer& out, std::span<const std::uint16_t> schemes);

}  // namespace vitrine::handshake

// Which group a key exchange runs in: a curve by its number, or a finite field by its numbers.
#pragma once

#include "handshake/handshake.h"

namespace vitrine::handshake {

/// The group that these numbers are, named or custom, if it is sound and large enough for the
/// policy. Errors: dh_group_too_small, bad_parameters.
Status choose_finite_field(Handshake& hs, ByteView p, ByteView g);
/// Bits of security claim to print: 256 for curves of that size, the modulus for finite fields.
std::size_t group_bits(const Group& group);
/// "x25519", "ffdhe2048", "custom group".
std::string_view name_of(const Group& group);

}  // namespace vitrine::handshake

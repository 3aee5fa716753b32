// NamedGroup (RFC 8422 §5.1.1, RFC 7919 §2): curves and finite-field groups share one registry.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "crypto/pk/dh.h"
#include "crypto/pk/ec.h"

namespace vitrine::handshake {

enum class NamedGroup : std::uint16_t {
    secp256r1 = 23,
    secp384r1 = 24,
    secp521r1 = 25,
    x25519 = 29,
    ffdhe2048 = 256,
    ffdhe3072 = 257,
    ffdhe4096 = 258,
    ffdhe6144 = 259,
    ffdhe8192 = 260,
};

/// The codepoints 256 to 511 are finite-field groups, known or not (RFC 7919 §2).
constexpr bool is_finite_field(NamedGroup group) {
    return static_cast<std::uint16_t>(group) >= 256 && static_cast<std::uint16_t>(group) < 512;
}

/// "secp256r1", "x25519", "ffdhe2048"; "unknown group" else.
std::string_view name_of(NamedGroup group);
/// Both spellings of a curve: "P-256" and "secp256r1".
std::optional<NamedGroup> named_group(std::string_view name);
/// All groups that this engine has, in the default order of preference.
std::span<const NamedGroup> all_groups();
/// The NIST curve of a group; none for X25519 and finite fields.
std::optional<crypto::Curve> curve_of(NamedGroup group);
/// The group of a NIST curve.
NamedGroup group_of(crypto::Curve curve);

}  // namespace vitrine::handshake

// The Montgomery ladder of X25519 in several versions: the loop of RFC 7748 §5 without the division
// at its end. x25519.cpp chooses one and divides. Read next: x25519_ladder.cpp, x25519_ifma.cpp.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/cpu.h"

namespace vitrine::crypto {

/// An element of the field as in fe25519.h: five limbs of 51 bits.
using X25519Limbs = std::uint64_t[5];

struct X25519Impl {
    std::string_view name;
    cpu::Features needs = cpu::kBaseline;
    /// x/z is the u-coordinate of k times the point of u, k clamped, little-endian, 32 bytes.
    /// Secret: k, x, z.  Leaks: nothing.
    void (*ladder)(const std::uint8_t* k, const X25519Limbs& u, X25519Limbs& x, X25519Limbs& z);
};

extern const X25519Impl kX25519Portable;
extern const X25519Impl kX25519Ifma;  ///< x86-64 only

/// The best version that this processor may run.
const X25519Impl& x25519_implementation();

}  // namespace vitrine::crypto

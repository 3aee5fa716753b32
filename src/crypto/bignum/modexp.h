// Modular powers: one face, several backends, the choice made by CPU features and by what was built
// in. Every backend takes and gives plain residues (not Montgomery's), so they can be swapped and
// compared. Secret: base, exponent, modulus, result.  Public: widths, bit lengths.  Leaks: nothing.
// Read next: bignum/montgomery.cpp (the portable one), bignum/montgomery_ifma.cpp (the fast one).
#pragma once

#include <span>
#include <string_view>

#include "base/cpu.h"
#include "crypto/bignum/montgomery.h"

namespace vitrine::crypto::bignum {

/// r = base^exponent mod m.  All arrays have m->width limbs, the exponent limbs_for(exponent_bits).
struct ExpJob {
    Limb* r = nullptr;
    const Limb* base = nullptr;
    const Limb* exponent = nullptr;
    std::size_t exponent_bits = 0;
    const Modulus<Limb>* m = nullptr;
};

struct ModExpImpl {
    std::string_view name;
    cpu::Features needs = cpu::kBaseline;
    void (*exp)(const ExpJob& job) = nullptr;
    /// Two powers of equal shape at once: the halves of an RSA private operation.
    void (*exp_pair)(const ExpJob& a, const ExpJob& b) = nullptr;
    /// The exponent is public and at least 1.
    void (*exp_public)(Limb* r,
                       const Limb* base,
                       std::uint64_t exponent,
                       const Modulus<Limb>& m) = nullptr;
};

/// Every backend that was built in, best first; the last needs nothing.
std::span<const ModExpImpl* const> modexp_impls();

/// The first that this processor can run.
const ModExpImpl& modexp();

/// GMP's backend, or null where it was left out (CMake option VITRINE_GMP).
const ModExpImpl* gmp_backend();

/// The backend of bignum/montgomery_ifma.cpp; x86-64 only.
const ModExpImpl* ifma_backend();

}  // namespace vitrine::crypto::bignum

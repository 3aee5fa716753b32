// Modular powers: one face, several backends, the choice made by CPU features and by what was built
// in. Every backend takes and gives plain residues (not Montgomery's), so they can be swapped and
// compared. Secret: base, exponent, modulus, result.  Public: widths, bit lengths.  Leaks: nothing.
// Read next: bignum/montgomery.cpp (the portable one), bignum/montgomery_adx.cpp and
// bignum/montgomery_ifma.cpp (the fast ones).
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

/// Powers of one base kept for later: a comb of five teeth in three blocks (Lim and Lee, More
/// flexible exponentiation with precomputation, 1994). An exponent is cut into kTeeth rows of
/// `columns` bits, each row into kBlocks blocks; entry u of block j is the product of
/// base^(2^(i columns + j block)) over the bits i of u. What a word means is the backend's.
struct FixedBase {
    static constexpr std::size_t kTeeth = 5;
    static constexpr std::size_t kBlocks = 3;
    static constexpr std::size_t kEntries = std::size_t{1} << kTeeth;
    static constexpr std::size_t kMaxNumber = 80;  ///< words of an entry
    static constexpr std::size_t columns(std::size_t exponent_bits) {
        return (exponent_bits + kTeeth - 1) / kTeeth;
    }
    static constexpr std::size_t block(std::size_t exponent_bits) {
        return (columns(exponent_bits) + kBlocks - 1) / kBlocks;
    }
    alignas(64) std::array<std::uint64_t, kBlocks * kEntries * kMaxNumber> words;
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
    /// r = a * b mod n.  a: any `width` limbs; b < n.  The modulus has its R^2.
    void (*multiply)(Limb* r, const Limb* a, const Limb* b, const Modulus<Limb>& m) = nullptr;
    /// r = a.base^a.exponent * b.base^b.exponent mod n, exponents of as many bits under one
    /// modulus. All numbers are public.
    void (*two_powers_vartime)(Limb* r, const ExpJob& a, const ExpJob& b) = nullptr;
    /// Fills the comb for job.base and exponents of job.exponent_bits; false: not for this width.
    /// Null with the next one: this backend has no combs.
    bool (*prepare_base)(FixedBase& comb, const ExpJob& job) = nullptr;
    /// As `exp`, for the base, exponent_bits and modulus that the comb was made for.
    void (*exp_fixed)(const FixedBase& comb, const ExpJob& job) = nullptr;
};

/// Every backend that was built in, best first; the last needs nothing.
std::span<const ModExpImpl* const> modexp_impls();

/// The first that this processor can run.
const ModExpImpl& modexp();

/// GMP's backend, or null where it was left out (CMake option VITRINE_GMP).
const ModExpImpl* gmp_backend();

/// The portable twin of ModExpImpl::two_powers_vartime, for the widths that other backends leave.
void portable_two_powers_vartime(Limb* r, const ExpJob& a, const ExpJob& b);

/// The backends of bignum/montgomery_ifma.cpp and bignum/montgomery_adx.cpp; x86-64 only.
const ModExpImpl* ifma_backend();
const ModExpImpl* adx_backend();

}  // namespace vitrine::crypto::bignum

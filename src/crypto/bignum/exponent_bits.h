// Where powers find the bits of their exponent.  Secret: the bits.  Public: positions.  Leaks:
// nothing.
#pragma once

#include "crypto/bignum/modexp.h"

namespace vitrine::crypto::bignum {

/// kWindow bits from `at` on.
template <std::size_t kWindow>
[[gnu::always_inline]] inline std::uint64_t window_at(const ExpJob& job, std::size_t at) {
    const std::size_t limb = at / 64;
    const std::size_t shift = at % 64;
    std::uint64_t bits = job.exponent[limb] >> shift;
    const bool crosses = shift > 64 - kWindow && limb + 1 < (job.exponent_bits + 63) / 64;
    if (crosses) bits |= job.exponent[limb + 1] << (64 - shift);  // public: positions only
    return bits & ((std::uint64_t{1} << kWindow) - 1);
}

/// The bits that stand at `column` of each row of a comb.
[[gnu::always_inline]] inline std::uint64_t comb_index(const ExpJob& job,
                                                       std::size_t columns,
                                                       std::size_t column) {
    std::uint64_t index = 0;
    for (std::size_t tooth = 0; tooth < FixedBase::kTeeth; ++tooth) {
        const std::size_t at = tooth * columns + column;
        if (at >= job.exponent_bits) continue;  // public: positions only
        index |= ((job.exponent[at / 64] >> (at % 64)) & 1) << tooth;
    }
    return index;
}

}  // namespace vitrine::crypto::bignum

// What the eight-lane kernels share. Each function here is inlined by force: one that the compiler
// left as a function of its own, compiled for AVX-512, could be the copy that the linker keeps for
// everyone. Only files with the suffix _ifma include this.
#pragma once

#include <immintrin.h>

#include <cstdint>
#include <utility>

#include "crypto/pk/lanes.h"

namespace vitrine::crypto::lanes {

using Vector = __m512i;

/// Calls f(0) ... f(N - 1) with constants, so that arrays of vectors live in registers.
template <std::size_t N, class F>
[[gnu::always_inline]] inline void each(F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        (f(std::integral_constant<std::size_t, I>{}), ...);
    }(std::make_index_sequence<N>{});
}

[[gnu::always_inline]] inline Vector every_lane(std::uint64_t value) {
    return _mm512_set1_epi64(static_cast<long long>(value));
}

/// Scalars below 2^257 as signed digits (Booth), so that all scalars take the same additions.
inline constexpr std::size_t kDigitWidth = 5;
inline constexpr std::size_t kDigits = 52;

/// Bits [5 i - 1, 5 i + 5) of each scalar, as a signed digit between -16 and 16.
struct Digit {
    Vector magnitude;
    __mmask8 negative;
};

[[gnu::always_inline]] inline Digit booth_digit(const LaneNumbers& k, std::size_t row) {
    const std::size_t at = kDigitWidth * row;  // one place up: bit -1 is zero
    const Vector low = _mm512_load_si512(k.word[at == 0 ? 0 : (at - 1) / 64]);
    Vector bits = at == 0 ? _mm512_slli_epi64(low, 1)
                          : _mm512_srli_epi64(low, static_cast<unsigned>((at - 1) % 64));
    if (at != 0 && (at - 1) % 64 > 58 && (at - 1) / 64 < 3) {  // public: positions only
        const Vector high = _mm512_load_si512(k.word[(at - 1) / 64 + 1]);
        bits = _mm512_or_si512(bits,
                               _mm512_slli_epi64(high, static_cast<unsigned>(64 - (at - 1) % 64)));
    }
    bits = _mm512_and_si512(bits, every_lane(63));
    const Vector rounded = _mm512_srli_epi64(_mm512_add_epi64(bits, every_lane(1)), 1);
    const __mmask8 negative = _mm512_test_epi64_mask(bits, every_lane(32));
    return {_mm512_mask_sub_epi64(rounded, negative, every_lane(32), rounded), negative};
}

}  // namespace vitrine::crypto::lanes

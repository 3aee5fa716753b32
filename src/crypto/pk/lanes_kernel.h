// What the eight-lane kernels share. Each function here is inlined by force: one that the compiler
// left as a function of its own, compiled for AVX-512, could be the copy that the linker keeps for
// everyone. Only files with the suffix _ifma include this.
#pragma once

#include <immintrin.h>

#include <cstdint>
#include <utility>

namespace vitrine::crypto::lanes {

using Vector = __m512i;

/// Calls f(0) ... f(N - 1) with constants, so that arrays of vectors live in registers.
template <std::size_t N, class F>
[[gnu::always_inline]] inline void each(F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        (f(std::integral_constant<std::size_t, I>{}), ...);
    }(std::make_index_sequence<N>{});
}

}  // namespace vitrine::crypto::lanes

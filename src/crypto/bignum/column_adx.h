// Products column by column: the sum of a column stands in three words, in registers. In inline
// assembly, since compilers do not keep the carry. For kernel files (*_adx.cpp) only; read
// bignum/products_adx.h or pk/p521_kernel_adx.h next.
#pragma once

#include <utility>

#include "base/int128.h"

namespace vitrine::crypto::bignum::adx {

using Word = std::uint64_t;

/// A column's sum: three words, the lowest first.
struct Column {
    Word low = 0, middle = 0, high = 0;

    [[gnu::always_inline]] void add(Word low_half, Word high_half) {
        asm("addq %[l], %[a]\n\t"
            "adcq %[h], %[b]\n\t"
            "adcq $0, %[c]\n\t"
            : [a] "+&r"(low), [b] "+&r"(middle), [c] "+&r"(high)
            : [l] "r"(low_half), [h] "r"(high_half)
            : "cc");
    }
    [[gnu::always_inline]] void add_product(Word a, Word b) {
        const u128 product = static_cast<u128>(a) * b;
        add(static_cast<Word>(product), static_cast<Word>(product >> 64));
    }
    [[gnu::always_inline]] void add_twice(const Column& other) {
        for (int i = 0; i < 2; ++i) {
            add(other.low, other.middle);
            high += other.high;
        }
    }
    /// The lowest word; the others move down.
    [[gnu::always_inline]] Word take() {
        const Word word = low;
        low = middle;
        middle = high;
        high = 0;
        return word;
    }
};

/// Calls f(0) ... f(N - 1) with constants.
template <std::size_t N, class F>
[[gnu::always_inline]] inline void each_index(F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        (f(std::integral_constant<std::size_t, I>{}), ...);
    }(std::make_index_sequence<N>{});
}

}  // namespace vitrine::crypto::bignum::adx

// The field of 2^255 - 19 for eight lanes: five limbs of 51 bits, each a vector. IFMA multiplies 52
// bits; the spare one lets a limb run a little over before a product. Twin of fe25519.h.
// Secret: every limb.  Leaks: nothing: neither branches nor addresses depend on a lane.
// For kernel files (*_ifma.cpp) only, see lanes_kernel.h.
#pragma once

#include "crypto/pk/lanes.h"
#include "crypto/pk/lanes_kernel.h"

namespace vitrine::crypto::lanes {

inline constexpr std::uint64_t kMask51 = (std::uint64_t{1} << 51) - 1;

/// Every function takes and gives limbs below 2^51 + 2^15.
struct Fe {
    Vector limb[5];
};

[[gnu::always_inline]] inline Fe small(std::uint64_t value) {
    const Vector zero = _mm512_setzero_si512();
    return {{every_lane(value), zero, zero, zero, zero}};
}

/// Limbs below 2^61 to limbs a little above 51 bits: each passes its excess on, once.
[[gnu::always_inline]] inline Fe carried(const Vector (&c)[5]) {
    const Vector mask = every_lane(kMask51);
    Fe r;
    each<5>([&](auto i)
                __attribute__((always_inline)) { r.limb[i] = _mm512_and_si512(c[i], mask); });
    each<4>([&](auto i) __attribute__((always_inline)) {
        r.limb[i + 1] = _mm512_add_epi64(r.limb[i + 1], _mm512_srli_epi64(c[i], 51));
    });
    r.limb[0] = _mm512_madd52lo_epu64(r.limb[0], _mm512_srli_epi64(c[4], 51), every_lane(19));
    return r;
}

[[gnu::always_inline]] inline Fe operator+(const Fe& a, const Fe& b) {
    Vector sum[5];
    each<5>([&](auto i) __attribute__((always_inline)) {
        sum[i] = _mm512_add_epi64(a.limb[i], b.limb[i]);
    });
    return carried(sum);
}

/// 2p is added first, so that no limb goes below zero.
[[gnu::always_inline]] inline Fe operator-(const Fe& a, const Fe& b) {
    Vector difference[5];
    each<5>([&](auto i) __attribute__((always_inline)) {
        const Vector two_p = every_lane(2 * kMask51 - (i == 0 ? 2 * 18 : 0));
        difference[i] = _mm512_sub_epi64(_mm512_add_epi64(a.limb[i], two_p), b.limb[i]);
    });
    return carried(difference);
}

/// Ten columns below 2^56 to an element: 2^255 = 19.
[[gnu::always_inline]] inline Fe folded(const Vector (&c)[10]) {
    Vector sum[5];
    each<5>([&](auto i) __attribute__((always_inline)) {
        const Vector three = _mm512_add_epi64(c[i + 5], _mm512_add_epi64(c[i + 5], c[i + 5]));
        sum[i] = _mm512_add_epi64(_mm512_add_epi64(c[i], three), _mm512_slli_epi64(c[i + 5], 4));
    });
    return carried(sum);
}

[[gnu::always_inline]] inline void double_columns(Vector (&c)[10]) {
    each<10>([&](auto k) __attribute__((always_inline)) { c[k] = _mm512_add_epi64(c[k], c[k]); });
}

[[gnu::always_inline]] inline void clear_columns(Vector (&c)[10]) {
    each<10>([&](auto k) __attribute__((always_inline)) { c[k] = _mm512_setzero_si512(); });
}

/// The upper halves of products weigh 2^52, twice a limb, so they are summed first and doubled.
[[gnu::always_inline]] inline Fe operator*(const Fe& a, const Fe& b) {
    Vector c[10];
    clear_columns(c);
    each<5>([&](auto i) __attribute__((always_inline)) {
        each<5>([&](auto j) __attribute__((always_inline)) {
            c[i + j + 1] = _mm512_madd52hi_epu64(c[i + j + 1], a.limb[i], b.limb[j]);
        });
    });
    double_columns(c);
    each<5>([&](auto i) __attribute__((always_inline)) {
        each<5>([&](auto j) __attribute__((always_inline)) {
            c[i + j] = _mm512_madd52lo_epu64(c[i + j], a.limb[i], b.limb[j]);
        });
    });
    return folded(c);
}

[[gnu::always_inline]] inline Fe square(const Fe& a) {
    Vector c[10];
    clear_columns(c);
    const auto each_pair = [&](auto&& f) __attribute__((always_inline)) {
        each<5>([&](auto i) __attribute__((always_inline)) {
            each<5>([&](auto j) __attribute__((always_inline)) {
                if constexpr (i < j) f(i, j);
            });
        });
    };
    each_pair([&](auto i, auto j) __attribute__((always_inline)) {
        c[i + j + 1] = _mm512_madd52hi_epu64(c[i + j + 1], a.limb[i], a.limb[j]);
    });
    double_columns(c);
    each_pair([&](auto i, auto j) __attribute__((always_inline)) {
        c[i + j] = _mm512_madd52lo_epu64(c[i + j], a.limb[i], a.limb[j]);
    });
    double_columns(c);
    each<5>([&](auto i) __attribute__((always_inline)) {
        c[2 * i] = _mm512_madd52lo_epu64(c[2 * i], a.limb[i], a.limb[i]);
        const Vector high = _mm512_madd52hi_epu64(_mm512_setzero_si512(), a.limb[i], a.limb[i]);
        c[2 * i + 1] = _mm512_add_epi64(c[2 * i + 1], _mm512_add_epi64(high, high));
    });
    return folded(c);
}

/// a + b * factor, for a factor below 2^20. What leaves at the top comes back as 2 * 19.
[[gnu::always_inline]] inline Fe add_multiple(const Fe& a, const Fe& b, std::uint64_t factor) {
    const Vector by = every_lane(factor);
    Vector c[5];
    each<5>([&](auto i) __attribute__((always_inline)) {
        c[i] = _mm512_madd52lo_epu64(a.limb[i], b.limb[i], by);
    });
    each<5>([&](auto i) __attribute__((always_inline)) {
        const Vector high = _mm512_madd52hi_epu64(_mm512_setzero_si512(), b.limb[i], by);
        if constexpr (i < 4) {
            c[i + 1] = _mm512_add_epi64(c[i + 1], _mm512_add_epi64(high, high));
        } else {
            c[0] = _mm512_madd52lo_epu64(c[0], high, every_lane(38));
        }
    });
    return carried(c);
}

/// In each lane: mask bit ? yes : no.
[[gnu::always_inline]] inline Fe select(__mmask8 mask, const Fe& yes, const Fe& no) {
    Fe r;
    each<5>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm512_mask_mov_epi64(no.limb[i], mask, yes.limb[i]);
    });
    return r;
}

/// Little-endian words; the top bit is ignored, values from p to 2^255 - 1 are taken as they are.
[[gnu::always_inline]] inline Fe from_words(const LaneNumbers& numbers) {
    const Vector mask = every_lane(kMask51);
    Vector w[4];
    each<4>([&](auto i)
                __attribute__((always_inline)) { w[i] = _mm512_load_si512(numbers.word[i]); });
    Fe r;
    r.limb[0] = _mm512_and_si512(w[0], mask);
    each<3>([&](auto i) __attribute__((always_inline)) {
        const Vector low = _mm512_srli_epi64(w[i], 51 - 13 * i);
        const Vector high = _mm512_slli_epi64(w[i + 1], 13 + 13 * i);
        r.limb[i + 1] = _mm512_and_si512(_mm512_or_si512(low, high), mask);
    });
    r.limb[4] = _mm512_and_si512(_mm512_srli_epi64(w[3], 12), mask);
    return r;
}

/// Passes carries along, from the lowest limb to the highest and out of it.
[[gnu::always_inline]] inline Vector ripple(Fe& a, Vector carry) {
    each<5>([&](auto i) __attribute__((always_inline)) {
        const Vector sum = _mm512_add_epi64(a.limb[i], carry);
        carry = _mm512_srli_epi64(sum, 51);
        a.limb[i] = _mm512_and_si512(sum, every_lane(kMask51));
    });
    return carry;
}

/// The canonical form, below p, as words.
[[gnu::always_inline]] inline void to_words(Fe a, LaneNumbers& numbers) {
    const Vector nineteen = every_lane(19);
    const Vector zero = _mm512_setzero_si512();
    for (int round = 0; round < 2; ++round) {
        const Vector out = ripple(a, zero);
        a.limb[0] = _mm512_madd52lo_epu64(a.limb[0], out, nineteen);
    }
    // One above p - 1 exactly if adding 19 reaches 2^255; then 19 too many become p too few.
    Fe above = a;
    const Vector reaches = ripple(above, nineteen);
    ripple(a, _mm512_madd52lo_epu64(zero, reaches, nineteen));
    each<4>([&](auto i) __attribute__((always_inline)) {
        const Vector word = _mm512_or_si512(_mm512_srli_epi64(a.limb[i], 13 * i),
                                            _mm512_slli_epi64(a.limb[i + 1], 51 - 13 * i));
        _mm512_store_si512(numbers.word[i], word);
    });
}

}  // namespace vitrine::crypto::lanes

// What the vector kernels of the NIST curves share below their fields: vectors of eight lanes, and
// products of limbs with IFMA. `Fe` stands for a field element of one of *_field_ifma.h: `kLimbs`
// vectors, each lane a number of its own. For kernel files (*_ifma.cpp) only; see lanes_kernel.h
// for why everything is inlined by force. Read next: p256_field_ifma.h, ec_point_ifma.h.
#pragma once

#include "crypto/pk/lanes_kernel.h"

namespace vitrine::crypto::ec::vector {

using lanes::each;
using lanes::Vector;

inline constexpr std::uint64_t kMask52 = (std::uint64_t{1} << 52) - 1;

[[gnu::always_inline]] inline Vector every_lane(std::uint64_t value) {
    return _mm512_set1_epi64(static_cast<long long>(value));
}

template <std::size_t N>
[[gnu::always_inline]] inline void clear(Vector (&c)[N]) {
    each<N>([&](auto i) __attribute__((always_inline)) { c[i] = _mm512_setzero_si512(); });
}

/// c += a * b by columns of 52 bits: the lower halves of the products, and the upper one place on.
template <std::size_t N>
[[gnu::always_inline]] inline void add_product(Vector (&c)[2 * N],
                                               const Vector (&a)[N],
                                               const Vector (&b)[N]) {
    each<2 * N>([&](auto k) __attribute__((always_inline)) {
        each<N>([&](auto i) __attribute__((always_inline)) {
            if constexpr (k >= i && k - i < N) {
                c[k] = _mm512_madd52lo_epu64(c[k], a[i], b[k - i]);
            }
            if constexpr (k >= i + 1 && k - 1 - i < N) {
                c[k] = _mm512_madd52hi_epu64(c[k], a[i], b[k - 1 - i]);
            }
        });
    });
}

template <class Fe>
[[gnu::always_inline]] inline Fe plus(const Fe& a, const Fe& b) {
    Fe r;
    each<Fe::kLimbs>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm512_add_epi64(a.limb[i], b.limb[i]);
    });
    return r;
}
/// Limbs may go below zero here; `tightened` makes up for it.
template <class Fe>
[[gnu::always_inline]] inline Fe minus(const Fe& a, const Fe& b) {
    Fe r;
    each<Fe::kLimbs>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm512_sub_epi64(a.limb[i], b.limb[i]);
    });
    return r;
}
template <class Fe>
[[gnu::always_inline]] inline Fe zero() {
    Fe r;
    clear(r.limb);
    return r;
}
template <class Fe>
[[gnu::always_inline]] inline Fe three_times(const Fe& a) {
    return plus(plus(a, a), a);
}

/// a + b, or a - b, in the lanes of the mask; a elsewhere.
template <class Fe>
[[gnu::always_inline]] inline Fe plus_in(__mmask8 mask, const Fe& a, const Fe& b) {
    Fe r;
    each<Fe::kLimbs>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm512_mask_add_epi64(a.limb[i], mask, a.limb[i], b.limb[i]);
    });
    return r;
}
template <class Fe>
[[gnu::always_inline]] inline Fe minus_in(__mmask8 mask, const Fe& a, const Fe& b) {
    Fe r;
    each<Fe::kLimbs>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm512_mask_sub_epi64(a.limb[i], mask, a.limb[i], b.limb[i]);
    });
    return r;
}
/// In each lane: mask bit ? yes : no.
template <class Fe>
[[gnu::always_inline]] inline Fe select(__mmask8 mask, const Fe& yes, const Fe& no) {
    Fe r;
    each<Fe::kLimbs>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm512_mask_mov_epi64(no.limb[i], mask, yes.limb[i]);
    });
    return r;
}

/// Lane i of the result is lane index[i] of a; lanes outside the mask are zero.
template <class Fe>
[[gnu::always_inline]] inline Fe pick(const Fe& a, Vector index, __mmask8 mask = 0xff) {
    Fe r;
    each<Fe::kLimbs>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm512_maskz_permutexvar_epi64(mask, index, a.limb[i]);
    });
    return r;
}
/// The same from two: indices 8 to 15 name b's lanes.
template <class Fe>
[[gnu::always_inline]] inline Fe pick(const Fe& a,
                                      const Fe& b,
                                      Vector index,
                                      __mmask8 mask = 0xff) {
    Fe r;
    each<Fe::kLimbs>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm512_maskz_permutex2var_epi64(mask, a.limb[i], index, b.limb[i]);
    });
    return r;
}
/// Each lane times its own power of two.
template <class Fe>
[[gnu::always_inline]] inline Fe shifted(const Fe& a, Vector bits) {
    Fe r;
    each<Fe::kLimbs>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm512_sllv_epi64(a.limb[i], bits);
    });
    return r;
}
/// Every limb but the last to 52 bits, its excess passed on; shifts keep signs.
template <class Fe>
[[gnu::always_inline]] inline void ripple(Fe& a) {
    each<Fe::kLimbs - 1>([&](auto i) __attribute__((always_inline)) {
        a.limb[i + 1] = _mm512_add_epi64(a.limb[i + 1], _mm512_srai_epi64(a.limb[i], 52));
        a.limb[i] = _mm512_and_si512(a.limb[i], every_lane(kMask52));
    });
}
/// Words of 64 bits to limbs of 52.
template <class Fe, std::size_t Words>
[[gnu::always_inline]] inline Fe cut(const Vector (&w)[Words]) {
    Fe r;
    each<Fe::kLimbs>([&](auto i) __attribute__((always_inline)) {
        constexpr std::size_t kWord = 52 * i / 64, kShift = 52 * i % 64;
        Vector limb = _mm512_srli_epi64(w[kWord], kShift);
        if constexpr (kShift > 12 && kWord + 1 < Words) {
            limb = _mm512_or_si512(limb, _mm512_slli_epi64(w[kWord + 1], 64 - kShift));
        }
        r.limb[i] = _mm512_and_si512(limb, every_lane(kMask52));
    });
    return r;
}
/// Lanes 2i and 2i + 1 exchanged.
template <class Fe>
[[gnu::always_inline]] inline Fe swapped_pairs(const Fe& a) {
    Fe r;
    each<Fe::kLimbs>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm512_shuffle_epi32(a.limb[i], _MM_PERM_BADC);
    });
    return r;
}

/// One number in every lane.
template <class Fe>
[[gnu::always_inline]] inline Fe everywhere(const typename Fe::Shape::Number& number) {
    Fe r;
    each<Fe::kLimbs>(
        [&](auto i) __attribute__((always_inline)) { r.limb[i] = every_lane(number.data()[i]); });
    return r;
}

}  // namespace vitrine::crypto::ec::vector

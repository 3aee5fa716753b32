// The field of P-256 for eight lanes: five digits of 52 bits, each a vector, in Montgomery's form
// with R = 2^260. That is sixteen times p, so sums and differences go into products unreduced:
// factors below a p and b p give less than (a b / 16 + 1) p. Comments here count in p.
// Secret: every digit.  Leaks: nothing: neither branches nor addresses depend on a lane.
// For kernel files (*_ifma.cpp) only, see lanes_kernel.h. Read next: p256_lanes_point.h.
#pragma once

#include <concepts>

#include "crypto/pk/lanes_kernel.h"

namespace vitrine::crypto::lanes::p256 {

inline constexpr std::uint64_t kMask52 = (std::uint64_t{1} << 52) - 1;

using Digits = std::uint64_t[5];
// FIPS 186-4 §D.1.2.3, least significant digit first: p = 2^256 - 2^224 + 2^192 + 2^96 - 1.
inline constexpr Digits kP = {0xfffffffffffff, 0x00fffffffffff, 0x0000000000000, 0x0001000000000,
                              0x0ffffffff0000};
inline constexpr Digits kR = {0x0000000000010, 0xf000000000000, 0xfffffffffffff, 0xffeffffffffff,
                              0x00000000fffff};  ///< R mod p: one
inline constexpr Digits kRr = {0x0000000000300, 0xffffffff00000, 0xffffefffffffb, 0xfdfffffffffff,
                               0x0000004ffffff};  ///< R^2 mod p

/// Digits below 2^52.
struct Fe {
    Vector digit[5];
};
/// Digits that may be negative or large, of a number that is neither.
struct Loose {
    Vector digit[5];
};

template <class T>
concept Number = std::same_as<T, Fe> || std::same_as<T, Loose>;

[[gnu::always_inline]] inline Fe constant(const Digits& digits) {
    Fe r;
    each<5>([&](auto i) __attribute__((always_inline)) { r.digit[i] = every_lane(digits[i]); });
    return r;
}

[[gnu::always_inline]] inline Fe one() {
    return constant(kR);
}

/// k p.
[[gnu::always_inline]] inline Loose multiple_of_p(std::uint64_t k) {
    Loose r;
    each<5>([&](auto i) __attribute__((always_inline)) { r.digit[i] = every_lane(k * kP[i]); });
    return r;
}

template <Number A, Number B>
[[gnu::always_inline]] inline Loose operator+(const A& a, const B& b) {
    Loose r;
    each<5>([&](auto i) __attribute__((always_inline)) {
        r.digit[i] = _mm512_add_epi64(a.digit[i], b.digit[i]);
    });
    return r;
}

/// The caller adds as many p as keep the number from going below zero.
template <Number A, Number B>
[[gnu::always_inline]] inline Loose operator-(const A& a, const B& b) {
    Loose r;
    each<5>([&](auto i) __attribute__((always_inline)) {
        r.digit[i] = _mm512_sub_epi64(a.digit[i], b.digit[i]);
    });
    return r;
}

template <Number A>
[[gnu::always_inline]] inline Loose times_power(const A& a, unsigned bits) {
    Loose r;
    each<5>([&](auto i) __attribute__((always_inline)) {
        r.digit[i] = _mm512_slli_epi64(a.digit[i], bits);
    });
    return r;
}

/// The same number, its digits in bounds; it must be below 16.
[[gnu::always_inline]] inline Fe carried(const Loose& a) {
    Fe r;
    Vector carry = _mm512_setzero_si512();
    each<5>([&](auto i) __attribute__((always_inline)) {
        const Vector sum = _mm512_add_epi64(a.digit[i], carry);
        carry = _mm512_srai_epi64(sum, 52);
        r.digit[i] = i < 4 ? _mm512_and_si512(sum, every_lane(kMask52)) : sum;
    });
    return r;
}

/// Below 1.1: what stands above 2^256 comes back as 2^224 - 2^192 - 2^96 + 1. `a` below 32.
[[gnu::always_inline]] inline Fe folded(const Loose& a) {
    const Fe r = carried(a);
    const Vector top = _mm512_srai_epi64(r.digit[4], 48);
    Loose sum;
    sum.digit[0] = _mm512_add_epi64(r.digit[0], top);
    sum.digit[1] = _mm512_sub_epi64(r.digit[1], _mm512_slli_epi64(top, 44));
    sum.digit[2] = r.digit[2];
    sum.digit[3] = _mm512_sub_epi64(r.digit[3], _mm512_slli_epi64(top, 36));
    sum.digit[4] = _mm512_add_epi64(_mm512_and_si512(r.digit[4], every_lane(kMask52 >> 4)),
                                    _mm512_slli_epi64(top, 16));
    return carried(sum);
}

/// Since p = -1 mod 2^96, a column is itself the multiple of p that clears it; that leaves
/// y (2^96 + 2^192 + 2^256 - 2^224) to be added.
[[gnu::always_inline]] inline Fe reduced(Vector (&c)[10]) {
    each<5>([&](auto i) __attribute__((always_inline)) {
        const Vector y = _mm512_and_si512(c[i], every_lane(kMask52));
        const Vector by44 = every_lane(std::uint64_t{1} << 44);
        const Vector by36 = every_lane(std::uint64_t{1} << 36);
        const Vector by256 = every_lane(kP[4]);
        c[i + 1] = _mm512_add_epi64(c[i + 1], _mm512_srli_epi64(c[i], 52));
        c[i + 1] = _mm512_madd52lo_epu64(c[i + 1], y, by44);
        c[i + 2] = _mm512_madd52hi_epu64(c[i + 2], y, by44);
        c[i + 3] = _mm512_madd52lo_epu64(c[i + 3], y, by36);
        c[i + 4] = _mm512_madd52hi_epu64(c[i + 4], y, by36);
        c[i + 4] = _mm512_madd52lo_epu64(c[i + 4], y, by256);
        c[i + 5] = _mm512_madd52hi_epu64(c[i + 5], y, by256);
    });
    return carried({{c[5], c[6], c[7], c[8], c[9]}});
}

[[gnu::always_inline]] inline Fe operator*(const Fe& a, const Fe& b) {
    Vector c[10];
    each<10>([&](auto k) __attribute__((always_inline)) { c[k] = _mm512_setzero_si512(); });
    each<5>([&](auto i) __attribute__((always_inline)) {
        each<5>([&](auto j) __attribute__((always_inline)) {
            c[i + j] = _mm512_madd52lo_epu64(c[i + j], a.digit[i], b.digit[j]);
            c[i + j + 1] = _mm512_madd52hi_epu64(c[i + j + 1], a.digit[i], b.digit[j]);
        });
    });
    return reduced(c);
}

[[gnu::always_inline]] inline Fe square(const Fe& a) {
    Vector c[10];
    each<10>([&](auto k) __attribute__((always_inline)) { c[k] = _mm512_setzero_si512(); });
    each<5>([&](auto i) __attribute__((always_inline)) {
        each<5>([&](auto j) __attribute__((always_inline)) {
            if constexpr (i < j) {
                c[i + j] = _mm512_madd52lo_epu64(c[i + j], a.digit[i], a.digit[j]);
                c[i + j + 1] = _mm512_madd52hi_epu64(c[i + j + 1], a.digit[i], a.digit[j]);
            }
        });
    });
    each<10>([&](auto k) __attribute__((always_inline)) { c[k] = _mm512_add_epi64(c[k], c[k]); });
    each<5>([&](auto i) __attribute__((always_inline)) {
        c[2 * i] = _mm512_madd52lo_epu64(c[2 * i], a.digit[i], a.digit[i]);
        c[2 * i + 1] = _mm512_madd52hi_epu64(c[2 * i + 1], a.digit[i], a.digit[i]);
    });
    return reduced(c);
}

/// In each lane: mask bit ? yes : no.
[[gnu::always_inline]] inline Fe select(__mmask8 mask, const Fe& yes, const Fe& no) {
    Fe r;
    each<5>([&](auto i) __attribute__((always_inline)) {
        r.digit[i] = _mm512_mask_mov_epi64(no.digit[i], mask, yes.digit[i]);
    });
    return r;
}

/// Out of Montgomery's form and below 1. A product with 1 is at most p, and p only for 0.
[[gnu::always_inline]] inline Fe canonical(const Fe& a) {
    const Vector zero = _mm512_setzero_si512();
    Fe r = a * Fe{{every_lane(1), zero, zero, zero, zero}};
    __mmask8 is_p = 0xff;
    each<5>([&](auto i) __attribute__((always_inline)) {
        is_p = _mm512_mask_cmpeq_epu64_mask(is_p, r.digit[i], every_lane(kP[i]));
    });
    return select(is_p, Fe{{zero, zero, zero, zero, zero}}, r);
}

[[gnu::always_inline]] inline __mmask8 is_zero(const Fe& a) {
    const Fe r = canonical(a);
    Vector any = r.digit[0];
    each<4>([&](auto i)
                __attribute__((always_inline)) { any = _mm512_or_si512(any, r.digit[i + 1]); });
    return _mm512_testn_epi64_mask(any, any);
}

/// Words below p, into Montgomery's form.
[[gnu::always_inline]] inline Fe from_words(const LaneNumbers& numbers) {
    const Vector mask = every_lane(kMask52);
    Vector w[4];
    each<4>([&](auto i)
                __attribute__((always_inline)) { w[i] = _mm512_load_si512(numbers.word[i]); });
    Fe r;
    r.digit[0] = _mm512_and_si512(w[0], mask);
    each<3>([&](auto i) __attribute__((always_inline)) {
        const Vector low = _mm512_srli_epi64(w[i], 52 - 12 * i);
        const Vector high = _mm512_slli_epi64(w[i + 1], 12 + 12 * i);
        r.digit[i + 1] = _mm512_and_si512(_mm512_or_si512(low, high), mask);
    });
    r.digit[4] = _mm512_srli_epi64(w[3], 16);
    return r * constant(kRr);
}

/// Out of Montgomery's form, as words below p.
[[gnu::always_inline]] inline void to_words(const Fe& a, LaneNumbers& numbers) {
    const Fe r = canonical(a);
    each<4>([&](auto i) __attribute__((always_inline)) {
        const Vector word = _mm512_or_si512(_mm512_srli_epi64(r.digit[i], 12 * i),
                                            _mm512_slli_epi64(r.digit[i + 1], 52 - 12 * i));
        _mm512_store_si512(numbers.word[i], word);
    });
}

}  // namespace vitrine::crypto::lanes::p256

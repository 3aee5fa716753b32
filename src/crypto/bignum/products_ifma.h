// "Almost Montgomery" products of numbers in digits_ifma.h's form (Gueron and Krasnov, Software
// implementation of modular exponentiation, using advanced vector instructions architectures,
// 2012): residues stay below 2n, so no product ends in a subtraction. For kernel files (*_ifma.cpp)
// only.  Secret: all numbers.  Public: widths.  Leaks: nothing. Read next: bignum/powers_ifma.h.
#pragma once

#include "crypto/bignum/digits_ifma.h"

namespace vitrine::crypto::bignum::ifma {

// A kernel file's own copies: they hold instructions that not every processor has.
namespace {  // NOLINT(cert-dcl59-cpp)

template <std::size_t V>
struct Product {
    Number<V>* r;
    const Number<V>* a;
    const Number<V>* b;
    const Prepared<V>* m;
};

/// The low 52 bits of a product.
[[gnu::always_inline]] inline std::uint64_t low_product(std::uint64_t a, std::uint64_t b) {
    return (a * b) & kDigitMask;
}

[[gnu::always_inline]] inline __m512i broadcast(std::uint64_t x) {
    return _mm512_set1_epi64(static_cast<long long>(x));
}

/// One digit of b at a time. The lowest digit of the sum is followed in a scalar register: it
/// decides y, the multiple of n that makes it vanish.
template <std::size_t V, std::size_t N>
[[gnu::always_inline]] inline void multiply_by_digits(const Product<V> (&p)[N],
                                                      std::size_t digits) {
    __m512i acc[N][V];
    std::uint64_t low[N];
    each<N>([&](auto k) __attribute__((always_inline)) {
        low[k] = 0;
        each<V>([&](auto v) __attribute__((always_inline)) { acc[k][v] = _mm512_setzero_si512(); });
    });
    for (std::size_t i = 0; i < digits; ++i) {
        each<N>([&](auto k) __attribute__((always_inline)) {
            const Number<V>& a = *p[k].a;
            const Number<V>& n = p[k].m->n;
            const std::uint64_t b = p[k].b->digit[i];
            const __m512i bs = broadcast(b);
            u128 lowest = u128{a.digit[0]} * b + low[k];
            const std::uint64_t y =
                low_product(static_cast<std::uint64_t>(lowest), p[k].m->inverse0);
            lowest += u128{n.digit[0]} * y;
            const __m512i ys = broadcast(y);
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52lo_epu64(acc[k][v], load(a, v), bs);
            });
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52lo_epu64(acc[k][v], load(n, v), ys);
            });
            shift_down<1>(acc[k]);
            low[k] = static_cast<std::uint64_t>(lowest >> 52) + lane<0>(acc[k][0]);
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52hi_epu64(acc[k][v], load(a, v), bs);
            });
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52hi_epu64(acc[k][v], load(n, v), ys);
            });
        });
    }
    each<N>([&](auto k) __attribute__((always_inline)) {
        acc[k][0] = _mm512_mask_set1_epi64(acc[k][0], 1, static_cast<long long>(low[k]));
        normalize(*p[k].r, acc[k]);
    });
}

/// Two digits of b at a time, so that half as many steps wait for each other. The two lowest digits
/// are followed in scalar registers; `middle` collects what stands one place above its lane, and
/// does not wait for the sum of the step before. digits: even.
template <std::size_t V, std::size_t N>
[[gnu::always_inline]] inline void multiply_by_pairs(const Product<V> (&p)[N], std::size_t digits) {
    __m512i acc[N][V];
    std::uint64_t low[N];
    std::uint64_t next[N];
    each<N>([&](auto k) __attribute__((always_inline)) {
        low[k] = next[k] = 0;
        each<V>([&](auto v) __attribute__((always_inline)) { acc[k][v] = _mm512_setzero_si512(); });
    });
    for (std::size_t i = 0; i < digits; i += 2) {
        each<N>([&](auto k) __attribute__((always_inline)) {
            const Number<V>& a = *p[k].a;
            const Number<V>& n = p[k].m->n;
            const std::uint64_t b0 = p[k].b->digit[i];
            const std::uint64_t b1 = p[k].b->digit[i + 1];
            const __m512i bs0 = broadcast(b0);
            const __m512i bs1 = broadcast(b1);
            __m512i middle[V];
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52lo_epu64(acc[k][v], load(a, v), bs0);
                middle[v] = _mm512_madd52hi_epu64(_mm512_setzero_si512(), load(a, v), bs0);
                middle[v] = _mm512_madd52lo_epu64(middle[v], load(a, v), bs1);
            });
            // y = -(first + 2^52 second) / n mod 2^104
            const u128 lowest = u128{a.digit[0]} * b0 + low[k];
            const std::uint64_t first = static_cast<std::uint64_t>(lowest) & kDigitMask;
            std::uint64_t second = next[k] + low_product(a.digit[0], b1) +
                                   low_product(a.digit[1], b0) +
                                   static_cast<std::uint64_t>(lowest >> 52);
            const u128 scaled = u128{first} * p[k].m->inverse0;
            const std::uint64_t y0 = static_cast<std::uint64_t>(scaled) & kDigitMask;
            const std::uint64_t y1 = (static_cast<std::uint64_t>(scaled >> 52) +
                                      first * p[k].m->inverse1 + second * p[k].m->inverse0) &
                                     kDigitMask;
            const __m512i ys0 = broadcast(y0);
            const __m512i ys1 = broadcast(y1);
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52lo_epu64(acc[k][v], load(n, v), ys0);
                middle[v] = _mm512_madd52hi_epu64(middle[v], load(n, v), ys0);
            });
            shift_down<2>(acc[k]);
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52hi_epu64(acc[k][v], load(a, v), bs1);
                middle[v] = _mm512_madd52lo_epu64(middle[v], load(n, v), ys1);
                acc[k][v] = _mm512_madd52hi_epu64(acc[k][v], load(n, v), ys1);
            });
            shift_down<1>(middle);
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_add_epi64(acc[k][v], middle[v]);
            });
            second += static_cast<std::uint64_t>((u128{n.digit[0]} * y0 + first) >> 52) +
                      low_product(n.digit[1], y0) + low_product(n.digit[0], y1);
            low[k] = (second >> 52) + lane<0>(acc[k][0]);
            next[k] = lane<1>(acc[k][0]);
        });
    }
    each<N>([&](auto k) __attribute__((always_inline)) {
        acc[k][0] = _mm512_mask_set1_epi64(acc[k][0], 1, static_cast<long long>(low[k]));
        normalize(*p[k].r, acc[k]);
    });
}

/// r = a * b / 2^(52 * digits) mod n for N independent products in step, which hide each other's
/// latency. Inputs and outputs are below 2n. Few vectors leave the multipliers waiting for the
/// lowest digit; then pairs of digits are faster, else they only cost registers.
template <std::size_t V, std::size_t N>
void multiply(const Product<V> (&p)[N], std::size_t digits) {
    if constexpr (V * N <= 6) {
        multiply_by_pairs<V, N>(p, digits);
    } else {
        multiply_by_digits<V, N>(p, digits);
    }
}

/// Everything of a modulus but R^2.
template <std::size_t V>
void prepare_modulus(Prepared<V>& r, const Modulus<Limb>& m) {
    to_digits(r.n, m.n, m.width);
    const u128 n = u128{m.n[1]} << 64 | m.n[0];
    const u128 inverse = m.n0 * (2 + n * m.n0);  // Newton's step: from 64 bits right to 128
    r.inverse0 = static_cast<std::uint64_t>(inverse) & kDigitMask;
    r.inverse1 = static_cast<std::uint64_t>(inverse >> 52) & kDigitMask;
}

/// n and 2^(104 d) mod n, the latter from the modulus's own R^2 = 2^(128 w) by two products:
/// squared it is 2^(256 w - 52 d), and times 2^(208 d - 256 w) / 2^(52 d) it is what is wanted.
template <std::size_t V>
void prepare(Prepared<V>& r, const Modulus<Limb>& m) {
    const std::size_t digits = digits_for(m.width);
    prepare_modulus(r, m);
    to_digits(r.rr, m.rr, m.width);
    Number<V> power{};
    const std::size_t exponent = 208 * digits - 256 * m.width;
    power.digit[exponent / 52] = std::uint64_t{1} << (exponent % 52);
    multiply<V, 1>({{&r.rr, &r.rr, &r.rr, &r}}, digits);
    multiply<V, 1>({{&r.rr, &r.rr, &power, &r}}, digits);
}

}  // namespace

}  // namespace vitrine::crypto::bignum::ifma

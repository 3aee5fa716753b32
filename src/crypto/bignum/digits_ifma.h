// Numbers as digits of 52 bits, eight to a register of AVX-512, and a modulus made ready for
// products of them. For kernel files (*_ifma.cpp) only. Read next: bignum/products_ifma.h.
#pragma once

#include <immintrin.h>

#include <utility>

#include "base/secret.h"
#include "crypto/bignum/modexp.h"

namespace vitrine::crypto::bignum::ifma {

// A kernel file's own copies: they hold instructions that not every processor has.
namespace {  // NOLINT(cert-dcl59-cpp)

constexpr std::uint64_t kDigitMask = (std::uint64_t{1} << 52) - 1;

/// Calls f(0) ... f(N - 1), unrolled, so that arrays of vectors live in registers.
template <std::size_t N, class F>
[[gnu::always_inline]] inline void each(F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        (f(std::integral_constant<std::size_t, I>{}), ...);
    }(std::make_index_sequence<N>{});
}

/// V vectors of eight digits.
template <std::size_t V>
struct alignas(64) Number {
    std::uint64_t digit[8 * V];
};

/// A modulus made ready; -1 / n mod 2^104 in two digits.
template <std::size_t V>
struct Prepared {
    Number<V> n;
    Number<V> rr;  ///< 2^(104 * digits) mod n
    std::uint64_t inverse0;
    std::uint64_t inverse1;
};

template <std::size_t V>
[[gnu::always_inline]] inline __m512i load(const Number<V>& x, std::size_t v) {
    return _mm512_load_si512(&x.digit[8 * v]);
}

/// Digits of up to 64 bits to digits of 52: a wide carry by one place, then the single carries that
/// it causes, rippled through as one addition of bit masks.
template <std::size_t V>
[[gnu::always_inline]] inline void normalize(Number<V>& r, __m512i (&acc)[V]) {
    const __m512i mask = _mm512_set1_epi64(static_cast<long long>(kDigitMask));
    __m512i below = _mm512_setzero_si512();
    unsigned carry = 0;
    each<V>([&](auto v) __attribute__((always_inline)) {
        const __m512i high = _mm512_srli_epi64(acc[v], 52);
        const __m512i sum =
            _mm512_add_epi64(_mm512_and_si512(acc[v], mask), _mm512_alignr_epi64(high, below, 7));
        below = high;
        const unsigned over = _mm512_cmpgt_epu64_mask(sum, mask);
        const unsigned full = _mm512_cmpeq_epu64_mask(sum, mask);
        const unsigned ripple = ((over << 1) | carry) + full;
        carry = ripple >> 8;
        const auto bumped = static_cast<__mmask8>(ripple ^ full);
        const __m512i one_more = _mm512_mask_add_epi64(sum, bumped, sum, _mm512_set1_epi64(1));
        _mm512_store_si512(&r.digit[8 * v], _mm512_and_si512(one_more, mask));
    });
}

/// All lanes K places down, zeros from above.
template <int K, std::size_t V>
[[gnu::always_inline]] inline void shift_down(__m512i (&x)[V]) {
    each<V>([&](auto v) __attribute__((always_inline)) {
        if constexpr (v + 1 < V) {
            x[v] = _mm512_alignr_epi64(x[v + 1], x[v], K);
        } else {
            x[v] = _mm512_alignr_epi64(_mm512_setzero_si512(), x[v], K);
        }
    });
}

template <int K>
[[gnu::always_inline]] inline std::uint64_t lane(__m512i x) {
    return static_cast<std::uint64_t>(_mm_extract_epi64(_mm512_castsi512_si128(x), K));
}

/// Limbs of 64 bits to digits of 52.
template <std::size_t V>
void to_digits(Number<V>& r, const Limb* x, std::size_t width) {
    for (std::size_t i = 0; i < 8 * V; ++i) {
        const std::size_t limb = 52 * i / 64;
        const std::size_t shift = 52 * i % 64;
        std::uint64_t digit = limb < width ? x[limb] >> shift : 0;  // public: positions only
        if (shift > 12 && limb + 1 < width) digit |= x[limb + 1] << (64 - shift);
        r.digit[i] = digit & kDigitMask;
    }
}

/// Digits of a number below 2n back to limbs, below n.
template <std::size_t V>
void from_digits(Limb* r, const Number<V>& x, const Modulus<Limb>& m) {
    Limb value[8 * V];
    Limb less_n[8 * V];
    std::uint64_t borrow = 0;
    const std::size_t digits = 8 * V;
    for (std::size_t i = 0; i < m.width; ++i) {
        const std::size_t at = 64 * i / 52;
        const std::size_t shift = 64 * i % 52;
        std::uint64_t limb = x.digit[at] >> shift;
        if (at + 1 < digits) limb |= x.digit[at + 1] << (52 - shift);
        if (at + 2 < digits && shift > 40) limb |= x.digit[at + 2] << (104 - shift);
        value[i] = limb;
        const u128 difference = u128{limb} - m.n[i] - borrow;
        less_n[i] = static_cast<std::uint64_t>(difference);
        borrow = static_cast<std::uint64_t>(difference >> 64) & 1;
    }
    // What stands above the limbs is one bit; it and the borrow cancel.
    const std::size_t top = 64 * m.width;
    const std::uint64_t above = top / 52 < digits ? x.digit[top / 52] >> (top % 52) : 0;
    const std::uint64_t keep = 0 - (borrow & (above ^ 1));
    for (std::size_t i = 0; i < m.width; ++i) r[i] = less_n[i] ^ (keep & (less_n[i] ^ value[i]));
    wipe({reinterpret_cast<std::uint8_t*>(value), sizeof value});
    wipe({reinterpret_cast<std::uint8_t*>(less_n), sizeof less_n});
}

/// Enough for 4n, and even.
std::size_t digits_for(std::size_t width) {
    return (64 * width + 2 + 103) / 104 * 2;
}

}  // namespace

}  // namespace vitrine::crypto::bignum::ifma

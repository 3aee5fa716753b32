// The field of P-256 in eight lanes: five limbs of 52 bits, in Montgomery's form with R = 2^260.
// "Loose" limbs may reach 2^61 as a sum or a difference of products; `tightened` makes them ready
// for the next product: below 2^52 each, the value below 2^256 + 2^232. Products of such values
// come out below 1.1 p. For kernel files (*_ifma.cpp) only. Source: FIPS 186-4 §D.1.2.3 for the
// prime.
#pragma once

#include "crypto/pk/ec_vector.h"
#include "crypto/pk/ec_vector_ifma.h"

namespace vitrine::crypto::ec::vector {

struct FieldP256 {
    using Shape = P256Vector;
    static constexpr std::size_t kLimbs = Shape::kLimbs;
    Vector limb[kLimbs];
};

/// 64 p with every limb above 2^60, so that no difference of loose limbs is below zero.
inline constexpr std::uint64_t kBiasP256[5] = {
    // 2^61 into each limb from the next: p = {2^52 - 1, 2^44 - 1, 0, 2^36, 2^48 - 2^16}.
    64 * kMask52 + (std::uint64_t{1} << 61),
    64 * ((std::uint64_t{1} << 44) - 1) + (std::uint64_t{1} << 61) - 512,
    (std::uint64_t{1} << 61) - 512,
    (std::uint64_t{64} << 36) + (std::uint64_t{1} << 61) - 512,
    64 * ((std::uint64_t{1} << 48) - (std::uint64_t{1} << 16)) - 512,
};

/// The top limb's excess q is folded back: 2^256 = 2^224 - 2^192 - 2^96 + 1. Then every limb passes
/// its carry on, from the lowest to the highest; shifts keep signs.
[[gnu::always_inline]] inline FieldP256 tightened(FieldP256 a) {
    each<5>([&](auto i) __attribute__((always_inline)) {
        a.limb[i] = _mm512_add_epi64(a.limb[i], every_lane(kBiasP256[i]));
    });
    const Vector q = _mm512_srli_epi64(a.limb[4], 48);
    a.limb[0] = a.limb[0] + q;
    a.limb[1] = a.limb[1] - _mm512_slli_epi64(q, 44);
    a.limb[3] = a.limb[3] - _mm512_slli_epi64(q, 36);
    a.limb[4] = _mm512_and_si512(a.limb[4], every_lane((std::uint64_t{1} << 48) - 1)) +
                _mm512_slli_epi64(q, 16);
    ripple(a);
    return a;
}

/// Ten columns below 2^57, over R. p = -1 mod 2^52, so a column's own low half is its quotient q,
/// and q p = q (2^256 - 2^224 + 2^192) + q 2^96 - q.
[[gnu::always_inline]] inline FieldP256 reduced(Vector (&c)[10]) {
    const Vector mask = every_lane(kMask52);
    // q (p1 + 1): the one is the carry of q p0 + q.
    const Vector p1_and_1 = every_lane(std::uint64_t{1} << 44);
    const Vector p3 = every_lane(std::uint64_t{1} << 36);
    const Vector p4 = every_lane((std::uint64_t{1} << 48) - (std::uint64_t{1} << 16));
    each<5>([&](auto i) __attribute__((always_inline)) {
        const Vector q = _mm512_and_si512(c[i], mask);
        c[i + 1] = _mm512_add_epi64(c[i + 1], _mm512_srli_epi64(c[i], 52));
        c[i + 1] = _mm512_madd52lo_epu64(c[i + 1], q, p1_and_1);
        c[i + 2] = _mm512_madd52hi_epu64(c[i + 2], q, p1_and_1);
        c[i + 3] = _mm512_madd52lo_epu64(c[i + 3], q, p3);
        c[i + 4] = _mm512_madd52hi_epu64(c[i + 4], q, p3);
        c[i + 4] = _mm512_madd52lo_epu64(c[i + 4], q, p4);
        c[i + 5] = _mm512_madd52hi_epu64(c[i + 5], q, p4);
    });
    return {{c[5], c[6], c[7], c[8], c[9]}};
}

[[gnu::always_inline]] inline FieldP256 multiply(const FieldP256& a, const FieldP256& b) {
    Vector c[10];
    clear(c);
    add_product(c, a.limb, b.limb);
    return reduced(c);
}

/// a b + c d.
[[gnu::always_inline]] inline FieldP256 multiply_add(const FieldP256& a,
                                                     const FieldP256& b,
                                                     const FieldP256& c,
                                                     const FieldP256& d) {
    Vector column[10];
    clear(column);
    add_product(column, a.limb, b.limb);
    add_product(column, c.limb, d.limb);
    return reduced(column);
}

/// Words below 2^256, as the table of the base point has them.
[[gnu::always_inline]] inline FieldP256 from_words(const Vector (&w)[4],
                                                   const FieldP256& /*kind*/) {
    return cut<FieldP256>(w);
}

}  // namespace vitrine::crypto::ec::vector

// The field of P-521 in eight lanes: eleven limbs of 52 bits, plain numbers: 2^521 = 1. "Loose"
// limbs may reach 2^60 on either side, as sums and differences of products; `tightened` makes them
// ready for the next product: limbs below 2^52, the highest below 2^11. For kernel files
// (*_ifma.cpp) only. Source: FIPS 186-4 §D.1.2.5 for the prime.
#pragma once

#include "crypto/pk/ec_vector.h"
#include "crypto/pk/ec_vector_ifma.h"

namespace vitrine::crypto::ec::vector {

struct FieldP521 {
    using Shape = P521Vector;
    static constexpr std::size_t kLimbs = Shape::kLimbs;
    Vector limb[kLimbs];
};

/// 2^60 p with 2^61 in every limb from the next, so that no limb stays below zero.
inline constexpr std::uint64_t kBiasP521Lowest = std::uint64_t{1} << 60;
inline constexpr std::uint64_t kBiasP521 = (std::uint64_t{1} << 61) - 512;

/// What the top limb has above bit 521 comes back at the bottom; then every limb passes its carry
/// on.
[[gnu::always_inline]] inline FieldP521 tightened(FieldP521 a) {
    each<11>([&](auto i) __attribute__((always_inline)) {
        a.limb[i] = _mm512_add_epi64(a.limb[i], every_lane(i == 0 ? kBiasP521Lowest : kBiasP521));
    });
    a.limb[0] = _mm512_add_epi64(a.limb[0], _mm512_srli_epi64(a.limb[10], 1));
    a.limb[10] = _mm512_and_si512(a.limb[10], every_lane(1));
    ripple(a);
    return a;
}

/// 22 columns below 2^59, the last of which is zero since top limbs are short. Column i + 11 weighs
/// 2^572 = 2^51 times column i: its lowest bit is bit 51 there, the others are half as much in the
/// next column.
[[gnu::always_inline]] inline FieldP521 reduced(const Vector (&c)[22]) {
    const Vector one = every_lane(1);
    FieldP521 r;
    each<11>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = c[i];
        if constexpr (i < 10) {
            const Vector lowest = _mm512_and_si512(c[i + 11], one);
            r.limb[i] = _mm512_add_epi64(r.limb[i], _mm512_slli_epi64(lowest, 51));
        }
        if constexpr (i > 0) {
            r.limb[i] = _mm512_add_epi64(r.limb[i], _mm512_srli_epi64(c[i + 10], 1));
        }
    });
    return r;
}

[[gnu::always_inline]] inline FieldP521 multiply(const FieldP521& a, const FieldP521& b) {
    Vector c[22];
    clear(c);
    add_product(c, a.limb, b.limb);
    return reduced(c);
}

/// a b + c d.
[[gnu::always_inline]] inline FieldP521 multiply_add(const FieldP521& a,
                                                     const FieldP521& b,
                                                     const FieldP521& c,
                                                     const FieldP521& d) {
    Vector column[22];
    clear(column);
    add_product(column, a.limb, b.limb);
    add_product(column, c.limb, d.limb);
    return reduced(column);
}

/// Words below 2^521, as the table of the base point has them.
[[gnu::always_inline]] inline FieldP521 from_words(const Vector (&w)[9],
                                                   const FieldP521& /*kind*/) {
    return cut<FieldP521>(w);
}

}  // namespace vitrine::crypto::ec::vector

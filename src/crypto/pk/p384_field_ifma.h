// The field of P-384 in eight lanes: eight limbs of 52 bits, in Montgomery's form with R = 2^416.
// "Loose" numbers are sums and differences of products and tight numbers, below 200 p on either
// side, with limbs up to 2^60; `tightened` makes them ready for the next product: limbs below 2^52,
// the value below 2^384 + 2^375. Products of such values come out below 1.1 p. For kernel files
// (*_ifma.cpp) only. Source: FIPS 186-4 §D.1.2.4 for the prime.
#pragma once

#include "crypto/pk/ec_vector.h"
#include "crypto/pk/ec_vector_ifma.h"

namespace vitrine::crypto::ec::vector {

struct FieldP384 {
    using Shape = P384Vector;
    static constexpr std::size_t kLimbs = Shape::kLimbs;
    Vector limb[kLimbs];
};

/// 256 p = 2^392 - 2^136 - 2^104 + 2^40 - 2^8, with 2^61 in every limb from the next, so that none
/// stays below zero.
inline constexpr std::uint64_t kLentP384 = std::uint64_t{1} << 61;
inline constexpr std::uint64_t kBiasP384[8] = {
    kLentP384 + (std::uint64_t{1} << 40) - (std::uint64_t{1} << 8),
    kLentP384 - 512,
    kLentP384 - 512 + kMask52 - (std::uint64_t{1} << 32),
    kLentP384 - 512 + kMask52,
    kLentP384 - 512 + kMask52,
    kLentP384 - 512 + kMask52,
    kLentP384 - 512 + kMask52,
    (std::uint64_t{1} << 28) - 1 - 512,
};

/// The top limb's excess q is folded back: 2^384 = 2^128 + 2^96 - 2^32 + 1. Then every limb passes
/// its carry on.
[[gnu::always_inline]] inline FieldP384 tightened(FieldP384 a) {
    each<8>([&](auto i) __attribute__((always_inline)) {
        a.limb[i] = _mm512_add_epi64(a.limb[i], every_lane(kBiasP384[i]));
    });
    const Vector q = _mm512_srli_epi64(a.limb[7], 20);
    a.limb[7] = _mm512_and_si512(a.limb[7], every_lane((std::uint64_t{1} << 20) - 1));
    a.limb[0] = _mm512_add_epi64(a.limb[0], _mm512_sub_epi64(q, _mm512_slli_epi64(q, 32)));
    a.limb[1] = _mm512_add_epi64(a.limb[1], _mm512_slli_epi64(q, 44));
    a.limb[2] = _mm512_add_epi64(a.limb[2], _mm512_slli_epi64(q, 24));
    ripple(a);
    return a;
}

/// Sixteen columns below 2^58, over R. -1 / p = 2^32 + 1 mod 2^52, so the quotient of a column is a
/// shift and a sum, and q p = q (2^32 - 1) - q (2^96 + 2^128) + q 2^384. What is taken away is
/// gathered apart, since MADD52 only adds.
[[gnu::always_inline]] inline FieldP384 reduced(Vector (&c)[16]) {
    const Vector mask = every_lane(kMask52);
    const Vector p0 = every_lane((std::uint64_t{1} << 32) - 1);
    const Vector p1 = every_lane(std::uint64_t{1} << 44);  // 96 = 52 + 44, 128 = 2 * 52 + 24
    const Vector p2 = every_lane(std::uint64_t{1} << 24);
    const Vector p7 = every_lane(std::uint64_t{1} << 20);  // 384 = 7 * 52 + 20
    Vector away[12];
    clear(away);
    each<8>([&](auto i) __attribute__((always_inline)) {
        const Vector column = _mm512_sub_epi64(c[i], away[i]);
        const Vector q =
            _mm512_and_si512(_mm512_add_epi64(column, _mm512_slli_epi64(column, 32)), mask);
        const Vector none = _mm512_madd52lo_epu64(column, q, p0);
        c[i + 1] = _mm512_madd52hi_epu64(c[i + 1], q, p0);
        c[i + 1] = _mm512_add_epi64(c[i + 1], _mm512_srai_epi64(none, 52));
        away[i + 1] = _mm512_madd52lo_epu64(away[i + 1], q, p1);
        away[i + 2] = _mm512_madd52hi_epu64(away[i + 2], q, p1);
        away[i + 2] = _mm512_madd52lo_epu64(away[i + 2], q, p2);
        away[i + 3] = _mm512_madd52hi_epu64(away[i + 3], q, p2);
        c[i + 7] = _mm512_madd52lo_epu64(c[i + 7], q, p7);
        c[i + 8] = _mm512_madd52hi_epu64(c[i + 8], q, p7);
    });
    FieldP384 r;
    each<8>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = c[8 + i];
        if constexpr (i < 3) r.limb[i] = _mm512_sub_epi64(c[8 + i], away[8 + i]);
    });
    return r;
}

[[gnu::always_inline]] inline FieldP384 multiply(const FieldP384& a, const FieldP384& b) {
    Vector c[16];
    clear(c);
    add_product(c, a.limb, b.limb);
    return reduced(c);
}

/// a b + c d.
[[gnu::always_inline]] inline FieldP384 multiply_add(const FieldP384& a,
                                                     const FieldP384& b,
                                                     const FieldP384& c,
                                                     const FieldP384& d) {
    Vector column[16];
    clear(column);
    add_product(column, a.limb, b.limb);
    add_product(column, c.limb, d.limb);
    return reduced(column);
}

/// Words below 2^384, as the table of the base point has them.
[[gnu::always_inline]] inline FieldP384 from_words(const Vector (&w)[6],
                                                   const FieldP384& /*kind*/) {
    return cut<FieldP384>(w);
}

}  // namespace vitrine::crypto::ec::vector

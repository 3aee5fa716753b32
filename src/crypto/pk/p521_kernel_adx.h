// The field of P-521 with MULX: products column by column, three words of a column in registers; a
// square takes each mixed product once. p = 2^521 - 1, so what lies above bit 521 is added at the
// bottom. Montgomery's form as in ec_field.h: the results are the portable ones bit for bit. For
// kernel files (*_adx.cpp) only.
#pragma once

#include "crypto/bignum/column_adx.h"
#include "crypto/pk/ec_kernel_adx.h"

namespace vitrine::crypto::ec::adx {

using Words9 = Limbs<Word, 9>;
using Words18 = Limbs<Word, 18>;

using bignum::adx::Column;
using bignum::adx::each_index;

[[gnu::always_inline]] inline Words18 product9(const Words9& a, const Words9& b) {
    Words18 t;
    Column column;
    each_index<17>([&](auto k) __attribute__((always_inline)) {
        each_index<9>([&](auto i) __attribute__((always_inline)) {
            if constexpr (i <= k && k - i < 9) column.add_product(a[i], b[k - i]);
        });
        t[k] = column.take();
    });
    t[17] = column.take();
    return t;
}

[[gnu::always_inline]] inline Words18 square9(const Words9& a) {
    Words18 t;
    Column column;
    each_index<17>([&](auto k) __attribute__((always_inline)) {
        Column mixed;
        each_index<9>([&](auto i) __attribute__((always_inline)) {
            if constexpr (i < k && k - i < 9 && i < k - i) mixed.add_product(a[i], a[k - i]);
        });
        column.add_twice(mixed);
        if constexpr (k % 2 == 0) column.add_product(a[k / 2], a[k / 2]);
        t[k] = column.take();
    });
    t[17] = column.take();
    return t;
}

/// r += b, nine words kept in registers.
[[gnu::always_inline]] inline void add9(Words9& r, const Words9& b) {
    asm("addq (%[b]), %[r0]\n\t"
        "adcq 8(%[b]), %[r1]\n\t"
        "adcq 16(%[b]), %[r2]\n\t"
        "adcq 24(%[b]), %[r3]\n\t"
        "adcq 32(%[b]), %[r4]\n\t"
        "adcq 40(%[b]), %[r5]\n\t"
        "adcq 48(%[b]), %[r6]\n\t"
        "adcq 56(%[b]), %[r7]\n\t"
        "adcq 64(%[b]), %[r8]\n\t"
        : [r0] "+&r"(r[0]), [r1] "+&r"(r[1]), [r2] "+&r"(r[2]), [r3] "+&r"(r[3]), [r4] "+&r"(r[4]),
          [r5] "+&r"(r[5]), [r6] "+&r"(r[6]), [r7] "+&r"(r[7]), [r8] "+&r"(r[8])
        : [b] "r"(b.data()), "m"(b)
        : "cc");
}
/// r += word.
[[gnu::always_inline]] inline void add1(Words9& r, Word word) {
    asm("addq %[w], %[r0]\n\t"
        "adcq $0, %[r1]\n\t"
        "adcq $0, %[r2]\n\t"
        "adcq $0, %[r3]\n\t"
        "adcq $0, %[r4]\n\t"
        "adcq $0, %[r5]\n\t"
        "adcq $0, %[r6]\n\t"
        "adcq $0, %[r7]\n\t"
        "adcq $0, %[r8]\n\t"
        : [r0] "+&r"(r[0]), [r1] "+&r"(r[1]), [r2] "+&r"(r[2]), [r3] "+&r"(r[3]), [r4] "+&r"(r[4]),
          [r5] "+&r"(r[5]), [r6] "+&r"(r[6]), [r7] "+&r"(r[7]), [r8] "+&r"(r[8])
        : [w] "r"(word)
        : "cc");
}

/// Below 2 p, less p if it is not below p: then r + 1 reaches 2^521, and what is above bit 521 goes
/// back to the bottom.
[[gnu::always_inline]] inline void less_p521(Words9& r) {
    const Word all = r[0] & r[1] & r[2] & r[3] & r[4] & r[5] & r[6] & r[7];
    const Word ones = ct::is_zero(~all).u64() & 1;
    add1(r, (r[8] + ones) >> 9);
    r[8] &= 0x1ff;
}

/// t over 2^576 modulo p. The quotient of each step is the lowest word itself, and q p + q =
/// q 2^521: the low half comes back nine bits up, eight words higher; word 8 has its part of that
/// before its own turn.
[[gnu::always_inline]] inline Words9 reduce_p521(const Words18& t) {
    const u128 eighth = static_cast<u128>(t[8]) + (t[0] << 9);
    const Word t8 = static_cast<Word>(eighth);
    Words9 up;
    for (std::size_t i = 0; i < 7; ++i) up[i] = (t[i + 1] << 9) | (t[i] >> 55);
    up[7] = (t8 << 9) | (t[7] >> 55);
    up[8] = t8 >> 55;
    Words9 r{t[9], t[10], t[11], t[12], t[13], t[14], t[15], t[16], t[17]};
    add9(r, up);
    add1(r, static_cast<Word>(eighth >> 64));
    less_p521(r);
    return r;
}

/// Kernel, but for the prime of P-521.
struct P521Kernel : Kernel {
    template <class Modulus>
    [[gnu::noinline]] static Words9 multiply(const Words9& a,
                                             const Words9& b,
                                             const Words9& m,
                                             Word m_inverse) {
        if constexpr (Modulus::kModulus == P521::Prime::kModulus) {
            return reduce_p521(product9(a, b));
        } else {
            return Kernel::multiply<Modulus>(a, b, m, m_inverse);
        }
    }

    template <class Modulus>
    [[gnu::noinline]] static Words9 square(const Words9& a, const Words9& m, Word m_inverse) {
        if constexpr (Modulus::kModulus == P521::Prime::kModulus) {
            return reduce_p521(square9(a));
        } else {
            return Kernel::multiply<Modulus>(a, a, m, m_inverse);
        }
    }

    template <class Modulus>
    static Words9 add(const Words9& a, const Words9& b, const Words9& m) {
        if constexpr (Modulus::kModulus == P521::Prime::kModulus) {
            Words9 r = a;
            add9(r, b);
            less_p521(r);
            return r;
        } else {
            return Kernel::add<Modulus>(a, b, m);
        }
    }
    /// a + p - b, where p - b turns every bit of b over.
    template <class Modulus>
    static Words9 subtract(const Words9& a, const Words9& b, const Words9& m) {
        if constexpr (Modulus::kModulus == P521::Prime::kModulus) {
            Words9 negative;
            for (std::size_t i = 0; i < 9; ++i) negative[i] = b[i] ^ m[i];
            return add<Modulus>(a, negative, m);
        } else {
            return Kernel::subtract<Modulus>(a, b, m);
        }
    }
};

}  // namespace vitrine::crypto::ec::adx

// The field of P-256 with MULX, ADCX and ADOX: a product of eight words, then the lower four
// reduced two at a time. p = 2^256 - 2^224 + 2^192 + 2^96 - 1, so the quotients are the words
// themselves, a shift added. In inline assembly, since compilers keep neither two carry chains nor
// one long one. Montgomery's form as in ec_field.h: the results are the portable ones bit for bit.
// For kernel files (*_adx.cpp) only.
#pragma once

#include "crypto/pk/ec_kernel_adx.h"
#include "crypto/pk/ec_table.h"
#include "crypto/pk/four_words_adx.h"

namespace vitrine::crypto::ec::adx {

using Words8 = Limbs<Word, 8>;

/// (t0 ... t4) = a b.
[[gnu::always_inline]] inline void first_row(Words8& t, const Words4& a, Word b) {
    Word low;
    asm("mulxq (%[a]), %[t0], %[t1]\n\t"
        "mulxq 8(%[a]), %[lo], %[t2]\n\t"
        "addq %[lo], %[t1]\n\t"
        "mulxq 16(%[a]), %[lo], %[t3]\n\t"
        "adcq %[lo], %[t2]\n\t"
        "mulxq 24(%[a]), %[lo], %[t4]\n\t"
        "adcq %[lo], %[t3]\n\t"
        "adcq $0, %[t4]\n\t"
        : [t0] "=&r"(t[0]), [t1] "=&r"(t[1]), [t2] "=&r"(t[2]), [t3] "=&r"(t[3]), [t4] "=&r"(t[4]),
          [lo] "=&r"(low)
        : [a] "r"(a.data()), "d"(b), "m"(a)
        : "cc");
}

/// (t0 ... t3) from word I on += a b; t4 is what comes out at the top.
template <std::size_t I>
[[gnu::always_inline]] inline void next_row(Words8& t, const Words4& a, Word b) {
    Word low, high;
    asm("xorl %k[t4], %k[t4]\n\t"
        "mulxq (%[a]), %[lo], %[hi]\n\t"
        "adcxq %[lo], %[t0]\n\t"
        "adoxq %[hi], %[t1]\n\t"
        "mulxq 8(%[a]), %[lo], %[hi]\n\t"
        "adcxq %[lo], %[t1]\n\t"
        "adoxq %[hi], %[t2]\n\t"
        "mulxq 16(%[a]), %[lo], %[hi]\n\t"
        "adcxq %[lo], %[t2]\n\t"
        "adoxq %[hi], %[t3]\n\t"
        "mulxq 24(%[a]), %[lo], %[hi]\n\t"
        "adcxq %[lo], %[t3]\n\t"
        "adoxq %[hi], %[t4]\n\t"
        "adcq $0, %[t4]\n\t"
        : [t0] "+&r"(t[I]), [t1] "+&r"(t[I + 1]), [t2] "+&r"(t[I + 2]), [t3] "+&r"(t[I + 3]),
          [t4] "=&r"(t[I + 4]), [lo] "=&r"(low), [hi] "=&r"(high)
        : [a] "r"(a.data()), "d"(b), "m"(a)
        : "cc");
}

/// The products a_i a_j with i < j, in t1 ... t6.
[[gnu::always_inline]] inline void mixed_squares(Words8& t, const Words4& a) {
    Word low, high;
    asm("movq (%[a]), %%rdx\n\t"
        "mulxq 8(%[a]), %[t1], %[t2]\n\t"
        "mulxq 16(%[a]), %[lo], %[t3]\n\t"
        "addq %[lo], %[t2]\n\t"
        "mulxq 24(%[a]), %[lo], %[t4]\n\t"
        "adcq %[lo], %[t3]\n\t"
        "adcq $0, %[t4]\n\t"
        "movq 8(%[a]), %%rdx\n\t"
        "xorl %k[t6], %k[t6]\n\t"
        "mulxq 16(%[a]), %[lo], %[hi]\n\t"
        "adcxq %[lo], %[t3]\n\t"
        "adoxq %[hi], %[t4]\n\t"
        "mulxq 24(%[a]), %[lo], %[t5]\n\t"
        "adcxq %[lo], %[t4]\n\t"
        "adoxq %[t6], %[t5]\n\t"
        "movq 16(%[a]), %%rdx\n\t"
        "mulxq 24(%[a]), %[lo], %[hi]\n\t"
        "adcxq %[lo], %[t5]\n\t"
        "adcxq %[hi], %[t6]\n\t"
        : [t1] "=&r"(t[1]), [t2] "=&r"(t[2]), [t3] "=&r"(t[3]), [t4] "=&r"(t[4]), [t5] "=&r"(t[5]),
          [t6] "=&r"(t[6]), [lo] "=&r"(low), [hi] "=&r"(high)
        : [a] "r"(a.data()), "m"(a)
        : "rdx", "cc");
}

/// 2 t + the squares a_i^2, into t0 ... t7.
[[gnu::always_inline]] inline void add_squares(Words8& t, const Words4& a) {
    Word low, high;
    asm("xorl %k[t7], %k[t7]\n\t"
        "movq (%[a]), %%rdx\n\t"
        "mulxq %%rdx, %[t0], %[hi]\n\t"
        "adcxq %[t1], %[t1]\n\t"
        "adoxq %[hi], %[t1]\n\t"
        "movq 8(%[a]), %%rdx\n\t"
        "mulxq %%rdx, %[lo], %[hi]\n\t"
        "adcxq %[t2], %[t2]\n\t"
        "adoxq %[lo], %[t2]\n\t"
        "adcxq %[t3], %[t3]\n\t"
        "adoxq %[hi], %[t3]\n\t"
        "movq 16(%[a]), %%rdx\n\t"
        "mulxq %%rdx, %[lo], %[hi]\n\t"
        "adcxq %[t4], %[t4]\n\t"
        "adoxq %[lo], %[t4]\n\t"
        "adcxq %[t5], %[t5]\n\t"
        "adoxq %[hi], %[t5]\n\t"
        "movq 24(%[a]), %%rdx\n\t"
        "mulxq %%rdx, %[lo], %[hi]\n\t"
        "adcxq %[t6], %[t6]\n\t"
        "adoxq %[lo], %[t6]\n\t"
        "adcxq %[t7], %[t7]\n\t"
        "adoxq %[hi], %[t7]\n\t"
        : [t0] "=&r"(t[0]), [t1] "+&r"(t[1]), [t2] "+&r"(t[2]), [t3] "+&r"(t[3]), [t4] "+&r"(t[4]),
          [t5] "+&r"(t[5]), [t6] "+&r"(t[6]), [t7] "=&r"(t[7]), [lo] "=&r"(low), [hi] "=&r"(high)
        : [a] "r"(a.data()), "m"(a)
        : "rdx", "cc");
}

/// (t3 ... t0) becomes (u1 u0 t3 t2): q = q1 2^64 + q0 times p is added, and the lower half, now
/// zero, dropped. q0 = t0, q1 = t1 + q0 2^32; q (2^96 - 1) takes two shifts, q p3 2^192 two
/// products.
[[gnu::always_inline]] inline void reduce_two(
    Word t0, Word t1, Word& t2, Word& t3, Word& u0, Word& u1) {
    const Word shifted = t0 << 32;
    const Word q1 = t1 + shifted;
    const Word middle = (t0 >> 32) | (q1 << 32);
    const Word high = q1 >> 32;
    Word d0, low;
    asm("mulxq %[p3], %[d0], %[u0]\n\t"
        "movq %[q1], %%rdx\n\t"
        "mulxq %[p3], %[lo], %[u1]\n\t"
        "addq %[sh], %[t1]\n\t"
        "adcq %[mid], %[t2]\n\t"
        "adcq %[h], %[t3]\n\t"
        "adcq %[lo], %[u0]\n\t"
        "adcq $0, %[u1]\n\t"
        "addq %[d0], %[t3]\n\t"
        "adcq $0, %[u0]\n\t"
        "adcq $0, %[u1]\n\t"
        : [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [u0] "=&r"(u0), [u1] "=&r"(u1),
          [d0] "=&r"(d0), [lo] "=&r"(low), "+&d"(t0)
        : [p3] "rm"(P256::Prime::kModulus[3]), [q1] "r"(q1), [sh] "r"(shifted), [mid] "r"(middle),
          [h] "r"(high)
        : "cc");
}

/// t over 2^256 modulo p.
[[gnu::always_inline]] inline Words4 reduce_p256(Words8 t) {
    Word u0, u1, u2, u3, carry = 0;
    reduce_two(t[0], t[1], t[2], t[3], u0, u1);
    reduce_two(t[2], t[3], u0, u1, u2, u3);
    asm("addq %[t4], %[u0]\n\t"
        "adcq %[t5], %[u1]\n\t"
        "adcq %[t6], %[u2]\n\t"
        "adcq %[t7], %[u3]\n\t"
        "adcq $0, %[c]\n\t"
        : [u0] "+&r"(u0), [u1] "+&r"(u1), [u2] "+&r"(u2), [u3] "+&r"(u3), [c] "+&r"(carry)
        : [t4] "r"(t[4]), [t5] "r"(t[5]), [t6] "r"(t[6]), [t7] "r"(t[7])
        : "cc");
    return FourWords::less_modulus(u0, u1, u2, u3, carry, P256::Prime::kModulus);
}

/// Kernel, but for the prime of P-256. Products stand out of line: inlined, a point's addition
/// would not fit the processor's cache of decoded instructions.
struct P256Kernel : Kernel {
    template <class Modulus>
    [[gnu::noinline]] static Words4 multiply(const Words4& a,
                                             const Words4& b,
                                             const Words4& m,
                                             Word m_inverse) {
        if constexpr (Modulus::kModulus == P256::Prime::kModulus) {
            Words8 t;
            first_row(t, a, b[0]);
            next_row<1>(t, a, b[1]);
            next_row<2>(t, a, b[2]);
            next_row<3>(t, a, b[3]);
            return reduce_p256(t);
        } else {
            return Kernel::multiply<Modulus>(a, b, m, m_inverse);
        }
    }

    template <class Modulus>
    [[gnu::noinline]] static Words4 square(const Words4& a, const Words4& m, Word m_inverse) {
        if constexpr (Modulus::kModulus == P256::Prime::kModulus) {
            Words8 t;
            mixed_squares(t, a);
            add_squares(t, a);
            return reduce_p256(t);
        } else {
            return Kernel::multiply<Modulus>(a, a, m, m_inverse);
        }
    }

    template <class Modulus>
    static Words4 add(const Words4& a, const Words4& b, const Words4& m) {
        return FourWords::add(a, b, m);
    }
    template <class Modulus>
    static Words4 subtract(const Words4& a, const Words4& b, const Words4& m) {
        return FourWords::subtract(a, b, m);
    }
    template <class Modulus>
    static Words4 halve(const Words4& a, const Words4& m) {
        return FourWords::halve(a, m);
    }

    template <class Entry, std::size_t N>
    static Entry entry(const std::array<Entry, N>& table, std::uint32_t magnitude) {
        static_assert(sizeof(Entry) == 64 || sizeof(Entry) == 96);
        Entry r;
        const auto pick = sizeof(Entry) == 64 ? table_entry_of_8 : table_entry_of_12;
        pick(reinterpret_cast<const Word*>(table.data()), N, magnitude,
             reinterpret_cast<Word*>(&r));
        return r;
    }
};

}  // namespace vitrine::crypto::ec::adx

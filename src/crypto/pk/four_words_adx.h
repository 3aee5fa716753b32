// Sums, differences and halves modulo a number of four words, in inline assembly: compilers do not
// keep a chain of carries. Twin of PortableKernel's in ec_field.h. For kernel files (*_adx.cpp)
// only.
#pragma once

#include "crypto/pk/ec_limbs.h"

namespace vitrine::crypto::ec::adx {

using Word = std::uint64_t;
using Words4 = Limbs<Word, 4>;

struct FourWords {
    /// (high, t) less m if that is not negative.
    [[gnu::always_inline]] static Words4 less_modulus(
        Word t0, Word t1, Word t2, Word t3, Word high, const Limbs<Word, 4>& m) {
        Word r0 = t0, r1 = t1, r2 = t2, r3 = t3;
        asm("subq %[m0], %[r0]\n\t"
            "sbbq %[m1], %[r1]\n\t"
            "sbbq %[m2], %[r2]\n\t"
            "sbbq %[m3], %[r3]\n\t"
            "sbbq $0, %[h]\n\t"
            "cmovcq %[t0], %[r0]\n\t"
            "cmovcq %[t1], %[r1]\n\t"
            "cmovcq %[t2], %[r2]\n\t"
            "cmovcq %[t3], %[r3]\n\t"
            : [r0] "+&r"(r0), [r1] "+&r"(r1), [r2] "+&r"(r2), [r3] "+&r"(r3), [h] "+&r"(high)
            : [t0] "r"(t0), [t1] "r"(t1), [t2] "r"(t2), [t3] "r"(t3), [m0] "rme"(m[0]),
              [m1] "rme"(m[1]), [m2] "rme"(m[2]), [m3] "rme"(m[3])
            : "cc");
        return {r0, r1, r2, r3};
    }

    static Words4 add(const Words4& a, const Words4& b, const Words4& m) {
        Word t0 = a[0], t1 = a[1], t2 = a[2], t3 = a[3], high = 0;
        asm("addq %[b0], %[t0]\n\t"
            "adcq %[b1], %[t1]\n\t"
            "adcq %[b2], %[t2]\n\t"
            "adcq %[b3], %[t3]\n\t"
            "adcq $0, %[h]\n\t"
            : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [h] "+&r"(high)
            : [b0] "m"(b[0]), [b1] "m"(b[1]), [b2] "m"(b[2]), [b3] "m"(b[3])
            : "cc");
        return less_modulus(t0, t1, t2, t3, high, m);
    }

    /// The modulus is added back where the difference is negative.
    static Words4 subtract(const Words4& a, const Words4& b, const Words4& m) {
        Word t0 = a[0], t1 = a[1], t2 = a[2], t3 = a[3];
        Word m0 = m[0], m1 = m[1], m2 = m[2], m3 = m[3], none = 0;
        asm("subq %[b0], %[t0]\n\t"
            "sbbq %[b1], %[t1]\n\t"
            "sbbq %[b2], %[t2]\n\t"
            "sbbq %[b3], %[t3]\n\t"
            "cmovncq %[z], %[m0]\n\t"
            "cmovncq %[z], %[m1]\n\t"
            "cmovncq %[z], %[m2]\n\t"
            "cmovncq %[z], %[m3]\n\t"
            "addq %[m0], %[t0]\n\t"
            "adcq %[m1], %[t1]\n\t"
            "adcq %[m2], %[t2]\n\t"
            "adcq %[m3], %[t3]\n\t"
            : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [m0] "+&r"(m0),
              [m1] "+&r"(m1), [m2] "+&r"(m2), [m3] "+&r"(m3)
            : [b0] "m"(b[0]), [b1] "m"(b[1]), [b2] "m"(b[2]), [b3] "m"(b[3]), [z] "r"(none)
            : "cc");
        return {t0, t1, t2, t3};
    }

    static Words4 halve(const Words4& a, const Words4& m) {
        Word t0 = a[0], t1 = a[1], t2 = a[2], t3 = a[3];
        Word m0 = m[0], m1 = m[1], m2 = m[2], m3 = m[3], none = 0;
        asm("testq $1, %[t0]\n\t"
            "cmovzq %[z], %[m0]\n\t"
            "cmovzq %[z], %[m1]\n\t"
            "cmovzq %[z], %[m2]\n\t"
            "cmovzq %[z], %[m3]\n\t"
            "addq %[m0], %[t0]\n\t"
            "adcq %[m1], %[t1]\n\t"
            "adcq %[m2], %[t2]\n\t"
            "adcq %[m3], %[t3]\n\t"
            "adcq %[z], %[z]\n\t"
            "shrdq $1, %[t1], %[t0]\n\t"
            "shrdq $1, %[t2], %[t1]\n\t"
            "shrdq $1, %[t3], %[t2]\n\t"
            "shrdq $1, %[z], %[t3]\n\t"
            : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [m0] "+&r"(m0),
              [m1] "+&r"(m1), [m2] "+&r"(m2), [m3] "+&r"(m3), [z] "+&r"(none)
            :
            : "cc");
        return {t0, t1, t2, t3};
    }
};

}  // namespace vitrine::crypto::ec::adx

// What products of big numbers are made of where MULX, ADCX and ADOX are there: a row of eight
// products, added on two chains of carries at once, and sums of eight words on one. In inline
// assembly, since compilers do not keep two carries alive. For kernel files (*_adx.cpp) only. Read
// next: bignum/products_adx.h.
#pragma once

#include <array>

#include "crypto/bignum/column_adx.h"

namespace vitrine::crypto::bignum::adx {

using Eight = std::array<Word, 8>;

[[gnu::always_inline]] inline Eight load8(const Word* from) {
    return {from[0], from[1], from[2], from[3], from[4], from[5], from[6], from[7]};
}
[[gnu::always_inline]] inline void store8(Word* to, const Eight& t) {
    for (std::size_t i = 0; i < 8; ++i) to[i] = t[i];
}

/// t + (a[0] ... a[7]) * b: the lowest word is returned, the eight above it are t.
[[gnu::always_inline]] inline Word add_row(Eight& t, const Word* a, Word b) {
    Word low, high, top;
    asm("xorl %k[lo], %k[lo]\n\t"
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
        "mulxq 32(%[a]), %[lo], %[hi]\n\t"
        "adcxq %[lo], %[t4]\n\t"
        "adoxq %[hi], %[t5]\n\t"
        "mulxq 40(%[a]), %[lo], %[hi]\n\t"
        "adcxq %[lo], %[t5]\n\t"
        "adoxq %[hi], %[t6]\n\t"
        "mulxq 48(%[a]), %[lo], %[hi]\n\t"
        "adcxq %[lo], %[t6]\n\t"
        "adoxq %[hi], %[t7]\n\t"
        "mulxq 56(%[a]), %[lo], %[top]\n\t"
        "movl $0, %k[hi]\n\t"
        "adcxq %[lo], %[t7]\n\t"
        "adoxq %[hi], %[top]\n\t"
        "adcxq %[hi], %[top]\n\t"
        : [t0] "+&r"(t[0]), [t1] "+&r"(t[1]), [t2] "+&r"(t[2]), [t3] "+&r"(t[3]), [t4] "+&r"(t[4]),
          [t5] "+&r"(t[5]), [t6] "+&r"(t[6]), [t7] "+&r"(t[7]), [top] "=&r"(top), [lo] "=&r"(low),
          [hi] "=&r"(high)
        : [a] "r"(a), "d"(b), "m"(*reinterpret_cast<const Word(*)[8]>(a))
        : "cc");
    const Word lowest = t[0];
    t = {t[1], t[2], t[3], t[4], t[5], t[6], t[7], top};
    return lowest;
}

/// t += (m[0] ... m[7]) + carry, a bit; carry becomes the bit above.
[[gnu::always_inline]] inline void add_eight(Eight& t, const Word* m, Word& carry) {
    asm("addq $-1, %[c]\n\t"
        "adcq (%[m]), %[t0]\n\t"
        "adcq 8(%[m]), %[t1]\n\t"
        "adcq 16(%[m]), %[t2]\n\t"
        "adcq 24(%[m]), %[t3]\n\t"
        "adcq 32(%[m]), %[t4]\n\t"
        "adcq 40(%[m]), %[t5]\n\t"
        "adcq 48(%[m]), %[t6]\n\t"
        "adcq 56(%[m]), %[t7]\n\t"
        "movl $0, %k[c]\n\t"
        "adcq $0, %[c]\n\t"
        : [t0] "+&r"(t[0]), [t1] "+&r"(t[1]), [t2] "+&r"(t[2]), [t3] "+&r"(t[3]), [t4] "+&r"(t[4]),
          [t5] "+&r"(t[5]), [t6] "+&r"(t[6]), [t7] "+&r"(t[7]), [c] "+&r"(carry)
        : [m] "r"(m), "m"(*reinterpret_cast<const Word(*)[8]>(m))
        : "cc");
}

/// t += carry, a bit that does not get out at the top.
[[gnu::always_inline]] inline void add_bit(Eight& t, Word carry) {
    asm("addq %[c], %[t0]\n\t"
        "adcq $0, %[t1]\n\t"
        "adcq $0, %[t2]\n\t"
        "adcq $0, %[t3]\n\t"
        "adcq $0, %[t4]\n\t"
        "adcq $0, %[t5]\n\t"
        "adcq $0, %[t6]\n\t"
        "adcq $0, %[t7]\n\t"
        : [t0] "+&r"(t[0]), [t1] "+&r"(t[1]), [t2] "+&r"(t[2]), [t3] "+&r"(t[3]), [t4] "+&r"(t[4]),
          [t5] "+&r"(t[5]), [t6] "+&r"(t[6]), [t7] "+&r"(t[7])
        : [c] "r"(carry)
        : "cc");
}

}  // namespace vitrine::crypto::bignum::adx

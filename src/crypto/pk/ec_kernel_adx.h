// Field products with MULX, ADCX and ADOX: 64-bit limbs, two carry chains at once, in inline
// assembly since compilers will not keep two carry flags alive. Montgomery's form as in ec_field.h,
// so the results are the portable ones bit for bit. For kernel files (*_adx.cpp, *_avx512.cpp)
// only.
#pragma once

#include "crypto/pk/ec_curves.h"
#include "crypto/pk/ec_field.h"

namespace vitrine::crypto::ec::adx {

using Word = std::uint64_t;

/// (t0 ... t5) += (a[0] ... a[3]) * b; t5 counts from zero.
[[gnu::always_inline]] inline void add_row4(std::array<Word, 6>& t, const Word* a, Word b) {
    Word low, high;
    asm("xorl %k[t5], %k[t5]\n\t"
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
        "movl $0, %k[lo]\n\t"
        "adcxq %[lo], %[t4]\n\t"
        "adoxq %[lo], %[t5]\n\t"
        "adcxq %[lo], %[t5]\n\t"
        : [t0] "+&r"(t[0]), [t1] "+&r"(t[1]), [t2] "+&r"(t[2]), [t3] "+&r"(t[3]), [t4] "+&r"(t[4]),
          [t5] "=&r"(t[5]), [lo] "=&r"(low), [hi] "=&r"(high)
        : [a] "r"(a), "d"(b), "m"(*reinterpret_cast<const Word(*)[4]>(a))
        : "cc");
}

/// (t0 ... t7) += (a[0] ... a[5]) * b; t7 counts from zero.
[[gnu::always_inline]] inline void add_row6(std::array<Word, 8>& t, const Word* a, Word b) {
    Word low, high;
    asm("xorl %k[t7], %k[t7]\n\t"
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
        "movl $0, %k[lo]\n\t"
        "adcxq %[lo], %[t6]\n\t"
        "adoxq %[lo], %[t7]\n\t"
        "adcxq %[lo], %[t7]\n\t"
        : [t0] "+&r"(t[0]), [t1] "+&r"(t[1]), [t2] "+&r"(t[2]), [t3] "+&r"(t[3]), [t4] "+&r"(t[4]),
          [t5] "+&r"(t[5]), [t6] "+&r"(t[6]), [t7] "=&r"(t[7]), [lo] "=&r"(low), [hi] "=&r"(high)
        : [a] "r"(a), "d"(b), "m"(*reinterpret_cast<const Word(*)[6]>(a))
        : "cc");
}

struct Kernel {
    template <class Modulus>
    static Limbs<Word, 4> multiply(const Limbs<Word, 4>& a,
                                   const Limbs<Word, 4>& b,
                                   const Limbs<Word, 4>& m,
                                   Word m_inverse) {
        std::array<Word, 6> t{};
        for (std::size_t i = 0; i < 4; ++i) {
            add_row4(t, a.data(), b[i]);
            const Word above = t[5];
            add_row4(t, m.data(), t[0] * m_inverse);
            t = {t[1], t[2], t[3], t[4], t[5] + above, 0};
        }
        return subtract_once(Limbs<Word, 4>{t[0], t[1], t[2], t[3]}, t[4], m);
    }

    template <class Modulus>
    static Limbs<Word, 6> multiply(const Limbs<Word, 6>& a,
                                   const Limbs<Word, 6>& b,
                                   const Limbs<Word, 6>& m,
                                   Word m_inverse) {
        std::array<Word, 8> t{};
        for (std::size_t i = 0; i < 6; ++i) {
            add_row6(t, a.data(), b[i]);
            const Word above = t[7];
            add_row6(t, m.data(), t[0] * m_inverse);
            t = {t[1], t[2], t[3], t[4], t[5], t[6], t[7] + above, 0};
        }
        return subtract_once(Limbs<Word, 6>{t[0], t[1], t[2], t[3], t[4], t[5]}, t[6], m);
    }

    template <class Modulus>
    static Limbs<Word, 9> multiply(const Limbs<Word, 9>& a,
                                   const Limbs<Word, 9>& b,
                                   const Limbs<Word, 9>& m,
                                   Word m_inverse) {
        return PortableKernel::multiply<Modulus>(a, b, m, m_inverse);
    }

    template <class Modulus, std::size_t N>
    static Limbs<Word, N> square(const Limbs<Word, N>& a, const Limbs<Word, N>& m, Word m_inverse) {
        return multiply<Modulus>(a, a, m, m_inverse);
    }

    template <class Modulus, std::size_t N>
    static Limbs<Word, N> add(const Limbs<Word, N>& a,
                              const Limbs<Word, N>& b,
                              const Limbs<Word, N>& m) {
        return PortableKernel::add<Modulus>(a, b, m);
    }
    template <class Modulus, std::size_t N>
    static Limbs<Word, N> subtract(const Limbs<Word, N>& a,
                                   const Limbs<Word, N>& b,
                                   const Limbs<Word, N>& m) {
        return PortableKernel::subtract<Modulus>(a, b, m);
    }

    template <class Modulus, std::size_t N>
    static Limbs<Word, N> halve(const Limbs<Word, N>& a, const Limbs<Word, N>& m) {
        return PortableKernel::halve<Modulus>(a, m);
    }

    template <class Entry, std::size_t N>
    static Entry entry(const std::array<Entry, N>& table, std::uint32_t magnitude) {
        return PortableKernel::entry(table, magnitude);
    }
};

}  // namespace vitrine::crypto::ec::adx

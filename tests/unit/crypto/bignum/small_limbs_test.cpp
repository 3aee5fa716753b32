// The arithmetic of big numbers with limbs of eight bits, where plain integers can check all of
// it: every pair of one limb, every pair under small moduli of two limbs, and beyond that every
// number beside those at the limbs' edges.
#include <gtest/gtest.h>

#include <vector>

#include "crypto/bignum/inverse.h"
#include "crypto/bignum/limbs.h"
#include "crypto/bignum/montgomery.h"

namespace vitrine::crypto::bignum {
namespace {

using Byte = std::uint8_t;

/// A number of two limbs.
struct Two {
    Two() = default;
    explicit Two(unsigned value) : limbs{static_cast<Byte>(value), static_cast<Byte>(value >> 8)} {}
    [[nodiscard]] unsigned value() const { return limbs[0] + 256U * limbs[1]; }
    Byte limbs[2] = {0, 0};
};

TEST(SmallLimbs, EveryPairOfOneLimb) {
    for (unsigned a = 0; a < 256; ++a) {
        for (unsigned b = 0; b < 256; ++b) {
            const Byte x = static_cast<Byte>(a);
            const Byte y = static_cast<Byte>(b);
            Byte r = 0;
            ASSERT_EQ(add(&r, &x, &y, 1) * 256U + r, a + b);
            const Byte borrow = sub(&r, &x, &y, 1);
            ASSERT_EQ(r + b, a + 256U * borrow);
            Byte product[2];
            mul(product, &x, 1, &y, 1);
            ASSERT_EQ(product[0] + 256U * product[1], a * b);
            ASSERT_EQ(ct::declassify(less(&x, &y, 1), "a test"), a < b);
            ASSERT_EQ(ct::declassify(equal(&x, &y, 1), "a test"), a == b);
            ASSERT_EQ(ct::declassify(equal_to(&x, y, 1), "a test"), a == b);
            for (unsigned c = 0; c < 256; ++c) {
                r = static_cast<Byte>(c);
                const Byte carry = mul_add(&r, &x, y, 1);
                ASSERT_EQ(carry * 256U + r, a * b + c);
            }
        }
    }
}

/// Numbers of two limbs around which carries and borrows happen.
std::vector<unsigned> edges() {
    std::vector<unsigned> found;
    for (const unsigned high : {0U, 1U, 2U, 127U, 128U, 129U, 254U, 255U}) {
        for (const unsigned low : {0U, 1U, 2U, 127U, 128U, 129U, 254U, 255U})
            found.push_back(256 * high + low);
    }
    return found;
}

TEST(SmallLimbs, EveryNumberOfTwoLimbsBesideEveryEdge) {
    for (const unsigned b : edges()) {
        const Two y(b);
        for (unsigned a = 0; a < 65536; ++a) {
            const Two x(a);
            Two r;
            const unsigned carry = add(r.limbs, x.limbs, y.limbs, 2);
            ASSERT_EQ(carry * 65536 + r.value(), a + b);
            const unsigned borrow = sub(r.limbs, x.limbs, y.limbs, 2);
            ASSERT_EQ(r.value() + b, a + 65536 * borrow);
            Byte product[4];
            mul(product, x.limbs, 2, y.limbs, 2);
            ASSERT_EQ(product[0] + 256U * product[1] + 65536U * product[2] + 16777216U * product[3],
                      a * b);
            ASSERT_EQ(ct::declassify(less(x.limbs, y.limbs, 2), "a test"), a < b);
            ASSERT_EQ(ct::declassify(equal(x.limbs, y.limbs, 2), "a test"), a == b);
        }
    }
}

/// An odd modulus of two limbs, made ready.
struct OddModulus {
    explicit OddModulus(unsigned value) : n(value) {
        std::size_t bits = 0;
        while ((value >> bits) != 0) ++bits;
        m = Modulus<Byte>::make(n.limbs, 2, bits, rr.limbs);
    }
    OddModulus(const OddModulus&) = delete;
    OddModulus& operator=(const OddModulus&) = delete;
    Two n;
    Two rr;
    Modulus<Byte> m;
};

/// a b / R, a b, a - b, all modulo n.
void expect_arithmetic(unsigned a, unsigned b, unsigned n, const Modulus<Byte>& m) {
    const Two x(a);
    const Two y(b);
    Two r;
    mont_mul(r.limbs, x.limbs, y.limbs, m);
    ASSERT_LT(r.value(), n);
    ASSERT_EQ(r.value() * 65536ULL % n, 1ULL * a * b % n) << a << " " << b << " mod " << n;
    mul_mod(r.limbs, x.limbs, y.limbs, m);
    ASSERT_EQ(r.value(), 1ULL * a * b % n) << a << " " << b << " mod " << n;
    if (a < n) {
        mod_sub(r.limbs, x.limbs, y.limbs, m);
        ASSERT_EQ(r.value(), (a + n - b) % n);
    }
}

TEST(SmallLimbs, EveryPairUnderModuliUpTo511) {
    for (unsigned n = 257; n < 512; n += 2) {
        const OddModulus modulus(n);
        for (unsigned a = 0; a < n; ++a) {
            for (unsigned b = 0; b < n; ++b) expect_arithmetic(a, b, n, modulus.m);
        }
        if (HasFatalFailure()) return;
    }
}

TEST(SmallLimbs, EveryFactorUnderTheLargestModuli) {
    for (const unsigned n : {32769U, 65281U, 65535U}) {
        const OddModulus modulus(n);
        for (const unsigned edge : edges()) {
            for (unsigned a = 0; a < 65536; ++a) expect_arithmetic(a, edge % n, n, modulus.m);
        }
        if (HasFatalFailure()) return;
    }
}

TEST(SmallLimbs, NumbersOfThreeLimbsAreReduced) {
    for (const unsigned n : {257U, 32769U, 65281U, 65535U}) {
        const OddModulus modulus(n);
        for (unsigned a = 0; a < 1U << 24; a += 17) {
            const Byte limbs[4] = {static_cast<Byte>(a), static_cast<Byte>(a >> 8),
                                   static_cast<Byte>(a >> 16), 0};
            Two r;
            reduce_double(r.limbs, limbs, modulus.m);
            ASSERT_EQ(r.value(), a % n);
        }
    }
}

TEST(SmallLimbs, PowersUnderModuliOfTwoLimbs) {
    for (unsigned n = 259; n < 65536; n += 5002) {
        const OddModulus modulus(n);
        for (const unsigned a : edges()) {
            unsigned long long expected = 1 % n;
            for (unsigned e = 0; e < 300; ++e) {
                const Two base(a);
                const Two exponent(e);
                Two r;
                exp_secret(r.limbs, base.limbs, exponent.limbs, 9, modulus.m);
                ASSERT_EQ(r.value(), expected) << a << "^" << e << " mod " << n;
                expected = expected * a % n;
            }
        }
    }
}

unsigned common_divisor(unsigned a, unsigned b) {
    while (b != 0) {
        const unsigned rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

TEST(SmallLimbs, EveryInverseUnderLargeModuli) {
    for (const unsigned n : {32769U, 65025U, 65521U, 65535U}) {
        const OddModulus modulus(n);
        for (unsigned a = 0; a < n; ++a) {
            const Two x(a);
            Two r;
            const bool exists = ct::declassify(inverse(r.limbs, x.limbs, modulus.m), "a test");
            ASSERT_EQ(exists, common_divisor(n, a) == 1) << a << " mod " << n;
            if (exists) {
                ASSERT_LT(r.value(), n);
                ASSERT_EQ(1ULL * a * r.value() % n, 1U) << a << " mod " << n;
            }
        }
    }
}

}  // namespace
}  // namespace vitrine::crypto::bignum

#include "crypto/bignum/modexp.h"

#include <gtest/gtest.h>

#include "crypto/bignum/inverse.h"
#include "support/rsa_keys.h"

namespace vitrine::crypto::bignum {
namespace {

using test::Bytes;

TEST(ModExp, EveryBackendAgreesWithEveryVector) {
    for (const auto& block : test::read_vectors("crypto/modexp.txt")) {
        const Bytes modulus = block.bytes("Modulus");
        const Bytes exponent = block.bytes("Exponent");
        const std::size_t bits = bit_length(modulus);
        const std::size_t width = limbs_for(bits);
        Bytes base = block.bytes("Base");
        if (base.size() > width * sizeof(Limb) || bits > kMaxSecretBits ||
            8 * exponent.size() > kMaxSecretBits)
            continue;
        std::array<Limb, kMaxSecretBits / kLimbBits<Limb>> n{}, rr{}, x{}, e{}, r{}, r2{};
        load_be(n.data(), width, modulus);
        load_be(x.data(), width, base);
        load_be(e.data(), e.size(), exponent);
        const auto m = Modulus<Limb>::make(n.data(), width, bits, rr.data());
        for (const ModExpImpl* impl : modexp_impls()) {
            if (!cpu::usable(*impl)) continue;
            SCOPED_TRACE(std::string{impl->name} + ", line " + std::to_string(block.line));
            const ExpJob job{r.data(), x.data(), e.data(), 8 * exponent.size(), &m};
            const ExpJob twin{r2.data(), x.data(), e.data(), 8 * exponent.size(), &m};
            Bytes out(modulus.size());
            impl->exp(job);
            store_be(MutByteView{out}, r.data(), width);
            Bytes expected = block.bytes("Output");
            expected.insert(expected.begin(), out.size() - expected.size(), 0);
            EXPECT_EQ(out, expected);
            r.fill(0);
            impl->exp_pair(job, twin);
            EXPECT_EQ(r, r2);
            store_be(MutByteView{out}, r.data(), width);
            EXPECT_EQ(out, expected);
            std::array<Limb, kMaxSecretBits / kLimbBits<Limb>> power = r, product{},
                                                               expected_product{};
            impl->multiply(product.data(), x.data(), power.data(), m);
            mul_mod(expected_product.data(), x.data(), power.data(), m);
            EXPECT_EQ(product, expected_product);
            const ExpJob other{nullptr, power.data(), e.data(), 8 * exponent.size(), &m};
            std::array<Limb, kMaxSecretBits / kLimbBits<Limb>> second{};
            exp_secret(second.data(), power.data(), e.data(), 8 * exponent.size(), m);
            mul_mod(expected_product.data(), power.data(), second.data(), m);
            impl->two_powers_vartime(product.data(), job, other);
            EXPECT_EQ(product, expected_product);
            if (bit_length(exponent) >= 1 && bit_length(exponent) <= 64) {
                impl->exp_public(r.data(), x.data(), e[0], m);
                store_be(MutByteView{out}, r.data(), width);
                EXPECT_EQ(out, expected);
            }
        }
    }
}

// With limbs of 8 bits every case can be tried; the expected values come from the processor's own
// division.
TEST(Montgomery, IsRightForEveryOddModulusOfOneLimb) {
    for (unsigned n = 3; n < 256; n += 2) {
        const auto modulus = static_cast<std::uint8_t>(n);
        std::uint8_t rr = 0;
        const std::size_t bits = bit_length(Bytes{modulus});
        const auto m = Modulus<std::uint8_t>::make(&modulus, 1, bits, &rr);
        ASSERT_EQ(rr, 256U * 256U % n);
        for (unsigned a = 0; a < 256; ++a) {
            const auto x = static_cast<std::uint8_t>(a);
            for (unsigned b = 0; b < n; ++b) {
                const auto y = static_cast<std::uint8_t>(b);
                std::uint8_t product = 0;
                mont_mul(&product, &x, &y, m);
                ASSERT_LT(product, n);
                ASSERT_EQ(product * 256U % n, a * b % n);
            }
        }
    }
}

TEST(Montgomery, PowersAreRightForEveryBaseAndExponentOfOneLimb) {
    for (unsigned n = 3; n < 256; n += 14) {
        const auto modulus = static_cast<std::uint8_t>(n);
        std::uint8_t rr = 0;
        const auto m = Modulus<std::uint8_t>::make(&modulus, 1, bit_length(Bytes{modulus}), &rr);
        for (unsigned a = 0; a < n; ++a) {
            unsigned expected = 1 % n;
            for (unsigned e = 0; e < 256; ++e) {
                const auto x = static_cast<std::uint8_t>(a);
                const auto exponent = static_cast<std::uint8_t>(e);
                std::uint8_t power = 0;
                exp_secret(&power, &x, &exponent, 8, m);
                ASSERT_EQ(power, expected) << a << "^" << e << " mod " << n;
                if (e > 0) {
                    exp_public(&power, &x, e, m);
                    ASSERT_EQ(power, expected);
                }
                expected = expected * a % n;
            }
        }
    }
}

/// The bits of a number, and the number as limbs of 8 bits.
struct Small {
    explicit Small(unsigned value)
        : limbs{static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8)},
          width(value < 256 ? 1 : 2) {
        while ((value >> bits) != 0) ++bits;
    }
    std::uint8_t limbs[2];
    std::size_t width;
    std::size_t bits = 0;
};

TEST(PowerOfTwo, IsRightUnderEveryOddModulusOfTwoLimbs) {
    for (unsigned n = 3; n < 65536; n += 2) {
        const Small small(n);
        const auto m =
            Modulus<std::uint8_t>::make_public_vartime(small.limbs, small.width, small.bits);
        unsigned expected = 1 % n;
        for (std::size_t i = 0; i < 8 * small.width; ++i) expected = 2 * expected % n;
        for (std::size_t e = 8 * small.width; e < 50; ++e) {
            std::uint8_t power[2] = {};
            power_of_two_vartime(power, e, m);
            ASSERT_EQ(power[0] + 256U * power[1], expected) << "2^" << e << " mod " << n;
            expected = 2 * expected % n;
        }
    }
}

TEST(Montgomery, PublicModulusGetsTheSameConstants) {
    for (unsigned n = 3; n < 65536; n += 2) {
        const Small small(n);
        std::uint8_t rr[2] = {}, again[2] = {};
        const auto m = Modulus<std::uint8_t>::make(small.limbs, small.width, small.bits, rr);
        const auto bare =
            Modulus<std::uint8_t>::make_public_vartime(small.limbs, small.width, small.bits);
        EXPECT_EQ(bare.rr, nullptr);
        const auto same = with_rr_vartime(bare, again);
        ASSERT_EQ(Bytes(rr, rr + small.width), Bytes(same.rr, same.rr + small.width)) << n;
        ASSERT_EQ(m.n0, same.n0);
    }
}

TEST(Montgomery, ReducesNumbersOfAnyWidth) {
    for (unsigned n = 3; n < 65536; n += 254) {
        const Small small(n);
        std::uint8_t rr[2] = {};
        const auto m = Modulus<std::uint8_t>::make(small.limbs, small.width, small.bits, rr);
        for (std::uint64_t x = 1; x != 0; x = x << 1 | (x % 3 == 0 ? 1 : 0)) {
            std::uint8_t limbs[8];
            for (std::size_t i = 0; i < 8; ++i) limbs[i] = static_cast<std::uint8_t>(x >> (8 * i));
            for (std::size_t width = 1; width <= 8; ++width) {
                const std::uint64_t part =
                    width == 8 ? x : x & ((std::uint64_t{1} << (8 * width)) - 1);
                std::uint8_t r[2] = {};
                reduce_any(r, limbs, width, m);
                ASSERT_EQ(r[0] + 256U * r[1], part % n) << part << " mod " << n;
            }
            if ((x >> 62) != 0) break;
        }
    }
}

TEST(Montgomery, ReducesEveryDoubleNumberOfOneLimb) {
    for (unsigned n = 3; n < 256; n += 26) {
        const auto modulus = static_cast<std::uint8_t>(n);
        std::uint8_t rr = 0;
        const auto m = Modulus<std::uint8_t>::make(&modulus, 1, bit_length(Bytes{modulus}), &rr);
        for (unsigned a = 0; a < 65536; ++a) {
            const std::uint8_t limbs[] = {static_cast<std::uint8_t>(a),
                                          static_cast<std::uint8_t>(a >> 8)};
            std::uint8_t reduced = 0;
            reduce_double(&reduced, limbs, m);
            ASSERT_EQ(reduced, a % n);
        }
    }
}

unsigned gcd(unsigned a, unsigned b) {
    return b == 0 ? a : gcd(b, a % b);
}

TEST(Inverse, IsRightForEveryNumberUnderEverySmallOddModulus) {
    for (unsigned n = 3; n < 1024; n += 2) {
        const std::uint8_t modulus[] = {static_cast<std::uint8_t>(n),
                                        static_cast<std::uint8_t>(n >> 8)};
        const std::size_t width = n < 256 ? 1 : 2;
        std::uint8_t rr[2] = {};
        std::size_t bits = 0;
        while ((n >> bits) != 0) ++bits;
        const auto m = Modulus<std::uint8_t>::make(modulus, width, bits, rr);
        for (unsigned a = 0; a < n; ++a) {
            const std::uint8_t x[] = {static_cast<std::uint8_t>(a),
                                      static_cast<std::uint8_t>(a >> 8)};
            std::uint8_t r[2] = {};
            const bool coprime = ct::declassify(inverse(r, x, m), "test");
            ASSERT_EQ(coprime, gcd(a, n) == 1) << a << " mod " << n;
            if (coprime) {
                ASSERT_EQ((r[0] + 256U * r[1]) * a % n, 1U) << a << " mod " << n;
            }
        }
    }
}

}  // namespace
}  // namespace vitrine::crypto::bignum

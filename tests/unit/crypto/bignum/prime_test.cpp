#include "crypto/bignum/prime.h"

#include <gtest/gtest.h>

#include "support/rsa_keys.h"

namespace vitrine::crypto::bignum {
namespace {

using test::Bytes;
using Number = std::array<Limb, kMaxSecretBits / kLimbBits<Limb>>;

bool prime(const Bytes& number, std::size_t rounds = 40) {
    auto rng = test::seeded_rng();
    Number n{};
    const std::size_t bits = bit_length(number);
    load_be(n.data(), limbs_for(bits), strip_zeros(number));
    const auto result = is_probable_prime(n.data(), limbs_for(bits), bits, rounds, rng);
    EXPECT_TRUE(result.ok());
    return *result;
}

// Among them Carmichael numbers, Arnault's strong pseudoprimes and composites made for fixed bases.
TEST(Prime, AgreesWithEveryVector) {
    for (const auto& block : test::read_vectors("crypto/primality.txt")) {
        EXPECT_EQ(prime(block.bytes("N")), block.text("Result") == "valid")
            << "line " << block.line << ": " << block.text("Comment");
    }
}

TEST(Prime, IsRightForEverySmallOddNumber) {
    for (unsigned n = 5; n < 3000; n += 2) {
        bool expected = true;
        for (unsigned d = 3; d * d <= n; d += 2) expected = expected && n % d != 0;
        EXPECT_EQ(prime({static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n)}),
                  expected)
            << n;
    }
}

TEST(Prime, ReducesModulo65537) {
    auto rng = test::seeded_rng();
    for (int i = 0; i < 200; ++i) {
        Bytes bytes(static_cast<std::size_t>(8 + i));
        ASSERT_TRUE(rng.fill(bytes).ok());
        if (i % 4 == 0) bytes.assign(bytes.size(), 0xff);
        unsigned long long expected = 0;
        for (const auto byte : bytes) expected = (expected * 256 + byte) % 65537;
        Number n{};
        load_be(n.data(), n.size(), bytes);
        EXPECT_EQ(mod_f4(n.data(), limbs_for(8 * bytes.size())), expected);
    }
}

}  // namespace
}  // namespace vitrine::crypto::bignum

#include <gtest/gtest.h>

#include "crypto/bignum/limbs.h"
#include "crypto/pk/rsa.h"
#include "support/rsa_keys.h"

namespace vitrine::crypto {
namespace {

using test::Bytes;

// RsaPrivateKey::make has checked n = pq, d, dP, dQ and qInv already.
TEST(RsaKeygen, MakesKeysOfTheAskedSizeThatSign) {
    auto rng = test::seeded_rng(7);
    for (const std::size_t bits : {1024U, 1152U, 2048U}) {
        auto key = RsaPrivateKey::generate(bits, rng);
        ASSERT_TRUE(key.ok());
        EXPECT_EQ(key->public_key().modulus_bits(), bits);
        EXPECT_EQ(bignum::bit_length(key->parts().p), bits / 2);
        EXPECT_EQ(bignum::bit_length(key->parts().q), bits / 2);
        const Bytes digest(32, 9);
        Bytes signature(bits / 8);
        ASSERT_TRUE(
            key->sign_pkcs1(RsaDigestKind::digest_info, HashAlg::sha256, digest, rng, signature)
                .ok());
        EXPECT_TRUE(rsa_verify_pkcs1_vartime(key->public_key(), RsaDigestKind::digest_info,
                                             HashAlg::sha256, digest, signature)
                        .ok());
    }
}

// Debian's CVE-2008-0166 and shared primes: the same randomness gives the same key, other gives
// another.
TEST(RsaKeygen, DependsOnRandomnessAlone) {
    const auto modulus = [](std::uint8_t seed) {
        auto rng = test::seeded_rng(seed);
        auto key = RsaPrivateKey::generate(1024, rng);
        EXPECT_TRUE(key.ok());
        const ByteView n = key->public_key().n;
        return Bytes(n.begin(), n.end());
    };
    EXPECT_EQ(modulus(1), modulus(1));
    EXPECT_NE(modulus(1), modulus(2));
}

TEST(RsaKeygen, RefusesOtherSizes) {
    auto rng = test::seeded_rng();
    for (const std::size_t bits : {0U, 512U, 1023U, 1025U, 1090U, 8320U}) {
        EXPECT_EQ(RsaPrivateKey::generate(bits, rng).error().code, ErrorCode::bad_parameters);
    }
}

}  // namespace
}  // namespace vitrine::crypto

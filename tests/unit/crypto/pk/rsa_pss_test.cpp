#include <gtest/gtest.h>

#include "crypto/pk/rsa.h"
#include "support/kernels.h"
#include "support/rsa_keys.h"

namespace vitrine::crypto {
namespace {

using test::Bytes;

TEST(RsaPss, AgreesWithEveryVector) {
    for (const auto& block : test::read_vectors("crypto/rsa_pss_verify.txt")) {
        const Bytes n = block.bytes("N");
        const Bytes e = block.bytes("E");
        const HashAlg alg = test::hash_named(block.text("Hash"));
        const auto salt_len = static_cast<std::size_t>(block.number("SaltLen"));
        const Digest digest = hash(alg, block.bytes("Msg"));
        EXPECT_EQ(
            rsa_verify_pss_vartime({n, e}, alg, salt_len, digest.view(), block.bytes("Signature"))
                .ok(),
            block.text("Result") != "invalid")
            << "line " << block.line << ": " << block.text("Comment");
    }
}

TEST(RsaPss, SignsWhatVerifiesAndNothingElseDoes) {
    test::for_each_cpu_level([] {
        auto rng = test::seeded_rng();
        for (const auto& block : test::read_vectors("crypto/rsa_pkcs1_sign.txt")) {
            const HashAlg alg = test::hash_named(block.text("Hash"));
            auto key = RsaPrivateKey::make(test::RsaKeyBytes{block}.parts());
            ASSERT_TRUE(key.ok());
            const RsaPublicKey pub = key->public_key();
            const std::size_t salt_len = digest_len(alg);
            Bytes digest(salt_len, 0x11);
            Bytes one(pub.modulus_len()), two(pub.modulus_len());
            ASSERT_TRUE(key->sign_pss(alg, digest, rng, one).ok());
            ASSERT_TRUE(key->sign_pss(alg, digest, rng, two).ok());
            EXPECT_NE(one, two) << "the salt is fresh";
            EXPECT_TRUE(rsa_verify_pss_vartime(pub, alg, salt_len, digest, one).ok());
            EXPECT_FALSE(rsa_verify_pss_vartime(pub, alg, salt_len - 1, digest, one).ok());
            EXPECT_FALSE(rsa_verify_pss_vartime(pub, alg, salt_len + 1, digest, one).ok());
            EXPECT_FALSE(
                rsa_verify_pss_vartime(pub, alg, static_cast<std::size_t>(-1), digest, one).ok());
            for (const std::size_t at : {std::size_t{0}, one.size() / 2, one.size() - 1}) {
                Bytes bent = one;
                bent[at] ^= 1;
                EXPECT_EQ(rsa_verify_pss_vartime(pub, alg, salt_len, digest, bent).error().code,
                          ErrorCode::bad_signature);
            }
            EXPECT_EQ(
                rsa_verify_pss_vartime(pub, alg, salt_len, Bytes(salt_len - 1), one).error().code,
                ErrorCode::bad_parameters);
            digest[0] ^= 1;
            EXPECT_FALSE(rsa_verify_pss_vartime(pub, alg, salt_len, digest, one).ok());
        }
    });
}

}  // namespace
}  // namespace vitrine::crypto

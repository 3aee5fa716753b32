// The server's side of RSA key transport: no ciphertext may be told from another (RFC 5246
// §7.4.7.1).
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "crypto/pk/rsa.h"
#include "crypto/pk/rsa_core.h"
#include "support/kernels.h"
#include "support/rsa_keys.h"

namespace vitrine::crypto {
namespace {

using test::Bytes;
using Premaster = std::array<std::uint8_t, 48>;
constexpr std::uint16_t kVersion = 0x0303;

class RsaPremaster : public testing::Test {
  protected:
    RsaPremaster() {
        for (const auto& block : test::read_vectors("crypto/rsa_pkcs1_sign.txt")) {
            if (block.section == "rsa_pkcs1_2048_sig_gen") bytes_.emplace(block);
        }
        auto made = RsaPrivateKey::make(bytes_->parts());
        EXPECT_TRUE(made.ok());
        key_.emplace(*std::move(made));
    }

    /// 00 02 padding 00 03 03 a5..a5, well formed unless a test bends it.
    static Bytes good_block() {
        Bytes block(256, 0x77);
        block[0] = 0;
        block[1] = 2;
        block[256 - 49] = 0;
        std::fill(block.end() - 48, block.end(), std::uint8_t{0xa5});
        block[208] = 3;
        block[209] = 3;
        return block;
    }

    Bytes encrypted(const Bytes& block) {
        Bytes out(256);
        EXPECT_TRUE(rsa_public_op(key_->public_key(), block, out).ok());
        return out;
    }

    Premaster opened(const Bytes& ciphertext, std::uint8_t seed = 1) {
        auto rng = test::seeded_rng(seed);
        Premaster premaster{};
        EXPECT_TRUE(key_->decrypt_premaster(ciphertext, kVersion, rng, premaster).ok());
        return premaster;
    }

    static Premaster expected() {
        Premaster premaster;
        premaster.fill(0xa5);
        premaster[0] = premaster[1] = 3;
        return premaster;
    }

    std::optional<test::RsaKeyBytes> bytes_;
    std::optional<RsaPrivateKey> key_;
};

TEST_F(RsaPremaster, ComesFromAWellFormedBlock) {
    test::for_each_cpu_level([this] { EXPECT_EQ(opened(encrypted(good_block())), expected()); });
}

TEST_F(RsaPremaster, TakesTheVersionOfTheClientHelloWhateverIsInside) {
    Bytes block = good_block();
    block[208] = 2;
    block[209] = 0;
    EXPECT_EQ(opened(encrypted(block)), expected());
}

TEST_F(RsaPremaster, IsRandomForEveryMalformedBlock) {
    std::vector<Bytes> bad;
    const auto bend = [&](std::size_t at, std::uint8_t value) {
        Bytes block = good_block();
        block[at] = value;
        bad.push_back(encrypted(block));
    };
    bend(0, 1);                                                                       // not 00
    for (const int type : {0, 1, 3, 0xff}) bend(1, static_cast<std::uint8_t>(type));  // not 02
    for (std::size_t i = 2; i < 256 - 49; ++i)
        bend(i, 0);                   // premaster too long: the separator comes early
    bend(256 - 49, 1);                // no separator where it must be
    bad.push_back(Bytes(256, 0));     // c = 0
    bad.push_back(Bytes(256, 0xff));  // c >= n
    bad.push_back(bytes_->n);         // c = n
    bad.push_back({});                // other lengths
    bad.push_back(Bytes(255, 1));
    bad.push_back(Bytes(257, 1));
    for (const Bytes& ciphertext : bad) {
        const Premaster one = opened(ciphertext, 1);
        const Premaster two = opened(ciphertext, 2);
        EXPECT_NE(one, two);
        EXPECT_NE(one, expected());
        EXPECT_EQ(one[0], 3);
        EXPECT_EQ(one[1], 3);
    }
}

TEST_F(RsaPremaster, DrawsTheSameRandomnessForGoodAndBad) {
    auto rng_good = test::seeded_rng();
    auto rng_bad = test::seeded_rng();
    Premaster premaster{};
    ASSERT_TRUE(
        key_->decrypt_premaster(encrypted(good_block()), kVersion, rng_good, premaster).ok());
    ASSERT_TRUE(key_->decrypt_premaster(Bytes(3, 9), kVersion, rng_bad, premaster).ok());
    Bytes after_good(32), after_bad(32);
    ASSERT_TRUE(rng_good.fill(after_good).ok());
    ASSERT_TRUE(rng_bad.fill(after_bad).ok());
    EXPECT_EQ(after_good, after_bad);
}

}  // namespace
}  // namespace vitrine::crypto

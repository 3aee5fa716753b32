#include "crypto/kdf/prf_explain.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crypto/mac/hmac.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes explained(const test::VectorBlock& block) {
    const Bytes secret = block.bytes("secret");
    const Bytes seed = block.bytes("seed");
    const std::string& label = block.text("label");
    const std::string& kind = block.text("prf");
    const std::size_t n = block.text("output").size() / 2;
    if (kind == "tls10") return prf_explain(PrfAlg::md5_sha1, secret, label, seed, n).output;
    if (kind == "sha256") return prf_explain(PrfAlg::sha256, secret, label, seed, n).output;
    if (kind == "sha384") return prf_explain(PrfAlg::sha384, secret, label, seed, n).output;
    const HashAlg hash = kind == "sha224" ? HashAlg::sha224 : HashAlg::sha512;
    return p_hash_explain(hash, secret, label, seed, n).output;
}

TEST(PrfExplain, GivesTheOutputOfEveryVector) {
    std::size_t seen = 0;
    for (const auto& block : test::read_vectors("crypto/tls_prf.txt")) {
        ++seen;
        EXPECT_EQ(test::to_hex(explained(block)), block.text("output")) << block.text("name");
    }
    EXPECT_GT(seen, 0U);
}

TEST(PrfExplain, GivesWhatThePrfGivesAtEveryLength) {
    const Bytes seed(64, 0x5a);
    for (const PrfAlg alg : {PrfAlg::md5_sha1, PrfAlg::sha256, PrfAlg::sha384}) {
        for (std::size_t secret_len = 0; secret_len < 140; secret_len += 7) {
            const Bytes secret(secret_len, 0x21);
            Bytes out(3 * secret_len);
            prf(alg, secret, "key expansion", seed, {}, out);
            EXPECT_EQ(prf_explain(alg, secret, "key expansion", seed, out.size()).output, out);
        }
    }
}

// A(i) as the other HMAC, with kept states, makes it.
TEST(PrfExplain, StepsAreThoseOfTheDefinition) {
    const Bytes secret(48, 7);
    const Bytes seed(64, 9);
    const PrfExplained all = prf_explain(PrfAlg::sha256, secret, "key expansion", seed, 100);
    ASSERT_EQ(all.parts.size(), 1U);
    const PHashExplained& part = all.parts.front();
    ASSERT_EQ(part.steps.size(), 4U);
    const HmacKey key{HashAlg::sha256, secret};
    Bytes text = Bytes(13);
    copy_bytes(as_bytes("key expansion"), text);
    text.insert(text.end(), seed.begin(), seed.end());
    Digest a = key.mac(text);
    for (std::size_t i = 0; i < part.steps.size(); ++i) {
        const PHashStep& step = part.steps[i];
        EXPECT_EQ(step.number, i + 1);
        EXPECT_TRUE(equal_public(step.a.mac.view(), a.view()));
        EXPECT_TRUE(equal_public(step.block.mac.view(), key.mac(a.view(), text).view()));
        EXPECT_EQ(step.used, i < 3 ? 32U : 4U);
        a = key.mac(a.view());
    }
}

TEST(PrfExplain, HalvesOfAnOddSecretShareItsMiddle) {
    const Bytes secret = {1, 2, 3, 4, 5};
    const PrfExplained all = prf_explain(PrfAlg::md5_sha1, secret, "x", {}, 40);
    ASSERT_EQ(all.parts.size(), 2U);
    EXPECT_EQ(all.parts[0].secret, (Bytes{1, 2, 3}));
    EXPECT_EQ(all.parts[1].secret, (Bytes{3, 4, 5}));
    EXPECT_EQ(all.parts[0].steps.size(), 3U);  // 16 bytes each
    EXPECT_EQ(all.parts[1].steps.size(), 2U);  // 20 bytes each
}

}  // namespace
}  // namespace vitrine::crypto

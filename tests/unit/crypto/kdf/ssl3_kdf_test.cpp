#include "crypto/kdf/ssl3_kdf.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(Ssl3Kdf, EqualsEveryVector) {
    std::size_t seen = 0;
    for (const auto& block : test::read_vectors("crypto/ssl3_kdf.txt")) {
        ++seen;
        const Bytes client = block.bytes("ClientRandom");
        const Bytes server = block.bytes("ServerRandom");
        Bytes master(48);
        ssl3_master_secret(block.bytes("Premaster"), client, server, master);
        EXPECT_EQ(test::to_hex(master), block.text("Master"));
        Bytes keys(block.bytes("KeyBlock").size());
        ssl3_key_block(master, server, client, keys);
        EXPECT_EQ(test::to_hex(keys), block.text("KeyBlock"));
    }
    EXPECT_EQ(seen, 5U);
}

TEST(Ssl3Kdf, OfAnythingElseDiffers) {
    const auto block = test::read_vectors("crypto/ssl3_kdf.txt").front();
    const Bytes client = block.bytes("ClientRandom");
    const Bytes server = block.bytes("ServerRandom");
    Bytes premaster = block.bytes("Premaster");
    Bytes master(48);
    for (std::size_t i = 0; i < premaster.size(); ++i) {
        premaster[i] ^= 1U;
        ssl3_master_secret(premaster, client, server, master);
        EXPECT_NE(test::to_hex(master), block.text("Master")) << i;
        premaster[i] ^= 1U;
    }
    ssl3_master_secret(premaster, server, client, master);  // the order of the key block
    EXPECT_NE(test::to_hex(master), block.text("Master"));
}

TEST(Ssl3Kdf, AShorterBlockIsTheFrontOfALongerOne) {
    const Bytes secret(48, 0x3c);
    const Bytes random(32, 0x21);
    Bytes longest(416);
    ssl3_key_block(secret, random, random, longest);
    for (std::size_t n = 0; n < longest.size(); ++n) {
        Bytes shorter(n);
        ssl3_key_block(secret, random, random, shorter);
        ASSERT_EQ(shorter, Bytes(longest.begin(), longest.begin() + static_cast<long>(n))) << n;
    }
}

}  // namespace
}  // namespace vitrine::crypto

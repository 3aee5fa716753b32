#include "crypto/drbg.h"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

// RFC 8439 §A.1, test vectors 1 and 2: keystream of a zero key and nonce, counters 0 and 1. The
// first 32 bytes of block 0 become the next key; what is handed out begins after them.
TEST(Drbg, HandsOutTheKeystreamOfRfc8439) {
    const std::array<std::uint8_t, 32> zero{};
    Drbg drbg{zero};
    std::vector<std::uint8_t> out(96);
    ASSERT_TRUE(drbg.fill(out).ok());
    EXPECT_EQ(test::to_hex(out),
              "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
              "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
              "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f");
}

TEST(Drbg, NeverRepeatsAndDependsOnTheSeed) {
    std::array<std::uint8_t, 32> seed{};
    std::set<std::vector<std::uint8_t>> seen;
    for (std::uint8_t s = 0; s < 4; ++s) {
        seed[31] = s;
        Drbg drbg{seed};
        for (int i = 0; i < 100; ++i) {
            std::vector<std::uint8_t> out(32);
            ASSERT_TRUE(drbg.fill(out).ok());
            EXPECT_TRUE(seen.insert(out).second);
        }
    }
}

}  // namespace
}  // namespace vitrine::crypto

#include "crypto/mac/hmac_many.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "support/kernels.h"

namespace vitrine::crypto {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// HMAC itself is compared with the standards' vectors in hmac_test.cpp.
TEST(HmacMany, GivesTheMacsOfTheMessagesOneByOne) {
    std::mt19937 random(5);
    for (const HashAlg alg : {HashAlg::md5, HashAlg::sha1, HashAlg::sha256, HashAlg::sha384}) {
        const HmacKey plain{alg, Bytes(20, 9)};
        for (std::size_t n = 0; n < 20; ++n) {
            std::vector<Bytes> headers(n);
            std::vector<Bytes> contents(n);
            std::vector<MacMessage> messages(n);
            std::vector<Digest> expected(n);
            for (std::size_t i = 0; i < n; ++i) {
                headers[i].resize(random() % 64);
                contents[i].resize(random() % 700);
                for (auto* part : {&headers[i], &contents[i]}) {
                    for (auto& b : *part) b = static_cast<std::uint8_t>(random());
                }
                messages[i] = {headers[i], contents[i]};
                expected[i] = plain.mac(headers[i], contents[i]);
            }
            test::for_each_cpu_level([&] {
                const HmacKey key{alg, Bytes(20, 9)};
                std::vector<Digest> macs(n);
                mac_many(key, messages, macs);
                for (std::size_t i = 0; i < n; ++i)
                    EXPECT_TRUE(equal_public(macs[i].view(), expected[i].view())) << n << ' ' << i;
            });
        }
    }
}

}  // namespace
}  // namespace vitrine::crypto

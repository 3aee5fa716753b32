// Project Wycheproof's AEAD vectors (C2SP/wycheproof, testvectors_v1), those with TLS's sizes, over
// every kernel.
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "crypto/mode/aead.h"
#include "extra/json.h"
#include "support/kernels.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Alg {
    AeadAlg alg;
    long key_bits;
    long tag_bits;
};

void check(AeadAlg alg, const test::Json& one) {
    SCOPED_TRACE(std::string{name_of(alg)} + " tcId " + one.at("tcId").text);
    const auto key = AeadKey::make(alg, test::from_hex(one.at("key").text));
    ASSERT_TRUE(key.ok());
    std::array<std::uint8_t, kAeadNonceLen> nonce{};
    copy_bytes(test::from_hex(one.at("iv").text), nonce);
    const Bytes aad = test::from_hex(one.at("aad").text);
    const Bytes plain = test::from_hex(one.at("msg").text);
    const Bytes cipher = test::from_hex(one.at("ct").text);
    const Bytes tag = test::from_hex(one.at("tag").text);
    const bool valid = one.at("result").text == "valid";

    Bytes data = cipher;
    EXPECT_EQ(key->open(nonce, aad, data, tag).ok(), valid);
    EXPECT_EQ(data, valid ? plain : Bytes(cipher.size()));
    if (!valid) return;
    Bytes made(tag.size());
    key->seal(nonce, aad, data, made);
    EXPECT_EQ(data, cipher);
    EXPECT_EQ(made, tag);
}

// Returns how many there were.
std::size_t check_file(const std::string& name, std::initializer_list<Alg> algs) {
    const test::Json file = test::read_json(std::string{VITRINE_EXTRA_VECTORS} + "/" + name);
    std::size_t seen = 0;
    for (const test::Json& group : file.at("testGroups").items) {
        if (group.at("ivSize").number() != 8 * long{kAeadNonceLen}) continue;
        for (const Alg& alg : algs) {
            if (group.at("keySize").number() != alg.key_bits ||
                group.at("tagSize").number() != alg.tag_bits) {
                continue;
            }
            for (const test::Json& one : group.at("tests").items) check(alg.alg, one);
            seen += group.at("tests").items.size();
        }
    }
    return seen;
}

TEST(Wycheproof, AesGcm) {
    test::for_each_cpu_level([] {
        EXPECT_EQ(check_file("aes_gcm_test.json",
                             {{AeadAlg::aes128_gcm, 128, 128}, {AeadAlg::aes256_gcm, 256, 128}}),
                  133U);
    });
}

TEST(Wycheproof, AesCcm) {
    test::for_each_cpu_level([] {
        EXPECT_EQ(check_file("aes_ccm_test.json", {{AeadAlg::aes128_ccm, 128, 128},
                                                   {AeadAlg::aes256_ccm, 256, 128},
                                                   {AeadAlg::aes128_ccm8, 128, 64},
                                                   {AeadAlg::aes256_ccm8, 256, 64}}),
                  172U);
    });
}

TEST(Wycheproof, ChaCha20Poly1305) {
    test::for_each_cpu_level([] {
        EXPECT_EQ(
            check_file("chacha20_poly1305_test.json", {{AeadAlg::chacha20_poly1305, 256, 128}}),
            316U);
    });
}

}  // namespace
}  // namespace vitrine::crypto

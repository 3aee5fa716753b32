// Keys that OpenSSL wrote, written again: the same bytes.
#include "x509/key_writer.h"

#include <gtest/gtest.h>

#include "support/der_text.h"
#include "x509/key_reader.h"

namespace vitrine::x509 {
namespace {

std::vector<test::VectorBlock> vectors() {
    auto all = test::read_vectors("x509/keys.txt");
    std::erase_if(all, [](const auto& block) { return !block.has("Pkcs8"); });
    return all;
}

TEST(KeyWriter, WritesWhatOpensslWrites) {
    for (const auto& block : vectors()) {
        const auto key = parse_private_key(block.bytes("Pkcs8"));
        ASSERT_TRUE(key.ok());
        const auto pkcs8 = encode_pkcs8(*key);
        ASSERT_TRUE(pkcs8.ok());
        EXPECT_EQ(*pkcs8, block.bytes("Pkcs8")) << block.section;
        const auto traditional = encode_traditional(*key);
        ASSERT_TRUE(traditional.ok());
        EXPECT_EQ(*traditional, block.bytes("Traditional")) << block.section;
        const auto spki = encode_public_key(key->public_key());
        ASSERT_TRUE(spki.ok());
        EXPECT_EQ(*spki, block.bytes("Spki")) << block.section;
    }
}

// RFC 7468 §10 and OpenSSL's own labels.
TEST(KeyWriter, TheOlderFormsHaveLabelsOfTheirOwn) {
    for (const auto& block : vectors()) {
        const auto key = parse_private_key(block.bytes("Pkcs8"));
        ASSERT_TRUE(key.ok());
        const std::string_view wanted = block.section.starts_with("RSA")   ? "RSA PRIVATE KEY"
                                        : block.section.starts_with("DSA") ? "DSA PRIVATE KEY"
                                                                           : "EC PRIVATE KEY";
        EXPECT_EQ(traditional_label(*key), wanted) << block.section;
    }
}

TEST(KeyWriter, RefusesKeysThatItHasNoFormFor) {
    PublicKey key;
    for (const KeyType type : {KeyType::unsupported, KeyType::rsa_pss, KeyType::ed25519}) {
        key.type = type;
        const auto written = encode_public_key(key);
        ASSERT_FALSE(written.ok()) << name_of(type);
        EXPECT_EQ(written.error().code, ErrorCode::unsupported_algorithm);
    }
}

}  // namespace
}  // namespace vitrine::x509

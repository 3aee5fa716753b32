// Public keys that OpenSSL wrote, and their refusing neighbours.
#include "x509/public_key.h"

#include <gtest/gtest.h>

#include "support/der_text.h"
#include "support/field_recorder.h"
#include "x509/key_reader.h"

namespace vitrine::x509 {
namespace {

template <class Visit>
void for_each(Visit visit) {
    for (const auto& block : test::read_vectors("x509/keys.txt")) {
        if (block.has("Spki")) visit(block, block.bytes("Spki"));
    }
}

TEST(PublicKey, HasTheSizeThatItsNameSays) {
    for_each([](const auto& block, const std::vector<std::uint8_t>& der) {
        const auto key = parse_public_key(der);
        ASSERT_TRUE(key.ok()) << block.section;
        const std::string size = std::to_string(key->bits());
        EXPECT_NE(block.section.find(size), std::string::npos) << block.section << " " << size;
        const auto private_key = parse_private_key(block.bytes("Pkcs8"));
        ASSERT_TRUE(private_key.ok());
        EXPECT_TRUE(same_key(*key, private_key->public_key())) << block.section;
    });
}

TEST(PublicKey, CountsSecurityAsSp800_57Does) {
    const auto security = [](std::string_view section) -> std::size_t {
        std::size_t found = 0;
        for_each([&](const auto& block, const std::vector<std::uint8_t>& der) {
            if (block.section == section) found = parse_public_key(der)->security_bits();
        });
        return found;
    };
    EXPECT_EQ(security("RSA 2048"), 112U);
    EXPECT_EQ(security("RSA 3072, exponent 3"), 128U);
    EXPECT_EQ(security("DSA 1024"), 80U);
    EXPECT_EQ(security("DSA 2048"), 112U);
    EXPECT_EQ(security("P-256"), 128U);
    EXPECT_EQ(security("P-384"), 192U);
    EXPECT_EQ(security("P-521"), 256U);
}

TEST(PublicKey, TwoKeysAreNotTheSame) {
    std::vector<std::vector<std::uint8_t>> all;
    for_each([&](const auto&, const std::vector<std::uint8_t>& der) { all.push_back(der); });
    for (const auto& a : all) {
        for (const auto& b : all)
            EXPECT_EQ(same_key(*parse_public_key(a), *parse_public_key(b)), a == b);
    }
}

TEST(PublicKey, RefusesEveryPrefixAndAByteMore) {
    for_each([](const auto& block, const std::vector<std::uint8_t>& der) {
        for (std::size_t n = 0; n < der.size(); ++n)
            EXPECT_FALSE(parse_public_key(ByteView{der}.first(n)).ok()) << block.section << n;
        auto longer = der;
        longer.push_back(0);
        EXPECT_FALSE(parse_public_key(longer).ok()) << block.section;
    });
}

// A changed byte gives no key, or another one: nothing in a key is without effect, but for the
// parameters of keys that are then not supported.
TEST(PublicKey, AChangedByteIsNotTheSameKey) {
    for_each([](const auto& block, const std::vector<std::uint8_t>& der) {
        const auto whole = parse_public_key(der);
        ASSERT_TRUE(whole.ok());
        auto changed = der;
        for (std::size_t i = 0; i < der.size(); ++i) {
            for (const unsigned bit : {0x01U, 0x40U}) {
                changed[i] = static_cast<std::uint8_t>(der[i] ^ bit);
                const auto key = parse_public_key(changed);
                if (key.ok()) {
                    EXPECT_FALSE(same_key(*key, *whole)) << block.section << " at " << i;
                }
            }
            changed[i] = der[i];
        }
    });
}

TEST(PublicKey, RefusesWrongOnes) {
    // RSA with the modulus 15 and the exponent 3; then other exponents and shapes.
    const auto rsa = [](std::string_view numbers) {
        std::string hex{"301a300d06092a864886f70d01010105000309003006"};
        return parse_public_key(test::from_hex(hex.append(numbers))).ok();
    };
    EXPECT_TRUE(rsa("02010f020103"));
    EXPECT_FALSE(rsa("02010f020101"));
    EXPECT_FALSE(rsa("02010f020102"));
    EXPECT_FALSE(rsa("02010f020100"));
    EXPECT_FALSE(rsa("02010f0201ff"));
    EXPECT_FALSE(rsa("0201ff020103"));
    EXPECT_FALSE(rsa("02010f040103"));
    // RSA whose parameters are not NULL, a BIT STRING with unused bits.
    EXPECT_FALSE(
        parse_public_key(test::from_hex("3018300b06092a864886f70d010101030900300602010f020103"))
            .ok());
    EXPECT_FALSE(parse_public_key(test::from_hex("301a300d06092a864886f70d01010105000309013006"
                                                 "02010f020102"))
                     .ok());
    EXPECT_FALSE(parse_public_key(test::from_hex("3000")).ok());
}

TEST(PublicKey, AnUnknownKindIsKeptAndNotSupported) {
    const auto der = test::from_hex("300a3003060129030300aabb");
    const auto key = parse_public_key(der);
    ASSERT_TRUE(key.ok());
    EXPECT_EQ(key->type, KeyType::unsupported);
    EXPECT_EQ(key->bits(), 0U);
    EXPECT_EQ(test::hex_text(key->key_bits), "aabb");
    EXPECT_TRUE(same_key(*key, *key));
}

}  // namespace
}  // namespace vitrine::x509

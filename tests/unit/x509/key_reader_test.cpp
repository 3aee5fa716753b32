// Private keys as DER, and everything that is not quite one.
#include "x509/key_reader.h"

#include <gtest/gtest.h>

#include "support/der_text.h"

namespace vitrine::x509 {
namespace {

std::vector<test::VectorBlock> vectors() {
    auto all = test::read_vectors("x509/keys.txt");
    std::erase_if(all, [](const auto& block) { return !block.has("Pkcs8"); });
    return all;
}

TEST(KeyReader, RefusesEveryPrefixOfEveryForm) {
    for (const auto& block : vectors()) {
        for (const char* form : {"Pkcs8", "Traditional"}) {
            const auto der = block.bytes(form);
            for (std::size_t n = 0; n < der.size(); n += der.size() > 600 ? 13 : 1)
                EXPECT_FALSE(parse_private_key(ByteView{der}.first(n)).ok())
                    << block.section << " " << form << " cut to " << n;
        }
    }
}

// A changed byte gives no key, or another one; the same key with a changed number in it would be a
// fault that signatures leak.
TEST(KeyReader, AChangedByteIsNotTheSameKey) {
    for (const auto& block : vectors()) {
        if (block.section.starts_with("RSA 3072")) continue;
        const auto der = block.bytes("Pkcs8");
        const std::size_t step = block.section.starts_with("RSA") ? 61 : 5;
        const auto whole = parse_private_key(der);
        ASSERT_TRUE(whole.ok());
        for (std::size_t i = 4; i < der.size(); i += step) {
            auto changed = der;
            changed[i] ^= 0x02U;
            const auto key = parse_private_key(changed);
            if (!key.ok()) continue;
            EXPECT_FALSE(same_key(key->public_key(), whole->public_key()))
                << block.section << " at " << i;
        }
    }
}

TEST(KeyReader, RefusesOtherFormsAndAlgorithms) {
    EXPECT_FALSE(parse_private_key(test::from_hex("3000")).ok());
    // PrivateKeyInfo of an algorithm that nobody has.
    EXPECT_EQ(parse_private_key(test::from_hex("300d02010030030601290403020105")).error().code,
              ErrorCode::unsupported_algorithm);
}

// RFC 5915 §3: "version ... shall be set to 1"; the curve must be known from somewhere, and a
// public key that stands there must be the scalar's. RFC 6979 §A.2.5 for the numbers.
TEST(KeyReader, RefusesEcKeysThatDoNotAgree) {
    const auto code = [](std::string_view version, std::string_view curve, std::string_view x) {
        std::string inside{version};
        inside.append("0420").append(
            "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
        inside.append(curve)
            .append("a144034200")
            .append("0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29f");
        inside.append(x).append("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");
        std::string der{"30"};
        std::array<char, 3> length{};
        std::snprintf(length.data(), length.size(), "%02x",
                      static_cast<unsigned>(inside.size() / 2));
        const auto key =
            parse_private_key(test::from_hex(der.append(length.data()).append(inside)));
        return key.ok() ? ErrorCode::internal : key.error().code;
    };
    constexpr std::string_view kP256 = "a00a06082a8648ce3d030107";
    EXPECT_EQ(code("020101", kP256, "b6"), ErrorCode::internal);
    EXPECT_EQ(code("020101", kP256, "b7"), ErrorCode::bad_private_key);
    EXPECT_EQ(code("020100", kP256, "b6"), ErrorCode::bad_private_key);
    EXPECT_EQ(code("020102", kP256, "b6"), ErrorCode::der_bad_integer);
    EXPECT_EQ(code("020101", "", "b6"), ErrorCode::unsupported_algorithm);
    EXPECT_EQ(code("020101", "a00706052b8104000a", "b6"),
              ErrorCode::unsupported_algorithm);                                        // secp256k1
    EXPECT_EQ(code("020101", "a00706052b81040022", "b6"), ErrorCode::bad_private_key);  // P-384
}

}  // namespace
}  // namespace vitrine::x509

// Keys under "DEK-Info" that OpenSSL wrote, and their refusing neighbours.
#include "x509/pem_encryption.h"

#include <gtest/gtest.h>

#include "support/vector_file.h"
#include "x509/key_file.h"

namespace vitrine::x509 {
namespace {

constexpr const char* kVectors = "x509/pem_encryption.txt";

TEST(PemEncryption, GivesTheKey) {
    for (const test::VectorBlock& block : test::read_vectors(kVectors)) {
        const auto file = block.bytes("File");
        const auto blocks = read_pem(as_text(file));
        ASSERT_TRUE(blocks.ok()) << block.section;
        const PemBlock& pem = blocks->front();
        ASSERT_TRUE(pem.legacy_encrypted);
        const auto plain = decrypt_pem(pem.dek_info, pem.der, block.text("Password"));
        ASSERT_TRUE(plain.ok()) << block.section;
        EXPECT_EQ(*plain, block.bytes("Key")) << block.section;
        EXPECT_TRUE(load_private_key(file, block.text("Password")).ok()) << block.section;
    }
}

TEST(PemEncryption, RefusesAnotherPasswordAndNone) {
    for (const test::VectorBlock& block : test::read_vectors(kVectors)) {
        const auto file = block.bytes("File");
        EXPECT_EQ(load_private_key(file, "Secret").error().code, ErrorCode::pem_wrong_password);
        EXPECT_EQ(load_private_key(file).error().code, ErrorCode::pem_needs_password);
    }
}

TEST(PemEncryption, RefusesWhatDekInfoCannotBe) {
    const std::vector<std::uint8_t> data(32);
    const auto code = [&](std::string_view dek_info) {
        return decrypt_pem(dek_info, data, "secret").error().code;
    };
    EXPECT_EQ(code("RC4-40,0011223344556677"), ErrorCode::unsupported_algorithm);
    EXPECT_EQ(code(""), ErrorCode::unsupported_algorithm);
    EXPECT_EQ(code("AES-128-CBC"), ErrorCode::bad_parameters);
    EXPECT_EQ(code("AES-128-CBC,0011223344556677"), ErrorCode::bad_parameters);
    EXPECT_EQ(code("AES-128-CBC,zz"), ErrorCode::bad_hex);
    EXPECT_EQ(
        decrypt_pem("DES-EDE3-CBC,0011223344556677", ByteView{data}.first(7), "s").error().code,
        ErrorCode::bad_input_length);
}

TEST(PemEncryption, RefusesEveryPrefixOfTheFile) {
    const auto file = test::read_vectors(kVectors).front().bytes("File");
    for (std::size_t n = 0; n + 2 < file.size(); ++n)
        ASSERT_FALSE(load_private_key(ByteView{file}.first(n), "secret").ok()) << n;
}

}  // namespace
}  // namespace vitrine::x509

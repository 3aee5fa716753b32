// Padding of password-encrypted files: RFC 8018 §6.1.1 (as RFC 5652 §6.3), and the CBC example of
// SP 800-38A appendix F.2.
#include "x509/padded_cbc.h"

#include <gtest/gtest.h>

#include "support/vector_file.h"

namespace vitrine::x509 {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(PaddedCbc, PaddingIsAsLongAsItSays) {
    for (std::uint8_t pad = 1; pad <= 8; ++pad) {
        Bytes block(16, 0xaa);
        std::fill(block.end() - pad, block.end(), pad);
        EXPECT_EQ(unpadded_len(block, 8), 16U - pad);
        block[16U - pad] ^= 1U;  // its first byte is another one
        EXPECT_EQ(unpadded_len(block, 8), pad == 1 ? unpadded_len(block, 8) : 0U);
    }
    for (const std::uint8_t last : Bytes{0, 9, 16, 255}) {
        Bytes block(16, last);
        EXPECT_EQ(unpadded_len(block, 8), 0U) << int{last};
    }
    EXPECT_EQ(unpadded_len(Bytes(8, 8), 8), 0U);  // padding and nothing else
}

// F.2.1 CBC-AES128: the first block of plaintext has no padding, so that the key seems wrong.
TEST(PaddedCbc, WrongPaddingIsAWrongPassword) {
    const Bytes key{0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                    0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
    Bytes iv(16);
    for (std::uint8_t i = 0; i < 16; ++i) iv[i] = i;
    const Bytes ciphertext{0x76, 0x49, 0xab, 0xac, 0x81, 0x19, 0xb2, 0x46,
                           0xce, 0xe9, 0x8e, 0x9b, 0x12, 0xe9, 0x19, 0x7d};
    const auto refused = decrypt_padded_cbc(crypto::BlockCipherAlg::aes128, key, iv, ciphertext);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::pem_wrong_password);
    // The plaintext is 6bc1...172a; an IV that turns its last byte into 01 makes it one of 15
    // bytes.
    iv[15] ^= 0x2a ^ 0x01;
    const auto plain = decrypt_padded_cbc(crypto::BlockCipherAlg::aes128, key, iv, ciphertext);
    ASSERT_TRUE(plain.ok());
    EXPECT_EQ(*plain, (Bytes{0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96, 0xe9, 0x3d, 0x7e, 0x11,
                             0x73, 0x93, 0x17}));
}

TEST(PaddedCbc, OnlyWholeBlocks) {
    const Bytes key(16);
    const Bytes iv(16);
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{15}, std::size_t{17}}) {
        const auto refused = decrypt_padded_cbc(crypto::BlockCipherAlg::aes128, key, iv, Bytes(n));
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.error().code, ErrorCode::bad_input_length) << n;
    }
    EXPECT_FALSE(decrypt_padded_cbc(crypto::BlockCipherAlg::aes128, key, Bytes(8), Bytes(16)).ok());
}

}  // namespace
}  // namespace vitrine::x509

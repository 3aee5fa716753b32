#include "crypto/cipher/camellia.h"

#include <gtest/gtest.h>

#include <vector>

#include "crypto/cipher/camellia_sbox.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

TEST(Camellia, EqualsEveryVectorBothWays) {
    for (const auto& block : test::read_vectors("crypto/camellia.txt")) {
        if (block.section == "SBOX1") continue;
        camellia::Key key;
        camellia::expand_key(block.bytes("Key"), key);
        std::vector<std::uint8_t> data = block.bytes("In");
        camellia::encrypt_blocks(key, data.data(), data.data(), data.size() / camellia::kBlock);
        EXPECT_EQ(test::to_hex(data), block.text("Out")) << block.line;
        camellia::decrypt_blocks(key, data.data(), data.data(), data.size() / camellia::kBlock);
        EXPECT_EQ(test::to_hex(data), block.text("In")) << block.line;
    }
}

TEST(Camellia, SboxByInversionIsTheStandardsTable) {
    for (const auto& block : test::read_vectors("crypto/camellia.txt")) {
        if (block.section != "SBOX1") continue;
        const auto table = block.bytes("Out");
        ASSERT_EQ(table.size(), 256U);
        for (std::size_t x = 0; x < 256; ++x) {
            std::array<std::uint8_t, 8> planes{};
            for (unsigned i = 0; i < 8; ++i) planes[i] = (x >> i) & 1U;
            planes = camellia::sbox1(planes);
            unsigned y = 0;
            for (unsigned i = 0; i < 8; ++i) y |= (planes[i] & 1U) << i;
            EXPECT_EQ(y, table[x]) << x;
        }
    }
}

TEST(Camellia, GivesTheSameHoweverBlocksAreGrouped) {
    for (const std::size_t key_len : {16U, 32U}) {
        const std::vector<std::uint8_t> key_bytes(key_len, 0x3c);
        camellia::Key key;
        camellia::expand_key(key_bytes, key);
        std::vector<std::uint8_t> data(21 * camellia::kBlock);
        for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i * 5);
        auto together = data;
        camellia::encrypt_blocks(key, together.data(), together.data(), 21);
        for (std::size_t i = 0; i < 21; ++i) {
            std::uint8_t* one = data.data() + camellia::kBlock * i;
            camellia::encrypt_blocks(key, one, one, 1);
        }
        EXPECT_EQ(together, data);
    }
}

TEST(Camellia, DiffersForEveryFlippedBitOfTheKey) {
    const auto plain = test::from_hex("00112233445566778899aabbccddeeff");
    for (const std::size_t key_len : {16U, 32U}) {
        std::vector<std::uint8_t> key_bytes(key_len, 0xa5);
        const auto encrypt = [&] {
            camellia::Key key;
            camellia::expand_key(key_bytes, key);
            std::vector<std::uint8_t> out(camellia::kBlock);
            camellia::encrypt_blocks(key, plain.data(), out.data(), 1);
            return out;
        };
        const auto right = encrypt();
        for (std::size_t bit = 0; bit < key_len * 8; ++bit) {
            key_bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            EXPECT_NE(encrypt(), right) << bit;
            key_bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        }
    }
}

}  // namespace
}  // namespace vitrine::crypto

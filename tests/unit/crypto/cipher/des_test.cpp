#include "crypto/cipher/des.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

TEST(Des, EqualsEveryVectorBothWays) {
    for (const auto& block : test::read_vectors("crypto/des.txt")) {
        des::Key key;
        des::expand_key(block.bytes("Key"), key);
        std::vector<std::uint8_t> data = block.bytes("In");
        des::encrypt_blocks(key, data.data(), data.data(), data.size() / des::kBlock);
        EXPECT_EQ(test::to_hex(data), block.text("Out")) << block.line;
        des::decrypt_blocks(key, data.data(), data.data(), data.size() / des::kBlock);
        EXPECT_EQ(test::to_hex(data), block.text("In")) << block.line;
    }
}

TEST(Des, IgnoresParityBitsAndNoOthers) {
    const auto key_bytes = test::from_hex("0123456789abcdeffedcba98765432101133557799bbddff");
    const auto plain = test::from_hex("0011223344556677");
    des::Key key;
    des::expand_key(key_bytes, key);
    std::vector<std::uint8_t> right(8);
    des::encrypt_blocks(key, plain.data(), right.data(), 1);
    for (std::size_t bit = 0; bit < key_bytes.size() * 8; ++bit) {
        auto changed = key_bytes;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        des::Key other;
        des::expand_key(changed, other);
        std::vector<std::uint8_t> got(8);
        des::encrypt_blocks(other, plain.data(), got.data(), 1);
        EXPECT_EQ(got == right, bit % 8 == 0) << bit;
    }
}

}  // namespace
}  // namespace vitrine::crypto

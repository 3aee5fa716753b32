#include "crypto/cipher/rc2.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::size_t effective_bits(const test::VectorBlock& block) {
    return static_cast<std::size_t>(std::stoul(block.text("EffectiveBits")));
}

Bytes decrypted(ByteView key, std::size_t bits, Bytes data) {
    Rc2KeyVartime{key, bits}.decrypt_block_vartime(std::span<std::uint8_t, kRc2Block>{data});
    return data;
}

TEST(Rc2, DecryptsEveryVector) {
    std::size_t count = 0;
    for (const auto& block : test::read_vectors("crypto/rc2.txt")) {
        EXPECT_EQ(decrypted(block.bytes("Key"), effective_bits(block), block.bytes("Cipher")),
                  block.bytes("Plain"))
            << block.line;
        ++count;
    }
    EXPECT_EQ(count, 8u);
}

TEST(Rc2, EveryFlippedByteAndAnotherEffectiveLengthGiveAnotherBlock) {
    for (const auto& block : test::read_vectors("crypto/rc2.txt")) {
        const Bytes key = block.bytes("Key");
        const Bytes cipher = block.bytes("Cipher");
        const Bytes plain = block.bytes("Plain");
        const std::size_t bits = effective_bits(block);
        for (std::size_t i = 0; i < cipher.size(); ++i) {
            Bytes other = cipher;
            other[i] ^= 1;
            EXPECT_NE(decrypted(key, bits, other), plain);
        }
        EXPECT_NE(decrypted(key, bits - 8, cipher), plain) << block.line;
    }
}

// CBC (SP 800-38A §6.2) of two equal plaintext blocks, put together from the vectors' one.
TEST(Rc2, ChainsBlocks) {
    const auto block = test::read_vectors("crypto/rc2.txt").back();
    const Bytes cipher = block.bytes("Cipher");
    Bytes data = cipher;
    data.insert(data.end(), cipher.begin(), cipher.end());
    const Bytes iv(kRc2Block, 0x5a);
    Rc2KeyVartime{block.bytes("Key"), effective_bits(block)}.decrypt_cbc_vartime(iv, data);
    EXPECT_EQ(Bytes(data.begin(), data.begin() + kRc2Block), iv);    // 0 xor IV
    EXPECT_EQ(Bytes(data.begin() + kRc2Block, data.end()), cipher);  // 0 xor the block before
}

}  // namespace
}  // namespace vitrine::crypto

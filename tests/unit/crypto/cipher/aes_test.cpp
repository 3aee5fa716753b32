#include "crypto/cipher/aes.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/cpu.h"
#include "support/vector_file.h"

namespace vitrine::crypto::aes {
namespace {

using Bytes = std::vector<std::uint8_t>;

template <class Key, class Expand, class Work>
Bytes worked(const Bytes& key, const Bytes& in, Expand expand, Work work) {
    Key expanded{};
    expand(key, expanded);
    Bytes out(in.size());
    work(expanded, in.data(), out.data(), in.size() / kBlock);
    return out;
}

TEST(AesBitsliced, EqualsCavpBothWays) {
    for (const auto& block : test::read_vectors("crypto/aes_block.txt")) {
        const Bytes key = block.bytes("Key");
        const Bytes plain = block.bytes("Plain");
        const Bytes cipher = block.bytes("Cipher");
        using bitsliced::Key;
        ASSERT_EQ(worked<Key>(key, plain, bitsliced::expand_key, bitsliced::encrypt_blocks),
                  cipher);
        ASSERT_EQ(worked<Key>(key, cipher, bitsliced::expand_key, bitsliced::decrypt_blocks),
                  plain);
    }
}

// Four lanes at once: each must be what it is alone.
TEST(AesBitsliced, LanesDoNotMeet) {
    const auto blocks = test::read_vectors("crypto/aes_block.txt");
    const Bytes key = blocks.front().bytes("Key");
    Bytes in;
    Bytes one_by_one;
    for (std::size_t i = 0; i < 7; ++i) {
        const Bytes plain = blocks[i].bytes("Plain");
        const Bytes cipher =
            worked<bitsliced::Key>(key, plain, bitsliced::expand_key, bitsliced::encrypt_blocks);
        in.insert(in.end(), plain.begin(), plain.end());
        one_by_one.insert(one_by_one.end(), cipher.begin(), cipher.end());
    }
    EXPECT_EQ(worked<bitsliced::Key>(key, in, bitsliced::expand_key, bitsliced::encrypt_blocks),
              one_by_one);
}

#if defined(__x86_64__)
TEST(AesAesni, EqualsCavpBothWays) {
    if ((cpu::detect() & cpu::kAesNi) == 0) GTEST_SKIP() << "no AES-NI here";
    for (const auto& block : test::read_vectors("crypto/aes_block.txt")) {
        const Bytes key = block.bytes("Key");
        const Bytes plain = block.bytes("Plain");
        const Bytes cipher = block.bytes("Cipher");
        using aesni::Key;
        ASSERT_EQ(worked<Key>(key, plain, aesni::expand_key, aesni::encrypt_blocks), cipher);
        ASSERT_EQ(worked<Key>(key, cipher, aesni::expand_decryption_key, aesni::decrypt_blocks),
                  plain);
    }
}
#endif

}  // namespace
}  // namespace vitrine::crypto::aes

#include "crypto/mode/cbc.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "crypto/mode/cbc_batch.h"
#include "support/kernels.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Use = CbcKey::Use;

constexpr BlockCipherAlg kAll[] = {BlockCipherAlg::aes128,      BlockCipherAlg::aes256,
                                   BlockCipherAlg::des,         BlockCipherAlg::des_ede3,
                                   BlockCipherAlg::camellia128, BlockCipherAlg::camellia256};

bool has_kernel(BlockCipherAlg alg) {
    return CbcKey::make(alg, Bytes(key_len(alg)), Use::encrypt).ok();
}

Bytes run(BlockCipherAlg alg, Use use, const Bytes& key, Bytes iv, Bytes data) {
    const auto made = CbcKey::make(alg, key, use);
    EXPECT_TRUE(made.ok());
    if (use == Use::encrypt) {
        made->encrypt(iv, data);
    } else {
        made->decrypt(iv, data);
    }
    return data;
}

TEST(Cbc, EqualsEveryVectorWithEveryKernel) {
    test::for_each_cpu_level([] {
        std::size_t seen = 0;
        for (const auto& block : test::read_vectors("crypto/cbc.txt")) {
            for (const BlockCipherAlg alg : kAll) {
                if (block.section != name_of(alg) || !has_kernel(alg)) continue;
                ++seen;
                const Bytes key = block.bytes("Key");
                const Bytes iv = block.bytes("IV");
                EXPECT_EQ(run(alg, Use::encrypt, key, iv, block.bytes("Plain")),
                          block.bytes("Cipher"));
                EXPECT_EQ(run(alg, Use::decrypt, key, iv, block.bytes("Cipher")),
                          block.bytes("Plain"));
            }
        }
        EXPECT_GE(seen, 7U);
    });
}

// What was cut into pieces anywhere equals what went in one piece, since the IV chains.
TEST(Cbc, ChainsOverPieces) {
    std::mt19937 random(7);
    for (const BlockCipherAlg alg : kAll) {
        Bytes key(key_len(alg));
        for (auto& b : key) b = static_cast<std::uint8_t>(random());
        Bytes plain(block_len(alg) * 41);
        for (auto& b : plain) b = static_cast<std::uint8_t>(random());
        const Bytes iv(block_len(alg), 0x5a);
        const Bytes whole = run(alg, Use::encrypt, key, iv, plain);
        test::for_each_cpu_level([&] {
            const auto encrypt = CbcKey::make(alg, key, Use::encrypt);
            const auto decrypt = CbcKey::make(alg, key, Use::decrypt);
            ASSERT_TRUE(encrypt.ok() && decrypt.ok());
            for (std::size_t cut = 0; cut <= plain.size(); cut += block_len(alg)) {
                Bytes data = plain;
                Bytes chain = iv;
                encrypt->encrypt(chain, MutByteView{data}.first(cut));
                encrypt->encrypt(chain, MutByteView{data}.subspan(cut));
                ASSERT_EQ(data, whole);
                EXPECT_EQ(chain,
                          Bytes(whole.end() - static_cast<long>(block_len(alg)), whole.end()));
                chain = iv;
                decrypt->decrypt(chain, MutByteView{data}.first(cut));
                decrypt->decrypt(chain, MutByteView{data}.subspan(cut));
                ASSERT_EQ(data, plain);
            }
        });
    }
}

/// Kernels work on many blocks at once, and on the rest in another way: no number may fall between.
TEST(Cbc, EveryKernelDecryptsEveryNumberOfBlocks) {
    std::vector<std::size_t> numbers(80);
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = i;
    numbers.insert(numbers.end(), {127, 128, 129, 255, 256, 257, 300, 511, 512, 513, 1100});
    std::mt19937 random(11);
    for (const BlockCipherAlg alg : kAll) {
        Bytes key(key_len(alg));
        for (auto& b : key) b = static_cast<std::uint8_t>(random());
        Bytes plain(block_len(alg) * numbers.back());
        for (auto& b : plain) b = static_cast<std::uint8_t>(random());
        Bytes encrypted = plain;
        Bytes iv(block_len(alg), 0x33);
        // the readable version, one block after another: compared with the standards' vectors above
        (*CbcKey::make(alg, key, Use::encrypt, "portable")).encrypt(iv, encrypted);
        test::for_each_cpu_level([&] {
            const auto decrypt = CbcKey::make(alg, key, Use::decrypt);
            ASSERT_TRUE(decrypt.ok());
            for (const std::size_t n : numbers) {
                const auto end = static_cast<std::ptrdiff_t>(n * block_len(alg));
                Bytes data(encrypted.begin(), encrypted.begin() + end);
                Bytes chain(block_len(alg), 0x33);
                decrypt->decrypt(chain, data);
                ASSERT_EQ(data, Bytes(plain.begin(), plain.begin() + end))
                    << name_of(alg) << ' ' << decrypt->kernel() << ' ' << n;
            }
        });
    }
}

TEST(Cbc, ABatchEqualsItsStreamsOneByOne) {
    std::mt19937 random(8);
    for (const BlockCipherAlg alg : kAll) {
        const Bytes key(key_len(alg), 9);
        for (std::size_t n = 0; n < 20; ++n) {
            std::vector<Bytes> plain(n);
            std::vector<Bytes> ivs(n);
            std::vector<Bytes> expected(n);
            for (std::size_t i = 0; i < n; ++i) {
                plain[i].resize(block_len(alg) * (random() % 30));
                ivs[i].resize(block_len(alg));
                for (auto& b : plain[i]) b = static_cast<std::uint8_t>(random());
                for (auto& b : ivs[i]) b = static_cast<std::uint8_t>(random());
                expected[i] = run(alg, Use::encrypt, key, ivs[i], plain[i]);
            }
            test::for_each_cpu_level([&] {
                const auto made = CbcKey::make(alg, key, Use::encrypt);
                ASSERT_TRUE(made.ok());
                std::vector<Bytes> data = plain;
                std::vector<Bytes> chains = ivs;
                std::vector<CbcStream> streams(n);
                for (std::size_t i = 0; i < n; ++i) streams[i] = {chains[i], data[i]};
                cbc_encrypt_batch(*made, streams);
                EXPECT_EQ(data, expected);
                for (std::size_t i = 0; i < n; ++i) {
                    if (data[i].empty()) continue;
                    const auto last = data[i].end() - static_cast<long>(block_len(alg));
                    EXPECT_EQ(chains[i], Bytes(last, data[i].end()));
                }
            });
        }
    }
}

TEST(Cbc, RefusesEveryOtherKeyLength) {
    for (const BlockCipherAlg alg : kAll) {
        for (std::size_t n = 0; n <= 40; ++n) {
            if (n == key_len(alg)) continue;
            const auto made = CbcKey::make(alg, Bytes(n), Use::encrypt);
            ASSERT_FALSE(made.ok());
            EXPECT_EQ(made.error().code, ErrorCode::bad_key_length);
        }
    }
}

TEST(Cbc, RefusesUnknownKernels) {
    const auto made =
        CbcKey::make(BlockCipherAlg::aes128, Bytes(16), Use::encrypt, "no such kernel");
    ASSERT_FALSE(made.ok());
    EXPECT_EQ(made.error().code, ErrorCode::unsupported_algorithm);
}

TEST(Cbc, PortableLevelTakesThePortableKernel) {
    ASSERT_TRUE(cpu::limit("portable"));
    EXPECT_EQ(CbcKey::make(BlockCipherAlg::aes128, Bytes(16), Use::encrypt)->kernel(), "portable");
    ASSERT_TRUE(cpu::limit("avx512"));
}

}  // namespace
}  // namespace vitrine::crypto

#include "crypto/mode/aead.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "support/kernels.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Nonce = std::array<std::uint8_t, kAeadNonceLen>;

constexpr AeadAlg kAll[] = {AeadAlg::aes128_gcm,       AeadAlg::aes256_gcm,  AeadAlg::aes128_ccm,
                            AeadAlg::aes256_ccm,       AeadAlg::aes128_ccm8, AeadAlg::aes256_ccm8,
                            AeadAlg::chacha20_poly1305};
constexpr const char* kFiles[] = {"crypto/aes_gcm.txt", "crypto/aes_ccm.txt",
                                  "crypto/chacha20_poly1305.txt"};

AeadAlg alg_named(const std::string& name) {
    for (const AeadAlg alg : kAll) {
        if (name_of(alg) == name) return alg;
    }
    ADD_FAILURE() << "no AEAD " << name;
    return AeadAlg::aes128_gcm;
}

Nonce nonce_of(const Bytes& bytes) {
    Nonce nonce{};
    copy_bytes(bytes, nonce);
    return nonce;
}

Bytes random_bytes(std::mt19937& random, std::size_t n) {
    Bytes bytes(n);
    for (auto& b : bytes) b = static_cast<std::uint8_t>(random());
    return bytes;
}

struct Sealed {
    Bytes data;
    Bytes tag;
    bool operator==(const Sealed&) const = default;
};

Sealed seal(const AeadKey& key, const Nonce& nonce, const Bytes& aad, const Bytes& plain) {
    Sealed sealed{plain, Bytes(tag_len(key.alg()))};
    key.seal(nonce, aad, sealed.data, sealed.tag);
    return sealed;
}

void expect_opened(const AeadKey& key,
                   const Nonce& nonce,
                   const Bytes& aad,
                   const Sealed& sealed,
                   const Bytes& plain) {
    Bytes data = sealed.data;
    EXPECT_TRUE(key.open(nonce, aad, data, sealed.tag).ok());
    EXPECT_EQ(data, plain);
}

void expect_refused(const AeadKey& key,
                    const Nonce& nonce,
                    const Bytes& aad,
                    const Sealed& sealed) {
    Bytes data = sealed.data;
    const Status opened = key.open(nonce, aad, data, sealed.tag);
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::not_authentic);
    EXPECT_EQ(data, Bytes(data.size())) << "what was refused must be wiped";
}

TEST(Aead, EqualsEveryVectorWithEveryKernel) {
    test::for_each_cpu_level([] {
        for (const char* file : kFiles) {
            for (const auto& block : test::read_vectors(file)) {
                SCOPED_TRACE(file + std::string{" line "} + std::to_string(block.line));
                const auto key = AeadKey::make(alg_named(block.section), block.bytes("Key"));
                ASSERT_TRUE(key.ok());
                const Nonce nonce = nonce_of(block.bytes("Nonce"));
                const Sealed expected{block.bytes("Cipher"), block.bytes("Tag")};
                if (block.has("Result") && block.text("Result") != "valid") {
                    expect_refused(*key, nonce, block.bytes("Aad"), expected);
                    continue;
                }
                EXPECT_EQ(seal(*key, nonce, block.bytes("Aad"), block.bytes("Plain")), expected);
                expect_opened(*key, nonce, block.bytes("Aad"), expected, block.bytes("Plain"));
            }
        }
    });
}

// The kernels take short, ragged and long messages by different paths: all must meet the portable
// one.
TEST(Aead, KernelsAgreeAtEveryLength) {
    std::mt19937 random(20);
    for (const AeadAlg alg : kAll) {
        const Bytes raw = random_bytes(random, key_len(alg));
        ASSERT_TRUE(cpu::limit("portable"));
        const auto portable = AeadKey::make(alg, raw);
        ASSERT_TRUE(portable.ok());
        for (std::size_t n = 0; n < 2100; n += n < 300 ? 1 : 37) {
            const Nonce nonce = nonce_of(random_bytes(random, kAeadNonceLen));
            const Bytes aad = random_bytes(random, n % 5 == 0 ? n % 77 : 13);
            const Bytes plain = random_bytes(random, n);
            const Sealed expected = seal(*portable, nonce, aad, plain);
            for (const auto level : cpu::level_names()) {
                ASSERT_TRUE(cpu::limit(level));
                const auto key = AeadKey::make(alg, raw);
                ASSERT_EQ(seal(*key, nonce, aad, plain), expected) << key->kernel() << ' ' << n;
                expect_opened(*key, nonce, aad, expected, plain);
            }
        }
    }
    ASSERT_TRUE(cpu::limit("avx512"));
}

TEST(Aead, RefusesEveryFlippedByte) {
    std::mt19937 random(21);
    for (const AeadAlg alg : kAll) {
        const Bytes raw = random_bytes(random, key_len(alg));
        const Nonce nonce = nonce_of(random_bytes(random, kAeadNonceLen));
        const Bytes aad = random_bytes(random, 13);
        test::for_each_cpu_level([&] {
            const auto key = AeadKey::make(alg, raw);
            ASSERT_TRUE(key.ok());
            const Sealed sealed = seal(*key, nonce, aad, random_bytes(random, 307));
            const auto flip = [&](std::uint8_t& byte) {
                byte ^= static_cast<std::uint8_t>(1u << (random() % 8));
            };
            for (std::size_t i = 0; i < sealed.tag.size(); ++i) {
                Sealed forged = sealed;
                flip(forged.tag[i]);
                expect_refused(*key, nonce, aad, forged);
            }
            for (std::size_t i = 0; i < sealed.data.size(); ++i) {
                Sealed forged = sealed;
                flip(forged.data[i]);
                expect_refused(*key, nonce, aad, forged);
            }
            for (std::size_t i = 0; i < aad.size(); ++i) {
                Bytes forged = aad;
                flip(forged[i]);
                expect_refused(*key, nonce, forged, sealed);
            }
            for (std::size_t i = 0; i < nonce.size(); ++i) {
                Nonce forged = nonce;
                flip(forged[i]);
                expect_refused(*key, forged, aad, sealed);
            }
        });
    }
}

TEST(Aead, RefusesEveryOtherTagLengthAndKeyLength) {
    for (const AeadAlg alg : kAll) {
        const auto key = AeadKey::make(alg, Bytes(key_len(alg)));
        ASSERT_TRUE(key.ok());
        Sealed sealed = seal(*key, Nonce{}, {}, Bytes(20));
        for (std::size_t n = 0; n < sealed.tag.size(); ++n) {
            Bytes data = sealed.data;
            const Bytes cut(sealed.tag.begin(), sealed.tag.begin() + static_cast<long>(n));
            EXPECT_EQ(key->open(Nonce{}, {}, data, cut).error().code, ErrorCode::not_authentic);
        }
        for (std::size_t n = 0; n <= 40; ++n) {
            if (n == key_len(alg)) continue;
            EXPECT_EQ(AeadKey::make(alg, Bytes(n)).error().code, ErrorCode::bad_key_length);
        }
    }
}

TEST(Aead, AKeyThatMovedStillWorks) {
    auto first = AeadKey::make(AeadAlg::aes128_gcm, Bytes(16, 7));
    const Sealed expected = seal(*first, Nonce{}, {}, Bytes(100));
    const AeadKey second = *std::move(first);
    EXPECT_EQ(seal(second, Nonce{}, {}, Bytes(100)), expected);
}

TEST(Aead, RefusesUnknownKernels) {
    EXPECT_EQ(AeadKey::make(AeadAlg::aes128_gcm, Bytes(16), "no such kernel").error().code,
              ErrorCode::unsupported_algorithm);
}

}  // namespace
}  // namespace vitrine::crypto

#include "crypto/hash/hash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/kernels.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

constexpr HashAlg kAll[] = {HashAlg::md5,    HashAlg::sha1,   HashAlg::sha224,
                            HashAlg::sha256, HashAlg::sha384, HashAlg::sha512};

HashAlg alg_named(const std::string& name) {
    for (const HashAlg alg : kAll) {
        if (name_of(alg) == name) return alg;
    }
    ADD_FAILURE() << "no hash " << name;
    return HashAlg::md5;
}

TEST(Hash, EqualsEveryVectorWithEveryKernel) {
    test::for_each_cpu_level([] {
        for (const auto& block : test::read_vectors("crypto/hashes.txt")) {
            const Digest got = hash(alg_named(block.section), block.bytes("In"));
            EXPECT_EQ(test::to_hex({got.view().begin(), got.view().end()}), block.text("Out"))
                << block.line;
        }
    });
}

TEST(Hash, GivesTheSameHoweverTheInputIsCut) {
    std::vector<std::uint8_t> data(1000);
    for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i * 7);
    for (const HashAlg alg : kAll) {
        const Digest whole = hash(alg, data);
        for (const std::size_t piece : {1U, 3U, 63U, 64U, 65U, 127U, 128U, 129U, 500U}) {
            Hash running{alg};
            for (std::size_t at = 0; at < data.size(); at += piece) {
                running.update(ByteView{data}.subspan(at, std::min(piece, data.size() - at)));
            }
            EXPECT_TRUE(equal_public(running.digest().view(), whole.view()))
                << name_of(alg) << piece;
        }
    }
}

TEST(Hash, DigestLeavesTheRunningHashAsItWas) {
    Hash running{HashAlg::sha256};
    running.update(as_bytes("transcript "));
    (void)running.digest();
    running.update(as_bytes("goes on"));
    EXPECT_TRUE(equal_public(running.digest().view(),
                             hash(HashAlg::sha256, as_bytes("transcript goes on")).view()));
}

TEST(Hash, DiffersForEveryFlippedBit) {
    std::vector<std::uint8_t> data(70, 0x5a);
    for (const HashAlg alg : kAll) {
        const Digest right = hash(alg, data);
        for (std::size_t bit = 0; bit < data.size() * 8; ++bit) {
            data[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            EXPECT_FALSE(equal_public(hash(alg, data).view(), right.view()));
            data[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        }
    }
}

}  // namespace
}  // namespace vitrine::crypto

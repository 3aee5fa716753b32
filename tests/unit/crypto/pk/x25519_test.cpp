#include "crypto/pk/x25519.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "base/cpu.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using test::VectorBlock;
using Key = std::array<std::uint8_t, 32>;

Key key(const VectorBlock& block, const char* name) {
    Key k{};
    copy_bytes(block.bytes(name), k);
    return k;
}

TEST(X25519, AgreesWithRfc7748AndWycheproof) {
    for (const std::string_view level : cpu::level_names()) {
        ASSERT_TRUE(cpu::limit(level));
        for (const VectorBlock& block : test::read_vectors("crypto/x25519.txt")) {
            SCOPED_TRACE(block.line);
            Key shared{};
            const Status status = x25519(key(block, "Private"), key(block, "Public"), shared);
            ASSERT_EQ(status.ok(), block.text("Result") == "valid");
            EXPECT_EQ(shared, key(block, "Shared"));
            if (!status.ok()) {
                EXPECT_EQ(status.error().code, ErrorCode::zero_shared_secret);
            }
            if (block.has("Own")) {
                Key own{};
                x25519_public_key(key(block, "Private"), own);
                EXPECT_EQ(own, key(block, "Own"));
            }
        }
    }
}

TEST(X25519, ThousandIterationsGiveTheResultOfRfc7748) {
    for (const std::string_view level : cpu::level_names()) {
        ASSERT_TRUE(cpu::limit(level));
        Key k{9}, u{9};
        for (int i = 0; i < 1000; ++i) {
            Key result{};
            ASSERT_TRUE(x25519(k, u, result).ok());
            u = k;
            k = result;
        }
        // RFC 7748 §5.2, after one thousand iterations.
        EXPECT_EQ(test::to_hex({k.begin(), k.end()}),
                  "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
    }
}

TEST(X25519, PublicKeyIsTheBasePointsMultiple) {
    for (const std::string_view level : cpu::level_names()) {
        ASSERT_TRUE(cpu::limit(level));
        Key scalar{7};
        const Key nine{9};
        for (int i = 0; i < 50; ++i) {
            Key from_comb{}, from_ladder{};
            x25519_public_key(scalar, from_comb);
            ASSERT_TRUE(x25519(scalar, nine, from_ladder).ok());
            ASSERT_EQ(from_comb, from_ladder);
            scalar = from_ladder;
        }
        scalar.fill(0xff);
        Key from_comb{}, from_ladder{};
        x25519_public_key(scalar, from_comb);
        ASSERT_TRUE(x25519(scalar, nine, from_ladder).ok());
        EXPECT_EQ(from_comb, from_ladder);
    }
}

TEST(X25519, RefusesPointsOfSmallOrder) {
    // RFC 7748 §6.1; the values of order 1, 2, 4 and 8 and their non-canonical forms
    // (cr.yp.to/ecdh.html).
    for (const char* text : {"0000000000000000000000000000000000000000000000000000000000000000",
                             "0100000000000000000000000000000000000000000000000000000000000000",
                             "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                             "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                             "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                             "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                             "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
        const auto bytes = test::from_hex(text);
        Key peer{}, shared{};
        std::copy(bytes.begin(), bytes.end(), peer.begin());
        EXPECT_EQ(x25519(Key{77}, peer, shared).error().code, ErrorCode::zero_shared_secret)
            << text;
        peer[31] |= 0x80;  // the top bit is masked: the same point
        EXPECT_FALSE(x25519(Key{77}, peer, shared).ok());
        peer[0] ^= 0x10;  // a neighbour is no such point
        EXPECT_TRUE(x25519(Key{77}, peer, shared).ok());
    }
}

}  // namespace
}  // namespace vitrine::crypto

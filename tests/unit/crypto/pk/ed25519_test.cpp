#include "crypto/pk/ed25519.h"

#include <gtest/gtest.h>

#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using test::VectorBlock;
using Bytes = std::vector<std::uint8_t>;

TEST(Ed25519, VerifiesAndRefusesAsRfc8032AndWycheproofSay) {
    for (const VectorBlock& block : test::read_vectors("crypto/ed25519.txt")) {
        SCOPED_TRACE(block.line);
        EXPECT_EQ(ed25519_verify_vartime(block.bytes("Public"), block.bytes("Message"),
                                         block.bytes("Signature"))
                      .ok(),
                  block.text("Result") == "valid");
    }
}

TEST(Ed25519, RefusesEveryFlippedBit) {
    const VectorBlock block = test::read_vectors("crypto/ed25519.txt").at(1);
    const Bytes key = block.bytes("Public");
    const Bytes message = block.bytes("Message");
    const Bytes signature = block.bytes("Signature");
    ASSERT_TRUE(ed25519_verify_vartime(key, message, signature).ok());
    for (std::size_t bit = 0; bit < 512; ++bit) {
        Bytes bad = signature;
        bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ (1u << (bit % 8)));
        EXPECT_EQ(ed25519_verify_vartime(key, message, bad).error().code, ErrorCode::bad_signature);
    }
    for (std::size_t bit = 0; bit < 256; ++bit) {
        Bytes bad = key;
        bad[bit / 8] = static_cast<std::uint8_t>(bad[bit / 8] ^ (1u << (bit % 8)));
        EXPECT_FALSE(ed25519_verify_vartime(bad, message, signature).ok());
    }
    EXPECT_FALSE(ed25519_verify_vartime(key, Bytes{}, signature).ok());
}

TEST(Ed25519, RefusesOtherLengths) {
    const VectorBlock block = test::read_vectors("crypto/ed25519.txt").at(1);
    Bytes key = block.bytes("Public");
    Bytes signature = block.bytes("Signature");
    for (std::size_t n = 0; n < 64; ++n) {
        EXPECT_EQ(ed25519_verify_vartime(key, block.bytes("Message"), ByteView{signature}.first(n))
                      .error()
                      .code,
                  ErrorCode::bad_signature);
    }
    signature.push_back(0);
    EXPECT_FALSE(ed25519_verify_vartime(key, block.bytes("Message"), signature).ok());
    key.pop_back();
    EXPECT_EQ(
        ed25519_verify_vartime(key, block.bytes("Message"), block.bytes("Signature")).error().code,
        ErrorCode::bad_public_value);
}

TEST(Ed25519, RefusesKeysThatAreNoCanonicalPoint) {
    const VectorBlock block = test::read_vectors("crypto/ed25519.txt").at(1);
    // RFC 8032 §5.1.3: y = p + 1 is not canonical; y = 2 has no x; y = 1 has x = 0, which has no
    // sign.
    for (const char* text : {"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                             "0200000000000000000000000000000000000000000000000000000000000000",
                             "0100000000000000000000000000000000000000000000000000000000000080"}) {
        EXPECT_EQ(ed25519_verify_vartime(test::from_hex(text), block.bytes("Message"),
                                         block.bytes("Signature"))
                      .error()
                      .code,
                  ErrorCode::bad_public_value)
            << text;
    }
}

}  // namespace
}  // namespace vitrine::crypto

#include "crypto/cipher/rc4.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

TEST(Rc4, EqualsEveryVector) {
    for (const auto& block : test::read_vectors("crypto/rc4.txt")) {
        const auto out = block.text("Out");
        std::vector<std::uint8_t> data =
            block.has("In") ? block.bytes("In") : std::vector<std::uint8_t>(out.size() / 2);
        Rc4Vartime cipher{block.bytes("Key")};
        cipher.apply(data);
        EXPECT_EQ(test::to_hex(data), out) << block.line;
    }
}

TEST(Rc4, KeystreamGoesOnOverPieces) {
    std::vector<std::uint8_t> whole(100);
    std::vector<std::uint8_t> pieces(100);
    const auto key = test::from_hex("0102030405060708090a0b0c0d0e0f10");
    Rc4Vartime{key}.apply(whole);
    Rc4Vartime cipher{key};
    for (std::size_t at = 0; at < pieces.size(); at += 10)
        cipher.apply(std::span{pieces}.subspan(at, 10));
    EXPECT_EQ(pieces, whole);
    std::vector<std::uint8_t> other(100);
    Rc4Vartime{test::from_hex("0102030405060708090a0b0c0d0e0f11")}.apply(other);
    EXPECT_NE(other, whole);
}

}  // namespace
}  // namespace vitrine::crypto

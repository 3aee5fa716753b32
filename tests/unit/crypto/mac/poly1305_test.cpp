#include "crypto/mac/poly1305.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "crypto/mac/poly1305_44.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

using Tag = std::array<std::uint8_t, 16>;

TEST(Poly1305, EqualsEveryVector) {
    for (const auto& block : test::read_vectors("crypto/poly1305.txt")) {
        const auto key = block.bytes("Key");
        Poly1305 mac(key.data());
        mac.update(block.bytes("In"));
        Tag tag{};
        mac.finish(tag.data());
        EXPECT_EQ(test::to_hex({tag.begin(), tag.end()}), block.text("Out"))
            << "line " << block.line;
    }
}

// The limbs of the kernels, on the vectors that are whole blocks: among them the sums around 2^130
// - 5.
TEST(Poly1305, LimbsOf44BitsEqualEveryVectorOfWholeBlocks) {
    std::size_t seen = 0;
    for (const auto& block : test::read_vectors("crypto/poly1305.txt")) {
        const auto in = block.bytes("In");
        if (in.size() % 16 != 0) continue;
        ++seen;
        const auto key = block.bytes("Key");
        poly1305_44::State state(key.data());
        state.add_blocks(in.data(), in.size() / 16);
        Tag tag{};
        poly1305_44::finish(state.h, key.data() + 16, tag.data());
        EXPECT_EQ(test::to_hex({tag.begin(), tag.end()}), block.text("Out"))
            << "line " << block.line;
    }
    EXPECT_GE(seen, 8U);
}

TEST(Poly1305, PaddedIsNotTheSameAsShort) {
    const std::array<std::uint8_t, 32> key{1, 2, 3, 4, 5, 6, 7, 8, 9};
    const std::array<std::uint8_t, 5> data{1, 2, 3, 4, 5};
    Tag short_tag{};
    Tag padded_tag{};
    Poly1305 one(key.data());
    one.update(data);
    one.finish(short_tag.data());
    Poly1305 other(key.data());
    other.update_padded(data);
    other.finish(padded_tag.data());
    EXPECT_NE(short_tag, padded_tag);
}

}  // namespace
}  // namespace vitrine::crypto

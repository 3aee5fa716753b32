#include "base/ct.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace vitrine::ct {
namespace {

bool is(Mask mask) {
    EXPECT_TRUE(mask.u64() == 0 || mask.u64() == ~std::uint64_t{0})
        << "a mask is all ones or all zeros";
    EXPECT_EQ(mask.u8() != 0, mask.u64() != 0);
    EXPECT_EQ(mask.u32() != 0, mask.u64() != 0);
    return declassify(mask, "test");
}

// Small values, and the ones where carries and signs go wrong.
std::vector<std::uint64_t> values() {
    std::vector<std::uint64_t> all;
    for (std::uint64_t x = 0; x < 64; ++x) all.push_back(x);
    for (const int bit : {8, 16, 31, 32, 33, 62, 63}) {
        const std::uint64_t power = std::uint64_t{1} << bit;
        all.insert(all.end(), {power - 1, power, power + 1});
    }
    all.insert(all.end(), {~std::uint64_t{0}, ~std::uint64_t{0} - 1});
    return all;
}

TEST(Ct, ComparesAsTheOperatorsDo) {
    for (const std::uint64_t a : values()) {
        EXPECT_EQ(is(is_zero(a)), a == 0) << a;
        EXPECT_EQ(is(is_nonzero(a)), a != 0) << a;
        for (const std::uint64_t b : values()) {
            EXPECT_EQ(is(eq(a, b)), a == b) << a << ' ' << b;
            EXPECT_EQ(is(lt(a, b)), a < b) << a << ' ' << b;
            EXPECT_EQ(is(gt(a, b)), a > b) << a << ' ' << b;
            EXPECT_EQ(is(le(a, b)), a <= b) << a << ' ' << b;
            EXPECT_EQ(is(ge(a, b)), a >= b) << a << ' ' << b;
        }
    }
}

TEST(Ct, MasksFollowTheTruthTables) {
    for (const bool a : {false, true}) {
        const Mask x = Mask::from_bit(a ? 1 : 0);
        EXPECT_EQ(is(x), a);
        EXPECT_EQ(is(~x), !a);
        for (const bool b : {false, true}) {
            const Mask y = b ? Mask::all() : Mask::none();
            EXPECT_EQ(is(x & y), a && b);
            EXPECT_EQ(is(x | y), a || b);
            EXPECT_EQ(is(x ^ y), a != b);
        }
    }
}

TEST(Ct, SelectsInEveryWidth) {
    for (unsigned a = 0; a < 256; ++a) {
        for (unsigned b = 0; b < 256; ++b) {
            const auto x = static_cast<std::uint8_t>(a);
            const auto y = static_cast<std::uint8_t>(b);
            ASSERT_EQ(select(Mask::all(), x, y), x);
            ASSERT_EQ(select(Mask::none(), x, y), y);
        }
    }
    EXPECT_EQ(select(Mask::all(), std::uint32_t{0xdeadbeef}, std::uint32_t{1}), 0xdeadbeefU);
    EXPECT_EQ(select(Mask::none(), ~std::uint64_t{0}, std::uint64_t{1} << 40),
              std::uint64_t{1} << 40);
}

TEST(Ct, EqualSeesEveryByteAndBit) {
    const std::array<std::uint8_t, 33> a{};
    EXPECT_TRUE(is(equal(a, a)));
    EXPECT_TRUE(is(equal({}, {})));
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            auto b = a;
            b[i] = static_cast<std::uint8_t>(1U << bit);
            EXPECT_FALSE(is(equal(a, b))) << i << ' ' << bit;
        }
    }
}

TEST(Ct, AssignsAllOrNothing) {
    const std::array<std::uint8_t, 5> from = {1, 2, 3, 4, 5};
    std::array<std::uint8_t, 5> to{};
    assign(Mask::none(), from, to);
    EXPECT_EQ(to, (std::array<std::uint8_t, 5>{}));
    assign(Mask::all(), from, to);
    EXPECT_EQ(to, from);
}

}  // namespace
}  // namespace vitrine::ct

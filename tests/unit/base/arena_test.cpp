#include "base/arena.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace vitrine::base {
namespace {

TEST(Arena, GivesZeroedAlignedBytesThatDoNotOverlap) {
    Arena arena(1 << 16);
    MutByteView before;
    for (std::size_t n = 1; n < 200; ++n) {
        auto got = arena.bytes(n);
        ASSERT_TRUE(got.ok());
        ASSERT_EQ(got->size(), n);
        EXPECT_TRUE(std::ranges::all_of(*got, [](std::uint8_t b) { return b == 0; }));
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(got->data()) % alignof(std::max_align_t), 0U);
        std::ranges::fill(*got, std::uint8_t{0xff});
        before = *got;
    }
    EXPECT_LE(arena.used(), arena.limit());
}

TEST(Arena, RefusesOneByteMoreThanItsLimit) {
    Arena exact(4096);
    EXPECT_TRUE(exact.bytes(4096).ok());
    Arena over(4096);
    const auto refused = over.bytes(4097);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::out_of_memory);
    EXPECT_EQ(over.used(), 0U);
    EXPECT_FALSE(over.bytes(static_cast<std::size_t>(-1)).ok()) << "rounding up must not wrap";
}

TEST(Arena, NeverHandsOutMoreThanItsLimitInAll) {
    Arena arena(10000);
    std::size_t total = 0;
    while (true) {
        auto got = arena.bytes(100);
        if (!got.ok()) break;
        total += got->size();
        ASSERT_LE(total, 10000U);
    }
    EXPECT_GT(total, 8000U);
}

TEST(Arena, CopiesBytesAndMakesArrays) {
    Arena arena(4096);
    const std::uint8_t source[] = {1, 2, 3};
    const auto copy = arena.copy(source);
    ASSERT_TRUE(copy.ok());
    EXPECT_TRUE(equal_public(*copy, source));
    EXPECT_NE(copy->data(), source);
    struct Item {
        int value = 42;
    };
    const auto items = arena.array<Item>(10);
    ASSERT_TRUE(items.ok());
    EXPECT_EQ((*items)[9].value, 42);
    EXPECT_FALSE(arena.array<Item>(static_cast<std::size_t>(-1) / 2).ok())
        << "n * sizeof must not wrap";
}

TEST(Arena, StartsAnewAfterRelease) {
    Arena arena(4096);
    ASSERT_TRUE(arena.bytes(4096).ok());
    EXPECT_FALSE(arena.bytes(1).ok());
    arena.release();
    EXPECT_EQ(arena.used(), 0U);
    EXPECT_TRUE(arena.bytes(4096).ok());
}

}  // namespace
}  // namespace vitrine::base

#include "base/buffer_pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace vitrine::base {
namespace {

TEST(BufferPool, LendsNoMoreThanItHas) {
    BufferPool pool(64, 2);
    auto first = pool.lend();
    auto second = pool.lend();
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_EQ(first->bytes().size(), 64U);
    EXPECT_EQ(pool.lent(), 2U);
    EXPECT_EQ(pool.lend().error().code, ErrorCode::out_of_memory);
    first->give_back();
    EXPECT_EQ(pool.lent(), 1U);
    EXPECT_TRUE(pool.lend().ok());
    EXPECT_EQ(pool.lent(), 1U) << "the temporary gave its buffer back";
}

TEST(BufferPool, WipesWhatComesBackAndLendsItAgain) {
    BufferPool pool(64, 1);
    const std::uint8_t* place = nullptr;
    {
        Buffer buffer = *pool.lend();
        std::ranges::fill(buffer.bytes(), std::uint8_t{0xaa});
        place = buffer.bytes().data();
    }
    const Buffer again = *pool.lend();
    EXPECT_EQ(again.bytes().data(), place);
    // The list of free buffers used the first bytes; nothing of the old content is left.
    EXPECT_EQ(std::ranges::count(again.bytes(), std::uint8_t{0xaa}), 0);
    EXPECT_TRUE(std::ranges::all_of(again.bytes().subspan(sizeof(void*)),
                                    [](std::uint8_t b) { return b == 0; }));
}

TEST(BufferPool, LoansMoveAndAreGivenBackOnce) {
    BufferPool pool(64, 2);
    Buffer a = *pool.lend();
    Buffer b = std::move(a);
    // NOLINTNEXTLINE(bugprone-use-after-move): what a moved-from loan says is the point
    EXPECT_TRUE(a.empty());
    EXPECT_EQ(pool.lent(), 1U);
    Buffer c = *pool.lend();
    c = std::move(b);
    EXPECT_EQ(pool.lent(), 1U) << "the loan that was overwritten went back";
    c.give_back();
    c.give_back();
    EXPECT_EQ(pool.lent(), 0U);
    EXPECT_TRUE(c.empty());
}

}  // namespace
}  // namespace vitrine::base

#include "record/output_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace vitrine::record {
namespace {

TEST(OutputQueue, GivesBackWhatWasPutInInOrderAndHoldsNothingWhenEmpty) {
    base::BufferPool pool{100, 4};
    OutputQueue queue{pool};
    EXPECT_TRUE(queue.empty());
    EXPECT_EQ(pool.lent(), 0U);
    std::vector<std::uint8_t> expected;
    for (std::uint8_t i = 0; i < 6; ++i) {
        const auto room = queue.room(40);
        ASSERT_TRUE(room.ok());
        std::fill(room->begin(), room->end(), i);
        queue.commit(40);
        expected.insert(expected.end(), 40, i);
    }
    EXPECT_EQ(pool.lent(), 3U);  // two in each
    std::vector<std::uint8_t> got;
    while (!queue.empty()) {
        const ByteView front = queue.front();
        const std::size_t n = std::min<std::size_t>(front.size(), 7);  // a slow transport
        got.insert(got.end(), front.begin(), front.begin() + static_cast<std::ptrdiff_t>(n));
        queue.pop(n);
    }
    EXPECT_EQ(got, expected);
    EXPECT_EQ(pool.lent(), 0U);
    EXPECT_TRUE(queue.front().empty());
}

TEST(OutputQueue, FailsWhenThePoolIsEmptyAndGoesOnAfterwards) {
    base::BufferPool pool{100, 1};
    OutputQueue queue{pool};
    ASSERT_TRUE(queue.room(100).ok());
    queue.commit(100);
    const auto full = queue.room(1);
    ASSERT_FALSE(full.ok());
    EXPECT_EQ(full.error().code, ErrorCode::out_of_memory);
    queue.pop(100);
    EXPECT_TRUE(queue.room(1).ok());
}

TEST(OutputQueue, RefusesMoreThanABufferHolds) {
    base::BufferPool pool{100, 1};
    OutputQueue queue{pool};
    const auto room = queue.room(101);
    ASSERT_FALSE(room.ok());
    EXPECT_EQ(room.error().code, ErrorCode::output_full);
}

TEST(OutputQueue, HasSixteenSlots) {
    base::BufferPool pool{10, 100};
    OutputQueue queue{pool};
    for (std::size_t i = 0; i < OutputQueue::kBuffers; ++i) {
        ASSERT_TRUE(queue.room(10).ok());
        queue.commit(10);
    }
    EXPECT_FALSE(queue.has_slot());
    EXPECT_EQ(queue.room(10).error().code, ErrorCode::out_of_memory);
    queue.pop(10);
    EXPECT_TRUE(queue.has_slot());
    EXPECT_TRUE(queue.room(10).ok());
}

}  // namespace
}  // namespace vitrine::record

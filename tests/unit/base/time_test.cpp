#include "base/time.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "support/vector_file.h"

namespace vitrine {
namespace {

CivilTime parsed(const std::string& text) {
    CivilTime c;
    EXPECT_EQ(std::sscanf(text.c_str(), "%d-%d-%d %d:%d:%d", &c.year, &c.month, &c.day, &c.hour,
                          &c.minute, &c.second),
              6);
    return c;
}

bool same(const CivilTime& a, const CivilTime& b) {
    return a.year == b.year && a.month == b.month && a.day == b.day && a.hour == b.hour &&
           a.minute == b.minute && a.second == b.second;
}

TEST(Time, AgreesWithDateInBothDirections) {
    for (const auto& block : test::read_vectors("base/times.txt")) {
        const CivilTime civil = parsed(block.text("Time"));
        const Time time{block.number("Seconds")};
        EXPECT_TRUE(is_valid(civil)) << block.text("Time");
        EXPECT_EQ(from_civil(civil), time) << block.text("Time");
        EXPECT_TRUE(same(to_civil(time), civil)) << block.text("Time");
    }
}

TEST(Time, NamesEveryDayOf800YearsInOrder) {
    CivilTime previous = to_civil(Time{-12622780800});  // 1570-01-01
    for (std::int64_t day = 1; day < 292194; ++day) {
        const CivilTime now = to_civil(Time{-12622780800 + day * 86400});
        ASSERT_TRUE(is_valid(now));
        const bool next_day = now.day == previous.day + 1 && now.month == previous.month;
        const bool next_month = now.day == 1 && now.month == previous.month + 1;
        const bool next_year =
            now.day == 1 && now.month == 1 && previous.month == 12 && now.year == previous.year + 1;
        ASSERT_TRUE(next_day || next_month || next_year)
            << now.year << '-' << now.month << '-' << now.day;
        ASSERT_EQ(from_civil(now).seconds, -12622780800 + day * 86400);
        previous = now;
    }
}

TEST(Time, KnowsWhichFieldsAreOutOfRange) {
    EXPECT_TRUE(is_valid({2000, 2, 29, 23, 59, 59}));
    EXPECT_FALSE(is_valid({1900, 2, 29, 0, 0, 0})) << "1900 is no leap year";
    EXPECT_FALSE(is_valid({2001, 2, 29, 0, 0, 0}));
    EXPECT_FALSE(is_valid({2001, 0, 1, 0, 0, 0}));
    EXPECT_FALSE(is_valid({2001, 13, 1, 0, 0, 0}));
    EXPECT_FALSE(is_valid({2001, 1, 0, 0, 0, 0}));
    EXPECT_FALSE(is_valid({2001, 4, 31, 0, 0, 0}));
    EXPECT_FALSE(is_valid({2001, 1, 1, 24, 0, 0}));
    EXPECT_FALSE(is_valid({2001, 1, 1, 0, 60, 0}));
    EXPECT_FALSE(is_valid({2016, 12, 31, 23, 59, 60})) << "a leap second";
    EXPECT_FALSE(is_valid({2001, 1, 1, -1, 0, 0}));
}

}  // namespace
}  // namespace vitrine

#include "io/clock.h"

#include <gtest/gtest.h>

namespace vitrine::io {
namespace {

// Values of `date -u -d TIME +%s` (GNU coreutils).
TEST(ParseTime, ReadsRfc3339) {
    EXPECT_EQ((*parse_time("2014-12-01T00:00:00Z")).seconds, 1417392000);
    EXPECT_EQ((*parse_time("2014-12-01t01:30:00.25+01:30")).seconds, 1417392000);
    EXPECT_EQ((*parse_time("1969-12-31T23:59:59Z")).seconds, -1);
    EXPECT_EQ((*parse_time("2000-02-29 12:00:00Z")).seconds, 951825600);
}

TEST(ParseTime, ReadsSeconds) {
    EXPECT_EQ((*parse_time("0")).seconds, 0);
    EXPECT_EQ((*parse_time("-5")).seconds, -5);
    EXPECT_EQ((*parse_time("1417392000")).seconds, 1417392000);
}

TEST(ParseTime, RefusesWhatIsNoTime) {
    for (const char* text :
         {"", "x", "2014-12-01", "2014-12-01T00:00:00", "2014-13-01T00:00:00Z",
          "2015-02-29T00:00:00Z", "2014-12-01T24:00:00Z", "2014-12-01T00:00:00ZZ",
          "2014-12-01T00:00:00.Z", "14-12-01T00:00:00Z", "12 ", "1e9"}) {
        EXPECT_FALSE(parse_time(text).ok()) << text;
    }
}

TEST(FormatTime, IsTheInverse) {
    for (const char* text :
         {"1970-01-01T00:00:00Z", "2014-12-01T12:34:56Z", "1900-02-28T23:59:59Z"}) {
        EXPECT_EQ(format_time(*parse_time(text)), text);
    }
}

TEST(MonotonicNs, NeverGoesBack) {
    std::uint64_t last = monotonic_ns();
    for (int i = 0; i < 1000; ++i) {
        const std::uint64_t now = monotonic_ns();
        ASSERT_GE(now, last);
        last = now;
    }
}

}  // namespace
}  // namespace vitrine::io

// Time as an argument: the core has no clock. Seconds since 1970-01-01 00:00:00 UTC, may be
// negative.
#pragma once

#include <compare>
#include <cstdint>

namespace vitrine {

struct Time {
    std::int64_t seconds = 0;
    friend auto operator<=>(const Time&, const Time&) = default;
};

struct CivilTime {
    int year = 1970;
    int month = 1;  ///< 1-12
    int day = 1;    ///< 1-31
    int hour = 0;
    int minute = 0;
    int second = 0;
};

/// Days and seconds of the proleptic Gregorian calendar; fields must be in range (see `is_valid`).
Time from_civil(const CivilTime& civil);
CivilTime to_civil(Time time);
/// True if every field is in range, leap years respected, no leap second.
bool is_valid(const CivilTime& civil);

}  // namespace vitrine

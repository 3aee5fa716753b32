// The two clocks of the world, for those who lend them to the core, and times as people write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace vitrine::io {

/// Seconds since 1970.
Time wall_clock();
/// Nanoseconds since some fixed moment; never goes back.
std::uint64_t monotonic_ns();

/// RFC 3339 ("2014-12-01T00:00:00Z", an offset allowed, fractions dropped) or seconds since 1970.
/// Errors: bad_input_length (not a time).
Result<Time> parse_time(std::string_view text);
/// "2014-12-01T00:00:00Z"
std::string format_time(Time time);

}  // namespace vitrine::io

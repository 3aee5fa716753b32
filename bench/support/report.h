// Outcomes as a table for people and as JSON for tools.
#pragma once

#include <cstdio>
#include <vector>

#include "support/measure.h"

namespace vitrine::bench {

/// From here on a ratio counts as 1.0: two runs of the same code on a shared machine differ by as
/// much.
inline constexpr double kCountsAsEqual = 0.97;

void print_head(std::FILE* out);
/// One line for each peer; a row without a peer has one line.
void print_row(std::FILE* out, const Outcome& outcome);
/// How many comparisons there were, how many fell below 1.0, which rows disagreed.
void print_sum(std::FILE* out, const std::vector<Outcome>& outcomes);
void print_json(std::FILE* out, const std::vector<Outcome>& outcomes, const Effort& effort);

}  // namespace vitrine::bench

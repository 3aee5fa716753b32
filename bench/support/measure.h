// How a row is timed: Google Benchmark runs every contender many times over, in random order
// (--benchmark_enable_random_interleaving), so that a noisy neighbour disturbs all of them alike.
// Times are told in ticks of the TSC, which has a constant rate whatever the core's clock does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/pair.h"

namespace vitrine::bench {

struct Effort {
    int repeats = 15;              ///< repetitions of each contender
    double batch_seconds = 0.010;  ///< how long a repetition should take
};

/// Cycles of the TSC that one operation took, over the repeats.
struct Timing {
    std::string role;
    std::string label;
    double median = 0;
    double best_decile = 0;
};

/// The peer's time over ours: above 1, we are faster.
struct Ratio {
    double of_medians = 0;
    double of_best_deciles = 0;
    double low = 0;  ///< the interval that holds the median of the paired ratios, 19 times in 20
    double high = 0;
};

struct Outcome {
    std::string name;
    std::size_t bytes = 0;
    bool results_agree = false;
    std::vector<Timing> timings;  ///< in the order the contenders were added
    std::vector<Ratio> ratios;    ///< one for each timing; all zero unless it is a peer's
};

Outcome measure(const Row& row, const Effort& effort);

/// Ticks of the TSC in a second, measured once against the monotonic clock.
double tsc_hertz();

/// Stays on the core it now runs on, where the system allows that.
void pin_to_this_core();

}  // namespace vitrine::bench

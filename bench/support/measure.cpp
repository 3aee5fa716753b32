#include "support/measure.h"

#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace vitrine::bench {

namespace {

using Clock = std::chrono::steady_clock;
using Samples = std::vector<double>;  // cycles an operation, one a repeat

std::uint64_t ticks() {
#if defined(__x86_64__)
    unsigned core = 0;
    return __rdtscp(&core);
#else
    return static_cast<std::uint64_t>(Clock::now().time_since_epoch().count());
#endif
}

double ticks_of(const Contender& contender, std::uint64_t calls) {
    const std::uint64_t begin = ticks();
    contender.run(calls);
    return static_cast<double>(ticks() - begin);
}

// How many calls fill a batch. Also warms caches, branch predictors and vector units up.
std::uint64_t calls_for(const Contender& contender, double wanted_ticks) {
    std::uint64_t calls = 1;
    double took = ticks_of(contender, calls);
    while (took < wanted_ticks / 4 && calls < (std::uint64_t{1} << 40)) {
        calls *= 2;
        took = ticks_of(contender, calls);
    }
    const double fitting = static_cast<double>(calls) * wanted_ticks / std::max(took, 1.0);
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(fitting));
}

std::vector<Samples> interleaved(const Row& row, const Effort& effort) {
    const auto& contenders = row.contenders();
    std::vector<std::uint64_t> calls;
    for (const Contender& c : contenders)
        calls.push_back(calls_for(c, effort.batch_seconds * tsc_hertz()));
    std::vector<Samples> samples(contenders.size());
    for (int repeat = 0; repeat < effort.repeats; ++repeat) {
        for (std::size_t k = 0; k < contenders.size(); ++k) {
            // Another one begins each time, so that none always follows the same.
            const std::size_t i = (k + static_cast<std::size_t>(repeat)) % contenders.size();
            const auto operations = static_cast<double>(calls[i] * contenders[i].operations);
            samples[i].push_back(ticks_of(contenders[i], calls[i]) / operations);
        }
    }
    return samples;
}

double median_of(Samples samples) {
    std::ranges::sort(samples);
    const std::size_t half = samples.size() / 2;
    return samples.size() % 2 != 0 ? samples[half] : (samples[half - 1] + samples[half]) / 2;
}

double best_decile_of(Samples samples) {
    std::ranges::sort(samples);
    return samples[samples.size() / 10];
}

// The interval of the median from order statistics: ranks n/2 -+ 0.98 sqrt(n), no shape assumed.
Ratio compare(const Samples& ours, const Samples& peer) {
    Samples paired;
    for (std::size_t i = 0; i < ours.size(); ++i) paired.push_back(peer[i] / ours[i]);
    std::ranges::sort(paired);
    const auto n = static_cast<double>(paired.size());
    const auto low =
        static_cast<std::size_t>(std::max(0.0, std::floor((n - 1.96 * std::sqrt(n)) / 2)));
    return Ratio{median_of(peer) / median_of(ours), best_decile_of(peer) / best_decile_of(ours),
                 paired[low], paired[paired.size() - 1 - low]};
}

}  // namespace

Outcome measure(const Row& row, const Effort& effort) {
    Outcome outcome{row.name(), row.bytes(), row.results_agree(), {}, {}};
    if (!outcome.results_agree) return outcome;
    const std::vector<Samples> samples = interleaved(row, effort);
    const Samples* ours = nullptr;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const Contender& c = row.contenders()[i];
        if (c.role == "ours") ours = &samples[i];
        outcome.timings.push_back(
            {c.role, c.label, median_of(samples[i]), best_decile_of(samples[i])});
    }
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const bool peer = row.contenders()[i].role == "peer" && ours != nullptr;
        outcome.ratios.push_back(peer ? compare(*ours, samples[i]) : Ratio{});
    }
    return outcome;
}

double tsc_hertz() {
    static const double hertz = [] {
        const auto begin = Clock::now();
        const std::uint64_t first = ticks();
        while (Clock::now() - begin < std::chrono::milliseconds(50)) {
        }
        const std::uint64_t last = ticks();
        const std::chrono::duration<double> seconds = Clock::now() - begin;
        return static_cast<double>(last - first) / seconds.count();
    }();
    return hertz;
}

void pin_to_this_core() {
    const int core = sched_getcpu();
    if (core < 0) return;
    cpu_set_t only;
    CPU_ZERO(&only);
    CPU_SET(static_cast<unsigned>(core), &only);
    sched_setaffinity(0, sizeof only, &only);
}

}  // namespace vitrine::bench

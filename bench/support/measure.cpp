#include "support/measure.h"

#include <benchmark/benchmark.h>
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>

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

/// Hears every repetition and keeps the time of one operation; prints nothing.
class Collector : public benchmark::BenchmarkReporter {
  public:
    explicit Collector(const Row& row) : row_(row), samples_(row.contenders().size()) {}

    bool ReportContext(const Context& /*context*/) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) {
            if (run.run_type != Run::RT_Iteration) continue;  // an aggregate
            const std::size_t i = std::stoul(run.run_name.function_name);
            const auto operations = static_cast<double>(run.iterations) *
                                    static_cast<double>(row_.contenders()[i].operations);
            samples_[i].push_back(run.real_accumulated_time * tsc_hertz() / operations);
        }
    }
    [[nodiscard]] const std::vector<Samples>& samples() const { return samples_; }

  private:
    const Row& row_;
    std::vector<Samples> samples_;
};

/// A contender as the library runs it, named by its place in the row.
class Timed : public benchmark::internal::Benchmark {
  public:
    Timed(std::size_t place, const Contender& contender, std::int64_t calls)
        : Benchmark(std::to_string(place).c_str()), contender_(contender), calls_(calls) {}
    void Run(benchmark::State& state) override {
        while (state.KeepRunningBatch(calls_)) contender_.run(static_cast<std::uint64_t>(calls_));
    }

  private:
    const Contender& contender_;
    std::int64_t calls_;
};

/// How many calls make a batch of about a fiftieth of the time: one entry into the loop for all of
/// them.
std::uint64_t calls_in_batch(const Contender& contender, double seconds) {
    std::uint64_t calls = 1;
    while (calls < (std::uint64_t{1} << 30)) {
        const std::uint64_t begin = ticks();
        contender.run(calls);
        if (static_cast<double>(ticks() - begin) > seconds / 50 * tsc_hertz()) break;
        calls *= 2;
    }
    return calls;
}

void start_library(const Effort& effort) {
    std::string words[] = {"vitrine_bench", "--benchmark_enable_random_interleaving=true",
                           "--benchmark_repetitions=" + std::to_string(effort.repeats),
                           "--benchmark_min_time=" + std::to_string(effort.batch_seconds)};
    char* argv[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    int argc = 4;
    benchmark::Initialize(&argc, argv);
}

std::vector<Samples> interleaved(const Row& row, const Effort& effort) {
    static const bool started = [&effort] {
        start_library(effort);
        return true;
    }();
    (void)started;
    for (std::size_t i = 0; i < row.contenders().size(); ++i) {
        const Contender& contender = row.contenders()[i];
        const auto calls =
            static_cast<std::int64_t>(calls_in_batch(contender, effort.batch_seconds));
        auto timed = std::make_unique<Timed>(i, contender, calls);
        timed->UseRealTime();
        // The library owns it, until ClearRegisteredBenchmarks.
        benchmark::internal::RegisterBenchmarkInternal(timed.release());
        // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks): so the library's interface asks
    }
    Collector collector{row};
    benchmark::RunSpecifiedBenchmarks(&collector, ".");
    benchmark::ClearRegisteredBenchmarks();
    return collector.samples();
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
    for (std::size_t i = 0; i < std::min(ours.size(), peer.size()); ++i)
        paired.push_back(peer[i] / ours[i]);
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

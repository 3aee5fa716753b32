#include "ct/timing/timing.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstring>

#include "base/ct.h"
#include "ct/timing/welch.h"

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace vitrine::ct_run {

namespace {

constexpr double kThreshold = 4.5;
// Measured, used to place the crops, then dropped.
constexpr std::size_t kFirst = 10000;
constexpr std::size_t kFirstLeast = 200;
constexpr std::size_t kLeast = 2000;  // whatever time that takes: fewer say nothing
constexpr int kFurther = 2;

std::vector<TimedCase>& cases() {
    static std::vector<TimedCase> all;
    return all;
}

std::uint64_t begin_clock() {
#if defined(__x86_64__)
    _mm_lfence();
    const std::uint64_t now = __rdtsc();
    _mm_lfence();
    return now;
#else
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

std::uint64_t end_clock() {
#if defined(__x86_64__)
    unsigned core = 0;
    const std::uint64_t now = __rdtscp(&core);
    _mm_lfence();
    return now;
#else
    return begin_clock();
#endif
}

/// xoshiro256** (Blackman, Vigna): fast, and good enough for choosing inputs.
class Random {
  public:
    explicit Random(std::uint64_t seed) {
        for (std::uint64_t& word : s_)
            word = seed = seed * 6364136223846793005u + 1442695040888963407u;
    }
    std::uint64_t next() {
        const std::uint64_t result = std::rotl(s_[1] * 5, 7) * 9;
        const std::uint64_t t = s_[1] << 17;
        s_[2] ^= s_[0], s_[3] ^= s_[1], s_[1] ^= s_[2], s_[0] ^= s_[3], s_[2] ^= t;
        s_[3] = std::rotl(s_[3], 45);
        return result;
    }

  private:
    std::uint64_t s_[4];
};

/// Makes inputs and measures. Either class takes the same steps, so that neither cache nor branch
/// predictor can tell which came: random bytes are drawn for both, and a mask keeps or drops them.
class Stopwatch {
  public:
    explicit Stopwatch(const TimedCase& timed)
        : timed_(timed), words_((timed.secret_len + 7) / 8), fixed_(words_), secret_(words_) {
        // Few bits, all at one end: what a shortcut for small numbers or for zeros would notice.
        if (words_ > 0) fixed_[0] = 1;
    }

    /// Draws a class, returns it, and the cycles in `cycles`.
    unsigned measure(double& cycles) {
        const std::uint64_t coin = random_.next() >> 63;
        // Without the barrier Clang makes a branch of it, and kernels that load the secret as
        // vectors show which side it took.
        const std::uint64_t keep = ct::barrier(std::uint64_t{0} - coin);
        for (std::size_t i = 0; i < words_; ++i)
            secret_[i] = fixed_[i] ^ ((fixed_[i] ^ random_.next()) & keep);
        auto* bytes = reinterpret_cast<std::uint8_t*>(secret_.data());
        if (timed_.prepare) timed_.prepare(bytes);
        asm volatile("" : : "r"(bytes) : "memory");
        const std::uint64_t begin = begin_clock();
        timed_.run(bytes);
        const std::uint64_t end = end_clock();
        cycles = static_cast<double>(end - begin);
        return static_cast<unsigned>(coin);
    }

  private:
    const TimedCase& timed_;
    std::size_t words_;
    std::vector<std::uint64_t> fixed_;
    std::vector<std::uint64_t> secret_;
    Random random_{0x9e3779b97f4a7c15};
};

/// Measures until `effort` is spent; returns how many samples that were.
std::size_t attempt(Stopwatch& watch, const TimingEffort& effort, TimingVerdict& verdict) {
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    const std::chrono::duration<double> allowed{effort.seconds};
    std::vector<double> first;
    while (first.size() < kFirstLeast ||
           (first.size() < effort.samples / 10 && first.size() < kFirst &&
            Clock::now() - begin < allowed / 10)) {
        watch.measure(first.emplace_back());
    }
    WelchTest test(first);
    const auto middle = first.begin() + static_cast<std::ptrdiff_t>(first.size() / 2);
    std::ranges::nth_element(first, middle);
    verdict.cycles = *middle;
    std::size_t samples = 0;
    while (samples < kLeast ||
           (samples < effort.samples && (samples % 64 != 0 || Clock::now() - begin < allowed))) {
        double cycles = 0;
        const unsigned sample_class = watch.measure(cycles);
        test.add(sample_class, cycles);
        ++samples;
    }
    verdict.t.push_back(test.t());
    return samples;
}

}  // namespace

TimedGroup::TimedGroup(std::vector<TimedCase> group) {
    for (TimedCase& timed : group) cases().push_back(std::move(timed));
}

const std::vector<TimedCase>& timed_cases() {
    return cases();
}

TimingVerdict time_case(const TimedCase& timed, const TimingEffort& effort) {
    Stopwatch watch(timed);
    TimingVerdict verdict;
    verdict.samples = attempt(watch, effort, verdict);
    if (std::abs(verdict.t.front()) < kThreshold) return verdict;
    for (int i = 0; i < kFurther; ++i)
        attempt(watch, {2 * effort.samples, 2 * effort.seconds}, verdict);
    const auto reached =
        std::ranges::count_if(verdict.t, [](double t) { return std::abs(t) >= kThreshold; });
    verdict.leak = timed.leaks ? reached == 1 + kFurther : reached > 1;
    return verdict;
}

}  // namespace vitrine::ct_run

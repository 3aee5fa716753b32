// The statistical timing test: an operation runs with a secret that is always the same and with
// random ones, in random turns; if the times of the two differ beyond chance, its time tells
// something about the secret. It needs no model of the processor, so it also covers what checkers
// of code cannot see; it can show a leak, never its absence.
// Method: Reparaz, Balasch, Verbauwhede, Dude, is my code constant time?, 2017. Read next: welch.h.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/cpu.h"

namespace vitrine::ct_run {

struct TimedCase {
    std::string name;  ///< primitive and kernel
    cpu::Features needs = 0;
    std::size_t secret_len = 0;
    /// What is measured. `secret` has secret_len bytes, always at the same address, and may be
    /// overwritten.
    std::function<void(std::uint8_t* secret)> run;
    bool leaks = false;  ///< a control
    /// Runs before the measurement, for what would take longer than the operation itself. Takes the
    /// same steps for every secret.
    std::function<void(std::uint8_t* secret)> prepare{};
};

/// A static TimedGroup adds a file's cases.
class TimedGroup {
  public:
    explicit TimedGroup(std::vector<TimedCase> cases);
};

const std::vector<TimedCase>& timed_cases();

/// Of a case: how many samples, or how many `seconds` allow, but 2,000 in any case.
struct TimingEffort {
    std::size_t samples = 0;
    double seconds = 0;
};

struct TimingVerdict {
    std::vector<double> t;    ///< of each attempt
    std::size_t samples = 0;  ///< of the first attempt
    double cycles = 0;        ///< median of an operation
    bool leak = false;
};

/// One attempt; if |t| reaches 4.5 (chance: about one in 100,000), two further ones with twice as
/// many samples each. In those the t of a leak grows by the root of two. For a case that must not
/// leak the first is forgotten only if both stay below 4.5; a control must reach it in all three.
TimingVerdict time_case(const TimedCase& timed, const TimingEffort& effort);

}  // namespace vitrine::ct_run

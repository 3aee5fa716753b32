// ct_timing [--samples N] [--seconds S] [--list] [part of a name]: lines as the driver prints them
// (tests/ct/driver.cpp). The cell is the |t| of each attempt and, in parentheses, how many samples
// the first had; a sixth column has the median in cycles.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string_view>

#include "ct/timing/timing.h"

namespace {

using namespace vitrine;
using ct_run::TimedCase;

struct Options {
    ct_run::TimingEffort effort{1000000, 0};
    std::string_view part;
    bool list = false;
};

bool number(const char* word, std::size_t& to) {
    const std::string_view text = word == nullptr ? "" : word;  // argv ends in a null pointer
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
    return error == std::errc{} && end == text.data() + text.size();
}

std::optional<Options> parsed(char** words) {
    Options options;
    std::size_t seconds = 450;
    bool good = true;
    for (; good && *words != nullptr; ++words) {
        const std::string_view word = *words;
        if (word == "--list") {
            options.list = true;
        } else if (word == "--samples") {
            good = number(*++words, options.effort.samples);
        } else if (word == "--seconds") {
            good = number(*++words, seconds);
        } else {
            good = !word.starts_with("--") && options.part.empty();
            options.part = word;
        }
    }
    options.effort.seconds = static_cast<double>(seconds);
    good = good && options.effort.samples >= 10000;  // fewer say nothing
    return good ? std::optional{options} : std::nullopt;
}

/// A whole name asks for nothing else, though it may be the beginning of others.
bool is_asked_for(std::string_view name, std::string_view part) {
    const auto& cases = ct_run::timed_cases();
    if (std::ranges::find(cases, part, &TimedCase::name) != cases.end()) return name == part;
    return name.find(part) != std::string_view::npos;
}

bool run(const TimedCase& timed, const ct_run::TimingEffort& effort) {
    const ct_run::TimingVerdict verdict = ct_run::time_case(timed, effort);
    const bool good = verdict.leak == timed.leaks;
    std::printf("case\t%s\t", timed.name.c_str());
    for (const double t : verdict.t) std::printf("%.1f ", std::abs(t));
    std::printf("(%zuk)\t%s\t%s\t%.0f\n", verdict.samples / 1000, timed.leaks ? "some" : "none",
                good ? "ok" : "WRONG", verdict.cycles);
    std::fflush(stdout);
    return good;
}

}  // namespace

int main(int /*argc*/, char** argv) {
    const std::optional<Options> options = parsed(argv + 1);
    if (!options) {
        std::fprintf(
            stderr,
            "ct_timing [--samples N, 10000 or more] [--seconds S] [--list] [part of a name]\n");
        return 2;
    }
    bool good = true;
    int ran = 0;
    for (const TimedCase& timed : ct_run::timed_cases()) {
        if (!is_asked_for(timed.name, options->part)) continue;
        if ((timed.needs & ~cpu::enabled()) != 0) {
            std::fprintf(stderr, "%s: this processor has not what it needs\n", timed.name.c_str());
            continue;
        }
        if (options->list) {
            std::printf("%s\n", timed.name.c_str());
        } else {
            good = run(timed, options->effort) && good;
        }
        ++ran;
    }
    return good && ran > 0 ? 0 : 1;
}

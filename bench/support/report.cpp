#include "support/report.h"

#include <string>

#include "base/cpu.h"

namespace vitrine::bench {

namespace {

const Timing* find(const Outcome& outcome, const char* role) {
    for (const Timing& timing : outcome.timings) {
        if (timing.role == role) return &timing;
    }
    return nullptr;
}

double per_second(const Timing& timing) {
    return tsc_hertz() / timing.median;
}

// "2.314 B/c" for rows of bytes, "84.2 kc/op" for rows of operations.
std::string speed(const Outcome& outcome, const Timing* timing) {
    if (timing == nullptr) return "-";
    char text[32];
    if (outcome.bytes != 0) {
        (void)std::snprintf(text, sizeof text, "%.3f B/c",
                            static_cast<double>(outcome.bytes) / timing->median);
    } else if (timing->median >= 1e4) {
        (void)std::snprintf(text, sizeof text, "%.1f kc", timing->median / 1e3);
    } else {
        (void)std::snprintf(text, sizeof text, "%.0f c", timing->median);
    }
    return text;
}

// "1234 MB/s" or "23456 /s".
std::string rate(const Outcome& outcome, const Timing* timing) {
    if (timing == nullptr) return "-";
    char text[32];
    if (outcome.bytes != 0) {
        const double megabytes = per_second(*timing) * static_cast<double>(outcome.bytes) / 1e6;
        (void)std::snprintf(text, sizeof text, "%.0f MB/s", megabytes);
    } else {
        (void)std::snprintf(text, sizeof text, "%.0f /s", per_second(*timing));
    }
    return text;
}

std::string ratio_text(const Ratio& ratio) {
    char text[64];
    (void)std::snprintf(text, sizeof text, "%5.2f [%.2f-%.2f] best %.2f%s", ratio.of_medians,
                        ratio.low, ratio.high, ratio.of_best_deciles,
                        ratio.of_medians < kCountsAsEqual ? "  BELOW" : "");
    return text;
}

void print_line(std::FILE* out,
                const Outcome& outcome,
                const Timing* peer,
                const std::string& ratio) {
    const Timing* ours = find(outcome, "ours");
    (void)std::fprintf(
        out, "%-38s %11s %11s %11s  %-9s %-9s %11s  %s\n", outcome.name.c_str(),
        speed(outcome, find(outcome, "portable")).c_str(), speed(outcome, ours).c_str(),
        rate(outcome, ours).c_str(), ours == nullptr ? "-" : ours->label.c_str(),
        peer == nullptr ? "-" : peer->label.c_str(), speed(outcome, peer).c_str(), ratio.c_str());
    (void)std::fflush(out);
}

void print_json_timing(std::FILE* out, const Outcome& outcome, std::size_t i) {
    const Timing& t = outcome.timings[i];
    const bool peer = t.role == "peer";
    (void)std::fprintf(
        out, "      {\"name\": \"%s/%s\", \"label\": \"%s\", \"cycles_median\": %.2f, ",
        outcome.name.c_str(), peer ? t.label.c_str() : t.role.c_str(), t.label.c_str(), t.median);
    (void)std::fprintf(out, "\"cycles_best_decile\": %.2f, \"per_second\": %.1f", t.best_decile,
                       per_second(t));
    if (outcome.bytes != 0) {
        const auto bytes = static_cast<double>(outcome.bytes);
        (void)std::fprintf(out, ", \"bytes_per_cycle\": %.4f, \"bytes_per_second\": %.0f",
                           bytes / t.median, bytes * per_second(t));
    }
    if (peer) {
        const Ratio& r = outcome.ratios[i];
        (void)std::fprintf(out,
                           ", \"ratio\": %.3f, \"ratio_low\": %.3f, \"ratio_high\": %.3f, "
                           "\"ratio_best_decile\": %.3f",
                           r.of_medians, r.low, r.high, r.of_best_deciles);
    }
    (void)std::fprintf(out, "}%s\n", i + 1 < outcome.timings.size() ? "," : "");
}

}  // namespace

void print_head(std::FILE* out) {
    (void)std::fprintf(
        out, "TSC %.0f MHz; B/c = bytes per TSC cycle, c = cycles per operation; medians\n",
        tsc_hertz() / 1e6);
    (void)std::fprintf(out, "%-38s %11s %11s %11s  %-9s %-9s %11s  %s\n", "row", "portable", "ours",
                       "ours", "kernel", "peer", "peer",
                       "ratio of medians [19 in 20], best decile");
}

void print_row(std::FILE* out, const Outcome& outcome) {
    if (!outcome.results_agree) {
        (void)std::fprintf(out, "%-38s RESULTS DISAGREE, not timed\n", outcome.name.c_str());
        return;
    }
    bool compared = false;
    for (std::size_t i = 0; i < outcome.timings.size(); ++i) {
        if (outcome.timings[i].role != "peer") continue;
        compared = true;
        print_line(out, outcome, &outcome.timings[i], ratio_text(outcome.ratios[i]));
    }
    if (!compared) print_line(out, outcome, nullptr, "");
}

void print_sum(std::FILE* out, const std::vector<Outcome>& outcomes) {
    std::size_t comparisons = 0;
    std::size_t below = 0;
    std::size_t disagree = 0;
    for (const Outcome& outcome : outcomes) {
        if (!outcome.results_agree) ++disagree;
        for (std::size_t i = 0; i < outcome.ratios.size(); ++i) {
            if (outcome.timings[i].role != "peer") continue;
            ++comparisons;
            if (outcome.ratios[i].of_medians < kCountsAsEqual) ++below;
        }
    }
    (void)std::fprintf(
        out,
        "%zu rows, %zu comparisons, %zu below 1.0 (%.2f and more counts as 1.0), %zu disagree\n",
        outcomes.size(), comparisons, below, kCountsAsEqual, disagree);
}

void print_json(std::FILE* out, const std::vector<Outcome>& outcomes, const Effort& effort) {
    (void)std::fprintf(out, "{\n  \"tsc_hertz\": %.0f,\n  \"repeats\": %d,\n", tsc_hertz(),
                       effort.repeats);
    (void)std::fprintf(out, "  \"cpu_features\": %u,\n  \"rows\": [\n",
                       static_cast<unsigned>(cpu::enabled()));
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const Outcome& outcome = outcomes[i];
        (void)std::fprintf(
            out, "    {\"row\": \"%s\", \"bytes\": %zu, \"results_agree\": %s, \"contenders\": [\n",
            outcome.name.c_str(), outcome.bytes, outcome.results_agree ? "true" : "false");
        for (std::size_t k = 0; k < outcome.timings.size(); ++k) print_json_timing(out, outcome, k);
        (void)std::fprintf(out, "    ]}%s\n", i + 1 < outcomes.size() ? "," : "");
    }
    (void)std::fprintf(out, "  ]\n}\n");
}

}  // namespace vitrine::bench

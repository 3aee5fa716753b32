// vitrine_bench: runs the rows that were asked for and prints them beside their peers.
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <regex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/cpu.h"
#include "support/measure.h"
#include "support/pair.h"
#include "support/report.h"

namespace vitrine::bench {
namespace {

constexpr const char* kHelp =
    "vitrine_bench [--filter REGEX] [--json FILE|-] [--quick] [--repeats N] [--list]\n"
    "  Times our code beside its peers; a ratio above 1 says that ours is faster.\n"
    "  --filter  only rows whose name matches, such as 'gcm.*/64$'\n"
    "  --quick   5 short batches instead of 15\n"
    "  VITRINE_CPU=portable|aesni|shani|avx2|avx512 cuts what 'ours' may use.\n";

struct Options {
    std::string filter;
    std::string json;
    Effort effort;
    bool list = false;
    bool help = false;
};

/// A flag that stands alone.
bool take_switch(std::string_view flag, Options& options) {
    if (flag == "--quick")
        options.effort = Effort{5, 0.001};
    else if (flag == "--list")
        options.list = true;
    else if (flag == "--help")
        options.help = true;
    else
        return false;
    return true;
}

bool take_value(std::string_view flag, std::string_view value, Options& options) {
    if (flag == "--filter") {
        options.filter = value;
    } else if (flag == "--json") {
        options.json = value;
    } else if (flag == "--repeats") {
        const auto read =
            std::from_chars(value.data(), value.data() + value.size(), options.effort.repeats);
        return read.ec == std::errc{} && read.ptr == value.data() + value.size();
    } else {
        return false;
    }
    return true;
}

bool read_options(std::span<char* const> words, Options& options) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (take_switch(words[i], options)) continue;
        if (i + 1 == words.size() || !take_value(words[i], words[i + 1], options)) return false;
        ++i;
    }
    return options.effort.repeats > 0;
}

std::vector<Outcome> run(const Options& options, std::FILE* table) {
    const std::regex wanted(options.filter);
    const Rows rows = all_rows();
    std::vector<Outcome> outcomes;
    for (const Rows::Entry& entry : rows.entries()) {
        if (!std::regex_search(entry.name, wanted)) continue;
        if (options.list) {
            (void)std::printf("%s\n", entry.name.c_str());
            continue;
        }
        cpu::limit(asked_level());  // rows may leave another one behind
        Row row(entry.name, entry.bytes);
        entry.set_up(row);
        outcomes.push_back(measure(row, options.effort));
        print_row(table, outcomes.back());
    }
    return outcomes;
}

bool write_json(const Options& options, const std::vector<Outcome>& outcomes) {
    if (options.json.empty()) return true;
    std::FILE* file = options.json == "-" ? stdout : std::fopen(options.json.c_str(), "w");
    if (file == nullptr) {
        (void)std::fprintf(stderr, "cannot write %s\n", options.json.c_str());
        return false;
    }
    print_json(file, outcomes, options.effort);
    return file == stdout || std::fclose(file) == 0;
}

int main_of(int argc, char** argv) {
    Options options;
    if (!read_options({argv + 1, static_cast<std::size_t>(argc - 1)}, options) || options.help) {
        (void)std::fputs(kHelp, options.help ? stdout : stderr);
        return options.help ? 0 : 2;
    }
    if (!cpu::limit(asked_level())) {
        (void)std::fprintf(stderr, "VITRINE_CPU: no level %s\n",
                           std::string{asked_level()}.c_str());
        return 2;
    }
    pin_to_this_core();
    std::FILE* table = options.json == "-" ? stderr : stdout;
    if (!options.list) print_head(table);
    const std::vector<Outcome> outcomes = run(options, table);
    if (options.list) return 0;
    print_sum(table, outcomes);
    if (!write_json(options, outcomes)) return 1;
    for (const Outcome& outcome : outcomes) {
        if (!outcome.results_agree) return 1;
    }
    return outcomes.empty() ? 1 : 0;
}

}  // namespace
}  // namespace vitrine::bench

int main(int argc, char** argv) {
    return vitrine::bench::main_of(argc, argv);
}

// vitrine explain: alerts and errors, offline, from the tables that the engine itself works by.
#include <charconv>
#include <cstdio>

#include "arguments.h"
#include "base/error.h"

namespace vitrine::tools {

namespace {

std::string text(std::string_view view) { return std::string{view}; }

/// The alert of this name or number.
bool find_alert(const std::string& word, AlertDescription& found) {
    int number = -1;
    std::from_chars(word.data(), word.data() + word.size(), number);
    for (int i = 0; i < 256; ++i) {
        const auto alert = static_cast<AlertDescription>(i);
        const std::string_view name = name_of(alert);
        if (name == "unknown_alert" || (name != word && i != number)) continue;
        found = alert;
        return true;
    }
    return false;
}

void print_error(const ErrorInfo& row) {
    std::printf("  %-34s %s (%s)\n", text(row.name).c_str(), text(row.text).c_str(), text(row.source).c_str());
}

void print_alert(AlertDescription alert) {
    std::printf("%s(%d): %s\n", text(name_of(alert)).c_str(), static_cast<int>(alert),
                always_fatal(alert) ? "always fatal" : alert == AlertDescription::close_notify ? "ends a connection in order" : "a warning, or fatal, as its level says");
    std::printf("we send it when\n");
    int count = 0;
    for (const ErrorInfo& row : all_errors()) {
        if (row.alert != alert) continue;
        print_error(row);
        ++count;
    }
    if (count == 0) std::printf("  never\n");
}

}  // namespace

int run_explain(const Words& words) {
    const Arguments arguments{words, {}};
    if (!arguments.problem().empty()) return usage_error("explain", arguments.problem());
    if (arguments.words().size() != 1) return usage_error("explain", "takes an alert (name or number), an error's name, or a clause like 'RFC 5246 §7.4.9'");
    const std::string& word = arguments.words().front();
    bool found = false;
    AlertDescription alert{};
    if (find_alert(word, alert)) {
        print_alert(alert);
        found = true;
    }
    for (const ErrorInfo& row : all_errors()) {
        const bool clause = row.source == word || row.source.starts_with(word + " ") || row.source.starts_with(word + ".");
        if (row.name != word && !clause) continue;
        print_error(row);
        std::printf("  %-34s alert %s(%d)\n", "", text(name_of(row.alert)).c_str(), static_cast<int>(row.alert));
        found = true;
    }
    if (found) return kDone;
    std::fprintf(stderr, "vitrine: nothing is known of '%s'; try an alert like bad_record_mac, or an error like record_overflow\n", word.c_str());
    return kDifferences;
}

}  // namespace vitrine::tools

#include "tools/options.h"

#include <charconv>
#include <cstdio>

#include "tools/print.h"

namespace vitrine::tools {

namespace {

const OptionSpec* find(std::span<const OptionSpec> specs, std::string_view word) {
    for (const OptionSpec& spec : specs) {
        if (word == spec.name || (word.size() == 1 && word.front() == spec.letter)) return &spec;
    }
    return nullptr;
}

}  // namespace

std::optional<Options> Options::parse(std::span<const OptionSpec> specs,
                                      std::span<char* const> words) {
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (word == "--") {
            options.words_.insert(options.words_.end(), words.begin() + static_cast<long>(i) + 1,
                                  words.end());
            break;
        }
        if (word.size() < 2 || word.front() != '-') {
            options.words_.emplace_back(word);
            continue;
        }
        const auto taken = options.take(specs, words.subspan(i));
        if (!taken.has_value()) return std::nullopt;
        i += *taken - 1;
    }
    return options;
}

/// The option that `words` begin with; returns how many of them it is made of.
std::optional<std::size_t> Options::take(std::span<const OptionSpec> specs,
                                         std::span<char* const> words) {
    const std::string_view word = words.front();
    const std::string_view dashless = word.substr(word.starts_with("--") ? 2 : 1);
    const std::size_t equals = dashless.find('=');
    const OptionSpec* spec = find(specs, dashless.substr(0, equals));
    if (spec == nullptr) {
        complain(2, word, "no such option");
        return std::nullopt;
    }
    const bool is_next = equals == dashless.npos && !spec->value.empty();
    if (is_next && words.size() < 2) {
        complain(2, word, "needs a value");
        return std::nullopt;
    }
    std::string value;
    if (is_next) value = words[1];
    if (equals != dashless.npos) value = dashless.substr(equals + 1);
    given_.emplace_back(spec->name);
    values_[std::string{spec->name}].push_back(std::move(value));
    return is_next ? 2 : 1;
}

std::string Options::value(std::string_view name) const {
    return value_or(name, "");
}

std::string Options::value_or(std::string_view name, std::string_view otherwise) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string{otherwise} : found->second.back();
}

const std::vector<std::string>& Options::values(std::string_view name) const {
    static const std::vector<std::string> none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
}

std::optional<long> Options::number(std::string_view name, long otherwise) const {
    if (!has(name)) return otherwise;
    const std::string text = value(name);
    long number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size() && !text.empty())
        return number;
    complain(2, "--" + std::string{name}, "needs a number");
    return std::nullopt;
}

int complain(int code, std::string_view text) {
    (void)std::fprintf(stderr, "vitrine: %.*s\n", static_cast<int>(text.size()), text.data());
    return code;
}

int complain(int code, std::string_view about, std::string_view text) {
    return complain(code, std::string{about} + ": " + std::string{text});
}

int complain(int code, std::string_view about, const Error& error) {
    return complain(code, about, sentence(error));
}

}  // namespace vitrine::tools

#include "arguments.h"

#include <charconv>

namespace vitrine::tools {

namespace {

const Option* find(std::span<const Option> options, std::string_view name) {
    for (const Option& option : options) {
        if (option.name == name) return &option;
    }
    return nullptr;
}

bool looks_like_option(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

}  // namespace

Arguments::Arguments(const Words& words, std::span<const Option> options) {
    for (std::size_t i = 0; i < words.size() && problem_.empty(); ++i) {
        if (words[i] == "--") {
            words_.insert(words_.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
            return;
        }
        if (!looks_like_option(words[i])) {
            words_.push_back(words[i]);
            continue;
        }
        const auto equals = words[i].find('=');
        const std::string name = words[i].substr(0, equals);
        const Option* option = find(options, name);
        if (option == nullptr) {
            problem_ = "unknown option " + name;
            return;
        }
        const std::string key{option->same_as.empty() ? option->name : option->same_as};
        std::string value;
        if (equals != std::string::npos) {
            value = words[i].substr(equals + 1);
            if (option->takes == Takes::nothing) problem_ = name + " takes no value";
        } else if (option->takes == Takes::value) {
            if (i + 1 == words.size()) {
                problem_ = name + " needs a value";
                return;
            }
            value = words[++i];
        }
        values_[key].push_back(value);
    }
}

std::string Arguments::value(std::string_view option) const { return value_or(option, ""); }

std::string Arguments::value_or(std::string_view option, std::string_view fallback) const {
    const auto found = values_.find(std::string{option});
    return found == values_.end() ? std::string{fallback} : found->second.back();
}

std::vector<std::string> Arguments::values(std::string_view option) const {
    const auto found = values_.find(std::string{option});
    return found == values_.end() ? std::vector<std::string>{} : found->second;
}

std::optional<long> Arguments::number(std::string_view option) {
    const std::string text = value(option);
    long parsed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
    if (error == std::errc{} && end == text.data() + text.size() && !text.empty()) return parsed;
    if (has(option)) problem_ = std::string{option} + " needs a number, not '" + text + "'";
    return std::nullopt;
}

}  // namespace vitrine::tools

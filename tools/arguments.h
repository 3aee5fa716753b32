// Command lines: options as a table, the rest as words. One parser for all verbs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verb.h"

namespace vitrine::tools {

enum class Takes : char { nothing, value, optional_value };

struct Option {
    std::string_view name;  ///< with its dashes: "--tls", "-k"
    Takes takes = Takes::nothing;
    std::string_view same_as = {};  ///< the option that this spelling stands for
};

class Arguments {
  public:
    /// Sorts `words`. An unknown option or a missing value is an error, told in `problem()`.
    Arguments(const Words& words, std::span<const Option> options);

    [[nodiscard]] const std::string& problem() const { return problem_; }
    [[nodiscard]] bool has(std::string_view option) const { return values_.contains(std::string{option}); }
    /// The last value given; empty if the option is absent.
    [[nodiscard]] std::string value(std::string_view option) const;
    [[nodiscard]] std::string value_or(std::string_view option, std::string_view fallback) const;
    [[nodiscard]] std::vector<std::string> values(std::string_view option) const;
    /// A number, or nothing if the value is not one (`problem()` then says so).
    [[nodiscard]] std::optional<long> number(std::string_view option);
    [[nodiscard]] const Words& words() const { return words_; }

  private:
    std::map<std::string, std::vector<std::string>> values_;
    Words words_;
    std::string problem_;
};

}  // namespace vitrine::tools

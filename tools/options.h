// Options as every verb takes them: `--name VALUE`, `--name=VALUE`, `-n VALUE`, flags, and what is
// left over.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace vitrine::tools {

struct OptionSpec {
    std::string_view name;   ///< "cert"
    char letter;             ///< 'k' for -k; '\0': none
    std::string_view value;  ///< "FILE"; empty: a flag
    std::string_view help;
};

/// One table of options after another.
template <std::size_t N, std::size_t M>
constexpr std::array<OptionSpec, N + M> join(const std::array<OptionSpec, N>& a,
                                             const std::array<OptionSpec, M>& b) {
    std::array<OptionSpec, N + M> all{};
    for (std::size_t i = 0; i < N; ++i) all[i] = a[i];
    for (std::size_t i = 0; i < M; ++i) all[N + i] = b[i];
    return all;
}

class Options {
  public:
    /// Reads the words after the verb. On failure says why on stderr and returns nothing.
    static std::optional<Options> parse(std::span<const OptionSpec> specs,
                                        std::span<char* const> words);

    [[nodiscard]] bool has(std::string_view name) const { return values_.contains(name); }
    /// The value given last; empty if there is none.
    [[nodiscard]] std::string value(std::string_view name) const;
    [[nodiscard]] std::string value_or(std::string_view name, std::string_view otherwise) const;
    /// All values, in their order.
    [[nodiscard]] const std::vector<std::string>& values(std::string_view name) const;
    /// The value as a number; nothing if it is none (said on stderr).
    [[nodiscard]] std::optional<long> number(std::string_view name, long otherwise) const;
    [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
    /// The names of the options in the order in which they were given.
    [[nodiscard]] const std::vector<std::string>& given() const { return given_; }

  private:
    std::optional<std::size_t> take(std::span<const OptionSpec> specs,
                                    std::span<char* const> words);

    std::map<std::string, std::vector<std::string>, std::less<>> values_;
    std::vector<std::string> words_;
    std::vector<std::string> given_;
};

/// "vitrine: text" on stderr; returns `code`.
int complain(int code, std::string_view text);
/// The same with the error's sentence, and what it was about.
int complain(int code, std::string_view about, std::string_view text);
/// The sentence of the error, and where it stands in what was read.
int complain(int code, std::string_view about, const Error& error);

}  // namespace vitrine::tools

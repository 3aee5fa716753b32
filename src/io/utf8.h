// UTF-8 (RFC 3629) one character at a time, for text that a peer wrote and that need not be UTF-8
// at all.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vitrine::io {

inline constexpr char32_t kReplacement = 0xfffd;

struct Utf8Char {
    char32_t code;      ///< kReplacement for bytes that are not UTF-8
    std::size_t bytes;  ///< how many it takes, at least 1
};

/// The first character of a text that is not empty. Refuses overlong forms and surrogates.
Utf8Char next_utf8(std::string_view text);
void append_utf8(std::string& out, char32_t code);
/// How many columns a text takes on a terminal, if every character takes one.
std::size_t utf8_width(std::string_view text);
/// The text as it may be printed on a terminal: control characters become '?'.
std::string printable(std::string_view text);

}  // namespace vitrine::io

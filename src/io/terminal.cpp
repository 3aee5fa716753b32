#include "io/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>

#include "io/utf8.h"

namespace vitrine::io {

namespace {

std::string_view variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view{} : std::string_view{value};
}

// The first of LC_ALL, LC_CTYPE and LANG that is set decides.
bool locale_is_utf8() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const std::string_view value = variable(name);
        if (value.empty()) continue;
        return value.find("UTF-8") != value.npos || value.find("utf8") != value.npos ||
               value.find("utf-8") != value.npos || value.find("UTF8") != value.npos;
    }
    return false;
}

std::size_t columns_of(int fd) {
    const std::string_view text = variable("COLUMNS");
    std::size_t columns = 0;
    std::from_chars(text.data(), text.data() + text.size(), columns);
    if (columns >= 20) return columns;
    winsize size{};
    if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
    return 100;
}

std::string_view escape(Paint paint) {
    switch (paint) {
        case Paint::plain:
            return "";
        case Paint::good:
            return "\x1b[32m";
        case Paint::bad:
            return "\x1b[31m";
        case Paint::warn:
            return "\x1b[33m";
        case Paint::faint:
            return "\x1b[2m";
        case Paint::name:
            return "\x1b[1m";
        case Paint::secret:
            return "\x1b[35m";
    }
    return "";
}

struct AsciiForm {
    char32_t glyph;
    std::string_view ascii;
};

constexpr AsciiForm kAsciiForms[] = {
    {U'✓', "ok"}, {U'✗', "X"}, {U'→', "->"},  {U'←', "<-"},       {U'·', ";"},
    {U'–', "-"},  {U'—', "-"}, {U'…', "..."}, {U'§', "section "}, {U'×', "x"},
    {U'─', "-"},  {U'│', "|"}, {U'║', "||"},
};

}  // namespace

std::optional<ColourMode> colour_mode(std::string_view text) {
    if (text == "auto") return ColourMode::automatic;
    if (text == "always") return ColourMode::always;
    if (text == "never") return ColourMode::never;
    return std::nullopt;
}

TextStyle TextStyle::of(int fd, ColourMode mode) {
    TextStyle style;
    const bool wanted =
        ::isatty(fd) == 1 && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
    style.colour = mode == ColourMode::always || (mode == ColourMode::automatic && wanted);
    style.unicode = locale_is_utf8();
    style.columns = columns_of(fd);
    return style;
}

std::string TextStyle::paint(Paint paint, std::string_view text) const {
    if (!colour || paint == Paint::plain) return std::string{text};
    std::string out{escape(paint)};
    out += text;
    out += "\x1b[0m";
    return out;
}

std::string TextStyle::mark(bool good) const {
    return good ? paint(Paint::good, tick()) : paint(Paint::bad, cross());
}

std::string TextStyle::fit(std::string_view text) const {
    if (unicode) return std::string{text};
    std::string out;
    while (!text.empty()) {
        const Utf8Char c = next_utf8(text);
        text.remove_prefix(c.bytes);
        std::string_view ascii = "?";
        for (const AsciiForm& form : kAsciiForms) {
            if (form.glyph == c.code) ascii = form.ascii;
        }
        if (c.code < 0x80) {
            out += static_cast<char>(c.code);
        } else {
            out += ascii;
        }
    }
    return out;
}

std::string padded(std::string_view text, std::size_t width) {
    std::string out{text};
    const std::size_t have = utf8_width(text);
    if (have < width) out.append(width - have, ' ');
    return out;
}

std::string right_aligned(std::string_view text, std::size_t width) {
    const std::size_t have = utf8_width(text);
    std::string out(have < width ? width - have : 0, ' ');
    out += text;
    return out;
}

}  // namespace vitrine::io

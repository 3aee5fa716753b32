// What a terminal can show: colours, Unicode, columns; and the few glyphs that our texts use.
// Colour never carries anything alone: every coloured word also says it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine::io {

enum class ColourMode : std::uint8_t { automatic, always, never };

std::optional<ColourMode> colour_mode(std::string_view text);

enum class Paint : std::uint8_t { plain, good, bad, warn, faint, name, secret };

struct TextStyle {
    bool colour = false;
    bool unicode = true;
    std::size_t columns = 100;

    /// For a file descriptor: colour on a tty only and without NO_COLOR, Unicode if the locale is
    /// UTF-8, COLUMNS.
    static TextStyle of(int fd, ColourMode mode = ColourMode::automatic);

    [[nodiscard]] std::string_view tick() const { return unicode ? "✓" : "ok"; }
    [[nodiscard]] std::string_view cross() const { return unicode ? "✗" : "X"; }
    [[nodiscard]] std::string_view to_peer() const { return unicode ? "→" : "->"; }
    [[nodiscard]] std::string_view from_peer() const { return unicode ? "←" : "<-"; }
    [[nodiscard]] std::string_view dot() const { return unicode ? "·" : ";"; }
    [[nodiscard]] std::string_view dash() const { return unicode ? "–" : "-"; }
    [[nodiscard]] std::string_view ellipsis() const { return unicode ? "…" : "..."; }

    /// `text` between the escape sequences of a paint; alone without colour.
    [[nodiscard]] std::string paint(Paint paint, std::string_view text) const;
    /// A tick or a cross, painted.
    [[nodiscard]] std::string mark(bool good) const;
    /// Our texts are written in Unicode; for other locales their glyphs are spelled in ASCII.
    [[nodiscard]] std::string fit(std::string_view text) const;
};

/// Pads with spaces to `width` columns, on the right or on the left.
std::string padded(std::string_view text, std::size_t width);
std::string right_aligned(std::string_view text, std::size_t width);

}  // namespace vitrine::io

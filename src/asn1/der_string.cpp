// What the character string types and the two time types allow (X.680 §41, RFC 5280 §4.1.2.5).
#include <optional>

#include "asn1/der_reader.h"

namespace vitrine::asn1 {

namespace {

bool is_printable_char(std::uint8_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != 0 &&
            std::string_view{" '()+,-./:=?"}.find(static_cast<char>(c)) != std::string_view::npos);
}

bool is_scalar_value(std::uint32_t c) {
    return c < 0xd800 || (c > 0xdfff && c <= 0x10ffff);
}

template <class Predicate>
bool all_of(ByteView bytes, Predicate allowed) {
    for (const std::uint8_t c : bytes) {
        if (!allowed(c)) return false;
    }
    return true;
}

/// What the first octet of a character says: its own bits, how many octets follow, and the least
/// character that needs so many. RFC 3629 §3.
struct Utf8Start {
    std::size_t more = 0;
    std::uint32_t least = 0;
    std::uint32_t bits = 0;
};

std::optional<Utf8Start> utf8_start(std::uint8_t first) {
    if (first < 0x80) return Utf8Start{0, 0, first};
    if (first >= 0xc2 && first <= 0xdf) return Utf8Start{1, 0x80, first & 0x1fU};
    if ((first & 0xf0U) == 0xe0U) return Utf8Start{2, 0x800, first & 0x0fU};
    if (first >= 0xf0 && first <= 0xf4) return Utf8Start{3, 0x10000, first & 0x07U};
    return std::nullopt;
}

/// Shortest form, no surrogates, nothing above U+10FFFF. RFC 3629 §3.
bool is_utf8(ByteView s) {
    std::size_t i = 0;
    while (i < s.size()) {
        const auto start = utf8_start(s[i++]);
        if (!start.has_value() || start->more > s.size() - i) return false;
        std::uint32_t c = start->bits;
        for (std::size_t k = 0; k < start->more; ++k, ++i) {
            if ((s[i] & 0xc0U) != 0x80U) return false;
            c = (c << 6) | (s[i] & 0x3fU);
        }
        if (c < start->least || !is_scalar_value(c)) return false;
    }
    return true;
}

bool is_wide(ByteView s, std::size_t width) {
    if (s.size() % width != 0) return false;
    for (std::size_t i = 0; i < s.size(); i += width) {
        std::uint32_t c = 0;
        for (std::size_t j = 0; j < width; ++j) c = (c << 8) | s[i + j];
        if (!is_scalar_value(c)) return false;
    }
    return true;
}

bool is_digit(std::uint8_t c) {
    return c >= '0' && c <= '9';
}

/// Two digits at `at`; the caller has checked that they are digits.
int two(ByteView text, std::size_t at) {
    return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

std::optional<Time> to_time(ByteView text, std::size_t at, int year) {
    const CivilTime civil{year,
                          two(text, at),
                          two(text, at + 2),
                          two(text, at + 4),
                          two(text, at + 6),
                          two(text, at + 8)};
    if (!is_valid(civil)) return std::nullopt;
    return from_civil(civil);
}

}  // namespace

bool is_valid_string(Tag type, ByteView bytes) {
    switch (type) {
        case Tag::utf8_string:
            return is_utf8(bytes);
        case Tag::numeric_string:
            return all_of(bytes, [](std::uint8_t c) { return is_digit(c) || c == ' '; });
        case Tag::printable_string:
            return all_of(bytes, is_printable_char);
        case Tag::ia5_string:
            return all_of(bytes, [](std::uint8_t c) { return c < 0x80; });
        case Tag::visible_string:
            return all_of(bytes, [](std::uint8_t c) { return c >= 0x20 && c < 0x7f; });
        case Tag::bmp_string:
            return is_wide(bytes, 2);
        case Tag::universal_string:
            return is_wide(bytes, 4);
        default:
            return true;
    }
}

std::optional<Time> parse_utc_time(ByteView text) {
    if (text.size() != 13 || text[12] != 'Z' || !all_of(text.first(12), is_digit)) return {};
    // RFC 5280 §4.1.2.5.1: "Where YY is greater than or equal to 50, the year SHALL be interpreted
    // as 19YY".
    const int year = two(text, 0);
    return to_time(text, 2, year >= 50 ? 1900 + year : 2000 + year);
}

std::optional<Time> parse_generalized_time(ByteView text) {
    if (text.size() != 15 || text[14] != 'Z' || !all_of(text.first(14), is_digit)) return {};
    return to_time(text, 4, two(text, 0) * 100 + two(text, 2));
}

}  // namespace vitrine::asn1

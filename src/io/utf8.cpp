#include "io/utf8.h"

namespace vitrine::io {

namespace {

struct Lead {
    std::size_t length;
    char32_t bits;
    char32_t least;  // smaller codes have a shorter form
};

Lead lead_of(unsigned char c) {
    if (c < 0x80) return {1, c, 0};
    if (c >= 0xc2 && c < 0xe0) return {2, static_cast<char32_t>(c & 0x1f), 0x80};
    if (c >= 0xe0 && c < 0xf0) return {3, static_cast<char32_t>(c & 0x0f), 0x800};
    if (c >= 0xf0 && c < 0xf5) return {4, static_cast<char32_t>(c & 0x07), 0x10000};
    return {0, 0, 0};
}

}  // namespace

Utf8Char next_utf8(std::string_view text) {
    const Lead lead = lead_of(static_cast<unsigned char>(text.front()));
    if (lead.length == 0 || lead.length > text.size()) return {kReplacement, 1};
    char32_t code = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if ((c & 0xc0) != 0x80) return {kReplacement, 1};
        code = (code << 6) | (c & 0x3f);
    }
    const bool surrogate = code >= 0xd800 && code < 0xe000;
    if (code < lead.least || surrogate || code > 0x10ffff) return {kReplacement, 1};
    return {code, lead.length};
}

void append_utf8(std::string& out, char32_t code) {
    const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((code >> shift) & 0x3f)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xc0 | (code >> 6));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xe0 | (code >> 12));
        tail(6), tail(0);
    } else {
        out += static_cast<char>(0xf0 | (code >> 18));
        tail(12), tail(6), tail(0);
    }
}

std::size_t utf8_width(std::string_view text) {
    std::size_t width = 0;
    for (; !text.empty(); ++width) text.remove_prefix(next_utf8(text).bytes);
    return width;
}

std::string printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const Utf8Char c = next_utf8(text);
        text.remove_prefix(c.bytes);
        const bool control = c.code < 0x20 || (c.code >= 0x7f && c.code < 0xa0);
        // The marks that turn the direction of text round could disguise a name.
        const bool bidi =
            (c.code >= 0x202a && c.code <= 0x202e) || (c.code >= 0x2066 && c.code <= 0x2069);
        append_utf8(out, control || bidi ? U'?' : c.code);
    }
    return out;
}

}  // namespace vitrine::io

#include "io/openssl/name.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "asn1/ber_header.h"
#include "io/openssl/object.h"
#include "io/utf8.h"

namespace vitrine::io {

namespace {

using asn1::Tag;
constexpr char kHex[] = "0123456789ABCDEF";
constexpr std::size_t kAlignedShortName = 10;
constexpr std::size_t kAlignedLongName = 25;

void put_hex(std::string& out, std::uint8_t byte) {
    out += kHex[byte >> 4];
    out += kHex[byte & 15U];
}

/// Bytes of a character in a string of this type: 0 for UTF-8, -1 if it is no character string.
int width_of(Tag tag) {
    switch (tag) {
        case Tag::utf8_string:
            return 0;
        case Tag::bmp_string:
            return 2;
        case Tag::universal_string:
            return 4;
        case Tag::numeric_string:
        case Tag::printable_string:
        case Tag::teletex_string:
        case Tag::ia5_string:
        case Tag::utc_time:
        case Tag::generalized_time:
        case Tag::visible_string:
            return 1;
        default:
            return -1;
    }
}

/// Where in a value a character stands: its ends are escaped more.
struct Place {
    bool first;
    bool last;
};

bool is_special(std::uint32_t c, Place at) {
    const bool anywhere = c == ',' || c == '+' || c == '<' || c == '>' || c == ';';
    return anywhere || (c == ' ' && (at.first || at.last)) || (c == '#' && at.first);
}

/// Writes one value's characters; `quoted` is set where quotes are needed around them.
class Escaper {
  public:
    explicit Escaper(const NameFormat& format) : format_(format) {}

    void put(std::uint32_t c, Place at) {
        if (c > 0xff) return put_wide(c);
        if (format_.escape_2253 && is_special(c, at)) return put_special(c);
        if (is_shown_in_hex(c)) {
            out_ += '\\';
            return put_hex(out_, static_cast<std::uint8_t>(c));
        }
        if (needs_backslash(c)) out_ += '\\';
        out_ += static_cast<char>(c);
    }
    [[nodiscard]] std::string text() const { return quoted_ ? '"' + out_ + '"' : out_; }

  private:
    void put_wide(std::uint32_t c) {
        const unsigned digits = c > 0xffff ? 8 : 4;
        out_ += digits == 8 ? "\\W" : "\\U";
        for (unsigned i = digits; i > 0; --i) out_ += kHex[c >> (4 * (i - 1)) & 15U];
    }
    void put_special(std::uint32_t c) {
        if (format_.use_quote)
            quoted_ = true;
        else
            out_ += '\\';
        out_ += static_cast<char>(c);
    }
    [[nodiscard]] bool is_shown_in_hex(std::uint32_t c) const {
        const bool control = c < 0x20 || c == 0x7f;
        return (control && format_.escape_control) || (c > 0x7f && format_.escape_msb);
    }
    [[nodiscard]] bool needs_backslash(std::uint32_t c) const {
        const bool escapes = format_.escape_2253 || format_.escape_control || format_.escape_msb;
        return (c == '"' && format_.escape_2253) || (c == '\\' && escapes);
    }

    const NameFormat& format_;
    std::string out_;
    bool quoted_ = false;
};

std::string utf8_of(std::uint32_t c) {
    std::string out;
    if (c < 0x80) return out += static_cast<char>(c);
    constexpr unsigned kLead[] = {0, 0xc0, 0xe0, 0xf0};
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    out += static_cast<char>(kLead[more] | (c >> (6 * more)));
    for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80U | (c >> (6 * i) & 0x3fU));
    return out;
}

std::string dump(const asn1::Element& value, bool whole) {
    std::string out{"#"};
    for (const std::uint8_t byte : whole ? value.encoded : value.contents) put_hex(out, byte);
    return out;
}

/// The next character of UTF-8 and its length; of bytes that are none, the first as it stands.
std::pair<std::uint32_t, std::size_t> utf8_at(ByteView bytes) {
    const std::uint8_t lead = bytes[0];
    const std::size_t len = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (len == 1 || len > bytes.size()) return {lead, 1};
    std::uint32_t c = lead & (0xffU >> (len + 1));
    for (const std::uint8_t byte : bytes.subspan(1, len - 1)) c = c << 6 | (byte & 0x3fU);
    return {c, len};
}

/// Writes the characters, `width` bytes each (0: UTF-8).
std::string escape(ByteView bytes, std::size_t width, const NameFormat& format) {
    Escaper out{format};
    for (std::size_t i = 0; i + std::max<std::size_t>(width, 1) <= bytes.size();) {
        std::uint32_t c = 0;
        std::size_t len = width;
        if (width == 0) {
            std::tie(c, len) = utf8_at(bytes.subspan(i));
        } else {
            for (const std::uint8_t byte : bytes.subspan(i, width)) c = c << 8 | byte;
        }
        const Place at{i == 0, i + len == bytes.size()};
        i += len;
        if (!format.utf8) {
            out.put(c, at);
            continue;
        }
        for (const char byte : utf8_of(c)) out.put(static_cast<std::uint8_t>(byte), at);
    }
    return out.text();
}

std::string value_text(const asn1::Element& value, const NameFormat& format, bool dump_it) {
    std::string out;
    if (format.show_type) (out += asn1::type_name(asn1::tag_number(value.tag))) += ':';
    int width = format.ignore_type ? 1 : width_of(value.tag);
    if (dump_it || (width < 0 && format.dump_unknown)) return out += dump(value, format.dump_der);
    return out += escape(value.contents, static_cast<std::size_t>(width < 0 ? 1 : width), format);
}

std::string field_text(asn1::Oid type, const NameFormat& format) {
    if (format.field == NameFormat::Field::none) return {};
    const bool by_number = format.field == NameFormat::Field::oid || find_object(type) == nullptr;
    const bool is_long = format.field == NameFormat::Field::long_name;
    std::string out = by_number ? dotted_text(type)
                      : is_long ? object_long_name(type)
                                : object_short_name(type);
    const std::size_t width = by_number ? 0 : is_long ? kAlignedLongName : kAlignedShortName;
    if (format.align && out.size() < width) out.append(width - out.size(), ' ');
    return out += format.spaces_around_equals ? " = " : "=";
}

struct Shown {
    std::string text;
    std::size_t rdn;
};

std::vector<Shown> attributes_of(const x509::Name& name, const NameFormat& format) {
    std::vector<Shown> all;
    x509::AttributeCursor cursor{name};
    std::size_t rdn = 0;
    while (const auto attribute = cursor.next()) {
        if (attribute->begins_rdn) ++rdn;
        const asn1::Element value{attribute->value.tag, attribute->value.bytes,
                                  attribute->encoded_value};
        const bool dump_it = format.dump_all || (format.dump_unknown_fields &&
                                                 find_object(attribute->type) == nullptr);
        all.push_back(
            {field_text(attribute->type, format) + value_text(value, format, dump_it), rdn});
    }
    return all;
}

std::string separator_text(const NameFormat& format, bool same_rdn, std::size_t indent) {
    switch (format.separator) {
        case NameFormat::Separator::comma:
            return same_rdn ? "+" : ",";
        case NameFormat::Separator::comma_space:
            return same_rdn ? " + " : ", ";
        case NameFormat::Separator::semicolon_space:
            return same_rdn ? " + " : "; ";
        case NameFormat::Separator::multiline:
        case NameFormat::Separator::slash:
            break;
    }
    return same_rdn ? " + " : '\n' + std::string(indent, ' ');
}

struct FlagWord {
    std::string_view word;
    bool NameFormat::* flag;
};

constexpr FlagWord kFlags[] = {
    {"esc_2253", &NameFormat::escape_2253},
    {"esc_ctrl", &NameFormat::escape_control},
    {"esc_msb", &NameFormat::escape_msb},
    {"use_quote", &NameFormat::use_quote},
    {"utf8", &NameFormat::utf8},
    {"ignore_type", &NameFormat::ignore_type},
    {"show_type", &NameFormat::show_type},
    {"dump_all", &NameFormat::dump_all},
    {"dump_nostr", &NameFormat::dump_unknown},
    {"dump_der", &NameFormat::dump_der},
    {"dump_unknown", &NameFormat::dump_unknown_fields},
    {"dn_rev", &NameFormat::reverse},
    {"space_eq", &NameFormat::spaces_around_equals},
    {"align", &NameFormat::align},
};

bool apply_choice(NameFormat& format, std::string_view word) {
    using Separator = NameFormat::Separator;
    using Field = NameFormat::Field;
    if (word == "sep_comma_plus") return format.separator = Separator::comma, true;
    if (word == "sep_comma_plus_space") return format.separator = Separator::comma_space, true;
    if (word == "sep_semi_plus_space") return format.separator = Separator::semicolon_space, true;
    if (word == "sep_multiline") return format.separator = Separator::multiline, true;
    if (word == "sname") return format.field = Field::short_name, true;
    if (word == "lname") return format.field = Field::long_name, true;
    if (word == "oid") return format.field = Field::oid, true;
    if (word == "nofname") return format.field = Field::none, true;
    return false;
}

bool apply_word(NameFormat& format, std::string_view word) {
    if (word == "oneline") return format = NameFormat::oneline(), true;
    if (word == "RFC2253") return format = NameFormat::rfc2253(), true;
    if (word == "multiline") return format = NameFormat::multiline(), true;
    if (word == "compat") return format = NameFormat::compat(), true;
    if (apply_choice(format, word)) return true;
    const bool off = word.starts_with('-');
    for (const FlagWord& row : kFlags) {
        if (word.substr(off ? 1 : 0) == row.word) return format.*row.flag = !off, true;
    }
    return false;
}

}  // namespace

NameFormat NameFormat::rfc2253() {
    NameFormat format;
    format.escape_2253 = format.escape_control = format.escape_msb = true;
    format.utf8 = format.dump_unknown = format.dump_der = true;
    format.dump_unknown_fields = format.reverse = true;
    format.separator = Separator::comma;
    return format;
}

NameFormat NameFormat::oneline() {
    NameFormat format = rfc2253();
    format.dump_unknown_fields = format.reverse = false;
    format.use_quote = format.spaces_around_equals = true;
    format.separator = Separator::comma_space;
    return format;
}

NameFormat NameFormat::multiline() {
    NameFormat format;
    format.escape_control = format.escape_msb = true;
    format.spaces_around_equals = format.align = true;
    format.separator = Separator::multiline;
    format.field = Field::long_name;
    return format;
}

NameFormat NameFormat::compat() {
    NameFormat format;
    format.separator = Separator::slash;
    return format;
}

std::optional<NameFormat> NameFormat::parse(std::string_view words) {
    NameFormat format;
    bool first = true;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(','), words.size());
        if (!apply_word(format, words.substr(0, end))) return std::nullopt;
        words.remove_prefix(std::min(end + 1, words.size()));
        first = false;
    }
    if (first) return std::nullopt;
    return format;
}

std::string openssl_name(const x509::Name& name, const NameFormat& format, std::size_t indent) {
    if (format.separator == NameFormat::Separator::slash) return slash_name(name);
    std::vector<Shown> all = attributes_of(name, format);
    if (format.reverse) all = {all.rbegin(), all.rend()};
    std::string out(indent, ' ');
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i > 0) out += separator_text(format, all[i].rdn == all[i - 1].rdn, indent);
        out += all[i].text;
    }
    return out;
}

std::string slash_name(const x509::Name& name, std::size_t max) {
    std::string out;
    x509::AttributeCursor cursor{name};
    while (const auto attribute = cursor.next()) {
        std::string one{attribute->begins_rdn ? "/" : "+"};
        one += object_short_name(attribute->type) + "=";
        for (const std::uint8_t c : attribute->value.bytes) {
            if (c < 0x20 || c > 0x7e) {
                put_hex(one += "\\x", c);
                continue;
            }
            if (c == '/' || c == '+') one += '\\';
            one += static_cast<char>(c);
        }
        if (out.size() + one.size() > max) break;
        out += one;
    }
    return out;
}

}  // namespace vitrine::io

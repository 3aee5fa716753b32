// Distinguished names as OpenSSL prints them: the forms of `-nameopt` and the old one with slashes.
#pragma once

#include <optional>
#include <string>

#include "x509/name.h"

namespace vitrine::io {

/// How a name is printed: the words of `-nameopt`.
struct NameFormat {
    enum class Separator : std::uint8_t { comma, comma_space, semicolon_space, multiline, slash };
    enum class Field : std::uint8_t { short_name, long_name, oid, none };

    bool escape_2253 = false;     ///< , + " \ < > ; and # or a space at an end
    bool escape_control = false;  ///< below 0x20, and 0x7f
    bool escape_msb = false;      ///< 0x80 and above
    bool use_quote = false;       ///< quotes around the value in place of backslashes
    bool utf8 = false;            ///< characters become UTF-8 first
    bool ignore_type = false;
    bool show_type = false;
    bool dump_all = false;
    bool dump_unknown = false;  ///< values that are not character strings
    bool dump_der = false;      ///< a dump is of the whole value, not of its contents
    bool dump_unknown_fields = false;
    bool reverse = false;
    bool spaces_around_equals = false;
    bool align = false;
    Separator separator = Separator::comma_space;
    Field field = Field::short_name;

    static NameFormat oneline();  ///< what certificates are shown in
    static NameFormat rfc2253();
    static NameFormat multiline();
    static NameFormat compat();  ///< /C=UK/O=...
    /// Applies "oneline", "-esc_msb" ... separated by commas; nothing if a word is not known.
    static std::optional<NameFormat> parse(std::string_view words);
};

/// The name in that format; every line of a multiline one begins with `indent` spaces.
std::string openssl_name(const x509::Name& name, const NameFormat& format, std::size_t indent = 0);
/// "/C=UK/O=a \/ b+CN=c", at most `max` characters in whole attributes.
std::string slash_name(const x509::Name& name, std::size_t max = SIZE_MAX);

}  // namespace vitrine::io

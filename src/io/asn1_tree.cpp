#include "io/asn1_tree.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "asn1/ber_header.h"
#include "asn1/der_reader.h"
#include "io/clock.h"
#include "io/openssl/number.h"
#include "io/openssl/object.h"
#include "io/utf8.h"

namespace vitrine::io {

namespace {

using asn1::BerHeader;
using asn1::DerReader;
using asn1::Tag;
using asn1::TagClass;

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kShownBytes = 16;  // of a value without a text of its own
constexpr std::size_t kShownText = 64;

/// What a strict reader says about one primitive value; empty if nothing.
std::string_view complaint_about(ByteView encoded) {
    wire::Context quiet{encoded};
    DerReader in{encoded, quiet};
    switch (static_cast<Tag>(encoded[0])) {
        case Tag::boolean:
            in.boolean("");
            break;
        case Tag::integer:
        case Tag::enumerated:
            in.integer("", static_cast<Tag>(encoded[0]));
            break;
        case Tag::bit_string:
            in.bit_string("");
            break;
        case Tag::null:
            in.null("");
            break;
        case Tag::object_identifier:
            in.oid("");
            break;
        case Tag::utc_time:
        case Tag::generalized_time:
            in.time("");
            break;
        case Tag::utf8_string:
        case Tag::numeric_string:
        case Tag::printable_string:
        case Tag::ia5_string:
        case Tag::visible_string:
        case Tag::universal_string:
        case Tag::bmp_string:
            in.string("");
            break;
        default:
            break;
    }
    return quiet.failed() ? info(quiet.error().code).text : std::string_view{};
}

/// True if the bytes are one DER value of a universal type and nothing else: then a string that
/// holds them wraps it.
bool is_der(ByteView bytes) {
    const auto header = asn1::read_ber_header(bytes);
    if (!header || header->tag_class != TagClass::universal || header->number == 0) return false;
    if (header->number > 30 || header->length != bytes.size() - header->header_len) return false;
    if (!header->constructed && header->length == 0 && header->number != 5) return false;
    wire::Context quiet{bytes};
    DerReader in{bytes, quiet};
    in.any_deep("");
    return in.finish().ok() && (header->constructed || complaint_about(bytes).empty());
}

std::string shortened(std::string text, std::size_t limit) {
    if (text.size() <= limit) return text;
    text.resize(limit);
    return text += "...";
}

std::string bytes_text(ByteView bytes) {
    const ByteView shown = bytes.first(std::min(bytes.size(), kShownBytes));
    std::string text = hex_lines(shown, kShownBytes + 1, 0);
    return bytes.size() > shown.size() ? text + "..." : text;
}

std::string universal_value(Tag tag, ByteView c) {
    switch (tag) {
        case Tag::boolean:
            return c.size() == 1 ? (c[0] != 0 ? "true" : "false") : bytes_text(c);
        case Tag::integer:
        case Tag::enumerated:
            return c.empty() ? ""
                             : shortened(number_text(BigInteger::from_contents(c)), kShownText);
        case Tag::object_identifier: {
            const std::string dotted = dotted_text(asn1::Oid{c});
            const ObjectName* known = find_object(asn1::Oid{c});
            return known == nullptr ? dotted : dotted + " " + std::string{known->long_name};
        }
        case Tag::null:
            return {};
        case Tag::utf8_string:
        case Tag::numeric_string:
        case Tag::printable_string:
        case Tag::ia5_string:
        case Tag::visible_string:
        case Tag::utc_time:
        case Tag::generalized_time:
            return '"' + shortened(printable(as_text(c)), kShownText) + '"';
        case Tag::bit_string:
            return c.empty() ? ""
                             : std::to_string(c[0]) + " unused bits, " + bytes_text(c.subspan(1));
        default:
            return bytes_text(c);
    }
}

std::string type_text(const BerHeader& header) {
    std::string number = "[" + std::to_string(header.number) + "]";
    if (header.tag_class == TagClass::context) return number;
    if (header.tag_class == TagClass::application) return "APPLICATION " + number;
    if (header.tag_class == TagClass::private_use) return "PRIVATE " + number;
    const std::string_view known = asn1::type_name(header.number);
    return known.empty() ? "UNIVERSAL " + number : std::string{known};
}

class Tree {
  public:
    Tree(ByteView whole, std::string_view mark) : whole_(whole), mark_(mark) {}

    /// The values in `bytes`; an end-of-contents ends them if `indefinite`. Returns how many bytes
    /// were used.
    std::size_t values(ByteView bytes, std::size_t depth, bool indefinite) {
        const std::size_t all = bytes.size();
        while (!bytes.empty()) {
            const bool is_end = bytes.size() >= 2 && bytes[0] == 0 && bytes[1] == 0;
            bytes = bytes.subspan(value(bytes, depth));
            if (is_end && indefinite) return all - bytes.size();
        }
        if (indefinite) note(whole_.size(), depth, "the end-of-contents is missing");
        return all;
    }
    Asn1Tree result() { return std::move(tree_); }

  private:
    std::size_t value(ByteView bytes, std::size_t depth) {
        const auto header = asn1::read_ber_header(bytes);
        if (!header) {
            line(bytes, 0, bytes.size(), depth, "bytes " + bytes_text(bytes),
                 "no value begins here");
            return bytes.size();
        }
        const ByteView rest = bytes.subspan(header->header_len);
        const std::size_t length = std::min(header->length, rest.size());
        const ByteView contents = header->indefinite ? rest : rest.first(length);
        line(bytes, header->header_len, header->length, depth, words(*header, contents),
             problem(*header, bytes, rest.size()));
        if (header->constructed && depth < kMaxDepth) {
            const std::size_t used = values(contents, depth + 1, header->indefinite);
            return header->header_len + (header->indefinite ? used : length);
        }
        if (header->constructed) note(offset_of(contents), depth, "nested too deep to go on");
        if (!header->constructed) look_inside(*header, contents, depth);
        return header->header_len + contents.size();
    }

    /// Strings that hold DER are opened.
    void look_inside(const BerHeader& header, ByteView contents, std::size_t depth) {
        if (header.tag_class != TagClass::universal || depth >= kMaxDepth) return;
        const auto tag = static_cast<Tag>(header.number);
        const bool skip = tag == Tag::bit_string && !contents.empty() && contents[0] == 0;
        const ByteView inner = skip ? contents.subspan(1) : contents;
        if ((skip || tag == Tag::octet_string) && is_der(inner)) values(inner, depth + 1, false);
    }

    static std::string words(const BerHeader& header, ByteView contents) {
        std::string text = type_text(header);
        if (header.constructed) return text;
        const std::string shown =
            header.tag_class == TagClass::universal && header.number <= 30
                ? universal_value(static_cast<Tag>(header.number), contents)
                : '"' + shortened(printable(as_text(contents)), kShownText) + '"';
        return shown.empty() ? text : text + " " + shown;
    }

    static std::string problem(const BerHeader& header, ByteView bytes, std::size_t there) {
        if (header.indefinite) return "indefinite length: BER, not DER";
        if (header.length > there)
            return "its length runs " + std::to_string(header.length - there) +
                   " bytes past the end";
        if (!header.minimal) return "tag or length is not in its shortest form";
        if (header.tag_class != TagClass::universal) return {};
        const bool wants_constructed = header.number == 16 || header.number == 17;
        if (header.number == 0) return "end-of-contents: BER, not DER";
        if (wants_constructed != header.constructed && header.number != 8 && header.number != 11)
            return header.constructed ? "a constructed string: BER, not DER"
                                      : "must be constructed";
        if (header.constructed) return {};
        return std::string{complaint_about(bytes.first(header.header_len + header.length))};
    }

    std::size_t offset_of(ByteView at) const {
        return static_cast<std::size_t>(at.data() - whole_.data());
    }

    void line(ByteView at,
              std::size_t header_len,
              std::size_t length,
              std::size_t depth,
              const std::string& text,
              const std::string& problem) {
        std::array<char, 48> place{};
        (void)std::snprintf(place.data(), place.size(), "%6zu %2zu+%-6zu", offset_of(at),
                            header_len, length);
        tree_.text += place.data();
        tree_.text.append(2 * depth + 1, ' ') += text;
        if (!problem.empty()) {
            ((tree_.text += "  ") += mark_) += problem;
            ++tree_.problems;
        }
        tree_.text += '\n';
    }

    void note(std::size_t offset, std::size_t depth, const std::string& problem) {
        std::array<char, 48> place{};
        (void)std::snprintf(place.data(), place.size(), "%6zu %9s", offset, "");
        tree_.text += place.data();
        (((tree_.text.append(2 * depth + 1, ' ')) += mark_) += problem) += '\n';
        ++tree_.problems;
    }

    ByteView whole_;
    std::string_view mark_;
    Asn1Tree tree_;
};

}  // namespace

Asn1Tree asn1_tree(ByteView bytes, std::string_view mark) {
    Tree tree{bytes, mark};
    tree.values(bytes, 0, false);
    return tree.result();
}

}  // namespace vitrine::io

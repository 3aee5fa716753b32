#include "io/openssl/asn1parse.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "asn1/ber_header.h"
#include "asn1/tag.h"
#include "io/openssl/number.h"
#include "io/openssl/object.h"

namespace vitrine::io {

namespace {

using asn1::BerHeader;
using asn1::Tag;
using asn1::TagClass;

constexpr int kMaxDepth = 128;
constexpr std::size_t kDumpIndent = 6;
constexpr std::size_t kDumpLine = 16;

enum class Outcome : std::uint8_t { failed, done, end_of_contents };

std::string hex_of(ByteView bytes) {
    std::string out;
    std::array<char, 4> digits{};
    for (const std::uint8_t byte : bytes) {
        (void)std::snprintf(digits.data(), digits.size(), "%02X", byte);
        out += digits.data();
    }
    return out;
}

/// "      0000 - 30 03 ...-02   0..." of sixteen bytes a line.
std::string dump_lines(ByteView bytes) {
    std::string out;
    std::array<char, 16> part{};
    for (std::size_t at = 0; at < bytes.size(); at += kDumpLine) {
        (void)std::snprintf(part.data(), part.size(), "%04zx - ", at);
        out.append(kDumpIndent, ' ') += part.data();
        std::string text;
        for (std::size_t i = at; i < at + kDumpLine; ++i) {
            if (i >= bytes.size()) {
                out += "   ";
                continue;
            }
            (void)std::snprintf(part.data(), part.size(), "%02x%c", bytes[i],
                                i == at + 7 ? '-' : ' ');
            out += part.data();
            text += bytes[i] >= ' ' && bytes[i] <= '~' ? static_cast<char>(bytes[i]) : '.';
        }
        out += "  " + text + "\n";
    }
    return out;
}

std::string tag_text(const BerHeader& header) {
    const std::string number = std::to_string(header.number);
    switch (header.tag_class) {
        case TagClass::private_use:
            return "priv [ " + number + " ] ";
        case TagClass::context:
            return "cont [ " + number + " ]";
        case TagClass::application:
            return "appl [ " + number + " ]";
        case TagClass::universal:
            break;
    }
    const std::string_view known = asn1::type_name(header.number);
    return known.empty() ? "<ASN1 " + number + ">" : std::string{known};
}

bool is_minimal_integer(ByteView c) {
    if (c.size() < 2) return !c.empty();
    return !((c[0] == 0 && c[1] < 0x80) || (c[0] == 0xff && c[1] >= 0x80));
}

bool is_text(std::uint32_t type) {
    switch (static_cast<Tag>(type)) {
        case Tag::utf8_string:
        case Tag::numeric_string:
        case Tag::printable_string:
        case Tag::teletex_string:
        case Tag::ia5_string:
        case Tag::utc_time:
        case Tag::generalized_time:
        case Tag::visible_string:
            return true;
        default:
            return false;
    }
}

bool is_printable(ByteView bytes) {
    return std::ranges::all_of(bytes, [](std::uint8_t c) {
        return (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t';
    });
}

class Listing {
  public:
    Listing(ByteView whole, const Asn1ParseOptions& options, std::string& out)
        : whole_(whole), options_(options), out_(out) {}

    /// The values in `bytes`; stops early after an end-of-contents. `used` counts what was read.
    Outcome values(ByteView bytes, int depth, std::size_t& used) {
        if (depth > kMaxDepth) {
            out_ += "BAD RECURSION DEPTH\n";
            return Outcome::failed;
        }
        const std::size_t all = bytes.size();
        while (!bytes.empty()) {
            std::size_t taken = 0;
            const Outcome outcome = value(bytes, depth, taken);
            bytes = bytes.subspan(taken);
            used = all - bytes.size();
            if (outcome != Outcome::done) return outcome;
        }
        return Outcome::done;
    }

  private:
    Outcome value(ByteView bytes, int depth, std::size_t& taken) {
        const auto header = asn1::read_ber_header(bytes);
        if (!header || header->length > bytes.size() - header->header_len) {
            out_ += "Error in encoding\n";
            return Outcome::failed;
        }
        put_header(bytes, *header, depth);
        taken = header->header_len + header->length;
        if (header->constructed) return constructed(bytes, *header, depth, taken);
        if (header->tag_class != TagClass::universal) {
            out_ += '\n';
            return Outcome::done;
        }
        put_primitive(header->number, bytes.subspan(header->header_len, header->length));
        return header->number == 0 ? Outcome::end_of_contents : Outcome::done;
    }

    Outcome constructed(ByteView bytes, const BerHeader& header, int depth, std::size_t& taken) {
        out_ += '\n';
        std::size_t used = 0;
        if (!header.indefinite) {
            ByteView contents = bytes.subspan(header.header_len, header.length);
            while (!contents.empty()) {  // an end-of-contents does not end a definite length
                if (values(contents, depth + 1, used) == Outcome::failed) return Outcome::failed;
                contents = contents.subspan(used);
            }
            return Outcome::done;
        }
        const Outcome outcome = values(bytes.subspan(header.header_len), depth + 1, used);
        taken = header.header_len + used;
        return outcome == Outcome::failed ? outcome : Outcome::done;
    }

    void put_header(ByteView at, const BerHeader& header, int depth) {
        std::array<char, 80> text{};
        const auto offset = static_cast<std::size_t>(at.data() - whole_.data());
        const char* kind = header.constructed ? "cons: " : "prim: ";
        if (header.indefinite) {
            (void)std::snprintf(text.data(), text.size(), "%5zu:d=%-2d hl=%zu l=inf  %s", offset,
                                depth, header.header_len, kind);
        } else {
            (void)std::snprintf(text.data(), text.size(), "%5zu:d=%-2d hl=%zu l=%4zu %s", offset,
                                depth, header.header_len, header.length, kind);
        }
        out_ += text.data();
        if (options_.indent) out_.append(static_cast<std::size_t>(depth), ' ');
        std::string type = tag_text(header);
        if (type.size() < 18) type.append(18 - type.size(), ' ');
        out_ += type;
    }

    void put_primitive(std::uint32_t type, ByteView c) {
        const auto tag = static_cast<Tag>(type);
        if (tag == Tag::octet_string) return put_octets(c);
        if (has_text(type)) {
            out_ += text_of(type, c) + "\n";
        } else if (tag != Tag::bmp_string && !c.empty() && options_.dump) {
            out_ += '\n' + dump_lines(c.first(std::min(options_.dump_limit, c.size())));
        } else {
            out_ += '\n';
        }
    }

    static bool has_text(std::uint32_t type) {
        const auto tag = static_cast<Tag>(type);
        return is_text(type) || tag == Tag::object_identifier || tag == Tag::boolean ||
               tag == Tag::integer || tag == Tag::enumerated;
    }

    static std::string text_of(std::uint32_t type, ByteView c) {
        switch (static_cast<Tag>(type)) {
            case Tag::object_identifier:
                return is_oid(c) ? ":" + object_long_name(asn1::Oid{c}) : bad("OBJECT", c);
            case Tag::integer:
                return is_minimal_integer(c) ? ":" + number(c) : bad("INTEGER", c);
            case Tag::enumerated:
                return is_minimal_integer(c) ? ":" + number(c) : bad("ENUMERATED", c);
            case Tag::boolean:
                if (c.size() == 1) return ":" + std::to_string(c[0]);
                return ":BAD BOOLEAN" + (c.empty() ? "" : ":" + std::to_string(c[0])) + ":[" +
                       hex_of(c) + "]";
            default:
                return ":" + std::string{as_text(c)};
        }
    }

    void put_octets(ByteView c) {
        if (c.empty()) {
            out_ += '\n';
        } else if (is_printable(c)) {
            ((out_ += ':') += as_text(c)) += '\n';
        } else if (options_.dump) {
            out_ += '\n' + dump_lines(c.first(std::min(options_.dump_limit, c.size())));
        } else {
            out_ += "[HEX DUMP]:" + hex_of(c) + "\n";
        }
    }

    static std::string number(ByteView c) {
        const BigInteger value = BigInteger::from_contents(c);
        return (value.negative ? "-" : "") + hex_of(value.bytes());
    }
    static std::string bad(std::string_view what, ByteView c) {
        return ":BAD " + std::string{what} + ":[" + hex_of(c) + "]";
    }

    ByteView whole_;
    const Asn1ParseOptions& options_;
    std::string& out_;
};

}  // namespace

bool openssl_asn1parse(ByteView bytes, const Asn1ParseOptions& options, std::string& out) {
    Listing listing{bytes, options, out};
    std::size_t used = 0;
    return listing.values(bytes, 0, used) != Outcome::failed;
}

}  // namespace vitrine::io

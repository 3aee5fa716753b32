#include "asn1/ber_header.h"

namespace vitrine::asn1 {

namespace {

constexpr std::uint8_t kHighTag = 0x1f;
constexpr std::uint32_t kMaxTagPrefix = 0x7fffffffU >> 7;
constexpr std::size_t kMaxLength = SIZE_MAX >> 1;

/// The tag number, high form included; moves `at` past the identifier octets.
bool read_identifier(ByteView bytes, std::size_t& at, BerHeader& out) {
    const std::uint8_t first = bytes[at++];
    out.tag_class = static_cast<TagClass>(first >> 6);
    out.constructed = (first & 0x20U) != 0;
    out.number = first & kHighTag;
    if (out.number != kHighTag) return true;
    const std::size_t begin = at;
    out.number = 0;
    for (;; ++at) {
        if (at == bytes.size() || out.number > kMaxTagPrefix) return false;
        out.number = out.number << 7 | (bytes[at] & 0x7fU);
        if (bytes[at] < 0x80) break;
    }
    out.minimal = bytes[begin] != 0x80 && out.number >= kHighTag;
    ++at;
    return true;
}

bool read_length(ByteView bytes, std::size_t& at, BerHeader& out) {
    if (at == bytes.size()) return false;
    const std::uint8_t first = bytes[at++];
    if (first == 0x80) {
        out.indefinite = true;
        return out.constructed;
    }
    out.length = first;
    if (first < 0x80) return true;
    const std::size_t octets = first & 0x7fU;
    if (octets > bytes.size() - at) return false;
    out.length = 0;
    const ByteView digits = bytes.subspan(at, octets);
    for (const std::uint8_t digit : digits) {
        if (out.length > kMaxLength >> 8) return false;
        out.length = out.length << 8 | digit;
    }
    if (digits[0] == 0 || out.length < 0x80) out.minimal = false;
    at += octets;
    return true;
}

constexpr std::string_view kTypeNames[] = {"EOC",
                                           "BOOLEAN",
                                           "INTEGER",
                                           "BIT STRING",
                                           "OCTET STRING",
                                           "NULL",
                                           "OBJECT",
                                           "OBJECT DESCRIPTOR",
                                           "EXTERNAL",
                                           "REAL",
                                           "ENUMERATED",
                                           "<ASN1 11>",
                                           "UTF8STRING",
                                           "<ASN1 13>",
                                           "<ASN1 14>",
                                           "<ASN1 15>",
                                           "SEQUENCE",
                                           "SET",
                                           "NUMERICSTRING",
                                           "PRINTABLESTRING",
                                           "T61STRING",
                                           "VIDEOTEXSTRING",
                                           "IA5STRING",
                                           "UTCTIME",
                                           "GENERALIZEDTIME",
                                           "GRAPHICSTRING",
                                           "VISIBLESTRING",
                                           "GENERALSTRING",
                                           "UNIVERSALSTRING",
                                           "<ASN1 29>",
                                           "BMPSTRING"};

}  // namespace

std::optional<BerHeader> read_ber_header(ByteView bytes) {
    BerHeader header;
    std::size_t at = 0;
    if (bytes.empty() || !read_identifier(bytes, at, header) || !read_length(bytes, at, header))
        return std::nullopt;
    header.header_len = at;
    return header;
}

std::string_view type_name(std::uint32_t number) {
    return number < std::size(kTypeNames) ? kTypeNames[number] : std::string_view{};
}

}  // namespace vitrine::asn1

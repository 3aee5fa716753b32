#include "io/der_values.h"

namespace vitrine::io {

namespace {

constexpr std::uint8_t kHighTag = 0x1f;
constexpr std::size_t kMaxLengthOctets = 4;

struct Header {
    std::size_t header_len = 0;
    std::size_t contents_len = 0;
};

std::optional<Header> read_header(ByteView bytes) {
    if (bytes.size() < 2 || (bytes[0] & kHighTag) == kHighTag) return std::nullopt;
    if (bytes[1] < 0x80) return Header{2, bytes[1]};
    const std::size_t octets = bytes[1] & 0x7fU;
    if (octets == 0 || octets > kMaxLengthOctets || bytes.size() < 2 + octets) return std::nullopt;
    std::size_t length = 0;
    for (const std::uint8_t octet : bytes.subspan(2, octets)) length = length << 8 | octet;
    return Header{2 + octets, length};
}

}  // namespace

bool is_integer(ByteView contents) {
    if (contents.size() < 2) return !contents.empty();
    const bool negative = contents[1] >= 0x80;
    return contents[0] != (negative ? 0xff : 0x00);
}

bool is_any(const asn1::Element& value) {
    const auto tag = static_cast<std::uint8_t>(value.tag);
    if (tag >= 0x40) return false;
    if (value.tag == asn1::Tag::sequence || value.tag == asn1::Tag::set) return true;
    if (asn1::is_constructed(value.tag)) {
        constexpr std::uint8_t kLastInOnePiece = 0x26;  // of BOOLEAN, INTEGER, NULL, OID
        DerValues pieces = inside(value);
        while (!pieces.empty() && pieces.next()) continue;
        const bool string = tag == 0x23 || tag == 0x24 || tag > kLastInOnePiece;
        return string && pieces.empty();
    }
    const std::size_t size = value.contents.size();
    switch (value.tag) {
        case asn1::Tag::null:
            return size == 0;
        case asn1::Tag::boolean:
            return size == 1;
        case asn1::Tag::integer:
        case asn1::Tag::enumerated:
            return is_integer(value.contents);
        case asn1::Tag::object_identifier:
            return asn1::is_well_formed(asn1::Oid{value.contents});
        case asn1::Tag::bit_string:
            return size > 0 && value.contents[0] <= 7;
        case asn1::Tag::bmp_string:
            return size % 2 == 0;
        case asn1::Tag::universal_string:
            return size % 4 == 0;
        default:
            return true;
    }
}

std::optional<std::vector<std::uint8_t>> bit_string_bytes(ByteView contents) {
    if (contents.empty() || contents[0] > 7) return std::nullopt;
    const ByteView octets = contents.subspan(1);
    std::vector<std::uint8_t> bytes(octets.begin(), octets.end());
    if (!bytes.empty())
        bytes.back() = static_cast<std::uint8_t>(bytes.back() & 0xffU << contents[0]);
    return bytes;
}

std::optional<asn1::Element> DerValues::next() {
    const auto header = read_header(rest_);
    if (!header || header->contents_len > rest_.size() - header->header_len) return std::nullopt;
    const ByteView encoded = rest_.first(header->header_len + header->contents_len);
    const auto tag = static_cast<asn1::Tag>(rest_[0]);
    rest_ = rest_.subspan(encoded.size());
    return asn1::Element{tag, encoded.subspan(header->header_len), encoded};
}

}  // namespace vitrine::io

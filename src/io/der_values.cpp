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

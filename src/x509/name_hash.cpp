#include "x509/name_hash.h"

#include <algorithm>

#include "asn1/der_writer.h"
#include "crypto/hash/hash.h"

namespace vitrine::x509 {

namespace {

using asn1::DerWriter;
using asn1::Tag;
using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kHeaders = 32;  // of one RDN and what stands around its values

/// Bytes of a character, 0 for UTF-8; -1 for a type that is compared as it stands.
int width_of(Tag tag) {
    switch (tag) {
        case Tag::utf8_string:
            return 0;
        case Tag::printable_string:
        case Tag::teletex_string:
        case Tag::ia5_string:
        case Tag::visible_string:
            return 1;
        case Tag::bmp_string:
            return 2;
        case Tag::universal_string:
            return 4;
        default:
            return -1;
    }
}

void put_utf8(Bytes& out, std::uint32_t c) {
    constexpr unsigned kLead[] = {0, 0xc0, 0xe0, 0xf0};
    if (c < 0x80) return out.push_back(static_cast<std::uint8_t>(c));
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    out.push_back(static_cast<std::uint8_t>(kLead[more] | (c >> (6 * more))));
    for (int i = more - 1; i >= 0; --i)
        out.push_back(static_cast<std::uint8_t>(0x80U | (c >> (6 * i) & 0x3fU)));
}

Bytes to_utf8(ByteView bytes, std::size_t width) {
    Bytes out;
    for (std::size_t i = 0; i + width <= bytes.size(); i += width) {
        std::uint32_t c = 0;
        for (const std::uint8_t byte : bytes.subspan(i, width)) c = c << 8 | byte;
        put_utf8(out, c);
    }
    return out;
}

bool is_space(std::uint8_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

Bytes fold(ByteView text) {
    while (!text.empty() && is_space(text.front())) text = text.subspan(1);
    while (!text.empty() && is_space(text.back())) text = text.first(text.size() - 1);
    Bytes out;
    for (const std::uint8_t c : text) {
        if (is_space(c)) {
            if (out.back() != ' ') out.push_back(' ');
        } else {
            out.push_back(c >= 'A' && c <= 'Z' ? static_cast<std::uint8_t>(c + ('a' - 'A')) : c);
        }
    }
    return out;
}

void write_value(DerWriter& out, const Attribute& attribute) {
    const int width = width_of(attribute.value.tag);
    if (width < 0) return out.raw(attribute.encoded_value);
    const ByteView bytes = attribute.value.bytes;
    const Bytes text =
        width == 0 ? fold(bytes) : fold(to_utf8(bytes, static_cast<std::size_t>(width)));
    out.primitive(Tag::utf8_string, text);
}

void write_rdn(DerWriter& out, std::span<const Attribute> attributes) {
    out.set_of([&](DerWriter& set) {
        for (const Attribute& attribute : attributes) {
            set.sequence([&](DerWriter& w) {
                w.oid(attribute.type);
                write_value(w, attribute);
            });
        }
    });
}

std::uint32_t first_four(const crypto::Digest& digest) {
    const ByteView d = digest.view();
    return d[0] | std::uint32_t{d[1]} << 8 | std::uint32_t{d[2]} << 16 | std::uint32_t{d[3]} << 24;
}

}  // namespace

Bytes canonical_name(const Name& name) {
    std::vector<std::vector<Attribute>> rdns;
    AttributeCursor cursor{name};
    while (const auto attribute = cursor.next()) {
        if (attribute->begins_rdn) rdns.emplace_back();
        rdns.back().push_back(*attribute);
    }
    // A Latin-1 or BMP character takes at most twice its bytes in UTF-8.
    Bytes out(2 * name.encoded().size() + kHeaders * (rdns.size() + 1) + 16 * name.rdns().size());
    DerWriter writer{out};
    for (const auto& rdn : rdns) write_rdn(writer, rdn);
    out.resize(writer.size());
    return out;
}

std::uint32_t name_hash(const Name& name) {
    return first_four(crypto::hash(crypto::HashAlg::sha1, canonical_name(name)));
}

std::uint32_t name_hash_old(const Name& name) {
    return first_four(crypto::hash(crypto::HashAlg::md5, name.encoded()));
}

}  // namespace vitrine::x509

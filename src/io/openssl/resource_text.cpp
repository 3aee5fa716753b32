// Rare extensions in OpenSSL's words: address blocks and autonomous systems (RFC 3779), proxy
// certificates (RFC 3820), strong extranets, and the signing tools of Russian certificates.
#include <array>
#include <cstdio>

#include "io/der_values.h"
#include "io/openssl/extension.h"
#include "io/openssl/number.h"
#include "io/openssl/object.h"

namespace vitrine::io {

namespace {

using asn1::context_constructed;
using asn1::Element;
using asn1::Tag;

constexpr unsigned kIpv4 = 1;
constexpr unsigned kIpv6 = 2;

std::string_view safi_text(unsigned safi) {
    switch (safi) {
        case 1:
            return " (Unicast)";
        case 2:
            return " (Multicast)";
        case 3:
            return " (Unicast/Multicast)";
        case 4:
            return " (MPLS)";
        case 64:
            return " (Tunnel)";
        case 65:
            return " (VPLS)";
        case 66:
            return " (BGP MDT)";
        case 128:
            return " (MPLS-labeled VPN)";
        default:
            return {};
    }
}

/// The address of a BIT STRING, missing bits filled up with `fill`.
std::string address_text(unsigned family, ByteView bits, std::uint8_t fill) {
    std::array<std::uint8_t, 16> address{};
    address.fill(fill);
    const std::size_t len = family == kIpv4 ? 4 : 16;
    if (bits.empty() || bits.size() - 1 > len) return {};
    copy_bytes(bits.subspan(1), address);
    if (bits.size() > 1 && bits[0] < 8) {
        const auto mask = static_cast<std::uint8_t>(0xffU >> (8 - bits[0]));
        std::uint8_t& last = address[bits.size() - 2];
        last = static_cast<std::uint8_t>(fill == 0 ? last & ~mask : last | mask);
    }
    std::array<char, 40> text{};
    if (family == kIpv4) {
        (void)std::snprintf(text.data(), text.size(), "%d.%d.%d.%d", address[0], address[1],
                            address[2], address[3]);
        return text.data();
    }
    std::size_t used = 16;
    while (used > 1 && address[used - 1] == 0 && address[used - 2] == 0) used -= 2;
    std::string out;
    for (std::size_t i = 0; i < used; i += 2) {
        (void)std::snprintf(text.data(), text.size(), "%x%s", address[i] << 8 | address[i + 1],
                            i < 14 ? ":" : "");
        out += text.data();
    }
    if (used < 16) out += ':';
    if (used == 0) out += ':';
    return out;
}

bool print_address_or_range(unsigned family,
                            const Element& choice,
                            std::size_t indent,
                            std::string& out) {
    if (choice.tag == Tag::bit_string) {
        const std::string address = address_text(family, choice.contents, 0);
        if (address.empty()) return false;
        const std::size_t len = 8 * (choice.contents.size() - 1) - choice.contents[0];
        put_indented(out, indent, address + "/" + std::to_string(len) + "\n");
        return true;
    }
    DerValues ends = inside(choice);
    const auto low = ends.take(Tag::bit_string);
    const auto high = ends.take(Tag::bit_string);
    if (choice.tag != Tag::sequence || !low || !high || !ends.empty()) return false;
    put_indented(out, indent, address_text(family, low->contents, 0));
    out += '-' + address_text(family, high->contents, 0xff) + '\n';
    return true;
}

bool print_family(const Element& block, std::size_t indent, std::string& out) {
    DerValues parts = inside(block);
    const auto family = parts.take(Tag::octet_string);
    const auto choice = parts.next();
    if (!family || family->contents.size() < 2 || family->contents.size() > 3 || !choice)
        return false;
    const unsigned afi = static_cast<unsigned>(family->contents[0] << 8 | family->contents[1]);
    put_indented(out, indent,
                 afi == kIpv4   ? "IPv4"
                 : afi == kIpv6 ? "IPv6"
                                : "Unknown AFI " + std::to_string(afi));
    if (family->contents.size() > 2) {
        const unsigned safi = family->contents[2];
        const std::string_view known = safi_text(safi);
        out += known.empty() ? " (Unknown SAFI " + std::to_string(safi) + ")" : std::string{known};
    }
    if (choice->tag == Tag::null) {
        out += ": inherit\n";
        return true;
    }
    if (choice->tag != Tag::sequence) return false;
    out += ":\n";
    for (DerValues values = inside(*choice); !values.empty();) {
        const auto value = values.next();
        if (!value || !print_address_or_range(afi, *value, indent + 2, out)) return false;
    }
    return true;
}

bool print_as_list(const Element& wrapped,
                   std::string_view title,
                   std::size_t indent,
                   std::string& out) {
    put_indented(out, indent, title);
    out += ":\n";
    const auto number = [](const Element& e) {
        return number_text(BigInteger::from_contents(e.contents));
    };
    DerValues content = inside(wrapped);
    const auto choice = content.next();
    if (!choice) return false;
    if (choice->tag == Tag::null) {
        put_indented(out, indent + 2, "inherit\n");
        return true;
    }
    for (DerValues values = inside(*choice); !values.empty();) {
        const auto value = values.next();
        if (!value) return false;
        if (value->tag == Tag::integer) {
            put_indented(out, indent + 2, number(*value) + "\n");
            continue;
        }
        DerValues ends = inside(*value);
        const auto low = ends.take(Tag::integer);
        const auto high = ends.take(Tag::integer);
        if (!low || !high) return false;
        put_indented(out, indent + 2, number(*low) + "-" + number(*high) + "\n");
    }
    return true;
}

}  // namespace

bool print_address_blocks(ByteView value, std::size_t indent, std::string& out) {
    const auto list = DerValues{value}.take(Tag::sequence);
    if (!list) return false;
    for (DerValues values = inside(*list); !values.empty();) {
        const auto block = values.take(Tag::sequence);
        if (!block || !print_family(*block, indent, out)) return false;
    }
    return true;
}

bool print_as_numbers(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = DerValues{value}.take(Tag::sequence);
    if (!sequence) return false;
    DerValues members = inside(*sequence);
    const auto numbers = members.take(context_constructed(0));
    const auto domains = members.take(context_constructed(1));
    if (!members.empty()) return false;
    if (numbers && !print_as_list(*numbers, "Autonomous System Numbers", indent, out)) return false;
    return !domains || print_as_list(*domains, "Routing Domain Identifiers", indent, out);
}

bool print_proxy_info(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = DerValues{value}.take(Tag::sequence);
    if (!sequence) return false;
    DerValues members = inside(*sequence);
    const auto length = members.take(Tag::integer);
    const auto policy = members.take(Tag::sequence);
    if (!policy || !members.empty()) return false;
    DerValues parts = inside(*policy);
    const auto language = parts.take(Tag::object_identifier);
    const auto text = parts.take(Tag::octet_string);
    if (!language || !parts.empty()) return false;
    put_indented(out, indent, "Path Length Constraint: ");
    out += length ? hex_number_text(BigInteger::from_contents(length->contents)) : "infinite";
    out += '\n';
    put_indented(out, indent,
                 "Policy Language: " + object_long_name(asn1::Oid{language->contents}));
    if (text && !text->contents.empty()) {
        out += '\n';
        put_indented(out, indent, "Policy Text: ");
        out += as_text(text->contents).substr(0, as_text(text->contents).find('\0'));
    }
    return true;
}

bool print_strong_extranet(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = DerValues{value}.take(Tag::sequence);
    if (!sequence) return false;
    DerValues members = inside(*sequence);
    const auto version = members.take(Tag::integer);
    const auto ids = members.take(Tag::sequence);
    if (!version || version->contents.size() > 4 || !ids || !members.empty()) return false;
    const auto number = static_cast<unsigned>(BigInteger::from_contents(version->contents).low64());
    std::array<char, 48> text{};
    (void)std::snprintf(text.data(), text.size(), "Version: %u (0x%X)", number + 1, number);
    put_indented(out, indent, text.data());
    for (DerValues values = inside(*ids); !values.empty();) {
        const auto id = values.take(Tag::sequence);
        if (!id) return false;
        DerValues parts = inside(*id);
        const auto zone = parts.take(Tag::integer);
        const auto user = parts.take(Tag::octet_string);
        if (!zone || !user) return false;
        out += '\n';
        put_indented(
            out, indent,
            "Zone: " + number_text(BigInteger::from_contents(zone->contents)) + ", User: ");
        out += dotted_string(user->contents);
    }
    return true;
}

bool print_issuer_sign_tool(ByteView value, std::size_t indent, std::string& out) {
    constexpr std::string_view kLabels[] = {
        "signTool    : ", "cATool      : ", "signToolCert: ", "cAToolCert  : "};
    const auto sequence = DerValues{value}.take(Tag::sequence);
    if (!sequence) return false;
    DerValues members = inside(*sequence);
    for (const std::string_view label : kLabels) {
        const auto text = members.take(Tag::utf8_string);
        if (!text) return false;
        if (label != kLabels[0]) out += '\n';
        put_indented(out, indent, label);
        out += as_text(text->contents);
    }
    return members.empty();
}

}  // namespace vitrine::io

#include "io/openssl/general_name.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "io/der_values.h"
#include "io/openssl/name.h"
#include "io/openssl/number.h"
#include "io/openssl/object.h"

namespace vitrine::io {

namespace {

using asn1::context;
using asn1::context_constructed;
using asn1::Element;
using asn1::OidConstant;
using asn1::Tag;

constexpr std::size_t kMaxSlashName = 255;

/// Other names whose value OpenSSL prints, and the type that value must have.
struct OtherName {
    OidConstant oid;
    std::string_view label;
    Tag type;
};
constexpr OtherName kOtherNames[] = {
    {OidConstant{"1.3.6.1.5.5.7.8.9"}, "SmtpUTF8Mailbox", Tag::utf8_string},
    {OidConstant{"1.3.6.1.5.5.7.8.5"}, "XmppAddr", Tag::utf8_string},
    {OidConstant{"1.3.6.1.5.5.7.8.7"}, "SRVName", Tag::ia5_string},
    {OidConstant{"1.3.6.1.4.1.311.20.2.3"}, "UPN", Tag::utf8_string},
    {OidConstant{"1.3.6.1.5.5.7.8.8"}, "NAIRealm", Tag::utf8_string},
};

const OtherName* find_other_name(asn1::Oid oid) {
    const auto* row =
        std::ranges::find_if(kOtherNames, [&](const OtherName& r) { return oid == r.oid; });
    return row == std::end(kOtherNames) ? nullptr : row;
}

struct OtherNameValue {
    asn1::Oid type;
    Element value;
};

std::optional<OtherNameValue> read_other_name(const Element& name) {
    DerValues members = inside(name);
    const auto type = members.take(Tag::object_identifier);
    const auto wrapped = members.take(context_constructed(0));
    if (!type || !is_oid(type->contents) || !wrapped || !members.empty()) return std::nullopt;
    DerValues content = inside(*wrapped);
    const auto value = content.next();
    if (!value || !content.empty()) return std::nullopt;
    return OtherNameValue{asn1::Oid{type->contents}, *value};
}

bool has_nul(ByteView text) {
    return std::ranges::find(text, 0) != text.end();
}

std::optional<std::string> text_pair(std::string_view label, ByteView text) {
    if (has_nul(text)) return std::nullopt;
    return std::string{label} + ":" + std::string{as_text(text)};
}

std::optional<std::string> other_name_pair(const Element& name) {
    const auto other = read_other_name(name);
    if (!other) return std::nullopt;
    const OtherName* row = find_other_name(other->type);
    const Tag type = other->value.tag;
    const std::string label =
        "othername: " + (row != nullptr ? std::string{row->label} : object_long_name(other->type)) +
        ":";
    const bool shown =
        row != nullptr ? type == row->type : type == Tag::utf8_string || type == Tag::ia5_string;
    if (shown) return text_pair(label, other->value.contents);
    return row != nullptr ? "othername:<unsupported>" : label + ":<unsupported>";
}

bool is_directory_string(Tag tag) {
    return tag == Tag::utf8_string || tag == Tag::printable_string || tag == Tag::teletex_string ||
           tag == Tag::bmp_string || tag == Tag::universal_string;
}

/// EDIPartyName ::= SEQUENCE { nameAssigner [0] OPTIONAL, partyName [1] }, DirectoryStrings both.
std::optional<std::string> edi_party_pair(const Element& name) {
    DerValues members = inside(name);
    const auto assigner = members.take(context_constructed(0));
    const auto party = members.take(context_constructed(1));
    if (!party || !members.empty()) return std::nullopt;
    for (const auto& wrapped : {assigner, party}) {
        if (!wrapped) continue;
        const auto text = inside(*wrapped).next();
        if (!text || !is_directory_string(text->tag)) return std::nullopt;
    }
    return "EdiPartyName:<unsupported>";
}

/// What OpenSSL takes for an attribute's value: strings, sequences, and types that it does not
/// know.
bool is_attribute_value(const Element& value) {
    constexpr std::uint8_t kOthers[] = {1, 2, 4, 5, 6, 17, 21, 23, 24, 25, 26, 27};
    const auto number = static_cast<std::uint8_t>(asn1::tag_number(value.tag));
    return is_any(value) && std::ranges::find(kOthers, number) == std::end(kOthers);
}

/// SEQUENCE { OBJECT IDENTIFIER, ANY }
bool is_attribute(const Element& attribute) {
    DerValues parts = inside(attribute);
    const auto type = parts.take(Tag::object_identifier);
    const auto value = parts.next();
    return type && is_oid(type->contents) && value && parts.empty() && is_attribute_value(*value);
}

/// SEQUENCE OF SET OF attributes.
bool is_name(const Element& rdns) {
    for (DerValues sets = inside(rdns); !sets.empty();) {
        const auto set = sets.take(Tag::set);
        if (!set || !is_relative_name(*set)) return false;
    }
    return true;
}

std::optional<x509::Name> read_directory_name(const Element& name) {
    DerValues content = inside(name);
    const auto rdns = content.take(Tag::sequence);
    if (!rdns || !content.empty() || !is_name(*rdns)) return std::nullopt;
    return x509::Name{rdns->encoded, rdns->contents};
}

}  // namespace

bool is_relative_name(const Element& set) {
    for (DerValues attributes = inside(set); !attributes.empty();) {
        const auto attribute = attributes.take(Tag::sequence);
        if (!attribute || !is_attribute(*attribute)) return false;
    }
    return true;
}

std::string openssl_address(ByteView a) {
    std::string out;
    std::array<char, 8> part{};
    if (a.size() != 4 && a.size() != 16) return "<invalid length=" + std::to_string(a.size()) + ">";
    const std::size_t step = a.size() == 4 ? 1 : 2;
    for (std::size_t i = 0; i < a.size(); i += step) {
        if (i > 0) out += step == 1 ? '.' : ':';
        const unsigned value = step == 1 ? a[i] : static_cast<unsigned>(a[i] << 8 | a[i + 1]);
        (void)std::snprintf(part.data(), part.size(), step == 1 ? "%u" : "%X", value);
        out += part.data();
    }
    return out;
}

std::optional<std::string> general_name_pair(const Element& name) {
    if (name.tag == context_constructed(0)) return other_name_pair(name);
    if (name.tag == context(1)) return text_pair("email", name.contents);
    if (name.tag == context(2)) return text_pair("DNS", name.contents);
    if (name.tag == context_constructed(3)) return "X400Name:<unsupported>";
    if (name.tag == context_constructed(5)) return edi_party_pair(name);
    if (name.tag == context(6)) return text_pair("URI", name.contents);
    if (name.tag == context(7)) return "IP Address:" + openssl_address(name.contents);
    if (name.tag == context(8) && is_oid(name.contents))
        return "Registered ID:" + object_long_name(asn1::Oid{name.contents});
    if (name.tag != context_constructed(4)) return std::nullopt;
    const auto directory = read_directory_name(name);
    if (!directory) return std::nullopt;
    return "DirName:" + slash_name(*directory, kMaxSlashName);
}

std::optional<std::vector<std::string>> general_name_pairs(ByteView members) {
    std::vector<std::string> all;
    DerValues values{members};
    while (!values.empty()) {
        const auto name = values.next();
        if (!name) return std::nullopt;
        auto text = general_name_pair(*name);
        if (!text) return std::nullopt;
        all.push_back(*std::move(text));
    }
    return all;
}

std::optional<std::string> general_name_line(const Element& name) {
    if (name.tag == context(1)) return "email:" + dotted_string(name.contents);
    if (name.tag == context(2)) return "DNS:" + dotted_string(name.contents);
    if (name.tag == context(6)) return "URI:" + dotted_string(name.contents);
    if (name.tag == context_constructed(0)) {
        const auto other = read_other_name(name);
        if (!other) return std::nullopt;
        const OtherName* row = find_other_name(other->type);
        if (row == nullptr || row->type != other->value.tag) return "othername:<unsupported>";
        return "othername:" + std::string{row->label} + ":" +
               std::string{as_text(other->value.contents)};
    }
    if (name.tag == context_constructed(4)) {
        const auto directory = read_directory_name(name);
        if (!directory) return std::nullopt;
        return "DirName:" + openssl_name(*directory, NameFormat::oneline());
    }
    return general_name_pair(name);
}

}  // namespace vitrine::io

#include "io/openssl/extension.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "io/der_values.h"
#include "io/openssl/general_name.h"
#include "io/openssl/number.h"
#include "io/openssl/object.h"
#include "x509/extensions.h"

namespace vitrine::io {

namespace {

using asn1::context;
using asn1::context_constructed;
using asn1::Element;
using asn1::OidConstant;
using asn1::Tag;
using Pairs = std::vector<std::string>;

/// Pairs on one line, or each on its own; the last line is left open.
bool put_pairs(const Pairs& pairs, std::size_t indent, bool lines, std::string& out) {
    if (pairs.empty()) {
        put_indented(out, indent, "<EMPTY>\n");
        return true;
    }
    out.append(indent, ' ');
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (i > 0) out += lines ? '\n' + std::string(indent, ' ') : ", ";
        out += pairs[i];
    }
    return true;
}

std::optional<Element> only(ByteView value, Tag tag) {
    return DerValues{value}.take(tag);
}

template <std::size_t N>
bool put_bits(ByteView value,
              const std::string_view (&names)[N],
              std::size_t indent,
              std::string& out) {
    const auto bits = only(value, Tag::bit_string);
    const auto octets = bits ? bit_string_bytes(bits->contents) : std::nullopt;
    if (!octets) return false;
    Pairs set;
    for (std::size_t i = 0; i < N && i / 8 < octets->size(); ++i) {
        if (((*octets)[i / 8] >> (7 - i % 8) & 1U) != 0) set.emplace_back(names[i]);
    }
    return !set.empty() && put_pairs(set, indent, false, out);
}

bool print_key_usage(ByteView value, std::size_t indent, std::string& out) {
    constexpr std::string_view kNames[] = {
        "Digital Signature", "Non Repudiation", "Key Encipherment",
        "Data Encipherment", "Key Agreement",   "Certificate Sign",
        "CRL Sign",          "Encipher Only",   "Decipher Only"};
    return put_bits(value, kNames, indent, out);
}

bool print_netscape_type(ByteView value, std::size_t indent, std::string& out) {
    constexpr std::string_view kNames[] = {"SSL Client",     "SSL Server",       "S/MIME",
                                           "Object Signing", "Unused",           "SSL CA",
                                           "S/MIME CA",      "Object Signing CA"};
    return put_bits(value, kNames, indent, out);
}

bool print_basic_constraints(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = only(value, Tag::sequence);
    if (!sequence) return false;
    DerValues members = inside(*sequence);
    Pairs pairs{"CA:FALSE"};
    if (const auto ca = members.take(Tag::boolean)) {
        if (ca->contents.size() != 1) return false;
        if (ca->contents[0] != 0) pairs[0] = "CA:TRUE";
    }
    const auto length = members.take(Tag::integer);
    if (length && !is_integer(length->contents)) return false;
    if (length)
        pairs.push_back("pathlen:" + number_text(BigInteger::from_contents(length->contents)));
    return members.empty() && put_pairs(pairs, indent, false, out);
}

bool print_ext_key_usage(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = only(value, Tag::sequence);
    if (!sequence) return false;
    Pairs pairs;
    for (DerValues members = inside(*sequence); !members.empty();) {
        const auto purpose = members.take(Tag::object_identifier);
        if (!purpose || !is_oid(purpose->contents)) return false;
        pairs.push_back(object_long_name(asn1::Oid{purpose->contents}));
    }
    return !pairs.empty() && put_pairs(pairs, indent, false, out);
}

bool print_subject_key_id(ByteView value, std::size_t indent, std::string& out) {
    const auto id = only(value, Tag::octet_string);
    if (!id) return false;
    put_indented(out, indent, colon_hex_upper(id->contents));
    return true;
}

bool print_authority_key_id(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = only(value, Tag::sequence);
    if (!sequence) return false;
    DerValues members = inside(*sequence);
    const auto id = members.take(context(0));
    const auto issuer = members.take(context_constructed(1));
    const auto serial = members.take(context(2));
    if (!members.empty() || (serial && !is_integer(serial->contents))) return false;
    Pairs pairs;
    if (id) pairs.push_back((issuer || serial ? "keyid:" : "") + colon_hex_upper(id->contents));
    if (issuer) {
        const auto names = general_name_pairs(issuer->contents);
        if (!names) return false;
        pairs.insert(pairs.end(), names->begin(), names->end());
    }
    if (serial) {
        pairs.push_back("serial:" +
                        colon_hex_upper(BigInteger::from_contents(serial->contents).bytes()));
    }
    return !pairs.empty() && put_pairs(pairs, indent, true, out);
}

bool print_general_names(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = only(value, Tag::sequence);
    if (!sequence) return false;
    const auto pairs = general_name_pairs(sequence->contents);
    return pairs && put_pairs(*pairs, indent, false, out);
}

bool print_info_access(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = only(value, Tag::sequence);
    if (!sequence) return false;
    Pairs pairs;
    for (DerValues members = inside(*sequence); !members.empty();) {
        const auto description = members.take(Tag::sequence);
        if (!description) return false;
        DerValues parts = inside(*description);
        const auto method = parts.take(Tag::object_identifier);
        const auto location = parts.next();
        if (!method || !is_oid(method->contents) || !location || !parts.empty()) return false;
        const auto text = general_name_pair(*location);
        if (!text) return false;
        pairs.push_back(object_long_name(asn1::Oid{method->contents}) + " - " + *text);
    }
    return put_pairs(pairs, indent, true, out);
}

/// RFC 7633: features are extension numbers of TLS.
bool print_tls_feature(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = only(value, Tag::sequence);
    if (!sequence) return false;
    Pairs pairs;
    for (DerValues members = inside(*sequence); !members.empty();) {
        const auto feature = members.take(Tag::integer);
        if (!feature || !is_integer(feature->contents)) return false;
        const std::string number = number_text(BigInteger::from_contents(feature->contents));
        pairs.push_back(number == "5"    ? "status_request"
                        : number == "17" ? "status_request_v2"
                                         : number);
    }
    return !pairs.empty() && put_pairs(pairs, indent, false, out);
}

bool print_integer(ByteView value, std::size_t indent, std::string& out) {
    const auto number = only(value, Tag::integer);
    if (!number || !is_integer(number->contents)) return false;
    put_indented(out, indent, number_text(BigInteger::from_contents(number->contents)));
    return true;
}

bool print_ia5_text(ByteView value, std::size_t indent, std::string& out) {
    const auto text = only(value, Tag::ia5_string);
    if (!text || text->contents.empty()) return false;
    put_indented(out, indent, as_text(text->contents));
    return true;
}

bool print_utf8_text(ByteView value, std::size_t indent, std::string& out) {
    const auto text = only(value, Tag::utf8_string);
    if (!text || text->contents.empty()) return false;
    put_indented(out, indent, as_text(text->contents));
    return true;
}

bool print_usage_period(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = only(value, Tag::sequence);
    if (!sequence) return false;
    DerValues members = inside(*sequence);
    const auto time_of = [](const Element& e) {
        return openssl_time({Tag::generalized_time, e.contents, e.encoded});
    };
    out.append(indent, ' ');
    const auto from = members.take(context(0));
    if (from) out += "Not Before: " + time_of(*from);
    const auto to = members.take(context(1));
    if (from && to) out += ", ";
    if (to) out += "Not After: " + time_of(*to);
    return members.empty();
}

bool print_nothing(ByteView value, std::size_t, std::string&) {
    return only(value, Tag::null).has_value();
}

bool print_null(ByteView value, std::size_t indent, std::string& out) {
    if (!only(value, Tag::null)) return false;
    put_indented(out, indent, "NULL");
    return true;
}

struct PrinterRow {
    OidConstant oid;
    ExtensionPrinter print;
};

namespace oid = asn1::oid;
constexpr PrinterRow kPrinters[] = {
    {oid::kSubjectKeyIdentifier, print_subject_key_id},
    {oid::kKeyUsage, print_key_usage},
    {oid::kSubjectAltName, print_general_names},
    {oid::kIssuerAltName, print_general_names},
    {oid::kBasicConstraints, print_basic_constraints},
    {oid::kCertificatePolicies, print_certificate_policies},
    {oid::kAuthorityKeyIdentifier, print_authority_key_id},
    {oid::kCrlDistributionPoints, print_distribution_points},
    {oid::kExtKeyUsage, print_ext_key_usage},
    {oid::kAuthorityInfoAccess, print_info_access},
    {oid::kSubjectInfoAccess, print_info_access},
    {oid::kNameConstraints, print_name_constraints},
    {oid::kPolicyMappings, print_policy_mappings},
    {oid::kPolicyConstraints, print_policy_constraints},
    {oid::kInhibitAnyPolicy, print_integer},
    {oid::kFreshestCrl, print_distribution_points},
    {oid::kTlsFeature, print_tls_feature},
    {oid::kOcspNoCheck, print_nothing},
    {oid::kSctList, print_sct_list},
    {OidConstant{"1.3.6.1.4.1.11129.2.4.3"}, print_null},  // RFC 6962 §3.1, poison
    {OidConstant{"2.5.29.16"}, print_usage_period},        // RFC 3280 §4.2.1.4
    {oid::kCrlNumber, print_integer},
    {oid::kDeltaCrlIndicator, print_integer},
    {oid::kIssuingDistributionPoint, print_issuing_distribution_point},
    {oid::kCertificateIssuer, print_general_names},
    {OidConstant{"2.16.840.1.113730.1.1"}, print_netscape_type},
    {OidConstant{"2.16.840.1.113730.1.2"}, print_ia5_text},
    {OidConstant{"2.16.840.1.113730.1.3"}, print_ia5_text},
    {OidConstant{"2.16.840.1.113730.1.4"}, print_ia5_text},
    {OidConstant{"2.16.840.1.113730.1.7"}, print_ia5_text},
    {OidConstant{"2.16.840.1.113730.1.8"}, print_ia5_text},
    {OidConstant{"2.16.840.1.113730.1.12"}, print_ia5_text},
    {OidConstant{"2.16.840.1.113730.1.13"}, print_ia5_text},
    {OidConstant{"1.3.6.1.5.5.7.1.7"}, print_address_blocks},  // RFC 3779 §2
    {OidConstant{"1.3.6.1.5.5.7.1.8"}, print_as_numbers},      // RFC 3779 §3
    {OidConstant{"1.3.6.1.5.5.7.1.14"}, print_proxy_info},     // RFC 3820 §3.8
    {OidConstant{"1.3.101.1.4.1"}, print_strong_extranet},
    {OidConstant{"1.2.643.100.111"}, print_utf8_text},
    {OidConstant{"1.2.643.100.112"}, print_issuer_sign_tool},
};

void put_value(asn1::Oid id, ByteView value, std::size_t indent, std::string& out) {
    const std::size_t before = out.size();
    for (const PrinterRow& row : kPrinters) {
        if (!(id == row.oid)) continue;
        if (row.print(value, indent, out)) return;
        out.resize(before);
    }
    put_indented(out, indent, dotted_string(value));
}

std::optional<x509::RawExtension> read_extension(DerValues& values) {
    const auto extension = values.take(Tag::sequence);
    if (!extension) return std::nullopt;
    DerValues parts = inside(*extension);
    const auto id = parts.take(Tag::object_identifier);
    const auto critical = parts.take(Tag::boolean);
    const auto value = parts.take(Tag::octet_string);
    if (!id || !value) return std::nullopt;
    const bool is_critical = critical && !critical->contents.empty() && critical->contents[0] != 0;
    return x509::RawExtension{asn1::Oid{id->contents}, is_critical, value->contents};
}

void put_extension(const x509::RawExtension& extension, std::size_t indent, std::string& out) {
    put_indented(out, indent, object_long_name(extension.oid));
    out += extension.critical ? ": critical\n" : ": \n";
    put_value(extension.oid, extension.value, indent + 4, out);
    out += '\n';
}

}  // namespace

void put_indented(std::string& out, std::size_t indent, std::string_view text) {
    out.append(indent, ' ').append(text);
}

std::string openssl_time(const Element& time) {
    const auto read = time.tag == Tag::utc_time ? asn1::parse_utc_time(time.contents)
                                                : asn1::parse_generalized_time(time.contents);
    if (!read) return "Bad time value";
    constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const CivilTime at = to_civil(*read);
    std::array<char, 64> text{};
    (void)std::snprintf(text.data(), text.size(), "%s %2d %02d:%02d:%02d %d GMT",
                        kMonths[at.month - 1], at.day, at.hour, at.minute, at.second, at.year);
    return text.data();
}

std::string openssl_extensions(ByteView members, std::string_view title, std::size_t indent) {
    std::string out;
    put_indented(out, indent, title);
    out += ":\n";
    for (DerValues values{members}; !values.empty();) {
        const auto extension = read_extension(values);
        if (!extension) break;
        put_extension(*extension, indent + 4, out);
    }
    return out;
}

std::string openssl_extensions(ByteView members, std::span<const std::string> names) {
    std::string out;
    for (DerValues values{members}; !values.empty();) {
        const auto extension = read_extension(values);
        if (!extension) break;
        if (std::ranges::find(names, object_short_name(extension->oid)) != names.end())
            put_extension(*extension, 0, out);
    }
    return out;
}

}  // namespace vitrine::io

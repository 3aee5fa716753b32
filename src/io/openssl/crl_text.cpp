// cRLDistributionPoints, freshestCRL and issuingDistributionPoint in OpenSSL's words.
#include "io/der_values.h"
#include "io/openssl/extension.h"
#include "io/openssl/general_name.h"
#include "io/openssl/name.h"

namespace vitrine::io {

namespace {

using asn1::context;
using asn1::context_constructed;
using asn1::Element;
using asn1::Tag;

bool print_names(const Element& names, std::size_t indent, std::string& out) {
    bool first = true;
    for (DerValues values = inside(names); !values.empty(); first = false) {
        const auto name = values.next();
        if (!name) return false;
        const auto text = general_name_line(*name);
        if (!text) return false;
        if (!first) out += '\n';
        put_indented(out, indent + 2, *text);
    }
    return true;
}

/// DistributionPointName inside its [0] EXPLICIT tag.
bool print_point_name(const Element& wrapped, std::size_t indent, std::string& out) {
    DerValues content = inside(wrapped);
    const auto name = content.next();
    if (!name || !content.empty()) return false;
    if (name->tag == context_constructed(0)) {
        put_indented(out, indent, "Full Name:\n");
        return print_names(*name, indent, out);
    }
    if (name->tag != context_constructed(1) || !is_relative_name(*name)) return false;
    put_indented(out, indent, "Relative Name:\n");
    const x509::Name relative{name->encoded, name->encoded};
    put_indented(out, indent + 2, openssl_name(relative, NameFormat::oneline()));
    out += '\n';
    return true;
}

bool print_reasons(const Element& flags,
                   std::string_view title,
                   std::size_t indent,
                   std::string& out) {
    constexpr std::string_view kReasons[] = {
        "Unused",       "Key Compromise",         "CA Compromise",    "Affiliation Changed",
        "Superseded",   "Cessation Of Operation", "Certificate Hold", "Privilege Withdrawn",
        "AA Compromise"};
    if (flags.contents.empty() || flags.contents[0] > 7) return false;
    put_indented(out, indent, title);
    out += ":\n";
    out.append(indent + 2, ' ');
    const ByteView octets = flags.contents.subspan(1);
    bool first = true;
    for (std::size_t i = 0; i < std::size(kReasons) && i / 8 < octets.size(); ++i) {
        if ((octets[i / 8] >> (7 - i % 8) & 1U) == 0) continue;
        if (!first) out += ", ";
        out += kReasons[i];
        first = false;
    }
    out += first ? "<EMPTY>\n" : "\n";
    return true;
}

bool print_point(const Element& point, std::size_t indent, std::string& out) {
    DerValues members = inside(point);
    const auto name = members.take(context_constructed(0));
    const auto reasons = members.take(context(1));
    const auto issuer = members.take(context_constructed(2));
    if (!members.empty()) return false;
    if (name && !print_point_name(*name, indent, out)) return false;
    if (reasons && !print_reasons(*reasons, "Reasons", indent, out)) return false;
    if (!issuer) return true;
    put_indented(out, indent, "CRL Issuer:\n");
    return print_names(*issuer, indent, out);
}

bool is_set(const std::optional<Element>& flag) {
    return flag && !flag->contents.empty() && flag->contents[0] != 0;
}

}  // namespace

bool print_distribution_points(ByteView value, std::size_t indent, std::string& out) {
    const auto list = DerValues{value}.take(Tag::sequence);
    if (!list) return false;
    bool first = true;
    for (DerValues values = inside(*list); !values.empty(); first = false) {
        const auto point = values.take(Tag::sequence);
        if (!first) out += '\n';
        if (!point || !print_point(*point, indent, out)) return false;
    }
    return true;
}

bool print_issuing_distribution_point(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = DerValues{value}.take(Tag::sequence);
    if (!sequence) return false;
    DerValues members = inside(*sequence);
    const auto name = members.take(context_constructed(0));
    const auto users = members.take(context(1));
    const auto authorities = members.take(context(2));
    const auto reasons = members.take(context(3));
    const auto indirect = members.take(context(4));
    const auto attributes = members.take(context(5));
    if (!members.empty()) return false;
    const std::size_t before = out.size();
    if (name && !print_point_name(*name, indent, out)) return false;
    if (is_set(users)) put_indented(out, indent, "Only User Certificates\n");
    if (is_set(authorities)) put_indented(out, indent, "Only CA Certificates\n");
    if (is_set(indirect)) put_indented(out, indent, "Indirect CRL\n");
    if (reasons && !print_reasons(*reasons, "Only Some Reasons", indent, out)) return false;
    if (is_set(attributes)) put_indented(out, indent, "Only Attribute Certificates\n");
    if (out.size() == before) put_indented(out, indent, "<EMPTY>\n");
    return true;
}

}  // namespace vitrine::io

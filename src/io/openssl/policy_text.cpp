// certificatePolicies, policyMappings, policyConstraints and nameConstraints in OpenSSL's words.
#include "io/der_values.h"
#include "io/openssl/extension.h"
#include "io/openssl/general_name.h"
#include "io/openssl/number.h"
#include "io/openssl/object.h"

namespace vitrine::io {

namespace {

namespace oid = asn1::oid;
using asn1::context;
using asn1::context_constructed;
using asn1::Element;
using asn1::Tag;

/// A text as far as its first NUL.
std::string_view c_text(ByteView bytes) {
    const std::string_view text = as_text(bytes);
    return text.substr(0, text.find('\0'));
}

bool is_display_text(const Element& value) {
    const Tag tag = value.tag;
    return is_any(value) && (tag == Tag::ia5_string || tag == Tag::visible_string ||
                             tag == Tag::bmp_string || tag == Tag::utf8_string);
}

/// NoticeReference ::= SEQUENCE { organization DisplayText, noticeNumbers SEQUENCE OF INTEGER }
bool print_reference(const Element& reference, std::size_t indent, std::string& out) {
    DerValues parts = inside(reference);
    const auto organization = parts.next();
    const auto numbers = parts.take(Tag::sequence);
    if (!organization || !is_display_text(*organization) || !numbers || !parts.empty())
        return false;
    put_indented(out, indent, "Organization: ");
    (out += c_text(organization->contents)) += '\n';
    std::string list;
    std::size_t count = 0;
    for (DerValues values = inside(*numbers); !values.empty(); ++count) {
        const auto number = values.take(Tag::integer);
        if (!number || !is_integer(number->contents)) return false;
        if (count > 0) list += ", ";
        list += number_text(BigInteger::from_contents(number->contents));
    }
    put_indented(out, indent, count > 1 ? "Numbers: " : "Number: ");
    out += list;
    return true;
}

bool print_notice(const Element& notice, std::size_t indent, std::string& out) {
    DerValues parts = inside(notice);
    const auto reference = parts.take(Tag::sequence);
    const auto text = parts.empty() ? std::nullopt : parts.next();
    if (!parts.empty() || (text && !is_display_text(*text))) return false;
    if (reference && !print_reference(*reference, indent, out)) return false;
    if (reference && text) out += '\n';
    if (text) {
        put_indented(out, indent, "Explicit Text: ");
        out += c_text(text->contents);
    }
    return true;
}

bool print_qualifier(const Element& qualifier, std::size_t indent, std::string& out) {
    DerValues parts = inside(qualifier);
    const auto id = parts.take(Tag::object_identifier);
    if (!id || !is_oid(id->contents)) return false;
    const asn1::Oid type{id->contents};
    const auto value = parts.next();
    if (type == oid::kQualifierCps) {
        if (!value || value->tag != Tag::ia5_string) return false;
        put_indented(out, indent, "CPS: ");
        out += c_text(value->contents);
        return true;
    }
    if (type == oid::kQualifierUserNotice) {
        if (!value || value->tag != Tag::sequence) return false;
        put_indented(out, indent, "User Notice:\n");
        return print_notice(*value, indent + 2, out);
    }
    if (!parts.empty() || (value && !is_any(*value))) return false;
    put_indented(out, indent + 2, "Unknown Qualifier: ");
    out += object_long_name(type);
    return true;
}

bool print_policy(const Element& policy, std::size_t indent, std::string& out) {
    DerValues parts = inside(policy);
    const auto id = parts.take(Tag::object_identifier);
    if (!id || !is_oid(id->contents)) return false;
    put_indented(out, indent, "Policy: ");
    out += object_long_name(asn1::Oid{id->contents});
    if (parts.empty()) return true;
    const auto qualifiers = parts.take(Tag::sequence);
    if (!qualifiers || !parts.empty()) return false;
    out += '\n';
    bool first = true;
    for (DerValues values = inside(*qualifiers); !values.empty(); first = false) {
        const auto qualifier = values.take(Tag::sequence);
        if (!first) out += '\n';
        if (!qualifier || !print_qualifier(*qualifier, indent + 2, out)) return false;
    }
    return true;
}

bool print_subtree(const Element& subtree, std::size_t indent, std::string& out) {
    DerValues parts = inside(subtree);
    const auto base = parts.next();
    if (!base) return false;
    out.append(indent, ' ');
    if (base->tag == context(7)) {
        const ByteView address = base->contents;
        const std::size_t size = address.size();
        const std::size_t half = size >= 16 ? 16 : size >= 4 ? 4 : size;
        out += "IP:" + openssl_address(address.first(half)) + "/" +
               openssl_address(address.subspan(half));
        return true;
    }
    const auto text = general_name_line(*base);
    if (text) out += *text;
    return text.has_value();
}

bool print_subtrees(const Element& list,
                    std::string_view title,
                    std::size_t indent,
                    std::string& out) {
    if (!list.contents.empty()) {
        put_indented(out, indent, title);
        out += ":\n";
    }
    bool first = true;
    for (DerValues values = inside(list); !values.empty(); first = false) {
        const auto subtree = values.take(Tag::sequence);
        if (!first) out += '\n';
        if (!subtree || !print_subtree(*subtree, indent + 2, out)) return false;
    }
    return true;
}

}  // namespace

bool print_certificate_policies(ByteView value, std::size_t indent, std::string& out) {
    const auto list = DerValues{value}.take(Tag::sequence);
    if (!list) return false;
    bool first = true;
    for (DerValues values = inside(*list); !values.empty(); first = false) {
        const auto policy = values.take(Tag::sequence);
        if (!first) out += '\n';
        if (!policy || !print_policy(*policy, indent, out)) return false;
    }
    return true;
}

bool print_policy_mappings(ByteView value, std::size_t indent, std::string& out) {
    const auto list = DerValues{value}.take(Tag::sequence);
    if (!list) return false;
    out.append(indent, ' ');
    bool first = true;
    for (DerValues values = inside(*list); !values.empty(); first = false) {
        const auto mapping = values.take(Tag::sequence);
        if (!mapping) return false;
        DerValues parts = inside(*mapping);
        const auto issuer = parts.take(Tag::object_identifier);
        const auto subject = parts.take(Tag::object_identifier);
        if (!issuer || !subject || !parts.empty()) return false;
        if (!is_oid(issuer->contents) || !is_oid(subject->contents)) return false;
        if (!first) out += ", ";
        out += object_long_name(asn1::Oid{issuer->contents}) + ":" +
               object_long_name(asn1::Oid{subject->contents});
    }
    if (first) out += "<EMPTY>\n";
    return true;
}

bool print_policy_constraints(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = DerValues{value}.take(Tag::sequence);
    if (!sequence) return false;
    DerValues members = inside(*sequence);
    const auto require = members.take(context(0));
    const auto inhibit = members.take(context(1));
    if (!members.empty()) return false;
    for (const auto& member : {require, inhibit}) {
        if (member && !is_integer(member->contents)) return false;
    }
    const auto number = [](const Element& e) {
        return number_text(BigInteger::from_contents(e.contents));
    };
    out.append(indent, ' ');
    if (require) out += "Require Explicit Policy:" + number(*require);
    if (require && inhibit) out += ", ";
    if (inhibit) out += "Inhibit Policy Mapping:" + number(*inhibit);
    return require || inhibit;
}

bool print_name_constraints(ByteView value, std::size_t indent, std::string& out) {
    const auto sequence = DerValues{value}.take(Tag::sequence);
    if (!sequence) return false;
    DerValues members = inside(*sequence);
    const auto permitted = members.take(context_constructed(0));
    const auto excluded = members.take(context_constructed(1));
    if (!members.empty()) return false;
    if (permitted && !print_subtrees(*permitted, "Permitted", indent, out)) return false;
    if (permitted && excluded) out += '\n';
    return !excluded || print_subtrees(*excluded, "Excluded", indent, out);
}

}  // namespace vitrine::io

#include "x509/name_constraints.h"

#include <algorithm>

#include "x509/host_name.h"

namespace vitrine::x509 {

namespace {

using Type = GeneralNameType;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool equal_folded(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

/// `host` is `domain` or ends in "." + `domain`.
bool in_domain(std::string_view host, std::string_view domain, bool itself) {
    if (host.size() == domain.size()) return itself && equal_folded(host, domain);
    return host.size() > domain.size() && host[host.size() - domain.size() - 1] == '.' &&
           equal_folded(host.substr(host.size() - domain.size()), domain);
}

std::string_view strip_final_dot(std::string_view host) {
    if (!host.empty() && host.back() == '.') host.remove_suffix(1);
    return host;
}

/// "Any DNS name that can be constructed by simply adding zero or more labels to the left-hand
/// side".
bool dns_within(std::string_view name, std::string_view constraint) {
    if (constraint.empty()) return true;
    name = strip_final_dot(name);
    constraint = strip_final_dot(constraint);
    const bool subdomains_only = constraint.starts_with('.');
    if (subdomains_only) constraint.remove_prefix(1);
    return in_domain(name, constraint, !subdomains_only);
}

/// A wildcard could stand for a name in the excluded subtree that lies one label below its base.
bool wildcard_overlaps(std::string_view name, std::string_view constraint) {
    if (!name.starts_with("*.")) return false;
    name = strip_final_dot(name);
    constraint = strip_final_dot(constraint);
    const std::size_t dot = constraint.find('.', constraint.starts_with('.') ? 1 : 0);
    return dot != std::string_view::npos &&
           equal_folded(name.substr(2), constraint.substr(dot + 1));
}

bool mailbox_within(std::string_view name, std::string_view constraint) {
    const std::size_t at = name.rfind('@');
    if (at == std::string_view::npos) return false;
    const std::string_view host = name.substr(at + 1);
    // An at sign with nothing before it would exclude nobody if it were taken for a mailbox.
    if (constraint.starts_with('@')) constraint.remove_prefix(1);
    const std::size_t constraint_at = constraint.rfind('@');
    if (constraint_at != std::string_view::npos) {
        return name.substr(0, at) == constraint.substr(0, constraint_at) &&
               equal_folded(host, constraint.substr(constraint_at + 1));
    }
    if (constraint.starts_with('.')) return in_domain(host, constraint.substr(1), false);
    return equal_folded(host, constraint);
}

bool is_ipv4(std::string_view host) {
    const auto id = ReferenceId::parse(host);
    return id.ok() && id->type() == ReferenceId::Type::ip;
}

/// The host name of a URI with an authority; empty if there is none, or an address in its place.
std::string_view uri_host(std::string_view uri) {
    const std::size_t scheme = uri.find(':');  // RFC 3986 §3.1: a scheme has no colon
    if (scheme == std::string_view::npos || uri.substr(scheme, 3) != "://") return {};
    std::string_view authority = uri.substr(scheme + 3);
    authority = authority.substr(0, authority.find_first_of("/?#"));
    const std::size_t user = authority.rfind('@');
    if (user != std::string_view::npos) authority.remove_prefix(user + 1);
    if (authority.starts_with('[')) return {};
    const std::string_view host = authority.substr(0, authority.find(':'));
    return is_ipv4(host) ? std::string_view{} : host;
}

bool uri_within(std::string_view name, std::string_view constraint) {
    const std::string_view host = uri_host(name);
    if (constraint.starts_with('.')) return in_domain(host, constraint.substr(1), false);
    return !host.empty() && equal_folded(host, constraint);
}

bool address_within(ByteView address, ByteView constraint) {
    const std::size_t n = address.size();
    if (constraint.size() != 2 * n) return false;
    for (std::size_t i = 0; i < n; ++i) {
        if (((address[i] ^ constraint[i]) & constraint[n + i]) != 0) return false;
    }
    return true;
}

bool is_contiguous_mask(ByteView mask) {
    bool ended = false;
    for (const std::uint8_t byte : mask) {
        for (int bit = 7; bit >= 0; --bit) {
            const bool set = (byte >> bit & 1U) != 0;
            if (set && ended) return false;
            ended |= !set;
        }
    }
    return true;
}

enum class Match : std::uint8_t { no, yes, overlaps };

Match match(const GeneralName& name, const GeneralName& base) {
    const std::string_view text = as_text(name.value);
    const std::string_view constraint = as_text(base.value);
    const auto from_bool = [](bool b) { return b ? Match::yes : Match::no; };
    switch (name.type) {
        case Type::dns_name:
            if (dns_within(text, constraint)) return Match::yes;
            return wildcard_overlaps(text, constraint) ? Match::overlaps : Match::no;
        case Type::rfc822_name:
            return from_bool(mailbox_within(text, constraint));
        case Type::uniform_resource_identifier:
            return from_bool(uri_within(text, constraint));
        case Type::directory_name:
            return from_bool(is_within(name.directory_name, base.directory_name));
        case Type::ip_address:
            return from_bool(address_within(name.value, base.value));
        default:
            return Match::no;
    }
}

bool is_supported(Type type) {
    return type == Type::dns_name || type == Type::rfc822_name || type == Type::directory_name ||
           type == Type::uniform_resource_identifier || type == Type::ip_address;
}

struct Subtree {
    GeneralName base;
    bool min_max = false;
};

/// Steps through one GeneralSubtrees of a checked extension.
class SubtreeCursor {
  public:
    SubtreeCursor(ByteView value, unsigned number) {
        wire::Context quiet{value};
        asn1::DerReader in{value, quiet};
        asn1::DerReader members = in.sequence("NameConstraints");
        while (!members.empty()) {
            const asn1::Element field = members.any("");
            if (field.tag == asn1::context_constructed(number)) rest_ = field.contents;
        }
    }
    std::optional<Subtree> next() {
        if (rest_.empty()) return std::nullopt;
        wire::Context quiet{rest_};
        asn1::DerReader in{rest_, quiet};
        asn1::DerReader members = in.sequence("GeneralSubtree");
        Subtree subtree;
        subtree.base = read_general_name(members, "base", true);
        subtree.min_max = !members.empty();
        rest_ = in.peek();
        return subtree;
    }

  private:
    ByteView rest_;
};

/// minimum is 0 by default and DER leaves it out, so that whatever stands there is not supported.
Reason check_syntax(const Subtree& subtree) {
    if (subtree.min_max) return Reason::constraint_min_max;
    if (subtree.base.type == Type::ip_address) {
        const ByteView value = subtree.base.value;
        if (!is_contiguous_mask(value.subspan(value.size() / 2))) return Reason::constraint_syntax;
    }
    return Reason::accepted;
}

/// Labels are between dots: ".example.com" is no name, though it ends as the names of a domain do.
bool has_empty_label(std::string_view host) {
    host = strip_final_dot(host);
    return host.empty() || host.starts_with('.') || host.find("..") != std::string_view::npos;
}

/// False for a name of which nobody can say whether it lies in a subtree. RFC 5280 §4.2.1.10, of a
/// URI without host name: "the application MUST reject the certificate". A mailbox that is none and
/// a host with an empty label are refused too, lest they pass by an exclusion.
bool is_comparable(const GeneralName& name) {
    const std::string_view text = as_text(name.value);
    if (name.type == Type::uniform_resource_identifier) return !uri_host(text).empty();
    if (name.type == Type::dns_name) return !has_empty_label(text);
    return name.type != Type::rfc822_name || is_mailbox(text);
}

enum class List : std::uint8_t { permitted, excluded };

/// What one subtree says of a name of its own form: accepted if the name lies where it should.
Reason judge_subtree(const GeneralName& name, const Subtree& subtree, List list) {
    if (!is_supported(name.type)) return Reason::constraint_type;
    if (!is_comparable(name)) return Reason::name_not_permitted;
    const Match found = match(name, subtree.base);
    if (list == List::excluded)
        return found == Match::no ? Reason::accepted : Reason::name_excluded;
    return found == Match::yes ? Reason::accepted : Reason::name_not_permitted;
}

/// One name against one list: in every excluded subtree it must not lie, in one of the permitted.
Reason check_list(const GeneralName& name, ByteView value, List list, std::size_t& budget) {
    SubtreeCursor subtrees{value, static_cast<unsigned>(list)};
    bool permitted = false;
    Reason outside = Reason::accepted;  // of a permitted subtree
    while (const auto subtree = subtrees.next()) {
        if (budget == 0) return Reason::limit;
        --budget;
        const Reason syntax = check_syntax(*subtree);
        if (syntax != Reason::accepted) return syntax;
        if (subtree->base.type != name.type) continue;
        const Reason reason = judge_subtree(name, *subtree, list);
        if (reason == Reason::accepted) {
            permitted = true;
        } else if (reason == Reason::name_not_permitted) {
            outside = reason;
        } else {
            return reason;
        }
    }
    return list == List::permitted && permitted ? Reason::accepted : outside;
}

/// One name against both lists.
Reason check_name(const GeneralName& name, ByteView value, std::size_t& budget) {
    const Reason permitted = check_list(name, value, List::permitted, budget);
    return permitted == Reason::accepted ? check_list(name, value, List::excluded, budget)
                                         : permitted;
}

}  // namespace

Reason check_name_constraints(const Certificate& certificate, ByteView value, std::size_t& budget) {
    GeneralNameCursor names{certificate.extensions.subject_alt_name};
    bool has_mailbox = false;
    while (const auto name = names.next()) {
        has_mailbox |= name->type == Type::rfc822_name;
        const Reason reason = check_name(*name, value, budget);
        if (reason != Reason::accepted) return reason;
    }
    if (!certificate.subject.empty()) {
        GeneralName subject;
        subject.type = Type::directory_name;
        subject.directory_name = certificate.subject;
        subject.value = certificate.subject.encoded();
        const Reason reason = check_name(subject, value, budget);
        if (reason != Reason::accepted) return reason;
    }
    if (has_mailbox) return Reason::accepted;
    AttributeCursor attributes{certificate.subject};
    while (const auto a = attributes.next()) {
        if (!(a->type == asn1::oid::kEmailAddress)) continue;
        GeneralName mailbox;
        mailbox.type = Type::rfc822_name;
        mailbox.value = a->value.bytes;
        const Reason reason = check_name(mailbox, value, budget);
        if (reason != Reason::accepted) return reason;
    }
    return Reason::accepted;
}

}  // namespace vitrine::x509

#include "fuzz/constraint_traits.h"

#include <algorithm>
#include <vector>

#include "fuzz/certificate_traits.h"

namespace vitrine::fuzz {

namespace {

using namespace x509;
using Type = GeneralNameType;

struct Subtree {
    GeneralName base;
    bool excluded = false;
    bool bounded = false;
};

std::vector<Subtree> subtrees_of(const Certificate& c) {
    std::vector<Subtree> all;
    const ByteView value = c.extensions.value(ExtensionId::name_constraints);
    if (value.empty()) return all;
    wire::Context quiet{value};
    asn1::DerReader in{value, quiet};
    asn1::DerReader lists = in.sequence("");
    while (!lists.empty()) {
        const auto tag = static_cast<asn1::Tag>(lists.peek()[0]);
        asn1::DerReader list = lists.constructed(tag, "");
        while (!list.empty()) {
            asn1::DerReader members = list.sequence("");
            Subtree subtree;
            subtree.base = read_general_name(members, "", true);
            subtree.excluded = tag == asn1::context_constructed(1);
            subtree.bounded = !members.empty();
            all.push_back(subtree);
        }
    }
    return all;
}

/// subjectAltName, the subject, and the mailboxes in it.
std::vector<GeneralName> names_of(const Certificate& c) {
    std::vector<GeneralName> all;
    GeneralNameCursor names{c.extensions.subject_alt_name};
    while (const auto name = names.next()) all.push_back(*name);
    all.push_back({Type::directory_name, c.subject.encoded(), c.subject});
    AttributeCursor attributes{c.subject};
    while (const auto a = attributes.next()) {
        if (a->type == asn1::oid::kEmailAddress)
            all.push_back({Type::rfc822_name, a->value.bytes, {}});
    }
    return all;
}

template <class Predicate>
bool any_subtree(CertificatePath path, Predicate predicate) {
    return std::ranges::any_of(path, [&](const Certificate* c) {
        return std::ranges::any_of(subtrees_of(*c), predicate);
    });
}

/// True for a name and a subtree of the same form in a certificate above.
template <class Predicate>
bool any_constrained(CertificatePath path, Predicate predicate) {
    for (std::size_t above = 1; above < path.size(); ++above) {
        const auto subtrees = subtrees_of(*path[above]);
        for (std::size_t i = 0; i < above && !subtrees.empty(); ++i) {
            for (const GeneralName& name : names_of(*path[i])) {
                const bool found = std::ranges::any_of(subtrees, [&](const Subtree& subtree) {
                    return subtree.base.type == name.type && predicate(name, subtree);
                });
                if (found) return true;
            }
        }
    }
    return false;
}

bool is_plain_host(std::string_view host) {
    return !host.empty() && host.front() != '.' && host.back() != '.' &&
           host.find("..") == std::string_view::npos &&
           host.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
               "0123456789-_.") == std::string_view::npos;
}

bool is_plain_mailbox(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && is_plain_host(text.substr(at + 1)) &&
           std::ranges::all_of(text.substr(0, at), [](char c) { return c > ' ' && c < 0x7f; });
}

/// scheme "://" host [ ":" port ] [ "/" path ], the host no address.
bool is_plain_uri(std::string_view uri) {
    const std::size_t colon = uri.find(':');
    if (colon == std::string_view::npos || uri.substr(colon, 3) != "://") return false;
    const std::string_view rest = uri.substr(colon + 3);
    const std::string_view host = rest.substr(0, rest.find_first_of(":/"));
    const bool digits_only = host.find_first_not_of("0123456789.") == std::string_view::npos;
    return is_plain_host(host) && !digits_only;
}

bool has_hole(ByteView mask) {
    bool ended = false;
    for (const std::uint8_t byte : mask) {
        if (ended && byte != 0) return true;
        // Ones first: the complement is one less than a power of two.
        const unsigned rest = 0xffU ^ byte;
        if ((rest & (rest + 1)) != 0) return true;
        ended |= byte != 0xff;
    }
    return false;
}

}  // namespace

bool has_mask_with_hole(CertificatePath path) {
    return any_subtree(path, [](const Subtree& subtree) {
        const ByteView value = subtree.base.value;
        return subtree.base.type == Type::ip_address && has_hole(value.subspan(value.size() / 2));
    });
}

bool has_bounded_subtree(CertificatePath path) {
    return any_subtree(path, [](const Subtree& subtree) { return subtree.bounded; });
}

bool has_wildcard_under_exclusion(CertificatePath path) {
    return any_constrained(path, [](const GeneralName& name, const Subtree& subtree) {
        return name.type == Type::dns_name && subtree.excluded &&
               as_text(name.value).starts_with("*.");
    });
}

bool has_final_dot_under_constraint(CertificatePath path) {
    return any_constrained(path, [](const GeneralName& name, const Subtree& subtree) {
        return name.type == Type::dns_name &&
               (as_text(name.value).ends_with('.') || as_text(subtree.base.value).ends_with('.'));
    });
}

bool has_empty_label_under_constraint(CertificatePath path) {
    return any_constrained(path, [](const GeneralName& name, const Subtree&) {
        const std::string_view host = as_text(name.value);
        const bool odd = host.empty() || host.starts_with('.') || host.find("..") != host.npos;
        return name.type == Type::dns_name && odd;
    });
}

bool has_other_name_under_constraint(CertificatePath path) {
    return any_constrained(path, [](const GeneralName& name, const Subtree&) {
        return name.type == Type::other_name;
    });
}

bool has_other_alphabet_under_constraint(CertificatePath path) {
    return any_constrained(path, [](const GeneralName& name, const Subtree& subtree) {
        return name.type == Type::directory_name &&
               (has_other_alphabet(name.directory_name) ||
                has_other_alphabet(subtree.base.directory_name));
    });
}

bool has_odd_mailbox_under_constraint(CertificatePath path) {
    return any_constrained(path, [](const GeneralName& name, const Subtree& subtree) {
        return name.type == Type::rfc822_name && (!is_plain_mailbox(as_text(name.value)) ||
                                                  as_text(subtree.base.value).starts_with('@'));
    });
}

bool has_odd_uri_under_constraint(CertificatePath path) {
    return any_constrained(path, [](const GeneralName& name, const Subtree&) {
        return name.type == Type::uniform_resource_identifier && !is_plain_uri(as_text(name.value));
    });
}

bool has_subject_mailbox_under_constraint(CertificatePath path) {
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const auto constrained = [](const Certificate* c) {
            return c->extensions.has(ExtensionId::name_constraints);
        };
        if (!std::ranges::any_of(path.subspan(i + 1), constrained)) return false;
        bool beside = false;
        GeneralNameCursor names{path[i]->extensions.subject_alt_name};
        while (const auto name = names.next()) beside |= name->type == Type::rfc822_name;
        AttributeCursor attributes{path[i]->subject};
        while (const auto a = attributes.next()) {
            const bool odd = beside || a->value.tag != asn1::Tag::ia5_string;
            if (a->type == asn1::oid::kEmailAddress && odd) return true;
        }
    }
    return false;
}

}  // namespace vitrine::fuzz

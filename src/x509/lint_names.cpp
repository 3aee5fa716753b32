#include <algorithm>

#include "x509/host_name.h"
#include "x509/lint_checks.h"

namespace vitrine::x509::lint_checks {

namespace {

using Id = ExtensionId;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool equal_folded(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

/// True for any name of this form in subjectAltName.
template <class Test>
bool any_name(const Subject& s, GeneralNameType type, Test test) {
    GeneralNameCursor names{s.extensions().subject_alt_name};
    while (const auto name = names.next()) {
        if (name->type == type && test(*name)) return true;
    }
    return false;
}

bool lists_host(const Subject& s, std::string_view host) {
    const auto id = ReferenceId::parse(host);
    if (id.ok() && id->type() == ReferenceId::Type::ip) {
        return any_name(s, GeneralNameType::ip_address, [&](const GeneralName& name) {
            return equal_public(name.value, id->address());
        });
    }
    return any_name(s, GeneralNameType::dns_name, [&](const GeneralName& name) {
        return equal_folded(as_text(name.value), host);
    });
}

bool is_wildcard(std::string_view name) {
    return name.find('*') != std::string_view::npos;
}

}  // namespace

bool names_missing(const Subject& s) {
    return s.is_server() && s.certificate.version == 3 && s.extensions().subject_alt_name.empty();
}

bool names_not_critical(const Subject& s) {
    return s.certificate.subject.empty() && s.extensions().has(Id::subject_alt_name) &&
           !s.extensions().is_critical(Id::subject_alt_name);
}

bool names_critical(const Subject& s) {
    return !s.certificate.subject.empty() && s.extensions().is_critical(Id::subject_alt_name);
}

bool common_name_not_in_names(const Subject& s) {
    const std::string_view name = as_text(common_name(s.certificate.subject));
    if (!s.is_server() || name.empty() || s.extensions().subject_alt_name.empty()) return false;
    return !lists_host(s, name);
}

bool name_malformed(const Subject& s) {
    return any_name(s, GeneralNameType::dns_name, [](const GeneralName& name) {
        std::string_view host = as_text(name.value);
        if (host.ends_with('.')) return true;
        if (host.starts_with("*.")) host.remove_prefix(2);
        return !is_wildcard(host) && !ReferenceId::dns(host).ok();
    });
}

bool wildcard_malformed(const Subject& s) {
    return any_name(s, GeneralNameType::dns_name, [](const GeneralName& name) {
        std::string_view host = as_text(name.value);
        if (!is_wildcard(host)) return false;
        if (!host.starts_with("*.")) return true;
        host.remove_prefix(2);
        return is_wildcard(host) || host.find('.') == std::string_view::npos;
    });
}

bool mailbox_not_in_names(const Subject& s) {
    AttributeCursor attributes{s.certificate.subject};
    while (const auto a = attributes.next()) {
        if (!(a->type == asn1::oid::kEmailAddress)) continue;
        const std::string_view mailbox = as_text(a->value.bytes);
        const bool listed = any_name(s, GeneralNameType::rfc822_name, [&](const GeneralName& name) {
            return equal_folded(as_text(name.value), mailbox);
        });
        if (!listed) return true;
    }
    return false;
}

}  // namespace vitrine::x509::lint_checks

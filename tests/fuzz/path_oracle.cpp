#include "fuzz/path_oracle.h"

#include <algorithm>
#include <set>
#include <string>

#include "fuzz/properties.h"

namespace vitrine::fuzz {

namespace {

using namespace x509;

std::string lower(ByteView text) {
    std::string out;
    for (const std::uint8_t c : text) {
        out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
    }
    return out;
}

/// "a  b " as "a b".
std::string compressed(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
        out += c;
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::string spelled(const Attribute& attribute) {
    std::string out{as_text(attribute.type.contents())};
    const asn1::Tag tag = attribute.value.tag;
    // IA5String too: only domainComponent folds there, but a second opinion may be the milder one.
    const bool folds = tag == asn1::Tag::printable_string || tag == asn1::Tag::utf8_string ||
                       tag == asn1::Tag::ia5_string;
    if (folds) return out + "=" + compressed(lower(attribute.value.bytes));
    return out + "=" + std::string{as_text(attribute.encoded_value)};
}

/// A list of RDNs, each a set of attributes.
std::vector<std::multiset<std::string>> spelled(const Name& name) {
    std::vector<std::multiset<std::string>> rdns;
    AttributeCursor attributes{name};
    while (const auto attribute = attributes.next()) {
        if (attribute->begins_rdn) rdns.emplace_back();
        rdns.back().insert(spelled(*attribute));
    }
    return rdns;
}

void check_ca(const Certificate& c, const PathPolicy& policy, bool is_anchor) {
    if (is_anchor && policy.anchor_key_only) return;
    require(c.version == 3 || is_anchor, "a CA below the anchor has version 3");
    if (c.version < 3) return;
    require(c.extensions.ca, "an issuer is a CA");
    require(!c.extensions.has(ExtensionId::key_usage) || (c.extensions.key_usage & 1U << 5) != 0,
            "an issuer may sign certificates");
}

void check_alone(const Certificate& c, const PathPolicy& policy) {
    require(c.validity.not_before.seconds <= policy.now.seconds &&
                policy.now.seconds <= c.validity.not_after.seconds,
            "every certificate is valid now");
    require(c.extensions.unknown_critical.empty(), "every critical extension is known");
    require(c.public_key.type != KeyType::unsupported, "every key is known");
    require(c.signature_algorithm.scheme.hash != crypto::HashAlg::md5, "no signature is MD5's");
}

/// pathLenConstraint of the CA at `depth`: so many certificates that are not self-issued may stand
/// between it and the leaf.
void check_path_length(std::span<const Certificate* const> path, std::size_t depth) {
    const auto limit = path[depth]->extensions.path_len;
    if (!limit || depth == 0) return;
    const auto between = path.subspan(1, depth - 1);
    const auto counted = std::ranges::count_if(
        between, [](const Certificate* c) { return !same_spelling(c->subject, c->issuer); });
    require(static_cast<std::size_t>(counted) <= *limit,
            "no path is longer than pathLenConstraint");
}

bool host_fits(std::string presented, const std::string& wanted) {
    if (presented == wanted) return true;
    return presented.starts_with("*.") && wanted.find('.') != std::string::npos &&
           presented.substr(1) == wanted.substr(wanted.find('.'));
}

void check_host(const Certificate& leaf, const ReferenceId& host) {
    GeneralNameCursor names{leaf.extensions.subject_alt_name};
    bool found = false;
    while (const auto name = names.next()) {
        found |= name->type == GeneralNameType::dns_name &&
                 host_fits(lower(name->value), std::string{host.dns_name()});
    }
    require(found, "a leaf is for the host that was asked for");
}

void check_purpose(const Certificate& c, const PathPolicy& policy, bool is_leaf) {
    if (policy.purpose == Purpose::any || !c.extensions.has(ExtensionId::ext_key_usage)) return;
    const auto& usage = c.extensions.ext_key_usage;
    const bool named = policy.purpose == Purpose::server ? usage.server_auth : usage.client_auth;
    require(named || (usage.any && !is_leaf), "every certificate is for this use");
}

}  // namespace

bool same_spelling(const Name& a, const Name& b) {
    return spelled(a) == spelled(b);
}

void check_accepted_path(std::span<const Certificate* const> path, const PathPolicy& policy) {
    require(!path.empty() && path.size() <= policy.max_certificates, "a path is not too long");
    for (std::size_t depth = 0; depth < path.size(); ++depth) {
        const Certificate& c = *path[depth];
        const bool is_anchor = depth + 1 == path.size();
        const bool key_only = is_anchor && policy.anchor_key_only && depth > 0;
        if (!key_only) check_alone(c, policy);
        if (depth > 0) check_ca(c, policy, is_anchor);
        if (!is_anchor) {
            require(same_spelling(c.issuer, path[depth + 1]->subject), "names chain");
            check_purpose(c, policy, depth == 0);
        }
        if (!key_only) check_path_length(path, depth);
    }
    if (policy.host != nullptr) check_host(*path.front(), *policy.host);
}

}  // namespace vitrine::fuzz

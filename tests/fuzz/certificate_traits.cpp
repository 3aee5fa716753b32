#include "fuzz/certificate_traits.h"

#include <algorithm>

#include "crypto/pk/ec.h"
#include "x509/distribution_point.h"

namespace vitrine::fuzz {

namespace {

using namespace x509;
using asn1::OidConstant;
using asn1::Tag;
using Id = ExtensionId;

constexpr OidConstant kNetscapeType{"2.16.840.1.113730.1.1"};
constexpr OidConstant kAddressBlocks{"1.3.6.1.5.5.7.1.7"};
constexpr OidConstant kSystemNumbers{"1.3.6.1.5.5.7.1.8"};
constexpr OidConstant kProxyInfo{"1.3.6.1.5.5.7.1.14"};
constexpr OidConstant kMicrosoftGated{"1.3.6.1.4.1.311.10.3.3"};
constexpr OidConstant kNetscapeGated{"2.16.840.1.113730.4.1"};
constexpr OidConstant kCps{"1.3.6.1.5.5.7.2.1"};
constexpr OidConstant kUserNotice{"1.3.6.1.5.5.7.2.2"};

std::optional<RawExtension> find(const Certificate& c, asn1::Oid oid) {
    ExtensionCursor extensions{c.extensions};
    while (const auto extension = extensions.next()) {
        if (extension->oid == oid) return extension;
    }
    return std::nullopt;
}

template <class Predicate>
bool any_attribute(const Name& name, Predicate predicate) {
    AttributeCursor attributes{name};
    while (const auto attribute = attributes.next()) {
        if (predicate(*attribute)) return true;
    }
    return false;
}

/// RFC 5280 §7.1 and §7.3 ask for the comparison of these as text.
bool is_compared_as_text(const Attribute& a) {
    const Tag tag = a.value.tag;
    if (tag == Tag::utf8_string || tag == Tag::printable_string) return true;
    return tag == Tag::ia5_string &&
           (a.type == asn1::oid::kDomainComponent || a.type == asn1::oid::kEmailAddress);
}

bool is_odd_value(Tag tag) {
    switch (tag) {
        case Tag::utf8_string:
        case Tag::numeric_string:
        case Tag::printable_string:
        case Tag::teletex_string:
        case Tag::ia5_string:
        case Tag::universal_string:
        case Tag::bmp_string:
            return false;
        default:
            return true;
    }
}

/// OpenSSL decodes the inside of an EDIPartyName, and of a directoryName as of any name.
bool has_odd_name(const GeneralNames& names) {
    GeneralNameCursor cursor{names};
    while (const auto name = cursor.next()) {
        if (name->type == GeneralNameType::edi_party_name) return true;
        if (name->type == GeneralNameType::x400_address) return true;
        if (name->type == GeneralNameType::directory_name && has_odd_value(name->directory_name))
            return true;
    }
    return false;
}

bool has_odd_point(const Certificate& c) {
    DistributionPointCursor points{c.extensions.value(Id::crl_distribution_points)};
    while (const auto point = points.next()) {
        if (has_odd_name(point->full_name) || has_odd_name(point->crl_issuer)) return true;
        if (!point->relative_name.empty()) return true;
    }
    return false;
}

/// Members of the lists of a NameConstraints, bases only.
bool has_odd_base(ByteView value) {
    wire::Context quiet{value};
    asn1::DerReader in{value, quiet};
    if (value.empty()) return false;
    asn1::DerReader lists = in.sequence("");
    while (!lists.empty()) {
        asn1::DerReader list = lists.constructed(static_cast<Tag>(lists.peek()[0]), "");
        while (!list.empty()) {
            const ByteView subtree = list.sequence("").peek();
            wire::Context inside{subtree};
            asn1::DerReader base{subtree, inside};
            if (has_odd_name(GeneralNames{base.any("").encoded})) return true;
        }
    }
    return false;
}

/// A short BIT STRING, whole.
bool is_readable_bits(ByteView value) {
    return value.size() > 2 && value[0] == 3 && std::size_t{value[1]} + 2 == value.size() &&
           value[2] < 8;
}

bool is_odd_qualifier(asn1::DerReader& qualifier) {
    const asn1::Oid id = qualifier.oid("");
    const asn1::Element value = qualifier.any("");
    if (id == kCps) return value.tag != Tag::ia5_string;
    return id == kUserNotice;
}

}  // namespace

bool has_other_alphabet(const Name& name) {
    constexpr std::string_view kSpaces = "\t\n\v\f\r";
    return any_attribute(name, [&](const Attribute& a) {
        return !is_compared_as_text(a) || std::ranges::any_of(a.value.bytes, [&](std::uint8_t c) {
            return kSpaces.find(static_cast<char>(c)) != std::string_view::npos;
        });
    });
}

bool has_odd_value(const Name& name) {
    return any_attribute(name, [](const Attribute& a) { return is_odd_value(a.value.tag); });
}

bool may_seem_self_issued(const Certificate& c) {
    return !c.is_self_issued() && (has_other_alphabet(c.subject) || has_other_alphabet(c.issuer));
}

bool seems_self_signed(const Certificate& c) {
    return (c.is_self_issued() || may_seem_self_issued(c)) && !denies_issuer(c, c);
}

bool denies_issuer(const Certificate& c, const Certificate& issuer) {
    const AuthorityKeyIdentifier& wanted = c.extensions.authority_key_identifier;
    const ByteView key = issuer.extensions.subject_key_identifier;
    if (!wanted.key_identifier.empty() && issuer.extensions.has(Id::subject_key_identifier) &&
        !equal_public(wanted.key_identifier, key)) {
        return true;
    }
    if (!wanted.serial_number.empty() && !equal_public(wanted.serial_number, issuer.serial_number))
        return true;
    GeneralNameCursor names{wanted.issuer};
    while (const auto name = names.next()) {
        if (name->type != GeneralNameType::directory_name) continue;
        return !same_name(name->directory_name, issuer.issuer);
    }
    return false;
}

bool is_unreadable_to_openssl(const Certificate& c) {
    const auto type = find(c, kNetscapeType);
    const Extensions& e = c.extensions;
    const bool no_usage = e.has(Id::key_usage) && e.key_usage == 0;
    return (type && !is_readable_bits(type->value)) || no_usage || has_resources(c) ||
           has_proxy_info(c) || has_odd_name(e.subject_alt_name) ||
           has_odd_name(e.authority_key_identifier.issuer) || has_odd_point(c) ||
           has_odd_base(e.value(Id::name_constraints));
}

bool has_key_unread_by_openssl(const Certificate& c) {
    const PublicKey& key = c.public_key;
    if (key.type == KeyType::ec) return !crypto::ec_check_point(key.curve, key.point).ok();
    return key.type == KeyType::dsa && key.dsa_parameters.empty();
}

bool has_odd_qualifier(const Certificate& c) {
    const ByteView value = c.extensions.value(Id::certificate_policies);
    if (value.empty()) return false;
    wire::Context quiet{value};
    asn1::DerReader in{value, quiet};
    asn1::DerReader policies = in.sequence("");
    while (!policies.empty()) {
        asn1::DerReader policy = policies.sequence("");
        policy.oid("");
        if (policy.empty()) continue;
        asn1::DerReader qualifiers = policy.sequence("");
        if (qualifiers.empty()) return true;
        while (!qualifiers.empty()) {
            asn1::DerReader qualifier = qualifiers.sequence("");
            if (is_odd_qualifier(qualifier)) return true;
        }
    }
    return false;
}

bool asserts_any_policy(const Certificate& c) {
    const ByteView value = c.extensions.value(Id::certificate_policies);
    if (value.empty()) return false;
    wire::Context quiet{value};
    asn1::DerReader in{value, quiet};
    asn1::DerReader policies = in.sequence("");
    while (!policies.empty()) {
        asn1::DerReader policy = policies.sequence("");
        if (policy.oid("") == asn1::oid::kAnyPolicy) return true;
    }
    return false;
}

bool maps_any_policy(const Certificate& c) {
    const ByteView value = c.extensions.value(Id::policy_mappings);
    if (value.empty()) return false;
    wire::Context quiet{value};
    asn1::DerReader in{value, quiet};
    asn1::DerReader mappings = in.sequence("");
    while (!mappings.empty()) {
        asn1::DerReader mapping = mappings.sequence("");
        const bool from = mapping.oid("") == asn1::oid::kAnyPolicy;
        const bool to = mapping.oid("") == asn1::oid::kAnyPolicy;
        if (from || to) return true;
    }
    return false;
}

bool has_critical_beyond_openssl(const Certificate& c) {
    constexpr Id kUnhandled[] = {Id::issuer_alt_name, Id::tls_feature, Id::sct_list,
                                 Id::no_rev_avail};
    return std::ranges::any_of(kUnhandled, [&](Id id) { return c.extensions.is_critical(id); });
}

bool has_critical_beyond_us(const Certificate& c) {
    constexpr OidConstant kHandled[] = {kNetscapeType, kAddressBlocks, kSystemNumbers};
    return std::ranges::any_of(
        kHandled, [&](asn1::Oid oid) { return find(c, oid).value_or(RawExtension{}).critical; });
}

bool has_resources(const Certificate& c) {
    return find(c, kAddressBlocks).has_value() || find(c, kSystemNumbers).has_value();
}

bool has_netscape_type(const Certificate& c) {
    return find(c, kNetscapeType).has_value();
}

bool has_proxy_info(const Certificate& c) {
    return find(c, kProxyInfo).has_value();
}

bool has_gated_cryptography(const Certificate& c) {
    const ByteView value = c.extensions.value(Id::ext_key_usage);
    if (value.empty()) return false;
    wire::Context quiet{value};
    asn1::DerReader in{value, quiet};
    asn1::DerReader purposes = in.sequence("");
    while (!purposes.empty()) {
        const asn1::Oid purpose = purposes.oid("");
        if (purpose == kMicrosoftGated || purpose == kNetscapeGated) return true;
    }
    return false;
}

bool has_odd_serial(const Certificate& c) {
    const ByteView serial = c.serial_number;
    const bool zero = std::ranges::all_of(serial, [](std::uint8_t b) { return b == 0; });
    return zero || serial[0] >= 0x80 || serial.size() > 20;
}

}  // namespace vitrine::fuzz

#include "x509/crl_scope.h"

#include <algorithm>

namespace vitrine::x509 {

namespace {

/// One name of a distribution point; a directory name may be given as issuer and last RDN.
struct PointName {
    GeneralNameType type{};
    ByteView value;
    Name directory;
    ByteView last_rdn;
};

/// Calls `visit` with every name of a point until it returns true.
template <class Visit>
bool any_name(const DistributionPoint& point, const Name& issuer, Visit visit) {
    if (!point.relative_name.empty()) {
        return visit(PointName{GeneralNameType::directory_name, {}, issuer, point.relative_name});
    }
    GeneralNameCursor names{point.full_name};
    while (const auto name = names.next()) {
        if (visit(PointName{name->type, name->value, name->directory_name, {}})) return true;
    }
    return false;
}

bool same_point_name(const PointName& a, const PointName& b) {
    if (a.type != b.type) return false;
    if (a.type != GeneralNameType::directory_name) return equal_public(a.value, b.value);
    return same_extended_name(a.directory, a.last_rdn, b.directory, b.last_rdn);
}

DistributionPoint named(GeneralNames names) {
    DistributionPoint point;
    point.has_name = true;
    point.full_name = names;
    return point;
}

GeneralNames issuer_alt_names(const Certificate& certificate) {
    const ByteView value = certificate.extensions.value(ExtensionId::issuer_alt_name);
    if (value.empty()) return {};
    wire::Context quiet{value};
    asn1::DerReader in{value, quiet};
    return GeneralNames{in.sequence("GeneralNames").peek()};
}

/// One of the wanted point's names is `name`.
bool is_wanted(const PointName& name, const Crl& crl, const Certificate& c, const WantedPoint& w) {
    const auto equals = [&](const PointName& other) { return same_point_name(name, other); };
    if (w.assumed) {
        return equals({GeneralNameType::directory_name, {}, c.issuer, {}}) ||
               any_name(named(issuer_alt_names(c)), c.issuer, equals);
    }
    if (!w.point.has_name) return any_name(named(w.point.crl_issuer), c.issuer, equals);
    // RFC 5280 §4.2.1.13: relative to cRLIssuer where there is one; it is this list's issuer then.
    const Name& base = w.point.crl_issuer.empty() ? c.issuer : crl.issuer;
    return any_name(w.point, base, equals);
}

/// A number without leading zeros is at most another.
bool at_most(ByteView a, ByteView b) {
    if (a.size() != b.size()) return a.size() < b.size();
    return !std::ranges::lexicographical_compare(b, a);
}

bool same_authority_key(const AuthorityKeyIdentifier& a, const AuthorityKeyIdentifier& b) {
    return equal_public(a.key_identifier, b.key_identifier) &&
           equal_public(a.issuer.contents(), b.issuer.contents()) &&
           equal_public(a.serial_number, b.serial_number);
}

}  // namespace

bool crl_issuer_fits(const Crl& crl, const Certificate& certificate, const WantedPoint& wanted) {
    if (wanted.assumed || wanted.point.crl_issuer.empty()) {
        return same_name(crl.issuer, certificate.issuer);
    }
    const auto& idp = crl.issuing_distribution_point;
    if (!idp || !idp->indirect) return false;
    GeneralNameCursor names{wanted.point.crl_issuer};
    while (const auto name = names.next()) {
        if (name->type == GeneralNameType::directory_name &&
            same_name(name->directory_name, crl.issuer)) {
            return true;
        }
    }
    return false;
}

bool crl_scope_fits(const Crl& crl, const Certificate& certificate, const WantedPoint& wanted) {
    const auto& idp = crl.issuing_distribution_point;
    if (!idp) return true;
    if (idp->only_attribute_certificates) return false;
    if (idp->only_user_certificates && certificate.extensions.ca) return false;
    if (idp->only_ca_certificates && !certificate.extensions.ca) return false;
    if (!idp->point.has_name) return true;
    return any_name(idp->point, crl.issuer, [&](const PointName& name) {
        return is_wanted(name, crl, certificate, wanted);
    });
}

std::uint16_t crl_reasons(const Crl& crl, const WantedPoint& wanted) {
    const auto& idp = crl.issuing_distribution_point;
    const unsigned listed = idp ? idp->point.reasons : kAllReasons;
    const unsigned asked = wanted.assumed ? kAllReasons : wanted.point.reasons;
    return static_cast<std::uint16_t>(listed & asked & kAllReasons);
}

bool delta_fits(const Crl& delta, const Crl& base) {
    if (!delta.is_delta() || base.is_delta()) return false;
    if (!same_name(delta.issuer, base.issuer)) return false;
    const auto& a = delta.issuing_distribution_point;
    const auto& b = base.issuing_distribution_point;
    if (a.has_value() != b.has_value() || (a && !equal_public(a->encoded, b->encoded))) {
        return false;
    }
    if (!same_authority_key(delta.authority_key_identifier, base.authority_key_identifier)) {
        return false;
    }
    // §5.2.4: the base is not older than the one the delta began from, and older than the delta.
    return !base.crl_number.empty() && at_most(delta.base_crl_number, base.crl_number) &&
           !at_most(delta.crl_number, base.crl_number);
}

std::optional<RevokedCertificate> find_revoked(const Crl& crl, const Certificate& certificate) {
    RevokedCursor entries{crl};
    while (auto entry = entries.next()) {
        if (equal_public(entry->serial_number, certificate.serial_number) &&
            same_name(entry->certificate_issuer, certificate.issuer)) {
            return entry;
        }
    }
    return std::nullopt;
}

}  // namespace vitrine::x509

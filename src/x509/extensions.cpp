#include "x509/extensions.h"

#include "x509/distribution_point.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context;
using asn1::context_constructed;
using asn1::DerReader;

constexpr std::size_t kMaxPolicies = 256;  // per certificate: the search for doubles is quadratic
constexpr std::uint32_t kMaxCount = 0x7fffffff;

// ---- one function an extension: the inside of extnValue comes in ----

/// RFC 5280 §4.2.1.9
void read_basic_constraints(DerReader& in, Extensions& out) {
    DerReader members = in.sequence("BasicConstraints");
    out.ca = members.boolean_default_false("cA");
    if (!members.empty()) out.path_len = members.small_integer("pathLenConstraint", kMaxCount);
    members.end();
}

/// RFC 5280 §4.2.1.3: "at least one of the bits MUST be set to 1".
void read_key_usage(DerReader& in, Extensions& out) {
    const ByteView at = in.peek();
    const asn1::BitString bits = in.named_bits("KeyUsage");
    for (unsigned i = 0; i < 9; ++i) {
        if (bits.bit(i)) out.key_usage = static_cast<std::uint16_t>(out.key_usage | (1U << i));
    }
    if (!in.failed() && bits.size() == 0) {
        in.fail_at(ErrorCode::certificate_bad_extension, at, "KeyUsage");
    }
}

/// RFC 5280 §4.2.1.12
void read_ext_key_usage(DerReader& in, Extensions& out) {
    DerReader purposes = in.sequence("ExtKeyUsageSyntax");
    if (purposes.empty()) purposes.fail(ErrorCode::certificate_bad_extension);
    while (!purposes.empty()) {
        const asn1::Oid purpose = purposes.oid("KeyPurposeId");
        out.ext_key_usage.any |= purpose == oid::kAnyExtendedKeyUsage;
        out.ext_key_usage.server_auth |= purpose == oid::kServerAuth;
        out.ext_key_usage.client_auth |= purpose == oid::kClientAuth;
        out.ext_key_usage.ocsp_signing |= purpose == oid::kOcspSigning;
    }
}

void read_subtrees(DerReader& in, unsigned number, const char* name) {
    auto subtrees = in.optional(context_constructed(number), name);
    if (!subtrees) return;
    if (subtrees->empty()) subtrees->fail(ErrorCode::certificate_bad_extension);
    while (!subtrees->empty()) {
        DerReader subtree = subtrees->sequence("GeneralSubtree");
        read_general_name(subtree, "base", true);
        if (subtree.next_is(context(0))) subtree.integer("minimum", context(0));
        if (subtree.next_is(context(1))) subtree.integer("maximum", context(1));
        subtree.end();
    }
}

/// RFC 5280 §4.2.1.10: "either the permittedSubtrees field or the excludedSubtrees MUST be
/// present".
void read_name_constraints(DerReader& in) {
    DerReader members = in.sequence("NameConstraints");
    if (members.empty()) members.fail(ErrorCode::certificate_bad_extension);
    read_subtrees(members, 0, "permittedSubtrees");
    read_subtrees(members, 1, "excludedSubtrees");
    members.end();
}

/// RFC 5280 §4.2.1.4: "A certificate policy OID MUST NOT appear more than once".
void read_certificate_policies(DerReader& in) {
    DerReader policies = in.sequence("certificatePolicies");
    if (policies.empty()) policies.fail(ErrorCode::certificate_bad_extension);
    std::array<asn1::Oid, kMaxPolicies> seen;
    std::size_t count = 0;
    while (!policies.empty()) {
        DerReader policy = policies.sequence("PolicyInformation");
        const asn1::Oid id = policy.oid("policyIdentifier");
        if (!policy.empty()) {
            DerReader qualifiers = policy.sequence("policyQualifiers");
            while (!qualifiers.empty()) {
                DerReader qualifier = qualifiers.sequence("PolicyQualifierInfo");
                qualifier.oid("policyQualifierId");
                qualifier.any_deep("qualifier");
                qualifier.end();
            }
        }
        policy.end();
        bool doubled = count == seen.size();
        for (std::size_t i = 0; i < count; ++i) doubled |= seen[i] == id;
        if (doubled) {
            policies.fail(ErrorCode::certificate_bad_extension, "policyIdentifier");
            return;
        }
        seen[count++] = id;
    }
}

/// RFC 5280 §4.2.1.5
void read_policy_mappings(DerReader& in) {
    DerReader mappings = in.sequence("PolicyMappings");
    if (mappings.empty()) mappings.fail(ErrorCode::certificate_bad_extension);
    while (!mappings.empty()) {
        DerReader mapping = mappings.sequence("PolicyMapping");
        mapping.oid("issuerDomainPolicy");
        mapping.oid("subjectDomainPolicy");
        mapping.end();
    }
}

/// RFC 5280 §4.2.1.11: "MUST NOT issue certificates where policy constraints is an empty sequence".
void read_policy_constraints(DerReader& in, Extensions& out) {
    DerReader members = in.sequence("PolicyConstraints");
    if (members.empty()) members.fail(ErrorCode::certificate_bad_extension);
    if (members.next_is(context(0))) {
        out.policy_constraints.require_explicit_policy =
            members.small_integer("requireExplicitPolicy", kMaxCount, context(0));
    }
    if (members.next_is(context(1))) {
        out.policy_constraints.inhibit_policy_mapping =
            members.small_integer("inhibitPolicyMapping", kMaxCount, context(1));
    }
    members.end();
}

/// RFC 7633 §4.1
void read_tls_feature(DerReader& in) {
    DerReader features = in.sequence("Features");
    while (!features.empty()) features.small_integer("feature", 65535);
}

void read_known(ExtensionId id, DerReader& in, Extensions& out) {
    switch (id) {
        case ExtensionId::basic_constraints:
            return read_basic_constraints(in, out);
        case ExtensionId::key_usage:
            return read_key_usage(in, out);
        case ExtensionId::ext_key_usage:
            return read_ext_key_usage(in, out);
        case ExtensionId::subject_alt_name:
            out.subject_alt_name = read_general_names(in.sequence("GeneralNames"));
            return;
        case ExtensionId::issuer_alt_name:
            read_general_names(in.sequence("GeneralNames"));
            return;
        case ExtensionId::name_constraints:
            return read_name_constraints(in);
        case ExtensionId::certificate_policies:
            return read_certificate_policies(in);
        case ExtensionId::policy_mappings:
            return read_policy_mappings(in);
        case ExtensionId::policy_constraints:
            return read_policy_constraints(in, out);
        case ExtensionId::inhibit_any_policy:
            out.inhibit_any_policy = in.small_integer("SkipCerts", kMaxCount);
            return;
        case ExtensionId::authority_key_identifier:
            out.authority_key_identifier = read_authority_key_identifier(in);
            return;
        case ExtensionId::subject_key_identifier:
            out.subject_key_identifier = in.octet_string("KeyIdentifier");
            return;
        case ExtensionId::crl_distribution_points:
        case ExtensionId::freshest_crl:
            return read_distribution_points(in);
        case ExtensionId::authority_info_access:
        case ExtensionId::subject_info_access:
            return read_info_access(in);
        case ExtensionId::tls_feature:
            return read_tls_feature(in);
        case ExtensionId::sct_list:
            in.octet_string("SignedCertificateTimestampList");
            return;
        case ExtensionId::ocsp_no_check:
        case ExtensionId::no_rev_avail:
            return in.null("NULL");
    }
}

struct KnownRow {
    asn1::OidConstant oid;
    ExtensionId id;
    const char* name;
};

constexpr KnownRow kKnown[] = {
    {oid::kBasicConstraints, ExtensionId::basic_constraints, "basicConstraints"},
    {oid::kKeyUsage, ExtensionId::key_usage, "keyUsage"},
    {oid::kExtKeyUsage, ExtensionId::ext_key_usage, "extKeyUsage"},
    {oid::kSubjectAltName, ExtensionId::subject_alt_name, "subjectAltName"},
    {oid::kAuthorityKeyIdentifier, ExtensionId::authority_key_identifier, "authorityKeyIdentifier"},
    {oid::kSubjectKeyIdentifier, ExtensionId::subject_key_identifier, "subjectKeyIdentifier"},
    {oid::kCertificatePolicies, ExtensionId::certificate_policies, "certificatePolicies"},
    {oid::kCrlDistributionPoints, ExtensionId::crl_distribution_points, "cRLDistributionPoints"},
    {oid::kAuthorityInfoAccess, ExtensionId::authority_info_access, "authorityInfoAccess"},
    {oid::kSctList, ExtensionId::sct_list, "SignedCertificateTimestampList"},
    {oid::kIssuerAltName, ExtensionId::issuer_alt_name, "issuerAltName"},
    {oid::kNameConstraints, ExtensionId::name_constraints, "nameConstraints"},
    {oid::kPolicyMappings, ExtensionId::policy_mappings, "policyMappings"},
    {oid::kPolicyConstraints, ExtensionId::policy_constraints, "policyConstraints"},
    {oid::kInhibitAnyPolicy, ExtensionId::inhibit_any_policy, "inhibitAnyPolicy"},
    {oid::kFreshestCrl, ExtensionId::freshest_crl, "freshestCRL"},
    {oid::kSubjectInfoAccess, ExtensionId::subject_info_access, "subjectInfoAccess"},
    {oid::kTlsFeature, ExtensionId::tls_feature, "tlsFeature"},
    {oid::kOcspNoCheck, ExtensionId::ocsp_no_check, "ocspNoCheck"},
    {oid::kNoRevAvail, ExtensionId::no_rev_avail, "noRevAvail"},
};
static_assert(std::size(kKnown) == kKnownExtensions);

const KnownRow* find_known(asn1::Oid id) {
    for (const KnownRow& row : kKnown) {
        if (id == row.oid) return &row;
    }
    return nullptr;
}

/// The identifiers of unknown extensions met so far, to find doubles.
class SeenOids {
  public:
    /// False if it was there already, or if there are too many.
    bool add(asn1::Oid id) {
        for (std::size_t i = 0; i < count_; ++i) {
            if (seen_[i] == id) return false;
        }
        if (count_ == seen_.size()) return false;
        seen_[count_++] = id;
        return true;
    }

  private:
    std::array<asn1::Oid, kMaxExtensions> seen_;
    std::size_t count_ = 0;
};

/// Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
void read_extension(DerReader& list, Extensions& out, SeenOids& seen) {
    const ByteView at = list.peek();
    DerReader members = list.sequence("Extension");
    const asn1::Oid id = members.oid("extnID");
    const bool critical = members.boolean_default_false("critical");
    if (members.failed()) return;
    const KnownRow* known = find_known(id);
    if (known == nullptr) {
        if (!seen.add(id)) list.fail_at(ErrorCode::certificate_duplicate_extension, at, "extnID");
        if (critical && out.unknown_critical.empty()) out.unknown_critical = id;
        members.octet_string("extnValue");
        members.end();
        return;
    }
    if (out.has(known->id)) {
        list.fail_at(ErrorCode::certificate_duplicate_extension, at, known->name);
        return;
    }
    const auto bit = static_cast<unsigned>(known->id);
    out.present |= 1U << bit;
    if (critical) out.critical |= 1U << bit;
    DerReader value = members.octet_string_wrapping(known->name);
    out.values[bit] = value.peek();
    read_known(known->id, value, out);
    value.end();
    members.end();
}

}  // namespace

/// RFC 5280 §4.2.1.1
AuthorityKeyIdentifier read_authority_key_identifier(DerReader& in) {
    AuthorityKeyIdentifier aki;
    DerReader members = in.sequence("AuthorityKeyIdentifier");
    if (members.next_is(context(0))) {
        aki.key_identifier = members.octet_string("keyIdentifier", context(0));
    }
    if (auto issuer = members.optional(context_constructed(1), "authorityCertIssuer")) {
        aki.issuer = read_general_names(*issuer);
    }
    if (members.next_is(context(2))) {
        aki.serial_number = members.integer("authorityCertSerialNumber", context(2));
    }
    members.end();
    return aki;
}

/// RFC 5280 §4.2.2.1, §4.2.2.2
void read_info_access(DerReader& in) {
    DerReader descriptions = in.sequence("AuthorityInfoAccessSyntax");
    if (descriptions.empty()) descriptions.fail(ErrorCode::certificate_bad_extension);
    while (!descriptions.empty()) {
        DerReader description = descriptions.sequence("AccessDescription");
        description.oid("accessMethod");
        read_general_name(description, "accessLocation");
        description.end();
    }
}

Extensions read_extensions(DerReader in) {
    Extensions out;
    out.all = in.peek();
    // RFC 5280 §4.1.2.9: "this field is a SEQUENCE of one or more certificate extensions".
    if (in.empty()) in.fail(ErrorCode::certificate_malformed, "extensions");
    SeenOids seen;
    while (!in.empty()) read_extension(in, out, seen);
    return out;
}

std::optional<RawExtension> ExtensionCursor::next() {
    if (rest_.empty()) return std::nullopt;
    wire::Context quiet{rest_};
    DerReader in{rest_, quiet};
    DerReader members = in.sequence("Extension");
    RawExtension extension;
    extension.oid = members.oid("extnID");
    extension.critical = members.boolean_default_false("critical");
    extension.value = members.octet_string("extnValue");
    rest_ = in.peek();
    return extension;
}

}  // namespace vitrine::x509

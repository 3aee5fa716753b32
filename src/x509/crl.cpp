#include "x509/crl.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context;
using asn1::context_constructed;
using asn1::DerReader;
using asn1::Tag;

/// Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }: all
/// but the inside of the value, which `read` gets. It returns false for an extension that it does
/// not know, and must then have left the value unread.
template <class Read>
void read_each_extension(DerReader list, asn1::Oid& unknown_critical, Read read) {
    if (list.empty()) list.fail(ErrorCode::certificate_malformed, "extensions");
    while (!list.empty()) {
        const ByteView at = list.peek();
        DerReader members = list.sequence("Extension");
        const asn1::Oid id = members.oid("extnID");
        const bool critical = members.boolean_default_false("critical");
        if (members.failed()) return;
        if (!read(id, members, at)) {
            if (critical && unknown_critical.empty()) unknown_critical = id;
            members.octet_string("extnValue");
        }
        members.end();
    }
}

/// Notes that extension number `bit` was met; a second time is an error.
void mark(std::uint32_t& seen, unsigned bit, DerReader& in, ByteView at) {
    if ((seen >> bit & 1U) != 0) {
        in.fail_at(ErrorCode::certificate_duplicate_extension, at, "extnID");
    }
    seen |= 1U << bit;
}

// ---- of an entry, RFC 5280 §5.3 ----

/// §5.3.3: the name in certificateIssuer that says whose certificate the entry is.
Name read_certificate_issuer(DerReader& value) {
    const ByteView at = value.peek();
    GeneralNameCursor names{read_general_names(value.sequence("GeneralNames"))};
    while (const auto name = names.next()) {
        if (name->type == GeneralNameType::directory_name) return name->directory_name;
    }
    value.fail_at(ErrorCode::certificate_bad_extension, at, "certificateIssuer");
    return {};
}

bool read_entry_extension(asn1::Oid id, DerReader& members, RevokedCertificate& out) {
    if (id == oid::kReasonCode) {
        DerReader value = members.octet_string_wrapping("reasonCode");
        out.reason = read_crl_reason(value, "CRLReason");
        value.end();
    } else if (id == oid::kInvalidityDate) {
        DerReader value = members.octet_string_wrapping("invalidityDate");
        out.invalidity_date = value.generalized_time("InvalidityDate");
        value.end();
    } else if (id == oid::kCertificateIssuer) {
        DerReader value = members.octet_string_wrapping("certificateIssuer");
        out.certificate_issuer = read_certificate_issuer(value);
        value.end();
    } else {
        return false;
    }
    return true;
}

/// The bit under which an extension is noted as met; nothing for one that is not known.
std::optional<unsigned> bit_of_entry_extension(asn1::Oid id) {
    if (id == oid::kReasonCode) return 0;
    if (id == oid::kInvalidityDate) return 1;
    if (id == oid::kCertificateIssuer) return 2;
    return std::nullopt;
}

RevokedCertificate read_entry(DerReader& list, int version, asn1::Oid& unknown_critical) {
    RevokedCertificate entry;
    DerReader members = list.sequence("revokedCertificate");
    entry.serial_number = members.integer("userCertificate");
    entry.revocation_date = members.time("revocationDate");
    if (!members.empty()) {
        // §5.1.2.6: extensions of an entry need version 2.
        if (version < 2) members.fail(ErrorCode::certificate_version, "crlEntryExtensions");
        std::uint32_t seen = 0;
        const auto read = [&](asn1::Oid id, DerReader& extension, ByteView at) {
            if (const auto bit = bit_of_entry_extension(id)) mark(seen, *bit, extension, at);
            return read_entry_extension(id, extension, entry);
        };
        read_each_extension(members.sequence("crlEntryExtensions"), unknown_critical, read);
    }
    members.end();
    return entry;
}

// ---- of the list, RFC 5280 §5.2 ----

/// §5.2.5; all flags are DEFAULT FALSE.
void read_issuing_distribution_point(DerReader& value, Crl& out) {
    IssuingDistributionPoint idp;
    idp.encoded = value.peek();
    DerReader members = value.sequence("IssuingDistributionPoint");
    if (members.next_is(context_constructed(0))) read_distribution_point_name(members, idp.point);
    idp.only_user_certificates = members.boolean_default_false("onlyContainsUserCerts", context(1));
    idp.only_ca_certificates = members.boolean_default_false("onlyContainsCACerts", context(2));
    if (members.next_is(context(3))) {
        idp.point.reasons = reason_bits(members.named_bits("onlySomeReasons", context(3)));
    }
    idp.indirect = members.boolean_default_false("indirectCRL", context(4));
    idp.only_attribute_certificates =
        members.boolean_default_false("onlyContainsAttributeCerts", context(5));
    members.end();
    out.issuing_distribution_point = idp;
}

enum class ListExtension : std::uint8_t {
    authority_key_identifier,
    issuer_alt_name,
    crl_number,
    delta_crl_indicator,
    issuing_distribution_point,
    freshest_crl,
    authority_info_access,
};

struct ListExtensionRow {
    asn1::OidConstant oid;
    ListExtension id;
    const char* name;
};

constexpr ListExtensionRow kListExtensions[] = {
    {oid::kAuthorityKeyIdentifier, ListExtension::authority_key_identifier,
     "authorityKeyIdentifier"},
    {oid::kIssuerAltName, ListExtension::issuer_alt_name, "issuerAltName"},
    {oid::kCrlNumber, ListExtension::crl_number, "cRLNumber"},
    {oid::kDeltaCrlIndicator, ListExtension::delta_crl_indicator, "deltaCRLIndicator"},
    {oid::kIssuingDistributionPoint, ListExtension::issuing_distribution_point,
     "issuingDistributionPoint"},
    {oid::kFreshestCrl, ListExtension::freshest_crl, "freshestCRL"},
    {oid::kAuthorityInfoAccess, ListExtension::authority_info_access, "authorityInfoAccess"},
};

void read_list_extension(ListExtension id, DerReader& value, Crl& out) {
    switch (id) {
        case ListExtension::authority_key_identifier:
            out.authority_key_identifier = read_authority_key_identifier(value);
            return;
        case ListExtension::issuer_alt_name:
            read_general_names(value.sequence("GeneralNames"));
            return;
        case ListExtension::crl_number:
            out.crl_number = value.unsigned_integer("CRLNumber");
            return;
        case ListExtension::delta_crl_indicator:
            out.base_crl_number = value.unsigned_integer("BaseCRLNumber");
            return;
        case ListExtension::issuing_distribution_point:
            return read_issuing_distribution_point(value, out);
        case ListExtension::freshest_crl:
            return read_distribution_points(value);
        case ListExtension::authority_info_access:
            return read_info_access(value);
    }
}

void read_list_extensions(DerReader list, Crl& out) {
    out.extensions = list.peek();
    std::uint32_t seen = 0;
    read_each_extension(list, out.unknown_critical,
                        [&](asn1::Oid id, DerReader& members, ByteView at) {
                            for (const ListExtensionRow& row : kListExtensions) {
                                if (!(id == row.oid)) continue;
                                mark(seen, static_cast<unsigned>(row.id), members, at);
                                DerReader value = members.octet_string_wrapping(row.name);
                                read_list_extension(row.id, value, out);
                                value.end();
                                return true;
                            }
                            return false;
                        });
}

bool next_is_time(const DerReader& in) {
    return in.next_is(Tag::utc_time) || in.next_is(Tag::generalized_time);
}

void read_tbs(DerReader& outer, Crl& out, ByteView& inner_algorithm) {
    DerReader tbs = outer.sequence("tbsCertList");
    out.tbs = tbs.encoded();
    if (tbs.next_is(Tag::integer)) {
        const ByteView at = tbs.peek();
        const std::uint32_t version = tbs.small_integer("version", 255);
        if (version != 1) tbs.fail_at(ErrorCode::certificate_version, at, "version");
        out.version = 2;
    }
    inner_algorithm = read_algorithm_identifier(tbs, "signature").encoded;
    out.issuer = read_name(tbs, "issuer");
    out.this_update = tbs.time("thisUpdate");
    if (next_is_time(tbs)) out.next_update = tbs.time("nextUpdate");
    if (auto revoked = tbs.optional(Tag::sequence, "revokedCertificates")) {
        out.revoked = revoked->peek();
        while (!revoked->empty()) read_entry(*revoked, out.version, out.unknown_critical);
    }
    if (auto explicit_tag = tbs.optional(context_constructed(0), "crlExtensions")) {
        // §5.1.2.7: "This field may only appear if the version is 2".
        if (out.version != 2) tbs.fail(ErrorCode::certificate_version, "crlExtensions");
        read_list_extensions(explicit_tag->sequence("Extensions"), out);
        explicit_tag->end();
    }
    tbs.end();
}

}  // namespace

std::string_view name_of(CrlReason reason) {
    switch (reason) {
        case CrlReason::unspecified:
            return "unspecified";
        case CrlReason::key_compromise:
            return "keyCompromise";
        case CrlReason::ca_compromise:
            return "cACompromise";
        case CrlReason::affiliation_changed:
            return "affiliationChanged";
        case CrlReason::superseded:
            return "superseded";
        case CrlReason::cessation_of_operation:
            return "cessationOfOperation";
        case CrlReason::certificate_hold:
            return "certificateHold";
        case CrlReason::remove_from_crl:
            return "removeFromCRL";
        case CrlReason::privilege_withdrawn:
            return "privilegeWithdrawn";
        case CrlReason::aa_compromise:
            break;
    }
    return "aACompromise";
}

CrlReason read_crl_reason(DerReader& in, const char* name) {
    const ByteView at = in.peek();
    const std::uint32_t number = in.small_integer(name, 10, Tag::enumerated);
    if (number == 7) in.fail_at(ErrorCode::der_bad_integer, at, name);
    return static_cast<CrlReason>(number);
}

Result<Crl> parse_crl(ByteView der, trace::Sink* sink) {
    wire::Context context{der, sink, trace::Layer::certificate};
    DerReader in{der, context, "CertificateList"};
    Crl out;
    DerReader outer = in.sequence("CertificateList");
    out.der = outer.encoded();
    ByteView inner_algorithm;
    read_tbs(outer, out, inner_algorithm);
    const OuterSignature signature = read_outer_signature(outer, inner_algorithm);
    out.signature_algorithm = signature.algorithm;
    out.signature = signature.value;
    return in.finish(out);
}

std::optional<RevokedCertificate> RevokedCursor::next() {
    if (rest_.empty()) return std::nullopt;
    wire::Context quiet{rest_};
    DerReader in{rest_, quiet};
    asn1::Oid unknown_critical;
    RevokedCertificate entry = read_entry(in, 2, unknown_critical);
    rest_ = in.peek();
    if (entry.certificate_issuer.encoded().empty()) {
        entry.certificate_issuer = issuer_;
    } else {
        issuer_ = entry.certificate_issuer;
    }
    return entry;
}

}  // namespace vitrine::x509

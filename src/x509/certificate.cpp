#include "x509/certificate.h"

#include <algorithm>

namespace vitrine::x509 {

namespace {

using asn1::context;
using asn1::context_constructed;
using asn1::DerReader;

/// Validity ::= SEQUENCE { notBefore Time, notAfter Time }
Validity read_validity(DerReader& tbs) {
    Validity validity;
    DerReader members = tbs.sequence("validity");
    validity.not_before = members.time("notBefore");
    validity.not_after = members.time("notAfter");
    members.end();
    return validity;
}

/// version [0] EXPLICIT INTEGER DEFAULT v1
int read_version(DerReader& tbs) {
    auto version = tbs.optional(context_constructed(0), "version");
    if (!version) return 1;
    const std::uint32_t number = version->small_integer("Version", 255);
    version->end();
    if (version->failed()) return 1;
    if (number == 0) tbs.fail_at(ErrorCode::der_default_encoded, version->encoded(), "version");
    if (number > 2) tbs.fail_at(ErrorCode::certificate_version, version->encoded(), "version");
    return static_cast<int>(number) + 1;
}

void read_unique_id(DerReader& tbs, int version, unsigned number, const char* name) {
    if (!tbs.next_is(context(number))) return;
    if (version == 1) tbs.fail(ErrorCode::certificate_version, name);
    tbs.bit_string(name, context(number));
}

void read_tbs(DerReader& outer, Certificate& out, ByteView& inner_algorithm) {
    DerReader tbs = outer.sequence("tbsCertificate");
    out.tbs = tbs.encoded();
    out.version = read_version(tbs);
    out.serial_number = tbs.integer("serialNumber");
    inner_algorithm = read_algorithm_identifier(tbs, "signature").encoded;
    out.issuer = read_name(tbs, "issuer");
    out.validity = read_validity(tbs);
    out.subject = read_name(tbs, "subject");
    out.public_key = read_public_key(tbs, "subjectPublicKeyInfo");
    read_unique_id(tbs, out.version, 1, "issuerUniqueID");
    read_unique_id(tbs, out.version, 2, "subjectUniqueID");
    if (auto explicit_tag = tbs.optional(context_constructed(3), "extensions")) {
        // RFC 5280 §4.1.2.9: "This field MUST only appear if the version is 3".
        if (out.version != 3)
            tbs.fail_at(ErrorCode::certificate_version, explicit_tag->encoded(), "extensions");
        out.extensions = read_extensions(explicit_tag->sequence("Extensions"));
        explicit_tag->end();
    }
    tbs.end();
}

}  // namespace

Result<Certificate> parse_certificate(ByteView der, trace::Sink* sink) {
    wire::Context context{der, sink, trace::Layer::certificate};
    DerReader in{der, context, "Certificate"};
    Certificate out;
    DerReader outer = in.sequence("Certificate");
    out.der = outer.encoded();
    ByteView inner_algorithm;
    read_tbs(outer, out, inner_algorithm);
    const OuterSignature signature = read_outer_signature(outer, inner_algorithm);
    out.signature_algorithm = signature.algorithm;
    out.signature = signature.value;
    return in.finish(out);
}

Result<ByteView> outer_certificate(ByteView der) {
    wire::Context context{der, nullptr, trace::Layer::certificate};
    DerReader in{der, context, "Certificate"};
    const ByteView encoded = in.sequence("Certificate").encoded();
    if (context.failed()) return context.error();
    return encoded;
}

std::string_view short_subject(const Name& name, std::span<char> out) {
    Attribute chosen;
    AttributeCursor attributes{name};
    bool has_cn = false;
    while (const auto a = attributes.next()) {
        const bool is_cn = a->type == asn1::oid::kCommonName;
        if (is_cn || !has_cn) chosen = *a;
        has_cn |= is_cn;
    }
    std::size_t n = 0;
    const auto put = [&](std::string_view text) {
        for (const char c : text) {
            if (n == out.size()) return;
            const auto byte = static_cast<std::uint8_t>(c);
            out[n++] = byte < 0x20 || byte == 0x7f ? '?' : c;
        }
    };
    if (const asn1::OidName* type = asn1::find_name(chosen.type)) {
        put(type->short_name);
        put("=");
    }
    put(as_text(chosen.value.bytes));
    return {out.data(), n};
}

}  // namespace vitrine::x509

#include "x509/certificate_frame.h"

namespace vitrine::x509 {

namespace {

using asn1::context;
using asn1::context_constructed;
using asn1::DerReader;
using asn1::Element;
using asn1::Tag;

/// The next value, which must have this tag, in the one form that DER has of its type.
Element expect(DerReader& in, Tag tag, const char* name) {
    if (!in.next_is(tag)) in.fail(ErrorCode::der_unexpected_tag, name);
    return in.any(name);
}

Name cut_name(DerReader& in, const char* name) {
    const Element value = expect(in, Tag::sequence, name);
    return {value.encoded, value.contents};
}

AlgorithmIdentifier cut_algorithm(DerReader& in, const char* name) {
    AlgorithmIdentifier id;
    DerReader members = in.sequence(name);
    id.encoded = members.encoded();
    id.oid = asn1::Oid{expect(members, Tag::object_identifier, "algorithm").contents};
    if (!members.empty()) id.parameters = members.any("parameters").encoded;
    members.end();
    return id;
}

void cut_public_key(DerReader& tbs, CertificateFrame& out) {
    DerReader key = tbs.sequence("subjectPublicKeyInfo");
    out.public_key = key.encoded();
    out.key_algorithm = cut_algorithm(key, "algorithm");
    out.key_bits = expect(key, Tag::bit_string, "subjectPublicKey").contents;
    key.end();
}

void cut_tbs(DerReader tbs, CertificateFrame& out) {
    out.tbs = tbs.encoded();
    if (auto version = tbs.optional(context_constructed(0), "version")) {
        out.version = expect(*version, Tag::integer, "Version").contents;
    }
    out.serial_number = expect(tbs, Tag::integer, "serialNumber").contents;
    out.inner_algorithm = cut_algorithm(tbs, "signature");
    out.issuer = cut_name(tbs, "issuer");
    DerReader validity = tbs.sequence("validity");
    out.not_before = validity.any("notBefore");
    out.not_after = validity.any("notAfter");
    out.subject = cut_name(tbs, "subject");
    cut_public_key(tbs, out);
    if (tbs.next_is(context(1))) out.issuer_unique_id = tbs.any("issuerUniqueID").contents;
    if (tbs.next_is(context(2))) out.subject_unique_id = tbs.any("subjectUniqueID").contents;
    if (auto wrapped = tbs.optional(context_constructed(3), "extensions")) {
        out.extensions = expect(*wrapped, Tag::sequence, "Extensions").contents;
    }
    tbs.end();
}

}  // namespace

Result<CertificateFrame> cut_certificate(ByteView der) {
    wire::Context context{der, nullptr, trace::Layer::certificate};
    DerReader in{der, context, "Certificate"};
    CertificateFrame out;
    DerReader outer = in.sequence("Certificate");
    out.der = outer.encoded();
    cut_tbs(outer.sequence("tbsCertificate"), out);
    out.signature_algorithm = cut_algorithm(outer, "signatureAlgorithm");
    out.signature = expect(outer, Tag::bit_string, "signatureValue").contents;
    outer.end();
    return in.finish(out);
}

}  // namespace vitrine::x509

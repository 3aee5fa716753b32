#include "x509/ocsp.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context;
using asn1::context_constructed;
using asn1::DerReader;
using asn1::Tag;

/// Extensions of which only the nonce says something to us. RFC 6960 §4.4.
void read_extensions_of_response(DerReader list, asn1::Oid& unknown_critical, ByteView* nonce) {
    if (list.empty()) list.fail(ErrorCode::certificate_status_bad, "Extensions");
    while (!list.empty()) {
        DerReader members = list.sequence("Extension");
        const asn1::Oid id = members.oid("extnID");
        const bool critical = members.boolean_default_false("critical");
        const bool is_nonce = nonce != nullptr && id == oid::kOcspNonce;
        const ByteView value = members.octet_string("extnValue");
        members.end();
        if (list.failed()) return;
        if (is_nonce) *nonce = value;
        if (critical && !is_nonce && unknown_critical.empty()) unknown_critical = id;
    }
}

CertId read_cert_id(DerReader& in) {
    CertId id;
    DerReader members = in.sequence("certID");
    id.hash_algorithm = read_algorithm_identifier(members, "hashAlgorithm");
    id.issuer_name_hash = members.octet_string("issuerNameHash");
    id.issuer_key_hash = members.octet_string("issuerKeyHash");
    id.serial_number = members.integer("serialNumber");
    members.end();
    return id;
}

/// CertStatus ::= CHOICE { good [0] NULL, revoked [1] RevokedInfo, unknown [2] NULL }, all
/// IMPLICIT.
void read_cert_status(DerReader& in, SingleResponse& out) {
    const ByteView at = in.peek();
    if (auto revoked = in.optional(context_constructed(1), "revoked")) {
        out.status = OcspCertStatus::revoked;
        out.revocation_time = revoked->generalized_time("revocationTime");
        if (auto reason = revoked->optional(context_constructed(0), "revocationReason")) {
            out.revocation_reason = read_crl_reason(*reason, "CRLReason");
            reason->end();
        }
        revoked->end();
        return;
    }
    const bool good = in.next_is(context(0));
    out.status = good ? OcspCertStatus::good : OcspCertStatus::unknown;
    const ByteView null =
        in.octet_string(good ? "good" : "unknown", good ? context(0) : context(2));
    if (!null.empty()) in.fail_at(ErrorCode::der_bad_null, at, "certStatus");
}

SingleResponse read_single_response(DerReader& list) {
    SingleResponse single;
    DerReader members = list.sequence("SingleResponse");
    single.cert_id = read_cert_id(members);
    read_cert_status(members, single);
    single.this_update = members.generalized_time("thisUpdate");
    if (auto next = members.optional(context_constructed(0), "nextUpdate")) {
        single.next_update = next->generalized_time("nextUpdate");
        next->end();
    }
    if (auto extensions = members.optional(context_constructed(1), "singleExtensions")) {
        read_extensions_of_response(extensions->sequence("Extensions"), single.unknown_critical,
                                    nullptr);
        extensions->end();
    }
    members.end();
    return single;
}

/// ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }, both EXPLICIT.
void read_responder_id(DerReader& tbs, OcspResponse& out) {
    if (auto by_name = tbs.optional(context_constructed(1), "byName")) {
        out.responder_name = read_name(*by_name, "Name");
        by_name->end();
        return;
    }
    DerReader by_key = tbs.constructed(context_constructed(2), "byKey");
    const ByteView at = by_key.peek();
    out.responder_key_hash = by_key.octet_string("KeyHash");
    if (!by_key.failed() && out.responder_key_hash.size() != 20) {
        by_key.fail_at(ErrorCode::certificate_status_bad, at, "KeyHash");
    }
    by_key.end();
}

void read_response_data(DerReader& basic, OcspResponse& out) {
    DerReader tbs = basic.sequence("tbsResponseData");
    out.tbs = tbs.encoded();
    // version [0] EXPLICIT Version DEFAULT v1: there is no other, and DER leaves it out.
    if (tbs.next_is(context_constructed(0))) {
        tbs.fail(ErrorCode::der_default_encoded, "version");
        return;
    }
    read_responder_id(tbs, out);
    out.produced_at = tbs.generalized_time("producedAt");
    DerReader responses = tbs.sequence("responses");
    out.responses = responses.peek();
    while (!responses.empty()) read_single_response(responses);
    if (auto extensions = tbs.optional(context_constructed(1), "responseExtensions")) {
        read_extensions_of_response(extensions->sequence("Extensions"), out.unknown_critical,
                                    &out.nonce);
        extensions->end();
    }
    tbs.end();
}

void read_basic_response(DerReader in, OcspResponse& out) {
    DerReader basic = in.sequence("BasicOCSPResponse");
    read_response_data(basic, out);
    out.signature_algorithm = read_signature_algorithm(basic, "signatureAlgorithm");
    const ByteView at = basic.peek();
    const asn1::BitString signature = basic.bit_string("signature");
    if (signature.unused_bits != 0) {
        basic.fail_at(ErrorCode::der_bad_bit_string, at, "signature");
    }
    out.signature = signature.bytes;
    if (auto explicit_tag = basic.optional(context_constructed(0), "certs")) {
        DerReader certificates = explicit_tag->sequence("certs");
        out.certificates = certificates.peek();
        while (!certificates.empty()) certificates.any_deep("Certificate");
        explicit_tag->end();
    }
    basic.end();
    in.end();
    out.is_basic = true;
}

OcspResponseStatus read_response_status(DerReader& in) {
    const ByteView at = in.peek();
    const std::uint32_t number = in.small_integer("responseStatus", 6, Tag::enumerated);
    if (number == 4) in.fail_at(ErrorCode::der_bad_integer, at, "responseStatus");
    return static_cast<OcspResponseStatus>(number);
}

bool is_null_or_absent(ByteView parameters) {
    return parameters.empty() ||
           (parameters.size() == 2 && parameters[0] == 0x05 && parameters[1] == 0x00);
}

/// The hash of a CertID; nothing if it is not known, or too weak.
std::optional<crypto::HashAlg> usable_hash(const CertId& id) {
    const auto alg = hash_of(id.hash_algorithm.oid);
    if (!alg || !is_null_or_absent(id.hash_algorithm.parameters)) return std::nullopt;
    // Policy: a name's MD5 can be collided.
    if (*alg == crypto::HashAlg::md5) return std::nullopt;
    return alg;
}

}  // namespace

std::string_view name_of(OcspResponseStatus status) {
    switch (status) {
        case OcspResponseStatus::successful:
            return "successful";
        case OcspResponseStatus::malformed_request:
            return "malformedRequest";
        case OcspResponseStatus::internal_error:
            return "internalError";
        case OcspResponseStatus::try_later:
            return "tryLater";
        case OcspResponseStatus::sig_required:
            return "sigRequired";
        case OcspResponseStatus::unauthorized:
            break;
    }
    return "unauthorized";
}

Result<OcspResponse> parse_ocsp_response(ByteView der, trace::Sink* sink) {
    wire::Context context{der, sink, trace::Layer::certificate};
    DerReader in{der, context, "OCSPResponse"};
    OcspResponse out;
    DerReader outer = in.sequence("OCSPResponse");
    out.der = outer.encoded();
    out.status = read_response_status(outer);
    if (auto explicit_tag = outer.optional(context_constructed(0), "responseBytes")) {
        DerReader bytes = explicit_tag->sequence("ResponseBytes");
        const asn1::Oid type = bytes.oid("responseType");
        if (type == oid::kOcspBasic) {
            read_basic_response(bytes.octet_string_wrapping("response"), out);
        } else {
            bytes.octet_string("response");
        }
        bytes.end();
        explicit_tag->end();
        // RFC 6960 §4.2.1: "If the value of responseStatus is one of the error conditions, the
        // responseBytes field is not set."
        if (out.status != OcspResponseStatus::successful) {
            outer.fail(ErrorCode::certificate_status_bad, "responseBytes");
        }
    } else if (!outer.failed() && out.status == OcspResponseStatus::successful) {
        outer.fail(ErrorCode::certificate_status_bad, "responseBytes");
    }
    outer.end();
    return in.finish(out);
}

std::optional<SingleResponse> SingleResponseCursor::next() {
    if (rest_.empty()) return std::nullopt;
    wire::Context quiet{rest_};
    DerReader in{rest_, quiet};
    const SingleResponse single = read_single_response(in);
    rest_ = in.peek();
    return single;
}

std::optional<Certificate> CertificateCursor::next() {
    while (!rest_.empty()) {
        wire::Context quiet{rest_};
        DerReader in{rest_, quiet};
        const ByteView encoded = in.any("").encoded;
        rest_ = in.peek();
        const auto certificate = parse_certificate(encoded);
        if (certificate.ok()) return *certificate;
    }
    return std::nullopt;
}

bool may_name_certificate(const CertId& id, const Certificate& certificate) {
    const auto alg = usable_hash(id);
    return alg && equal_public(id.serial_number, certificate.serial_number) &&
           equal_public(id.issuer_name_hash,
                        crypto::hash(*alg, certificate.issuer.encoded()).view());
}

bool names_certificate(const CertId& id,
                       const Certificate& certificate,
                       const Certificate& issuer) {
    if (!may_name_certificate(id, certificate)) return false;
    const auto alg = usable_hash(id);
    return equal_public(id.issuer_key_hash, crypto::hash(*alg, issuer.public_key.key_bits).view());
}

}  // namespace vitrine::x509

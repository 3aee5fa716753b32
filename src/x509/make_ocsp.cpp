#include "x509/make_ocsp.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context;
using asn1::context_constructed;
using asn1::DerWriter;
using asn1::Tag;
using crypto::HashAlg;

Bytes hash_bytes(HashAlg hash, ByteView message) {
    const crypto::Digest digest = crypto::hash(hash, message);
    return {digest.view().begin(), digest.view().end()};
}

void write_cert_id(DerWriter& out, const CertIdSpec& id) {
    out.sequence([&](DerWriter& w) {
        w.sequence([&](DerWriter& algorithm) {
            algorithm.oid(oid_of(id.hash));
            algorithm.null();
        });
        w.octet_string(id.issuer_name_hash);
        w.octet_string(id.issuer_key_hash);
        w.primitive(Tag::integer, id.serial_number);
    });
}

/// CertStatus ::= CHOICE { good [0] NULL, revoked [1] RevokedInfo, unknown [2] NULL }
void write_status(DerWriter& out, const SingleResponseSpec& single) {
    if (single.status == OcspStatus::good) return out.primitive(context(0), {});
    if (single.status == OcspStatus::unknown) return out.primitive(context(2), {});
    out.constructed(context_constructed(1), [&](DerWriter& w) {
        w.generalized_time(single.revocation_time);
        if (!single.revocation_reason) return;
        const std::uint8_t reason = *single.revocation_reason;
        w.constructed(context_constructed(0),
                      [&](DerWriter& r) { r.primitive(Tag::enumerated, {&reason, 1}); });
    });
}

void write_single(DerWriter& out, const SingleResponseSpec& single) {
    out.sequence([&](DerWriter& w) {
        write_cert_id(w, single.id);
        write_status(w, single);
        w.generalized_time(single.this_update);
        if (single.next_update) {
            w.constructed(context_constructed(0),
                          [&](DerWriter& t) { t.generalized_time(*single.next_update); });
        }
        if (!single.extensions.empty()) {
            w.constructed(context_constructed(1),
                          [&](DerWriter& e) { write_extensions(e, single.extensions); });
        }
    });
}

void write_responder_id(DerWriter& out, const OcspSpec& spec) {
    if (!spec.responder_name.empty()) {
        out.constructed(context_constructed(1), [&](DerWriter& w) { w.raw(spec.responder_name); });
    } else {
        out.constructed(context_constructed(2),
                        [&](DerWriter& w) { w.octet_string(spec.responder_key_hash); });
    }
}

/// BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature, [0] certs }
Result<Bytes> make_basic_response(const OcspSpec& spec, const PrivateKey& key, Rng& rng) {
    TLS_TRY_ASSIGN(const Bytes data, encode_response_data(spec));
    TLS_TRY_ASSIGN(const Bytes algorithm, encode_signature_algorithm(spec.signature));
    TLS_TRY_ASSIGN(const Bytes signature, sign_bytes(data, spec.signature, key, rng));
    return encode_der([&](DerWriter& out) {
        out.sequence([&](DerWriter& w) {
            w.raw(data);
            w.raw(algorithm);
            w.bit_string(signature);
            if (spec.certificates.empty()) return;
            w.constructed(context_constructed(0), [&](DerWriter& wrapped) {
                wrapped.sequence([&](DerWriter& list) {
                    for (const Bytes& certificate : spec.certificates) list.raw(certificate);
                });
            });
        });
    });
}

}  // namespace

CertIdSpec cert_id_of(const Certificate& certificate, const Certificate& issuer, HashAlg hash) {
    return {hash,
            hash_bytes(hash, issuer.subject.encoded()),
            hash_bytes(hash, issuer.public_key.key_bits),
            {certificate.serial_number.begin(), certificate.serial_number.end()}};
}

OcspSpec ocsp_spec(const Certificate& responder,
                   const PrivateKey& key,
                   bool delegated,
                   Time produced_at) {
    OcspSpec spec;
    spec.responder_key_hash = hash_bytes(HashAlg::sha1, responder.public_key.key_bits);
    spec.produced_at = produced_at;
    if (delegated) spec.certificates.emplace_back(responder.der.begin(), responder.der.end());
    spec.signature = default_scheme(key);
    return spec;
}

Result<Bytes> encode_response_data(const OcspSpec& spec) {
    return encode_der([&](DerWriter& out) {
        out.sequence([&](DerWriter& w) {
            write_responder_id(w, spec);
            w.generalized_time(spec.produced_at);
            w.sequence([&](DerWriter& list) {
                for (const SingleResponseSpec& single : spec.responses) write_single(list, single);
            });
            if (spec.extensions.empty()) return;
            w.constructed(context_constructed(1),
                          [&](DerWriter& e) { write_extensions(e, spec.extensions); });
        });
    });
}

Result<Bytes> make_ocsp(const OcspSpec& spec, const PrivateKey& responder_key, Rng& rng) {
    Bytes basic;
    if (spec.response_status == 0) {
        TLS_TRY_ASSIGN(basic, make_basic_response(spec, responder_key, rng));
    }
    return encode_der([&](DerWriter& out) {
        out.sequence([&](DerWriter& w) {
            w.primitive(Tag::enumerated, {&spec.response_status, 1});
            if (basic.empty()) return;
            w.constructed(context_constructed(0), [&](DerWriter& wrapped) {
                wrapped.sequence([&](DerWriter& bytes) {
                    bytes.oid(oid::kOcspBasic);
                    bytes.octet_string(basic);
                });
            });
        });
    });
}

}  // namespace vitrine::x509

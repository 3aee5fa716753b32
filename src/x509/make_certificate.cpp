#include "x509/make_certificate.h"

namespace vitrine::x509 {

namespace {

using asn1::context_constructed;
using asn1::DerWriter;
using asn1::Tag;

}  // namespace

Result<Bytes> encode_tbs_certificate(const CertificateSpec& spec) {
    TLS_TRY_ASSIGN(const Bytes algorithm, encode_signature_algorithm(spec.signature));
    return encode_der([&](DerWriter& out) {
        out.sequence([&](DerWriter& tbs) {
            if (spec.version != 1) {
                tbs.constructed(context_constructed(0), [&](DerWriter& w) {
                    w.small_integer(static_cast<std::uint32_t>(spec.version - 1));
                });
            }
            tbs.primitive(Tag::integer, spec.serial_number);
            tbs.raw(algorithm);
            tbs.raw(spec.issuer);
            tbs.sequence([&](DerWriter& w) {
                w.time(spec.validity.not_before);
                w.time(spec.validity.not_after);
            });
            tbs.raw(spec.subject);
            tbs.raw(spec.public_key);
            if (spec.extensions.empty()) return;
            tbs.constructed(context_constructed(3),
                            [&](DerWriter& w) { write_extensions(w, spec.extensions); });
        });
    });
}

Result<Bytes> make_certificate(const CertificateSpec& spec,
                               const PrivateKey& issuer_key,
                               Rng& rng) {
    CertificateSpec numbered = spec;
    if (numbered.serial_number.empty()) {
        TLS_TRY_ASSIGN(numbered.serial_number, random_serial(rng));
    }
    TLS_TRY_ASSIGN(const Bytes tbs, encode_tbs_certificate(numbered));
    return make_signed(tbs, spec.signature, issuer_key, rng);
}

Result<Bytes> random_serial(Rng& rng) {
    Bytes serial(16);
    TLS_TRY(rng.fill(serial));
    serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7fU) | 0x40U);
    return serial;
}

}  // namespace vitrine::x509

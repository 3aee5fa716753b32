#include "x509/make_crl.h"

#include <algorithm>

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context_constructed;
using asn1::DerWriter;
using asn1::Tag;

struct ReasonName {
    std::string_view name;
    std::uint8_t number;
};
constexpr ReasonName kReasonNames[] = {
    {"unspecified", 0},        {"keyCompromise", 1}, {"cACompromise", 2},
    {"affiliationChanged", 3}, {"superseded", 4},    {"cessationOfOperation", 5},
    {"certificateHold", 6},    {"removeFromCRL", 8}, {"privilegeWithdrawn", 9},
    {"aACompromise", 10},
};

ExtensionSpec reason_code(std::uint8_t reason) {
    return {oid::kReasonCode, false,
            encode_small([&](DerWriter& out) { out.primitive(Tag::enumerated, {&reason, 1}); })};
}

void write_entry(DerWriter& out, const RevokedSpec& entry) {
    std::vector<ExtensionSpec> extensions = entry.extensions;
    if (entry.reason) extensions.insert(extensions.begin(), reason_code(*entry.reason));
    out.sequence([&](DerWriter& w) {
        w.primitive(Tag::integer, entry.serial_number);
        w.time(entry.revocation_date);
        if (!extensions.empty()) write_extensions(w, extensions);
    });
}

}  // namespace

CrlSpec crl_spec(const Certificate& issuer,
                 const PrivateKey& key,
                 Validity updates,
                 std::uint32_t number) {
    CrlSpec spec;
    const ByteView name = issuer.subject.encoded();
    spec.issuer.assign(name.begin(), name.end());
    spec.this_update = updates.not_before;
    spec.next_update = updates.not_after;
    spec.signature = default_scheme(key);
    const ByteView id = issuer.extensions.subject_key_identifier;
    if (!id.empty()) spec.extensions.push_back(authority_key_identifier(id));
    spec.extensions.push_back(crl_number(number));
    return spec;
}

Result<Bytes> encode_tbs_crl(const CrlSpec& spec) {
    TLS_TRY_ASSIGN(const Bytes algorithm, encode_signature_algorithm(spec.signature));
    return encode_der([&](DerWriter& out) {
        out.sequence([&](DerWriter& tbs) {
            tbs.small_integer(1);  // v2
            tbs.raw(algorithm);
            tbs.raw(spec.issuer);
            tbs.time(spec.this_update);
            if (spec.next_update) tbs.time(*spec.next_update);
            // RFC 5280 §5.1.2.6: "When there are no revoked certificates, the revoked certificates
            // list MUST be absent."
            if (!spec.revoked.empty()) {
                tbs.sequence([&](DerWriter& list) {
                    for (const RevokedSpec& entry : spec.revoked) write_entry(list, entry);
                });
            }
            if (spec.extensions.empty()) return;
            tbs.constructed(context_constructed(0),
                            [&](DerWriter& w) { write_extensions(w, spec.extensions); });
        });
    });
}

Result<Bytes> make_crl(const CrlSpec& spec, const PrivateKey& issuer_key, Rng& rng) {
    TLS_TRY_ASSIGN(const Bytes tbs, encode_tbs_crl(spec));
    return make_signed(tbs, spec.signature, issuer_key, rng);
}

std::optional<std::uint8_t> crl_reason_number(std::string_view name) {
    const auto* const found = std::ranges::find(kReasonNames, name, &ReasonName::name);
    if (found == std::end(kReasonNames)) return std::nullopt;
    return found->number;
}

}  // namespace vitrine::x509

#include "fuzz/seeds/forge.h"

#include "fuzz/seeds/seeds.h"

namespace vitrine::fuzz {

using namespace x509;

const Certificate& Forge::make(const CertificateSpec& spec, std::size_t key) {
    ders_.push_back(must(make_certificate(spec, forge_key(key), rng_)));
    certificates_.push_back(must(parse_certificate(ders_.back())));
    return certificates_.back();
}

const Certificate& Forge::ca(const std::string& name,
                             std::size_t key,
                             const Certificate* issuer,
                             std::size_t issuer_key,
                             std::vector<ExtensionSpec> more,
                             std::optional<std::uint32_t> path_len) {
    const PrivateKey own = forge_key(key);
    const PrivateKey above = forge_key(issuer_key);
    CertificateSpec spec;
    if (issuer == nullptr) {
        spec = must(ca_spec(name, own, kForgeValidity, nullptr, path_len));
    } else {
        const Issuer signer{*issuer, above};
        spec = must(ca_spec(name, own, kForgeValidity, &signer, path_len));
    }
    for (ExtensionSpec& extension : more) spec.extensions.push_back(std::move(extension));
    return make(spec, issuer == nullptr ? key : issuer_key);
}

const Certificate& Forge::server(std::size_t key,
                                 const Certificate& issuer,
                                 std::size_t issuer_key,
                                 std::vector<ExtensionSpec> more) {
    const PrivateKey above = forge_key(issuer_key);
    const Issuer signer{issuer, above};
    const LeafNames names{"www.example.test", {"www.example.test", "*.example.test", "192.0.2.7"}};
    CertificateSpec spec = must(server_spec(names, forge_key(key), kForgeValidity, &signer));
    for (ExtensionSpec& extension : more) spec.extensions.push_back(std::move(extension));
    return make(spec, issuer_key);
}

Bytes Forge::crl(const Certificate& issuer,
                 std::size_t key,
                 const Certificate* revoked,
                 std::vector<ExtensionSpec> more) {
    const PrivateKey signer = forge_key(key);
    CrlSpec spec = crl_spec(issuer, signer, kForgeValidity, 7);
    if (revoked != nullptr) {
        RevokedSpec entry;
        entry.serial_number.assign(revoked->serial_number.begin(), revoked->serial_number.end());
        entry.revocation_date = kForgeValidity.not_before;
        entry.reason = static_cast<std::uint8_t>(1);
        spec.revoked.push_back(std::move(entry));
        spec.revoked.push_back({{0x05}, kForgeValidity.not_before, std::nullopt, {}});
    }
    for (ExtensionSpec& extension : more) spec.extensions.push_back(std::move(extension));
    return must(make_crl(spec, signer, rng_));
}

Bytes Forge::ocsp(const Certificate& responder,
                  std::size_t key,
                  bool delegated,
                  const Certificate& subject,
                  const Certificate& issuer,
                  OcspStatus status) {
    const PrivateKey signer = forge_key(key);
    const Time now{1767225600};
    OcspSpec spec = ocsp_spec(responder, signer, delegated, now);
    SingleResponseSpec answer;
    answer.id = cert_id_of(subject, issuer);
    answer.status = status;
    answer.revocation_time = kForgeValidity.not_before;
    answer.this_update = now;
    answer.next_update = Time{now.seconds + 86400};
    spec.responses.push_back(std::move(answer));
    return must(make_ocsp(spec, signer, rng_));
}

CertificateSpec Forge::responder(const Certificate& issuer, std::size_t issuer_key) {
    const PrivateKey above = forge_key(issuer_key);
    const Issuer signer{issuer, above};
    return must(responder_spec("Responder", forge_key(4), kForgeValidity, &signer));
}

ExtensionSpec raw_extension(asn1::Oid oid, bool critical, std::string_view hex) {
    return {oid, critical, must(decode_hex(hex))};
}

}  // namespace vitrine::fuzz

#include "tools/pki.h"

#include <charconv>

#include "base/secret.h"
#include "crypto/pk/dsa_groups.h"
#include "x509/pem.h"

namespace vitrine::tools {

namespace {

Result<Identity> finish(x509::PrivateKey key,
                        const x509::CertificateSpec& spec,
                        const x509::PrivateKey* issuer_key,
                        Rng& rng) {
    TLS_TRY_ASSIGN(std::vector<std::uint8_t> der,
                   x509::make_certificate(spec, issuer_key == nullptr ? key : *issuer_key, rng));
    TLS_TRY_ASSIGN(std::string key_pem, key_to_pem(key));
    std::string certificate_pem = x509::write_pem("CERTIFICATE", der);
    return Identity{std::move(key), std::move(der), std::move(certificate_pem), std::move(key_pem)};
}

}  // namespace

Result<x509::PrivateKey> make_key(const std::string& kind, Rng& rng) {
    if (kind == "ec" || kind == "p256" || kind == "P-256")
        return x509::PrivateKey::generate_ec(crypto::Curve::p256, rng);
    if (kind == "p384" || kind == "P-384")
        return x509::PrivateKey::generate_ec(crypto::Curve::p384, rng);
    if (kind == "p521" || kind == "P-521")
        return x509::PrivateKey::generate_ec(crypto::Curve::p521, rng);
    if (kind == "dsa") return x509::PrivateKey::generate_dsa(crypto::dsa_parameters_2048(), rng);
    if (kind == "dsa:1024")
        return x509::PrivateKey::generate_dsa(crypto::dsa_parameters_1024(), rng);
    if (!kind.starts_with("rsa")) return fail(ErrorCode::unsupported_algorithm);
    std::size_t bits = 2048;
    if (kind.size() > 4 && kind[3] == ':') {
        const auto [end, error] = std::from_chars(kind.data() + 4, kind.data() + kind.size(), bits);
        if (error != std::errc{} || end != kind.data() + kind.size())
            return fail(ErrorCode::unsupported_algorithm);
    } else if (kind != "rsa") {
        return fail(ErrorCode::unsupported_algorithm);
    }
    return x509::PrivateKey::generate_rsa(bits, rng);
}

Result<std::string> key_to_pem(const x509::PrivateKey& key) {
    TLS_TRY_ASSIGN(std::vector<std::uint8_t> der, x509::encode_pkcs8(key));
    std::string pem = x509::write_pem("PRIVATE KEY", der);
    wipe(der);
    return pem;
}

Result<Identity> make_ca(const std::string& name,
                         const std::string& key_kind,
                         x509::Validity validity,
                         Rng& rng) {
    TLS_TRY_ASSIGN(x509::PrivateKey key, make_key(key_kind, rng));
    TLS_TRY_ASSIGN(const x509::CertificateSpec spec, x509::ca_spec(name, key, validity));
    return finish(std::move(key), spec, nullptr, rng);
}

Result<Identity> make_server(const std::vector<std::string>& hosts,
                             const std::string& key_kind,
                             x509::Validity validity,
                             const Identity& issuer,
                             Rng& rng) {
    TLS_TRY_ASSIGN(x509::PrivateKey key, make_key(key_kind, rng));
    TLS_TRY_ASSIGN(const x509::Certificate ca, x509::parse_certificate(issuer.der));
    const x509::Issuer by{ca, issuer.key};
    TLS_TRY_ASSIGN(const x509::CertificateSpec spec,
                   x509::server_spec({hosts.front(), hosts}, key, validity, &by));
    return finish(std::move(key), spec, &issuer.key, rng);
}

Result<Identity> make_client(const std::string& name,
                             const std::string& key_kind,
                             x509::Validity validity,
                             const Identity& issuer,
                             Rng& rng) {
    TLS_TRY_ASSIGN(x509::PrivateKey key, make_key(key_kind, rng));
    TLS_TRY_ASSIGN(const x509::Certificate ca, x509::parse_certificate(issuer.der));
    const x509::Issuer by{ca, issuer.key};
    TLS_TRY_ASSIGN(const x509::CertificateSpec spec,
                   x509::client_spec({name, {}}, key, validity, &by));
    return finish(std::move(key), spec, &issuer.key, rng);
}

}  // namespace vitrine::tools

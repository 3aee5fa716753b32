#include "x509/make_recipe.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;

void take_issuer(CertificateSpec& spec, const Issuer& issuer) {
    const ByteView name = issuer.certificate.subject.encoded();
    spec.issuer.assign(name.begin(), name.end());
    spec.signature = default_scheme(issuer.key);
    const ByteView id = issuer.certificate.extensions.subject_key_identifier;
    if (!id.empty()) spec.extensions.push_back(authority_key_identifier(id));
}

/// What every recipe shares: names, key, validity, key identifiers.
Result<CertificateSpec> base_spec(std::string_view common_name,
                                  const PrivateKey& key,
                                  Validity validity,
                                  const Issuer* issuer) {
    CertificateSpec spec;
    TLS_TRY_ASSIGN(spec.subject, encode_common_name(common_name));
    TLS_TRY_ASSIGN(spec.public_key, encode_public_key(key.public_key()));
    TLS_TRY_ASSIGN(const PublicKey own, parse_public_key(spec.public_key));
    spec.issuer = spec.subject;
    spec.validity = validity;
    spec.signature = default_scheme(key);
    spec.extensions.push_back(subject_key_identifier(own.key_bits));
    if (issuer != nullptr) take_issuer(spec, *issuer);
    return spec;
}

Result<CertificateSpec> leaf_spec(const LeafNames& names,
                                  const PrivateKey& key,
                                  Validity validity,
                                  const Issuer* issuer,
                                  asn1::Oid purpose) {
    TLS_TRY_ASSIGN(CertificateSpec spec, base_spec(names.common_name, key, validity, issuer));
    spec.extensions.push_back(basic_constraints(false));
    // RSA also decrypts the premaster secret of the suites without ephemeral keys (RFC 5246
    // §7.4.2).
    constexpr KeyUsage kUsages[] = {KeyUsage::digital_signature, KeyUsage::key_encipherment};
    const bool decrypts = key.rsa() != nullptr && purpose != oid::kOcspSigning;
    spec.extensions.push_back(key_usage(std::span{kUsages}.first(decrypts ? 2 : 1)));
    spec.extensions.push_back(ext_key_usage({&purpose, 1}));
    if (!names.hosts.empty()) {
        TLS_TRY_ASSIGN(ExtensionSpec san, subject_alt_name(names.hosts));
        spec.extensions.push_back(std::move(san));
    }
    return spec;
}

}  // namespace

Result<CertificateSpec> ca_spec(std::string_view common_name,
                                const PrivateKey& key,
                                Validity validity,
                                const Issuer* issuer,
                                std::optional<std::uint32_t> path_len) {
    TLS_TRY_ASSIGN(CertificateSpec spec, base_spec(common_name, key, validity, issuer));
    spec.extensions.push_back(basic_constraints(true, path_len));
    constexpr KeyUsage kUsages[] = {KeyUsage::key_cert_sign, KeyUsage::crl_sign};
    spec.extensions.push_back(key_usage(kUsages));
    return spec;
}

Result<CertificateSpec> server_spec(const LeafNames& names,
                                    const PrivateKey& key,
                                    Validity validity,
                                    const Issuer* issuer) {
    return leaf_spec(names, key, validity, issuer, oid::kServerAuth);
}

Result<CertificateSpec> client_spec(const LeafNames& names,
                                    const PrivateKey& key,
                                    Validity validity,
                                    const Issuer* issuer) {
    return leaf_spec(names, key, validity, issuer, oid::kClientAuth);
}

Result<CertificateSpec> responder_spec(std::string_view common_name,
                                       const PrivateKey& key,
                                       Validity validity,
                                       const Issuer* issuer) {
    TLS_TRY_ASSIGN(CertificateSpec spec, leaf_spec({std::string{common_name}, {}}, key, validity,
                                                   issuer, oid::kOcspSigning));
    spec.extensions.push_back(ocsp_no_check());
    return spec;
}

Result<CertificateSpec> cross_spec(const Certificate& subject,
                                   Validity validity,
                                   const Issuer& issuer) {
    CertificateSpec spec;
    const ByteView name = subject.subject.encoded();
    const ByteView key = subject.public_key.encoded;
    spec.subject.assign(name.begin(), name.end());
    spec.public_key.assign(key.begin(), key.end());
    spec.validity = validity;
    ExtensionCursor cursor{subject.extensions};
    while (const auto extension = cursor.next()) {
        if (extension->oid == oid::kAuthorityKeyIdentifier) continue;
        spec.extensions.push_back({extension->oid,
                                   extension->critical,
                                   {extension->value.begin(), extension->value.end()}});
    }
    take_issuer(spec, issuer);
    return spec;
}

}  // namespace vitrine::x509

#include "support/certificate_lab.h"

#include <gtest/gtest.h>

namespace vitrine::test {

namespace {

constexpr std::int64_t kYear = 31'557'600;
constexpr std::int64_t kNow = 1'700'000'000;
constexpr std::array<std::uint8_t, 32> kSeed = {0x43, 0x41};

}  // namespace

CertificateLab::CertificateLab() : rng_(kSeed) {}

Time CertificateLab::now() const {
    return Time{kNow};
}

x509::Validity CertificateLab::validity() const {
    return {Time{kNow - kYear}, Time{kNow + kYear}};
}

std::shared_ptr<const x509::PrivateKey> CertificateLab::new_key(crypto::Curve curve) {
    auto key = x509::PrivateKey::generate_ec(curve, rng_);
    EXPECT_TRUE(key.ok());
    return std::make_shared<const x509::PrivateKey>(*std::move(key));
}

const MadeCertificate& CertificateLab::sign(x509::CertificateSpec spec,
                                            std::shared_ptr<const x509::PrivateKey> key,
                                            const x509::PrivateKey& issuer_key) {
    auto der = x509::make_certificate(spec, issuer_key, rng_);
    EXPECT_TRUE(der.ok());
    MadeCertificate& made = made_.emplace_back();
    made.key = std::move(key);
    made.der = *std::move(der);
    const auto parsed = x509::parse_certificate(made.der);
    EXPECT_TRUE(parsed.ok()) << (parsed.ok() ? "" : info(parsed.error().code).text);
    if (parsed.ok()) made.certificate = *parsed;
    return made;
}

const MadeCertificate& CertificateLab::finish(Result<x509::CertificateSpec> spec,
                                              std::shared_ptr<const x509::PrivateKey> key,
                                              const MadeCertificate* issuer,
                                              const Edit& edit) {
    EXPECT_TRUE(spec.ok());
    if (edit) edit(*spec);
    const auto signer = issuer != nullptr ? issuer->key : key;
    return sign(*std::move(spec), std::move(key), *signer);
}

const MadeCertificate& CertificateLab::ca(const std::string& name,
                                          const MadeCertificate* issuer,
                                          const Edit& edit) {
    auto key = new_key();
    if (issuer == nullptr) return finish(x509::ca_spec(name, *key, validity()), key, nullptr, edit);
    const x509::Issuer by{issuer->certificate, *issuer->key};
    return finish(x509::ca_spec(name, *key, validity(), &by), key, issuer, edit);
}

const MadeCertificate& CertificateLab::server(const std::string& host,
                                              const MadeCertificate& issuer,
                                              const Edit& edit) {
    auto key = new_key();
    const x509::Issuer by{issuer.certificate, *issuer.key};
    return finish(x509::server_spec({host, {host}}, *key, validity(), &by), key, &issuer, edit);
}

const MadeCertificate& CertificateLab::self_signed_server(const std::string& host,
                                                          const Edit& edit) {
    auto key = new_key();
    return finish(x509::server_spec({host, {host}}, *key, validity(), nullptr), key, nullptr, edit);
}

const MadeCertificate& CertificateLab::responder(const std::string& name,
                                                 const MadeCertificate& issuer,
                                                 const Edit& edit) {
    auto key = new_key();
    const x509::Issuer by{issuer.certificate, *issuer.key};
    return finish(x509::responder_spec(name, *key, validity(), &by), key, &issuer, edit);
}

const MadeCertificate& CertificateLab::cross(const MadeCertificate& of,
                                             const MadeCertificate& issuer) {
    const x509::Issuer by{issuer.certificate, *issuer.key};
    return finish(x509::cross_spec(of.certificate, validity(), by), of.key, &issuer, {});
}

std::vector<x509::Certificate> listed(std::initializer_list<const MadeCertificate*> list) {
    std::vector<x509::Certificate> certificates;
    for (const MadeCertificate* made : list) certificates.push_back(made->certificate);
    return certificates;
}

Verdict verify(std::span<const x509::Certificate> list,
               const x509::TrustAnchors& anchors,
               const x509::PathPolicy& policy) {
    x509::DirectSignatureVerifier verifier;
    base::Arena arena{std::size_t{1} << 20};
    Verdict verdict;
    verdict.report = std::make_unique<x509::PathReport>();
    const auto chain =
        x509::verify_chain(list, anchors, policy, verifier, arena, verdict.report.get());
    verdict.accepted = chain.ok();
    verdict.reason = verdict.report->verdict();
    verdict.depth = verdict.report->verdict_depth();
    if (!chain.ok()) verdict.code = chain.error().code;
    EXPECT_EQ(verdict.accepted, verdict.reason == x509::Reason::accepted);
    return verdict;
}

}  // namespace vitrine::test

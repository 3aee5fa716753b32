// Certificates made for one test: a CA, what is below it, anything wrong with them that the test
// asks for. P-256 keys from a fixed seed.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "crypto/drbg.h"
#include "x509/make_recipe.h"
#include "x509/verify.h"

namespace vitrine::test {

struct MadeCertificate {
    std::shared_ptr<const x509::PrivateKey> key;
    x509::Bytes der;
    x509::Certificate certificate;
};

class CertificateLab {
  public:
    using Edit = std::function<void(x509::CertificateSpec&)>;

    CertificateLab();

    /// A CA; self-signed without an issuer.
    const MadeCertificate& ca(const std::string& name,
                              const MadeCertificate* issuer = nullptr,
                              const Edit& edit = {});
    /// A server for `host`.
    const MadeCertificate& server(const std::string& host,
                                  const MadeCertificate& issuer,
                                  const Edit& edit = {});
    /// A server's certificate that it signed itself.
    const MadeCertificate& self_signed_server(const std::string& host, const Edit& edit = {});
    /// A delegated OCSP responder.
    const MadeCertificate& responder(const std::string& name,
                                     const MadeCertificate& issuer,
                                     const Edit& edit = {});
    /// Name and key of `of`, under another issuer.
    const MadeCertificate& cross(const MadeCertificate& of, const MadeCertificate& issuer);
    /// Signs a spec of the test's own.
    const MadeCertificate& sign(x509::CertificateSpec spec,
                                std::shared_ptr<const x509::PrivateKey> key,
                                const x509::PrivateKey& issuer_key);

    std::shared_ptr<const x509::PrivateKey> new_key(crypto::Curve curve = crypto::Curve::p256);
    /// The middle of every certificate's validity.
    [[nodiscard]] Time now() const;
    [[nodiscard]] x509::Validity validity() const;
    crypto::Drbg& rng() { return rng_; }

  private:
    const MadeCertificate& finish(Result<x509::CertificateSpec> spec,
                                  std::shared_ptr<const x509::PrivateKey> key,
                                  const MadeCertificate* issuer,
                                  const Edit& edit);

    crypto::Drbg rng_;
    std::deque<MadeCertificate> made_;
};

/// The members of `list` as verify_chain takes them.
std::vector<x509::Certificate> listed(std::initializer_list<const MadeCertificate*> list);

/// A verification and what it says.
struct Verdict {
    x509::Reason reason{};
    std::size_t depth = 0;
    bool accepted = false;
    ErrorCode code{};
    std::unique_ptr<x509::PathReport> report;
};
Verdict verify(std::span<const x509::Certificate> list,
               const x509::TrustAnchors& anchors,
               const x509::PathPolicy& policy);

}  // namespace vitrine::test

// Makes the certificates of the seeds: EC P-256 keys with small scalars, fixed randomness.
#pragma once

#include <deque>

#include "crypto/drbg.h"
#include "fuzz/chain_input.h"
#include "fuzz/seeds/forge_key.h"
#include "x509/make.h"

namespace vitrine::fuzz {

/// 2025-01-01 to 2030-01-01, around kChainNow.
inline constexpr x509::Validity kForgeValidity{Time{1735689600}, Time{1893456000}};

/// Makes certificates one after the other and keeps them.
class Forge {
  public:
    Forge() : rng_(kSeed) {}

    /// Signs `spec` with the key of number `key`; the DER stays where it is.
    const x509::Certificate& make(const x509::CertificateSpec& spec, std::size_t key);
    const x509::Certificate& ca(const std::string& name,
                                std::size_t key,
                                const x509::Certificate* issuer = nullptr,
                                std::size_t issuer_key = 0,
                                std::vector<x509::ExtensionSpec> more = {},
                                std::optional<std::uint32_t> path_len = std::nullopt);
    const x509::Certificate& server(std::size_t key,
                                    const x509::Certificate& issuer,
                                    std::size_t issuer_key,
                                    std::vector<x509::ExtensionSpec> more = {});
    Bytes crl(const x509::Certificate& issuer,
              std::size_t key,
              const x509::Certificate* revoked,
              std::vector<x509::ExtensionSpec> more = {});
    Bytes ocsp(const x509::Certificate& responder,
               std::size_t key,
               bool delegated,
               const x509::Certificate& subject,
               const x509::Certificate& issuer,
               x509::OcspStatus status);
    x509::CertificateSpec responder(const x509::Certificate& issuer, std::size_t issuer_key);

    Rng& rng() { return rng_; }

  private:
    static constexpr std::array<std::uint8_t, 32> kSeed{1};

    crypto::Drbg rng_;
    std::deque<Bytes> ders_;
    std::deque<x509::Certificate> certificates_;
};

/// Extensions that recipes do not have, from the DER of their values in hexadecimal.
x509::ExtensionSpec raw_extension(asn1::Oid oid, bool critical, std::string_view hex);

/// The value, or the end of the program.
template <class T>
T must(Result<T> result) {
    if (!result.ok()) std::abort();
    return *std::move(result);
}

}  // namespace vitrine::fuzz

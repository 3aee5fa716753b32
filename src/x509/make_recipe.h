// Whole recipes: a CA, a server, a client, an OCSP responder, a cross-certificate, each with the
// extensions that such a certificate carries. The caller may change the spec before it is signed.
#pragma once

#include "x509/make_certificate.h"
#include "x509/make_name.h"

namespace vitrine::x509 {

/// Who signs. Null in the recipes: self-signed.
struct Issuer {
    const Certificate& certificate;
    const PrivateKey& key;
};

struct LeafNames {
    std::string common_name;
    std::vector<std::string> hosts;  ///< for subjectAltName; may be empty
};

Result<CertificateSpec> ca_spec(std::string_view common_name,
                                const PrivateKey& key,
                                Validity validity,
                                const Issuer* issuer = nullptr,
                                std::optional<std::uint32_t> path_len = std::nullopt);
Result<CertificateSpec> server_spec(const LeafNames& names,
                                    const PrivateKey& key,
                                    Validity validity,
                                    const Issuer* issuer);
Result<CertificateSpec> client_spec(const LeafNames& names,
                                    const PrivateKey& key,
                                    Validity validity,
                                    const Issuer* issuer);
/// A delegated OCSP responder: id-kp-OCSPSigning and ocsp-nocheck. RFC 6960 §4.2.2.2.
Result<CertificateSpec> responder_spec(std::string_view common_name,
                                       const PrivateKey& key,
                                       Validity validity,
                                       const Issuer* issuer);
/// `subject`'s name, key and extensions under another issuer. RFC 4158 §1.4 ("cross-certificate").
Result<CertificateSpec> cross_spec(const Certificate& subject,
                                   Validity validity,
                                   const Issuer& issuer);

}  // namespace vitrine::x509

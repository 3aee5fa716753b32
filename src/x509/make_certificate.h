// One certificate from its fields (RFC 5280 §4.1); wrong ones on purpose too. The same randomness
// gives the same bytes. Read next: make_recipe.h (CAs, servers, clients).
#pragma once

#include "x509/key_writer.h"
#include "x509/make_extension.h"
#include "x509/make_signed.h"

namespace vitrine::x509 {

struct CertificateSpec {
    int version = 3;
    Bytes serial_number;  ///< contents octets; empty: 16 random bytes, positive
    Bytes issuer;         ///< DER of the names
    Bytes subject;
    Validity validity;
    Bytes public_key;  ///< DER of the SubjectPublicKeyInfo
    std::vector<ExtensionSpec> extensions;
    SignatureScheme signature;
};

/// tbsCertificate, DER.  Errors: unsupported_algorithm, output_full.
Result<Bytes> encode_tbs_certificate(const CertificateSpec& spec);

/// The certificate's DER.  Errors: those of PrivateKey::sign_message, entropy_failure.
Result<Bytes> make_certificate(const CertificateSpec& spec, const PrivateKey& issuer_key, Rng& rng);

/// 16 random bytes, positive and of full length.  Errors: entropy_failure.
Result<Bytes> random_serial(Rng& rng);

}  // namespace vitrine::x509

// What certificates, CRLs and OCSP responses have in common: bytes, the algorithm's identifier and
// a signature. RFC 5280 §4.1.1; identifiers of RFC 3279 §2.2, RFC 4055 §3, RFC 5758 §3.
#pragma once

#include "x509/encode_der.h"
#include "x509/private_key.h"

namespace vitrine::x509 {

/// The strongest usual scheme of a key: RSA PKCS#1 with SHA-256, or ECDSA with the curve's hash.
SignatureScheme default_scheme(const PrivateKey& key);

/// AlgorithmIdentifier of a scheme, DER.  Errors: unsupported_algorithm.
Result<Bytes> encode_signature_algorithm(const SignatureScheme& scheme);

/// The signature's octets, without the BIT STRING.  Errors: those of PrivateKey::sign_message.
Result<Bytes> sign_bytes(ByteView message,
                         const SignatureScheme& scheme,
                         const PrivateKey& key,
                         Rng& rng);

/// SEQUENCE { tbs, signatureAlgorithm, signatureValue }.  Errors: those of
/// PrivateKey::sign_message, unsupported_algorithm.
Result<Bytes> make_signed(ByteView tbs,
                          const SignatureScheme& scheme,
                          const PrivateKey& key,
                          Rng& rng);

}  // namespace vitrine::x509

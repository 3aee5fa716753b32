// Signatures with a certificate's key: what X.509 chains and TLS (ServerKeyExchange,
// CertificateVerify) share. RFC 5280 §4.1.1.3, RFC 5246 §4.7, RFC 8422 §5.10, RFC 3279 §2.2.3 (the
// DER around r and s).
#pragma once

#include "x509/public_key.h"

namespace vitrine::x509 {

/// Verifies a signature over a digest (36 bytes MD5 || SHA-1 for rsa_pkcs1_md5_sha1). Not for
/// ed25519. Errors: bad_signature, bad_parameters, bad_point, unsupported_algorithm (scheme and key
/// do not fit).
Status verify_digest(const PublicKey& key,
                     const SignatureScheme& scheme,
                     ByteView digest,
                     ByteView signature);

/// The same over the message itself; hashes it as the scheme says.
Status verify_message(const PublicKey& key,
                      const SignatureScheme& scheme,
                      ByteView message,
                      ByteView signature);

/// True if a key of this type can make signatures of this kind.
bool fits(KeyType key, SignatureKind kind);

/// The digest that `scheme` signs of a message given in pieces; MD5 || SHA-1 for
/// rsa_pkcs1_md5_sha1.
crypto::Digest scheme_digest(const SignatureScheme& scheme, std::span<const ByteView> pieces);

/// Ecdsa-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }, strict DER; r and s must fit the field.
/// Errors: those of DerReader, bad_signature (negative, zero or too long).
Result<crypto::EcdsaSignature> decode_ecdsa_signature(crypto::Curve curve, ByteView der);
/// Returns the bytes written, to the front of `out` (at most kMaxEcdsaSignatureLen). Errors:
/// output_full.
Result<std::size_t> encode_ecdsa_signature(crypto::Curve curve,
                                           const crypto::EcdsaSignature& signature,
                                           MutByteView out);
inline constexpr std::size_t kMaxEcdsaSignatureLen = 3 + 2 * (3 + crypto::kMaxFieldLen);

}  // namespace vitrine::x509

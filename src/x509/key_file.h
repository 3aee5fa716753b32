// Private key files: PKCS#1 (RFC 8017 §A.1.2), SEC 1 (RFC 5915), OpenSSL's form of DSA keys, PKCS#8
// (RFC 5958), and PKCS#8 under a password with PBES2 (RFC 8018).
#pragma once

#include "x509/pem.h"
#include "x509/private_key.h"

namespace vitrine::x509 {

/// The first private key of a PEM, DER or PKCS #12 file; PEM may be under a password in either way.
/// Errors: pem_no_block, pem_bad_encoding, pem_needs_password, pem_wrong_password, bad_private_key,
/// unsupported_algorithm, those of DerReader.
Result<PrivateKey> load_private_key(ByteView file, std::string_view password = {});

/// One DER value of any of the four forms.
Result<PrivateKey> parse_private_key(ByteView der);

/// PrivateKeyInfo, DER. The bytes are secret; the caller wipes them.
Result<std::vector<std::uint8_t>> encode_pkcs8(const PrivateKey& key);
/// RSAPrivateKey, ECPrivateKey or { 0, p, q, g, y, x }, DER, and the PEM label that goes with it.
Result<std::vector<std::uint8_t>> encode_traditional(const PrivateKey& key);
std::string_view traditional_label(const PrivateKey& key);

/// SubjectPublicKeyInfo of a key, DER.
Result<std::vector<std::uint8_t>> encode_public_key(const PublicKey& key);

}  // namespace vitrine::x509

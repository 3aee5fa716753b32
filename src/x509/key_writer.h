// Keys written as DER: private ones as PKCS#8 (RFC 5958) or in the older form of each type, public
// ones as SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
#pragma once

#include "x509/private_key.h"

namespace vitrine::x509 {

/// PrivateKeyInfo, DER. The bytes are secret; the caller wipes them.
Result<std::vector<std::uint8_t>> encode_pkcs8(const PrivateKey& key);
/// RSAPrivateKey, ECPrivateKey or { 0, p, q, g, y, x }, DER, and the PEM label that goes with it.
Result<std::vector<std::uint8_t>> encode_traditional(const PrivateKey& key);
std::string_view traditional_label(const PrivateKey& key);

/// SubjectPublicKeyInfo of a key, DER.
Result<std::vector<std::uint8_t>> encode_public_key(const PublicKey& key);

}  // namespace vitrine::x509

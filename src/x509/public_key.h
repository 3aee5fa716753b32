// SubjectPublicKeyInfo (RFC 5280 §4.1.2.7, RFC 3279 §2.3, RFC 5480, RFC 8410): a key as views of
// its DER.
#pragma once

#include "crypto/pk/ec.h"
#include "crypto/pk/rsa.h"
#include "x509/algorithm.h"

namespace vitrine::x509 {

enum class KeyType : std::uint8_t { unsupported, rsa, rsa_pss, dsa, ec, ed25519 };

/// "RSA", "RSA-PSS", "DSA", "EC", "Ed25519"
std::string_view name_of(KeyType type);

/// p, q, g without leading zeros; all empty if they are to be inherited from the issuer (RFC 3279
/// §2.3.2).
struct DsaParameters {
    ByteView p, q, g;
    [[nodiscard]] bool empty() const { return p.empty(); }
};

/// One of several keys, told by `type`; only its members mean something.
struct PublicKey {
    KeyType type = KeyType::unsupported;
    ByteView encoded;   ///< the whole SubjectPublicKeyInfo; empty for a key that was never in one
    ByteView key_bits;  ///< contents of subjectPublicKey: what key identifiers hash
    AlgorithmIdentifier algorithm;

    crypto::RsaPublicKey rsa{};                 ///< rsa, rsa_pss
    std::optional<SignatureScheme> pss_only;    ///< rsa_pss with parameters: the one scheme allowed
    crypto::Curve curve = crypto::Curve::p256;  ///< ec
    ByteView point;                ///< ec: 04 || X || Y; not yet checked to be on the curve
    bool explicit_curve = false;   ///< ec with explicit parameters: unsupported (CVE-2020-0601)
    DsaParameters dsa_parameters;  ///< dsa
    ByteView dsa_y;                ///< dsa
    ByteView ed25519;              ///< 32 bytes

    /// The usual size: bits of the modulus, of p, or of the field; 0 for an unsupported key.
    [[nodiscard]] std::size_t bits() const;
    /// SP 800-57 part 1, table 2, as OpenSSL counts: RSA 2048 and P-224 are 112, P-256 is 128 ...
    [[nodiscard]] std::size_t security_bits() const;
    /// Bytes of the longest signature this key makes.
    [[nodiscard]] std::size_t max_signature_len() const;
};

/// The curves of namedCurve (RFC 5480 §2.1.1.1), there and back; nothing for one that is not here.
std::optional<crypto::Curve> curve_of(asn1::Oid named_curve);
asn1::Oid oid_of(crypto::Curve curve);

/// Reads a SubjectPublicKeyInfo. Keys of known type must be well formed; others are `unsupported`.
PublicKey read_public_key(asn1::DerReader& in, const char* name);
/// The same from a whole DER value. Errors: those of DerReader.
Result<PublicKey> parse_public_key(ByteView spki);

/// Same type and same numbers.
bool same_key(const PublicKey& a, const PublicKey& b);

}  // namespace vitrine::x509

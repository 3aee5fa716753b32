// AlgorithmIdentifier (RFC 5280 §4.1.1.2): which signature, with which hash and parameters.
// RFC 3279 §2.2, RFC 4055 §3 (RSASSA-PSS), RFC 5758 §3, RFC 8410 §6.
#pragma once

#include <optional>

#include "asn1/der_reader.h"
#include "crypto/hash/hash.h"

namespace vitrine::x509 {

struct AlgorithmIdentifier {
    ByteView encoded;  ///< the whole SEQUENCE; inner and outer must agree byte for byte
    asn1::Oid oid;
    ByteView parameters;  ///< the whole value, empty if absent
};

enum class SignatureKind : std::uint8_t {
    unsupported,  ///< MD2, MD4, Ed448, and what nobody here knows
    rsa_pkcs1,
    rsa_pkcs1_md5_sha1,  ///< TLS 1.0 and 1.1 only: MD5 || SHA-1, no DigestInfo
    rsa_pss,             ///< MGF1 with the same hash
    ecdsa,
    dsa,
    ed25519,  ///< over the message, not a digest
};

/// "RSA PKCS#1", "ECDSA" ...
std::string_view name_of(SignatureKind kind);

/// How a signature is made: what X.509 and TLS both come down to.
struct SignatureScheme {
    SignatureKind kind = SignatureKind::unsupported;
    crypto::HashAlg hash = crypto::HashAlg::sha256;  ///< unused by rsa_pkcs1_md5_sha1 and ed25519
    std::size_t pss_salt_len = 0;                    ///< rsa_pss only
};

AlgorithmIdentifier read_algorithm_identifier(asn1::DerReader& in, const char* name);

/// Reads an AlgorithmIdentifier that names a signature; parameters of known algorithms are checked.
/// Errors: bad_parameters (through the reader). An unknown algorithm is `unsupported`, not an
/// error.
struct SignatureAlgorithm {
    AlgorithmIdentifier id;
    SignatureScheme scheme;
};
SignatureAlgorithm read_signature_algorithm(asn1::DerReader& in, const char* name);

/// What stands behind the signed part of a certificate or a list: signatureAlgorithm, which must be
/// the one inside (RFC 5280 §4.1.1.2, §5.1.1.2), and signatureValue. Reads to the end.
struct OuterSignature {
    SignatureAlgorithm algorithm;
    ByteView value;
};
OuterSignature read_outer_signature(asn1::DerReader& in, ByteView inner_algorithm);

/// RSASSA-PSS-params. Defaults: SHA-1, MGF1 with SHA-1, salt of 20 bytes. RFC 4055 §3.1.
/// Nothing if a hash is unknown or MGF1 uses another one.
std::optional<SignatureScheme> read_pss_parameters(asn1::DerReader params);

std::optional<crypto::HashAlg> hash_of(asn1::Oid oid);
asn1::Oid oid_of(crypto::HashAlg hash);

}  // namespace vitrine::x509

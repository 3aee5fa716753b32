// SignatureScheme: SignatureAndHashAlgorithm of RFC 5246 §7.4.1.4.1 as one number, with the PSS
// schemes that RFC 8446 §4.2.3 allows at TLS 1.2. Below 1.2 there is no choice: see
// `legacy_scheme`.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "record/protocol_version.h"
#include "x509/public_key.h"
#include "x509/signature.h"

namespace vitrine::handshake {

enum class SignatureScheme : std::uint16_t {
    rsa_pkcs1_md5 = 0x0101,  ///< named so that it can be refused
    rsa_pkcs1_sha1 = 0x0201,
    dsa_sha1 = 0x0202,
    ecdsa_sha1 = 0x0203,
    rsa_pkcs1_sha224 = 0x0301,
    ecdsa_sha224 = 0x0303,
    rsa_pkcs1_sha256 = 0x0401,
    dsa_sha256 = 0x0402,
    ecdsa_sha256 = 0x0403,
    rsa_pkcs1_sha384 = 0x0501,
    ecdsa_sha384 = 0x0503,
    rsa_pkcs1_sha512 = 0x0601,
    ecdsa_sha512 = 0x0603,
    rsa_pss_rsae_sha256 = 0x0804,
    rsa_pss_rsae_sha384 = 0x0805,
    rsa_pss_rsae_sha512 = 0x0806,
    ed25519 = 0x0807,
    rsa_pss_pss_sha256 = 0x0809,
    rsa_pss_pss_sha384 = 0x080a,
    rsa_pss_pss_sha512 = 0x080b,
};

/// The standard's name ("ecdsa_secp256r1_sha256" is spelled ecdsa_sha256 here: at 1.2 hash and
/// curve are independent); "unknown signature scheme" else.
std::string_view name_of(SignatureScheme scheme);
/// By the standard's name, or as "RSA+SHA256", "ECDSA+SHA384", "RSA-PSS+SHA256".
std::optional<SignatureScheme> signature_scheme(std::string_view name);
/// What the scheme asks of a verifier; none if the engine does not run it.
std::optional<x509::SignatureScheme> algorithm_of(SignatureScheme scheme);
/// True if a key of this kind can make or check such a signature.
bool fits(SignatureScheme scheme, const x509::PublicKey& key);
/// True for schemes over MD5 or SHA-1 (RFC 9155).
bool is_weak(SignatureScheme scheme);
/// The one algorithm of TLS 1.0 and 1.1 for a key: MD5 || SHA-1 for RSA, SHA-1 for ECDSA and DSA.
x509::SignatureScheme legacy_algorithm(const x509::PublicKey& key);

}  // namespace vitrine::handshake

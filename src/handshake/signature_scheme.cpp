#include "handshake/signature_scheme.h"

#include <iterator>

namespace vitrine::handshake {

namespace {

using crypto::HashAlg;
using x509::KeyType;
using x509::SignatureKind;

struct SchemeInfo {
    SignatureScheme scheme;
    std::string_view name;
    std::string_view short_name;
    KeyType key;
    x509::SignatureScheme algorithm;
};

using S = SignatureScheme;

// clang-format off
constexpr SchemeInfo kSchemes[] = {
    {S::rsa_pkcs1_sha1,      "rsa_pkcs1_sha1",      "RSA+SHA1",       KeyType::rsa, {SignatureKind::rsa_pkcs1, HashAlg::sha1, 0}},
    {S::ecdsa_sha1,          "ecdsa_sha1",          "ECDSA+SHA1",     KeyType::ec,  {SignatureKind::ecdsa,     HashAlg::sha1, 0}},
    {S::rsa_pkcs1_sha224,    "rsa_pkcs1_sha224",    "RSA+SHA224",     KeyType::rsa, {SignatureKind::rsa_pkcs1, HashAlg::sha224, 0}},
    {S::ecdsa_sha224,        "ecdsa_sha224",        "ECDSA+SHA224",   KeyType::ec,  {SignatureKind::ecdsa,     HashAlg::sha224, 0}},
    {S::rsa_pkcs1_sha256,    "rsa_pkcs1_sha256",    "RSA+SHA256",     KeyType::rsa, {SignatureKind::rsa_pkcs1, HashAlg::sha256, 0}},
    {S::ecdsa_sha256,        "ecdsa_sha256",        "ECDSA+SHA256",   KeyType::ec,  {SignatureKind::ecdsa,     HashAlg::sha256, 0}},
    {S::rsa_pkcs1_sha384,    "rsa_pkcs1_sha384",    "RSA+SHA384",     KeyType::rsa, {SignatureKind::rsa_pkcs1, HashAlg::sha384, 0}},
    {S::ecdsa_sha384,        "ecdsa_sha384",        "ECDSA+SHA384",   KeyType::ec,  {SignatureKind::ecdsa,     HashAlg::sha384, 0}},
    {S::rsa_pkcs1_sha512,    "rsa_pkcs1_sha512",    "RSA+SHA512",     KeyType::rsa, {SignatureKind::rsa_pkcs1, HashAlg::sha512, 0}},
    {S::ecdsa_sha512,        "ecdsa_sha512",        "ECDSA+SHA512",   KeyType::ec,  {SignatureKind::ecdsa,     HashAlg::sha512, 0}},
    {S::rsa_pss_rsae_sha256, "rsa_pss_rsae_sha256", "RSA-PSS+SHA256", KeyType::rsa, {SignatureKind::rsa_pss, HashAlg::sha256, 32}},
    {S::rsa_pss_rsae_sha384, "rsa_pss_rsae_sha384", "RSA-PSS+SHA384", KeyType::rsa, {SignatureKind::rsa_pss, HashAlg::sha384, 48}},
    {S::rsa_pss_rsae_sha512, "rsa_pss_rsae_sha512", "RSA-PSS+SHA512", KeyType::rsa, {SignatureKind::rsa_pss, HashAlg::sha512, 64}},
};
// clang-format on

struct OtherName {
    SignatureScheme scheme;
    std::string_view name;
};

// Known by name, not run by this engine.
constexpr OtherName kOthers[] = {
    {S::rsa_pkcs1_md5, "rsa_pkcs1_md5"},
    {S::dsa_sha1, "dsa_sha1"},
    {S::dsa_sha256, "dsa_sha256"},
    {S::ed25519, "ed25519"},
    {S::rsa_pss_pss_sha256, "rsa_pss_pss_sha256"},
    {S::rsa_pss_pss_sha384, "rsa_pss_pss_sha384"},
    {S::rsa_pss_pss_sha512, "rsa_pss_pss_sha512"},
};

const SchemeInfo* find(SignatureScheme scheme) {
    for (const SchemeInfo& row : kSchemes) {
        if (row.scheme == scheme) return &row;
    }
    return nullptr;
}

}  // namespace

std::string_view name_of(SignatureScheme scheme) {
    if (const SchemeInfo* row = find(scheme)) return row->name;
    for (const OtherName& row : kOthers) {
        if (row.scheme == scheme) return row.name;
    }
    return "unknown signature scheme";
}

std::optional<SignatureScheme> signature_scheme(std::string_view name) {
    for (const SchemeInfo& row : kSchemes) {
        if (row.name == name || row.short_name == name) return row.scheme;
    }
    return std::nullopt;
}

std::optional<x509::SignatureScheme> algorithm_of(SignatureScheme scheme) {
    const SchemeInfo* row = find(scheme);
    if (row == nullptr) return std::nullopt;
    return row->algorithm;
}

bool fits(SignatureScheme scheme, const x509::PublicKey& key) {
    const SchemeInfo* row = find(scheme);
    if (row == nullptr || row->key != key.type) return false;
    // RFC 8017 §9.1.1: PSS needs room for two hashes and two bytes.
    const bool pss = row->algorithm.kind == SignatureKind::rsa_pss;
    return !pss || key.bits() >= 16 * crypto::digest_len(row->algorithm.hash) + 16;
}

bool is_weak(SignatureScheme scheme) {
    return (static_cast<std::uint16_t>(scheme) >> 8) <= 2;  // MD5 and SHA-1
}

x509::SignatureScheme legacy_algorithm(const x509::PublicKey& key) {
    if (key.type == KeyType::rsa) return {SignatureKind::rsa_pkcs1_md5_sha1, HashAlg::sha1, 0};
    return {SignatureKind::ecdsa, HashAlg::sha1, 0};
}

}  // namespace vitrine::handshake

#include "handshake/keys.h"

#include <utility>

namespace vitrine::handshake {

namespace {

using record::Protection;
using record::ProtectionKind;
using record::ProtectionSpec;

struct CipherChoice {
    BulkCipher cipher;
    ProtectionKind kind;
    crypto::AeadAlg aead;
    crypto::BlockCipherAlg block;
};

using Aead = crypto::AeadAlg;
using Block = crypto::BlockCipherAlg;

// clang-format off
constexpr CipherChoice kChoices[] = {
    {BulkCipher::null,              ProtectionKind::stream_hmac, {},                      {}},
    {BulkCipher::rc4_128,           ProtectionKind::stream_hmac, {},                      {}},
    {BulkCipher::des_cbc,           ProtectionKind::cbc_hmac,    {},                      Block::des},
    {BulkCipher::des_ede3_cbc,      ProtectionKind::cbc_hmac,    {},                      Block::des_ede3},
    {BulkCipher::aes_128_cbc,       ProtectionKind::cbc_hmac,    {},                      Block::aes128},
    {BulkCipher::aes_256_cbc,       ProtectionKind::cbc_hmac,    {},                      Block::aes256},
    {BulkCipher::camellia_128_cbc,  ProtectionKind::cbc_hmac,    {},                      Block::camellia128},
    {BulkCipher::camellia_256_cbc,  ProtectionKind::cbc_hmac,    {},                      Block::camellia256},
    {BulkCipher::aes_128_gcm,       ProtectionKind::aead,        Aead::aes128_gcm,        {}},
    {BulkCipher::aes_256_gcm,       ProtectionKind::aead,        Aead::aes256_gcm,        {}},
    {BulkCipher::aes_128_ccm,       ProtectionKind::aead,        Aead::aes128_ccm,        {}},
    {BulkCipher::aes_256_ccm,       ProtectionKind::aead,        Aead::aes256_ccm,        {}},
    {BulkCipher::aes_128_ccm_8,     ProtectionKind::aead,        Aead::aes128_ccm8,       {}},
    {BulkCipher::aes_256_ccm_8,     ProtectionKind::aead,        Aead::aes256_ccm8,       {}},
    {BulkCipher::chacha20_poly1305, ProtectionKind::aead,        Aead::chacha20_poly1305, {}},
};
// clang-format on

crypto::HashAlg hash_of(MacAlg mac) {
    switch (mac) {
        case MacAlg::md5:
            return crypto::HashAlg::md5;
        case MacAlg::sha1:
            return crypto::HashAlg::sha1;
        case MacAlg::sha384:
            return crypto::HashAlg::sha384;
        case MacAlg::sha256:
        case MacAlg::aead:
            break;
    }
    return crypto::HashAlg::sha256;
}

/// "AES-128-CBC + HMAC-SHA1" and its like, as static text.
std::string_view protection_name(const CipherSuite& suite) {
    struct Row {
        BulkCipher cipher;
        std::string_view names[4];  // by MacAlg md5, sha1, sha256, sha384
    };
    // clang-format off
    static constexpr Row kRows[] = {
        {BulkCipher::null,             {"NULL + HMAC-MD5", "NULL + HMAC-SHA1", "NULL + HMAC-SHA256", "NULL + HMAC-SHA384"}},
        {BulkCipher::rc4_128,          {"RC4-128 + HMAC-MD5", "RC4-128 + HMAC-SHA1", "", ""}},
        {BulkCipher::des_cbc,          {"", "DES-CBC + HMAC-SHA1", "", ""}},
        {BulkCipher::des_ede3_cbc,     {"", "3DES-EDE-CBC + HMAC-SHA1", "", ""}},
        {BulkCipher::aes_128_cbc,      {"", "AES-128-CBC + HMAC-SHA1", "AES-128-CBC + HMAC-SHA256", ""}},
        {BulkCipher::aes_256_cbc,      {"", "AES-256-CBC + HMAC-SHA1", "AES-256-CBC + HMAC-SHA256", "AES-256-CBC + HMAC-SHA384"}},
        {BulkCipher::camellia_128_cbc, {"", "CAMELLIA-128-CBC + HMAC-SHA1", "CAMELLIA-128-CBC + HMAC-SHA256", ""}},
        {BulkCipher::camellia_256_cbc, {"", "CAMELLIA-256-CBC + HMAC-SHA1", "CAMELLIA-256-CBC + HMAC-SHA256", "CAMELLIA-256-CBC + HMAC-SHA384"}},
    };
    // clang-format on
    if (is_aead(suite.cipher)) return name_of(suite.cipher);
    for (const Row& row : kRows) {
        if (row.cipher == suite.cipher) return row.names[static_cast<std::size_t>(suite.mac)];
    }
    return name_of(suite.cipher);
}

record::KeyMaterial material(const DirectionKeys& keys) {
    return {keys.mac_key, keys.key, keys.iv};
}

}  // namespace

Status make_keys(Handshake& hs) {
    if (!hs.has_master) return fail(ErrorCode::internal);
    if (hs.keys.has_value()) return done();
    hs.keys.emplace(prf_for(hs.version, *hs.suite), hs.master, hs.randoms, hs.version, *hs.suite,
                    hs.sink);
    return done();
}

Status change_write_keys(Handshake& hs) {
    const bool client = hs.role == trace::Role::client;
    const auto keys = material(client ? hs.keys->client() : hs.keys->server());
    const auto spec = protection_of(*hs.suite, hs.version);
    TLS_TRY_ASSIGN(Protection made, Protection::make(spec, keys, crypto::CbcKey::Use::encrypt));
    hs.records.change_write(std::move(made));
    return done();
}

Status change_read_keys(Handshake& hs) {
    const bool client = hs.role == trace::Role::client;
    const auto keys = material(client ? hs.keys->server() : hs.keys->client());
    const auto spec = protection_of(*hs.suite, hs.version);
    TLS_TRY_ASSIGN(Protection made, Protection::make(spec, keys, crypto::CbcKey::Use::decrypt));
    hs.records.change_read(std::move(made));
    return done();
}

ProtectionSpec protection_of(const CipherSuite& suite, record::ProtocolVersion version) {
    const CipherChoice& choice = kChoices[static_cast<std::size_t>(suite.cipher)];
    return {choice.kind,        choice.aead, choice.block,
            hash_of(suite.mac), version,     protection_name(suite)};
}

}  // namespace vitrine::handshake

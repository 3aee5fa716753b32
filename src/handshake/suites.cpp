#include "handshake/suites.h"

#include <algorithm>

namespace vitrine::handshake {

namespace {

struct CipherInfo {
    BulkCipher cipher;
    std::string_view name;
    std::uint8_t key_len;
    std::uint8_t block_len;
    std::uint8_t fixed_iv_len;
    int strength;
};

// clang-format off
constexpr CipherInfo kCiphers[] = {
    {BulkCipher::null,              "NULL",              0,  0,  0,  0},
    {BulkCipher::rc4_128,           "RC4-128",           16, 0,  0,  128},
    {BulkCipher::des_cbc,           "DES-CBC",           8,  8,  0,  56},
    {BulkCipher::des_ede3_cbc,      "3DES-EDE-CBC",      24, 8,  0,  112},
    {BulkCipher::aes_128_cbc,       "AES-128-CBC",       16, 16, 0,  128},
    {BulkCipher::aes_256_cbc,       "AES-256-CBC",       32, 16, 0,  256},
    {BulkCipher::camellia_128_cbc,  "CAMELLIA-128-CBC",  16, 16, 0,  128},
    {BulkCipher::camellia_256_cbc,  "CAMELLIA-256-CBC",  32, 16, 0,  256},
    {BulkCipher::aes_128_gcm,       "AES-128-GCM",       16, 0,  4,  128},
    {BulkCipher::aes_256_gcm,       "AES-256-GCM",       32, 0,  4,  256},
    {BulkCipher::aes_128_ccm,       "AES-128-CCM",       16, 0,  4,  128},
    {BulkCipher::aes_256_ccm,       "AES-256-CCM",       32, 0,  4,  256},
    {BulkCipher::aes_128_ccm_8,     "AES-128-CCM-8",     16, 0,  4,  128},
    {BulkCipher::aes_256_ccm_8,     "AES-256-CCM-8",     32, 0,  4,  256},
    {BulkCipher::chacha20_poly1305, "CHACHA20-POLY1305", 32, 0,  12, 256},
};

// RFC 9325 §4.2 first, then by forward secrecy and mode; what policies leave out is left out by them.
constexpr std::uint16_t kPreference[] = {
    0xc02b, 0xc02c, 0xcca9, 0xc0ac, 0xc0ad, 0xc02f, 0xc030, 0xcca8,  // ECDHE with AEAD
    0x009e, 0x009f, 0xccaa, 0xc09e, 0xc09f,                          // DHE with AEAD
    0xc023, 0xc024, 0xc027, 0xc028, 0xc009, 0xc00a, 0xc013, 0xc014,  // ECDHE with CBC
    0x0067, 0x006b, 0x0033, 0x0039,                                  // DHE with CBC
    0x009c, 0x009d, 0xc09c, 0xc09d, 0x003c, 0x003d, 0x002f, 0x0035,  // static RSA
    0xc0ae, 0xc0af, 0xc0a2, 0xc0a3, 0xc0a0, 0xc0a1,                  // 8-byte tags
    0xc012, 0xc008, 0x0016, 0x000a,                                  // 3DES
    0xc011, 0xc007, 0x0005, 0x0004,                                  // RC4
};
// clang-format on

const CipherInfo& cipher_info(BulkCipher cipher) {
    return kCiphers[static_cast<std::size_t>(cipher)];
}

}  // namespace

const CipherSuite* find_suite(std::uint16_t value) {
    const auto suites = all_suites();
    const auto found =
        std::lower_bound(suites.begin(), suites.end(), value,
                         [](const CipherSuite& suite, std::uint16_t v) { return suite.value < v; });
    return found != suites.end() && found->value == value ? &*found : nullptr;
}

const CipherSuite* find_suite(std::string_view name) {
    for (const CipherSuite& suite : all_suites()) {
        const bool without_tls = name.size() + 4 == suite.name.size() && suite.name.ends_with(name);
        if (suite.name == name || suite.openssl_name == name || without_tls) return &suite;
    }
    return nullptr;
}

std::string_view suite_name(std::uint16_t value) {
    if (value == kEmptyRenegotiationInfoScsv) return "TLS_EMPTY_RENEGOTIATION_INFO_SCSV";
    if (value == kFallbackScsv) return "TLS_FALLBACK_SCSV";
    const CipherSuite* suite = find_suite(value);
    return suite == nullptr ? std::string_view{"unknown cipher suite"} : suite->name;
}

std::span<const std::uint16_t> preference_order() {
    return kPreference;
}

std::size_t key_len(BulkCipher cipher) {
    return cipher_info(cipher).key_len;
}
std::size_t block_len(BulkCipher cipher) {
    return cipher_info(cipher).block_len;
}
std::size_t fixed_iv_len(BulkCipher cipher) {
    return cipher_info(cipher).fixed_iv_len;
}
int strength_bits(BulkCipher cipher) {
    return cipher_info(cipher).strength;
}
std::string_view name_of(BulkCipher cipher) {
    return cipher_info(cipher).name;
}

std::size_t mac_key_len(const CipherSuite& suite) {
    switch (suite.mac) {
        case MacAlg::md5:
            return 16;
        case MacAlg::sha1:
            return 20;
        case MacAlg::sha256:
            return 32;
        case MacAlg::sha384:
            return 48;
        case MacAlg::aead:
            return 0;
    }
    return 0;
}

std::string_view name_of(MacAlg mac) {
    constexpr std::string_view kNames[] = {"HMAC-MD5", "HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA384",
                                           "AEAD"};
    return kNames[static_cast<std::size_t>(mac)];
}

std::string_view name_of(KeyExchange kx) {
    constexpr std::string_view kNames[] = {"RSA", "DHE",     "DH_anon",   "ECDHE",  "ECDH_anon",
                                           "PSK", "DHE_PSK", "ECDHE_PSK", "RSA_PSK"};
    return kNames[static_cast<std::size_t>(kx)];
}

std::string_view name_of(Auth auth) {
    constexpr std::string_view kNames[] = {"RSA", "DSS", "ECDSA", "none", "PSK", "RSA+PSK"};
    return kNames[static_cast<std::size_t>(auth)];
}

std::string_view name_of(SuiteClass suite_class) {
    constexpr std::string_view kNames[] = {"BEST",       "OK",  "OK-1.x", "PSK",
                                           "STATIC-RSA", "OPT", "LEGACY", "LAB"};
    return kNames[static_cast<std::size_t>(suite_class)];
}

}  // namespace vitrine::handshake

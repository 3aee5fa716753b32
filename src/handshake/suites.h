// The cipher suites: what each name promises, as data. Values and names: the IANA registry as
// filled by RFC 5246 §A.5, RFC 5288, RFC 5289, RFC 5487, RFC 5489, RFC 6367, RFC 6655, RFC 7251,
// RFC 7905. Suites that this engine knows but does not run stand here too, so that tools can name
// and explain them. Read next: key_schedule.h (what the key block is cut into),
// record/protection.h.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "crypto/hash/hash.h"
#include "crypto/kdf/prf.h"
#include "record/protocol_version.h"

namespace vitrine::handshake {

enum class KeyExchange : std::uint8_t {
    rsa,
    dhe,
    dh_anon,
    ecdhe,
    ecdh_anon,
    psk,
    dhe_psk,
    ecdhe_psk,
    rsa_psk,
};

/// What key the server's certificate must have.
enum class Auth : std::uint8_t { rsa, dss, ecdsa, none, psk, rsa_psk };

enum class BulkCipher : std::uint8_t {
    null,
    rc4_128,
    des_cbc,
    des_ede3_cbc,
    aes_128_cbc,
    aes_256_cbc,
    camellia_128_cbc,
    camellia_256_cbc,
    aes_128_gcm,
    aes_256_gcm,
    aes_128_ccm,
    aes_256_ccm,
    aes_128_ccm_8,
    aes_256_ccm_8,
    chacha20_poly1305,
};

enum class MacAlg : std::uint8_t { md5, sha1, sha256, sha384, aead };

/// How a policy sees a suite, best first (docs/design.md).
enum class SuiteClass : std::uint8_t { best, ok, ok_1x, psk, static_rsa, opt, legacy, lab };

struct CipherSuite {
    std::uint16_t value;
    std::string_view name;  ///< IANA's, with TLS_
    std::string_view openssl_name;
    KeyExchange key_exchange;
    Auth auth;
    BulkCipher cipher;
    MacAlg mac;
    crypto::PrfAlg prf;  ///< at TLS 1.2; below it is always MD5/SHA-1
    record::ProtocolVersion min_version;
    record::ProtocolVersion max_version;
    SuiteClass suite_class;
};

inline constexpr std::uint16_t kEmptyRenegotiationInfoScsv = 0x00ff;  // RFC 5746 §3.3
inline constexpr std::uint16_t kFallbackScsv = 0x5600;                // RFC 7507 §2

/// Every suite of the registry that is described here, by ascending value.
std::span<const CipherSuite> all_suites();
/// The suite of this value; null if it is not described here.
const CipherSuite* find_suite(std::uint16_t value);
/// By IANA name (with or without TLS_) or OpenSSL name, exactly; null if there is none.
const CipherSuite* find_suite(std::string_view name);
/// A name for any value: the suite's, a signalling value's, or "unknown cipher suite".
std::string_view suite_name(std::uint16_t value);
/// The default order: forward secret AEADs first, then CBC, then static RSA, then what is only for
/// interop.
std::span<const std::uint16_t> preference_order();

constexpr bool is_ephemeral(KeyExchange kx) {
    return kx == KeyExchange::dhe || kx == KeyExchange::ecdhe || kx == KeyExchange::dh_anon ||
           kx == KeyExchange::ecdh_anon;
}
constexpr bool is_ecc(KeyExchange kx) {
    return kx == KeyExchange::ecdhe || kx == KeyExchange::ecdh_anon || kx == KeyExchange::ecdhe_psk;
}
constexpr bool is_cbc(BulkCipher cipher) {
    return cipher >= BulkCipher::des_cbc && cipher <= BulkCipher::camellia_256_cbc;
}
constexpr bool is_aead(BulkCipher cipher) {
    return cipher >= BulkCipher::aes_128_gcm;
}

/// Bytes of the cipher's key: 0 for NULL.
std::size_t key_len(BulkCipher cipher);
/// Bytes of a block for CBC ciphers, else 0.
std::size_t block_len(BulkCipher cipher);
/// Bytes of the implicit part of an AEAD's nonce: 4 (GCM, CCM), 12 (ChaCha20), else 0.
std::size_t fixed_iv_len(BulkCipher cipher);
/// Effective strength in bits: 112 for 3DES.
int strength_bits(BulkCipher cipher);
/// Bytes of the MAC key and of the MAC: 0 for AEADs.
std::size_t mac_key_len(const CipherSuite& suite);
/// "AES-128-GCM", "RC4-128", "NULL"
std::string_view name_of(BulkCipher cipher);
/// "HMAC-SHA1"; "AEAD"
std::string_view name_of(MacAlg mac);
/// "ECDHE", "DH_anon"
std::string_view name_of(KeyExchange kx);
std::string_view name_of(Auth auth);
std::string_view name_of(SuiteClass suite_class);

}  // namespace vitrine::handshake

// The registry against OpenSSL's own list, and against the names themselves.
#include "handshake/suites.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "support/vector_file.h"

namespace vitrine::handshake {
namespace {

using record::ProtocolVersion;

/// "AESCCM8(128)" for a suite, as OpenSSL writes it.
std::string openssl_cipher(BulkCipher cipher) {
    switch (cipher) {
        case BulkCipher::null:
            return "None";
        case BulkCipher::aes_128_cbc:
            return "AES(128)";
        case BulkCipher::aes_256_cbc:
            return "AES(256)";
        case BulkCipher::camellia_128_cbc:
            return "Camellia(128)";
        case BulkCipher::camellia_256_cbc:
            return "Camellia(256)";
        case BulkCipher::aes_128_gcm:
            return "AESGCM(128)";
        case BulkCipher::aes_256_gcm:
            return "AESGCM(256)";
        case BulkCipher::aes_128_ccm:
            return "AESCCM(128)";
        case BulkCipher::aes_256_ccm:
            return "AESCCM(256)";
        case BulkCipher::aes_128_ccm_8:
            return "AESCCM8(128)";
        case BulkCipher::aes_256_ccm_8:
            return "AESCCM8(256)";
        case BulkCipher::chacha20_poly1305:
            return "CHACHA20/POLY1305(256)";
        default:
            return "not in OpenSSL 3.0";
    }
}

std::string openssl_key_exchange(KeyExchange kx) {
    constexpr const char* kNames[] = {"RSA", "DH",     "DH",       "ECDH",  "ECDH",
                                      "PSK", "DHEPSK", "ECDHEPSK", "RSAPSK"};
    return kNames[static_cast<std::size_t>(kx)];
}

std::string openssl_mac(MacAlg mac) {
    constexpr const char* kNames[] = {"MD5", "SHA1", "SHA256", "SHA384", "AEAD"};
    return kNames[static_cast<std::size_t>(mac)];
}

std::string openssl_auth(const CipherSuite& suite) {
    if (suite.auth == Auth::rsa_psk) return "RSA";
    return suite.auth == Auth::none ? "None" : std::string{name_of(suite.auth)};
}

TEST(CipherSuites, AreDescribedAsOpensslDescribesThem) {
    std::size_t compared = 0;
    for (const test::VectorBlock& block : test::read_vectors("handshake/openssl_suites.txt")) {
        const CipherSuite* suite =
            find_suite(static_cast<std::uint16_t>(std::stoul(block.text("Value"), nullptr, 16)));
        if (suite == nullptr) {  // ARIA, SRP and Camellia under PSK do not exist here
            EXPECT_EQ(suite_name(
                          static_cast<std::uint16_t>(std::stoul(block.text("Value"), nullptr, 16))),
                      "unknown cipher suite");
            continue;
        }
        SCOPED_TRACE(block.text("Name"));
        EXPECT_EQ(suite->name, block.text("Name"));
        EXPECT_EQ(suite->openssl_name, block.text("Openssl"));
        EXPECT_EQ(openssl_key_exchange(suite->key_exchange), block.text("Kx"));
        EXPECT_EQ(openssl_auth(*suite), block.text("Au"));
        EXPECT_EQ(openssl_cipher(suite->cipher), block.text("Enc"));
        EXPECT_EQ(openssl_mac(suite->mac), block.text("Mac"));
        EXPECT_EQ(suite->min_version == ProtocolVersion::tls12, block.text("Since") == "TLSv1.2");
        ++compared;
    }
    EXPECT_GE(compared, 120U);
}

TEST(CipherSuites, StandInAscendingOrderWithOneNameEach) {
    std::set<std::string_view> names;
    int previous = -1;
    for (const CipherSuite& suite : all_suites()) {
        EXPECT_GT(int{suite.value}, previous);
        previous = suite.value;
        EXPECT_TRUE(suite.name.starts_with("TLS_"));
        EXPECT_TRUE(names.insert(suite.name).second) << suite.name;
        EXPECT_TRUE(names.insert(suite.openssl_name).second) << suite.openssl_name;
        EXPECT_EQ(find_suite(suite.value), &suite);
        EXPECT_EQ(find_suite(suite.name), &suite);
        EXPECT_EQ(find_suite(suite.openssl_name), &suite);
        EXPECT_EQ(find_suite(suite.name.substr(4)), &suite);
    }
    EXPECT_GE(names.size(), 300U - 2);
}

/// A name says its parts: TLS_ kx _WITH_ cipher _ hash (RFC 5246 §A.5 and its followers).
TEST(CipherSuites, MeanWhatTheirNamesSay) {
    for (const CipherSuite& suite : all_suites()) {
        SCOPED_TRACE(suite.name);
        const std::string name{suite.name};
        const bool aead = name.find("_GCM") != std::string::npos ||
                          name.find("_CCM") != std::string::npos ||
                          name.find("POLY1305") != std::string::npos;
        EXPECT_EQ(is_aead(suite.cipher), aead);
        EXPECT_EQ(is_cbc(suite.cipher), name.find("_CBC") != std::string::npos);
        EXPECT_EQ(suite.prf == crypto::PrfAlg::sha384, name.ends_with("SHA384"));
        EXPECT_EQ(mac_key_len(suite) == 0, aead);
        EXPECT_EQ(block_len(suite.cipher) != 0, is_cbc(suite.cipher));
        EXPECT_EQ(fixed_iv_len(suite.cipher) != 0, aead);
        if (aead || name.ends_with("SHA256") || name.ends_with("SHA384")) {
            // PSK suites of RFC 5487 and RFC 5489 with CBC may be used from TLS 1.0 on.
            EXPECT_TRUE(suite.min_version == ProtocolVersion::tls12 ||
                        suite.key_exchange >= KeyExchange::psk);
        }
        if (name.find("_DES_CBC") != std::string::npos) {
            EXPECT_EQ(suite.max_version, ProtocolVersion::tls11);  // RFC 5246 §A.5 dropped them
        }
        EXPECT_EQ(name.find("anon") != std::string::npos, suite.auth == Auth::none);
        EXPECT_EQ(name.find("DHE_") != std::string::npos && name.find("PSK") == std::string::npos,
                  is_ephemeral(suite.key_exchange) && suite.auth != Auth::none);
    }
}

/// RFC 5288, RFC 7905 and the block ciphers' standards.
TEST(CipherSuites, HaveTheKeySizesOfTheirCiphers) {
    EXPECT_EQ(key_len(BulkCipher::null), 0U);
    EXPECT_EQ(key_len(BulkCipher::rc4_128), 16U);
    EXPECT_EQ(key_len(BulkCipher::des_cbc), 8U);
    EXPECT_EQ(key_len(BulkCipher::des_ede3_cbc), 24U);
    EXPECT_EQ(key_len(BulkCipher::aes_256_gcm), 32U);
    EXPECT_EQ(fixed_iv_len(BulkCipher::aes_128_ccm_8), 4U);
    EXPECT_EQ(fixed_iv_len(BulkCipher::chacha20_poly1305), 12U);
    EXPECT_EQ(block_len(BulkCipher::des_ede3_cbc), 8U);
    EXPECT_EQ(block_len(BulkCipher::camellia_256_cbc), 16U);
    EXPECT_EQ(strength_bits(BulkCipher::des_ede3_cbc), 112);
}

TEST(CipherSuites, HaveNamesForSignallingValuesWithoutBeingSuites) {
    EXPECT_EQ(suite_name(kEmptyRenegotiationInfoScsv), "TLS_EMPTY_RENEGOTIATION_INFO_SCSV");
    EXPECT_EQ(suite_name(kFallbackScsv), "TLS_FALLBACK_SCSV");
    EXPECT_EQ(find_suite(kEmptyRenegotiationInfoScsv), nullptr);
    EXPECT_EQ(find_suite(kFallbackScsv), nullptr);
    EXPECT_EQ(find_suite(std::uint16_t{0}),
              nullptr);  // TLS_NULL_WITH_NULL_NULL must not be negotiated
    EXPECT_EQ(find_suite(""), nullptr);
    EXPECT_EQ(find_suite("AES128-SHA "), nullptr);
    EXPECT_EQ(find_suite("aes128-sha"), nullptr);
}

TEST(CipherSuites, ArePreferredWithForwardSecrecyAndAeadFirst) {
    std::set<std::uint16_t> seen;
    for (const std::uint16_t value : preference_order()) {
        ASSERT_NE(find_suite(value), nullptr) << value;
        EXPECT_TRUE(seen.insert(value).second) << value;
    }
    const CipherSuite& best = *find_suite(preference_order().front());
    EXPECT_TRUE(is_aead(best.cipher));
    EXPECT_EQ(best.key_exchange, KeyExchange::ecdhe);
    EXPECT_EQ(find_suite(preference_order().back())->cipher, BulkCipher::rc4_128);
}

}  // namespace
}  // namespace vitrine::handshake

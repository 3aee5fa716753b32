#include "tools/peers.h"

#include <cstdlib>
#include <sstream>

#include "io/file.h"
#include "tools/child.h"
#include "tools/print.h"

namespace vitrine::tools {

namespace {

using handshake::BulkCipher;
using handshake::MacAlg;
using record::ProtocolVersion;
using Words = std::vector<std::string>;

std::string lines_of(const Words& words, const std::string& directory) {
    const std::string file = joined({directory, "/list.txt"});
    Child child{words, std::nullopt, file};
    if (child.wait(10000) != 0) return {};
    const auto text = io::read_text_file(file);
    return text.ok() ? *text : std::string{};
}

/// "0xC0,0x2F" or "0xc0, 0x2f" somewhere in a line, as a number.
std::optional<std::uint16_t> value_in(const std::string& line) {
    const std::size_t first = line.find("0x");
    const std::size_t second = first == std::string::npos ? first : line.find("0x", first + 2);
    if (second == std::string::npos) return std::nullopt;
    const unsigned long high = std::strtoul(line.c_str() + first, nullptr, 16);
    const unsigned long low = std::strtoul(line.c_str() + second, nullptr, 16);
    return static_cast<std::uint16_t>((high & 255) << 8 | (low & 255));
}

std::set<std::uint16_t> values_in(const std::string& text) {
    std::set<std::uint16_t> values;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        if (const auto value = value_in(line)) values.insert(*value);
    }
    return values;
}

// --- OpenSSL

std::set<std::uint16_t> openssl_suites(const std::string& directory) {
    return values_in(
        lines_of({"openssl", "ciphers", "-V", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"}, directory));
}

Words openssl_server(const PeerSetting& setting, const Offer* /*offer*/) {
    const std::string& d = setting.directory;
    return {"openssl", "s_server",
            "-accept", joined({"127.0.0.1:", setting.port}),
            "-cert",   joined({d, "/rsa.pem"}),
            "-key",    joined({d, "/rsa.key"}),
            "-dcert",  joined({d, "/ec.pem"}),
            "-dkey",   joined({d, "/ec.key"}),
            "-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0",
            "-www",    "-quiet"};
}

Words openssl_client(const PeerSetting& setting, const Offer* offer) {
    const char* version = offer->version == ProtocolVersion::tls10   ? "-tls1"
                          : offer->version == ProtocolVersion::tls11 ? "-tls1_1"
                                                                     : "-tls1_2";
    return {"openssl",
            "s_client",
            "-connect",
            joined({"localhost:", setting.port}),
            "-CAfile",
            joined({setting.directory, "/ca.pem"}),
            "-verify_return_error",
            "-verify_hostname",
            "localhost",
            version,
            "-cipher",
            joined({offer->suite->openssl_name, ":@SECLEVEL=0"}),
            "-ign_eof"};
}

// --- curl, on OpenSSL

Words curl_client(const PeerSetting& setting, const Offer* offer) {
    const char* version = offer->version == ProtocolVersion::tls10   ? "1.0"
                          : offer->version == ProtocolVersion::tls11 ? "1.1"
                                                                     : "1.2";
    return {"curl",
            "--silent",
            "--show-error",
            "--include",
            "--noproxy",
            "*",
            "--cacert",
            joined({setting.directory, "/ca.pem"}),
            joined({"--tlsv", version}),
            "--tls-max",
            version,
            "--ciphers",
            joined({offer->suite->openssl_name, ":@SECLEVEL=0"}),
            joined({"https://localhost:", setting.port, "/a.txt"})};
}

// --- GnuTLS

std::set<std::uint16_t> gnutls_suites(const std::string& directory) {
    return values_in(lines_of({"gnutls-cli", "--list"}, directory));
}

constexpr std::string_view kGnutlsBase = "NONE:+COMP-NULL:+CTYPE-X509:+SIGN-ALL:+GROUP-ALL";

std::string_view gnutls_name(BulkCipher cipher) {
    switch (cipher) {
        case BulkCipher::null:
            return "NULL";
        case BulkCipher::rc4_128:
            return "ARCFOUR-128";
        case BulkCipher::des_ede3_cbc:
            return "3DES-CBC";
        case BulkCipher::aes_128_cbc:
            return "AES-128-CBC";
        case BulkCipher::aes_256_cbc:
            return "AES-256-CBC";
        case BulkCipher::camellia_128_cbc:
            return "CAMELLIA-128-CBC";
        case BulkCipher::camellia_256_cbc:
            return "CAMELLIA-256-CBC";
        case BulkCipher::aes_128_gcm:
            return "AES-128-GCM";
        case BulkCipher::aes_256_gcm:
            return "AES-256-GCM";
        case BulkCipher::aes_128_ccm:
            return "AES-128-CCM";
        case BulkCipher::aes_256_ccm:
            return "AES-256-CCM";
        case BulkCipher::aes_128_ccm_8:
            return "AES-128-CCM-8";
        case BulkCipher::aes_256_ccm_8:
            return "AES-256-CCM-8";
        case BulkCipher::chacha20_poly1305:
            return "CHACHA20-POLY1305";
        case BulkCipher::des_cbc:
            break;  // GnuTLS has no single DES
    }
    return "NULL";
}

std::string_view gnutls_name(MacAlg mac) {
    switch (mac) {
        case MacAlg::md5:
            return "MD5";
        case MacAlg::sha1:
            return "SHA1";
        case MacAlg::sha256:
            return "SHA256";
        case MacAlg::sha384:
            return "SHA384";
        case MacAlg::aead:
            break;
    }
    return "AEAD";
}

std::string_view gnutls_key_exchange(const handshake::CipherSuite& suite) {
    if (suite.key_exchange == handshake::KeyExchange::rsa) return "RSA";
    if (suite.key_exchange == handshake::KeyExchange::dhe) return "DHE-RSA";
    return suite.auth == handshake::Auth::ecdsa ? "ECDHE-ECDSA" : "ECDHE-RSA";
}

Words gnutls_server(const PeerSetting& setting, const Offer* /*offer*/) {
    const std::string& d = setting.directory;
    std::string priority{kGnutlsBase};
    priority +=
        ":+VERS-TLS1.0:+VERS-TLS1.1:+VERS-TLS1.2:+RSA:+DHE-RSA:+ECDHE-RSA:+ECDHE-ECDSA"
        ":+MD5:+SHA1:+SHA256:+SHA384:+AEAD";
    for (const BulkCipher cipher :
         {BulkCipher::aes_128_gcm, BulkCipher::aes_256_gcm, BulkCipher::chacha20_poly1305,
          BulkCipher::aes_128_ccm, BulkCipher::aes_256_ccm, BulkCipher::aes_128_ccm_8,
          BulkCipher::aes_256_ccm_8, BulkCipher::aes_128_cbc, BulkCipher::aes_256_cbc,
          BulkCipher::camellia_128_cbc, BulkCipher::camellia_256_cbc, BulkCipher::des_ede3_cbc,
          BulkCipher::rc4_128, BulkCipher::null}) {
        (priority += ":+") += gnutls_name(cipher);
    }
    return {"gnutls-serv",
            "--http",
            "--quiet",
            "--port",
            setting.port,
            "--priority",
            priority,
            "--x509certfile",
            joined({d, "/rsa.pem"}),
            "--x509keyfile",
            joined({d, "/rsa.key"}),
            "--x509certfile",
            joined({d, "/ec.pem"}),
            "--x509keyfile",
            joined({d, "/ec.key"})};
}

Words gnutls_client(const PeerSetting& setting, const Offer* offer) {
    const std::string_view version = offer->version == ProtocolVersion::tls10   ? ":+VERS-TLS1.0"
                                     : offer->version == ProtocolVersion::tls11 ? ":+VERS-TLS1.1"
                                                                                : ":+VERS-TLS1.2";
    return {"gnutls-cli",
            "--port",
            setting.port,
            "--x509cafile",
            joined({setting.directory, "/ca.pem"}),
            "--priority",
            joined({kGnutlsBase, version, ":+", gnutls_key_exchange(*offer->suite), ":+",
                    gnutls_name(offer->suite->cipher), ":+", gnutls_name(offer->suite->mac)}),
            "localhost"};
}

}  // namespace

const std::vector<Peer>& peers() {
    static const std::vector<Peer> all{
        {"openssl s_server", "openssl", true, openssl_server, openssl_suites},
        {"gnutls-serv", "gnutls-serv", true, gnutls_server, gnutls_suites},
        {"openssl s_client", "openssl", false, openssl_client, openssl_suites},
        {"gnutls-cli", "gnutls-cli", false, gnutls_client, gnutls_suites},
        {"curl", "curl", false, curl_client, openssl_suites},
    };
    return all;
}

}  // namespace vitrine::tools

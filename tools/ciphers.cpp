// vitrine ciphers: the suites, what a name promises, and what a cipher string selects, step by
// step.
#include <cstdio>
#include <string>

#include "engine/policy.h"
#include "handshake/suites.h"
#include "io/terminal.h"
#include "tools/cipher_string.h"
#include "tools/print.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

using handshake::CipherSuite;
using io::padded;

constexpr OptionSpec kOptions[] = {
    {"all", 'a', "", "list: also those that are named here and not run"},
    {"policy", '\0', "NAME", "list: those of modern, compatible, legacy or lab"},
};

std::string number(std::uint16_t value) {
    char text[16];
    (void)std::snprintf(text, sizeof text, "%02X,%02X", static_cast<unsigned>(value >> 8),
                        static_cast<unsigned>(value & 255));
    return text;
}

void print_row(const CipherSuite& suite) {
    std::string line{number(suite.value)};
    line += "  ";
    line += padded(suite.name, 48);
    line += padded(suite.openssl_name, 30);
    line += padded(handshake::name_of(suite.suite_class), 11);
    line += record::name_of(suite.min_version);
    if (!engine::is_implemented(suite)) line += "  not run";
    print(line + "\n");
}

int list(const Options& options) {
    const auto policy = engine::policy_named(options.value_or("policy", "lab"));
    if (!policy.has_value())
        return complain(kUsage, "--policy", "modern, compatible, legacy or lab");
    for (const CipherSuite& suite : handshake::all_suites()) {
        const bool wanted =
            options.has("policy") ? engine::allows(*policy, suite) : engine::is_implemented(suite);
        if (wanted || options.has("all")) print_row(suite);
    }
    return kDone;
}

/// What the key block of a suite is cut into, at a version.
std::string key_block(const CipherSuite& suite, record::ProtocolVersion version) {
    const std::size_t mac = handshake::mac_key_len(suite);
    const std::size_t key = handshake::key_len(suite.cipher);
    std::size_t iv = handshake::fixed_iv_len(suite.cipher);
    if (handshake::is_cbc(suite.cipher)) {
        iv = version == record::ProtocolVersion::tls10 ? handshake::block_len(suite.cipher) : 0;
    }
    std::string text{std::to_string(2 * (mac + key + iv))};
    text += " bytes: 2 x (MAC key ";
    (text += std::to_string(mac)) += ", key ";
    (text += std::to_string(key)) += ", IV ";
    return (text += std::to_string(iv)) += ")";
}

std::string known_against(const CipherSuite& suite) {
    std::string text;
    const auto add = [&](std::string_view line) { ((text += "  ! ") += line) += '\n'; };
    if (suite.auth == handshake::Auth::none) add("anonymous: anyone can stand in the middle");
    if (suite.key_exchange == handshake::KeyExchange::rsa) {
        add("no forward secrecy, and Bleichenbacher's attack on servers that tell bad padding "
            "apart");
    }
    if (suite.key_exchange == handshake::KeyExchange::dhe)
        add("the group's size is the server's choice: Logjam (CVE-2015-4000)");
    if (suite.cipher == handshake::BulkCipher::null) add("nothing is encrypted");
    if (suite.cipher == handshake::BulkCipher::rc4_128)
        add("biased keystream: prohibited by RFC 7465");
    if (suite.cipher == handshake::BulkCipher::des_cbc) add("56-bit key: brute force");
    if (handshake::block_len(suite.cipher) == 8) add("64-bit blocks: SWEET32 (CVE-2016-2183)");
    if (handshake::is_cbc(suite.cipher)) {
        add("CBC, MAC then encrypt: Lucky Thirteen (CVE-2013-0169); at TLS 1.0 also BEAST "
            "(CVE-2011-3389)");
    }
    if (suite.mac == handshake::MacAlg::md5)
        add("HMAC-MD5: no attack on the HMAC, but no reason to use it");
    return text.empty() ? "  nothing when used at TLS 1.2\n" : text;
}

int explain(const std::string& name) {
    const CipherSuite* suite = handshake::find_suite(name);
    if (suite == nullptr) return complain(kNoCipher, name, "no such cipher suite");
    std::string text{suite->name};
    ((text += "  {") += number(suite->value)) += "}\n";
    const auto row = [&](std::string_view what, std::string_view value) {
        (((text += "  ") += padded(what, 16)) += value) += '\n';
    };
    row("OpenSSL", suite->openssl_name);
    row("key exchange", handshake::name_of(suite->key_exchange));
    row("authentication", handshake::name_of(suite->auth));
    std::string cipher{handshake::name_of(suite->cipher)};
    ((cipher += ", ") += std::to_string(handshake::strength_bits(suite->cipher))) += " bits";
    row("cipher", cipher);
    row("MAC", handshake::name_of(suite->mac));
    row("PRF at TLS 1.2", crypto::name_of(suite->prf));
    std::string versions{record::name_of(suite->min_version)};
    (versions += " to ") += record::name_of(suite->max_version);
    row("versions", versions);
    if (suite->min_version == record::ProtocolVersion::tls10)
        row("key block 1.0", key_block(*suite, suite->min_version));
    row("key block 1.2", key_block(*suite, record::ProtocolVersion::tls12));
    row("class", handshake::name_of(suite->suite_class));
    row("run here", engine::is_implemented(*suite) ? "yes" : "no");
    print(text + "known against it\n" + known_against(*suite));
    return kDone;
}

int match(const std::string& text) {
    const CipherMatch result = match_ciphers(text);
    for (const CipherStep& step : result.steps) {
        print(padded(step.word, 24) + " " + step.effect + ", " + std::to_string(step.after.size()) +
              " in the list\n");
    }
    print("\n");
    for (const CipherSuite* suite : result.suites) print_row(*suite);
    return result.suites.empty() || result.unknown_word ? kNoCipher : kDone;
}

int run(const Options& options) {
    const auto& words = options.words();
    if (words.empty() || words[0] == "list") return list(options);
    if (words[0] == "explain" && words.size() == 2) return explain(words[1]);
    if (words[0] == "match" && words.size() == 2) return match(words[1]);
    return complain(kUsage, "ciphers list, ciphers explain NAME, ciphers match STRING");
}

}  // namespace

const Verb kCiphers{"ciphers", "cipher suites: list, explain NAME, match STRING",
                    "vitrine ciphers list --policy modern\n"
                    "vitrine ciphers explain ECDHE-RSA-AES128-GCM-SHA256\n"
                    "vitrine ciphers match 'ECDHE+AESGCM:!aNULL:@STRENGTH'\n",
                    kOptions, run};

}  // namespace vitrine::tools

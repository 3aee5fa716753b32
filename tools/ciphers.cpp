// vitrine ciphers: the suites by name, what each promises, and what a cipher string selects.
#include <cstdio>

#include "arguments.h"
#include "engine/config_ciphers.h"
#include "engine/policy.h"

namespace vitrine::tools {

namespace {

using handshake::CipherSuite;

std::string text(std::string_view view) { return std::string{view}; }

std::string_view policy_needed(const CipherSuite& suite) {
    if (!engine::is_implemented(suite)) return "not run here";
    for (const auto policy : {engine::Policy::modern, engine::Policy::compatible, engine::Policy::legacy}) {
        if (engine::allows(policy, suite)) return engine::name_of(policy);
    }
    return "lab";
}

void print_row(const CipherSuite& suite) {
    std::printf("%04X  %-48s %-32s %-11s %s\n", suite.value, text(suite.name).c_str(), text(suite.openssl_name).c_str(),
                text(handshake::name_of(suite.suite_class)).c_str(), text(policy_needed(suite)).c_str());
}

int list() {
    std::printf("value IANA name                                        OpenSSL name                     class       policy\n");
    for (const CipherSuite& suite : handshake::all_suites()) print_row(suite);
    return kDone;
}

void print_key_block(const CipherSuite& suite) {
    const std::size_t mac = handshake::mac_key_len(suite);
    const std::size_t key = handshake::key_len(suite.cipher);
    const std::size_t block = handshake::block_len(suite.cipher);
    const std::size_t fixed = handshake::fixed_iv_len(suite.cipher);
    std::printf("key block      2 x (%zu MAC key + %zu cipher key + %zu IV) = %zu bytes", mac, key, fixed, 2 * (mac + key + fixed));
    if (block > 0) std::printf("; at TLS 1.0 the IV of %zu bytes is in it too: %zu bytes", block, 2 * (mac + key + block));
    std::printf("\n");
}

void print_known_against(const CipherSuite& suite) {
    using handshake::BulkCipher;
    using handshake::KeyExchange;
    if (suite.key_exchange == KeyExchange::rsa) {
        std::printf("known against  static RSA: no forward secrecy; Bleichenbacher's attack and ROBOT where servers tell (RFC 9325 4.1)\n");
    }
    if (suite.key_exchange == KeyExchange::dhe) std::printf("known against  finite-field DHE: Logjam with small groups, Raccoon with reused keys (RFC 9325 4.1)\n");
    if (handshake::is_cbc(suite.cipher)) std::printf("known against  CBC with MAC-then-encrypt: Vaudenay, Lucky Thirteen; at TLS 1.0 BEAST\n");
    if (suite.cipher == BulkCipher::des_ede3_cbc) std::printf("known against  64-bit blocks: SWEET32\n");
    if (suite.cipher == BulkCipher::rc4_128) std::printf("known against  RC4 keystream biases; prohibited by RFC 7465\n");
    if (suite.cipher == BulkCipher::null) std::printf("known against  nothing is encrypted\n");
    if (suite.auth == handshake::Auth::none) std::printf("known against  anonymous: anyone in the middle can read and change everything\n");
}

int explain(const std::string& name) {
    const CipherSuite* suite = handshake::find_suite(name);
    if (suite == nullptr) {
        std::fprintf(stderr, "vitrine: no cipher suite is called '%s'; names: vitrine ciphers list\n", name.c_str());
        return kNoCipher;
    }
    std::printf("%s (OpenSSL: %s), value %04X\n", text(suite->name).c_str(), text(suite->openssl_name).c_str(), suite->value);
    std::printf("key exchange   %s%s\n", text(handshake::name_of(suite->key_exchange)).c_str(),
                handshake::is_ephemeral(suite->key_exchange) ? ", forward secret" : ", no forward secrecy");
    std::printf("server key     %s\n", text(handshake::name_of(suite->auth)).c_str());
    std::printf("encryption     %s, %d bits of strength\n", text(handshake::name_of(suite->cipher)).c_str(), handshake::strength_bits(suite->cipher));
    std::printf("integrity      %s\n", text(handshake::name_of(suite->mac)).c_str());
    std::printf("PRF at 1.2     %s\n", text(crypto::name_of(suite->prf)).c_str());
    std::printf("versions       %s to %s\n", text(record::name_of(suite->min_version)).c_str(), text(record::name_of(suite->max_version)).c_str());
    print_key_block(*suite);
    std::printf("class          %s, on from policy %s\n", text(handshake::name_of(suite->suite_class)).c_str(), text(policy_needed(*suite)).c_str());
    print_known_against(*suite);
    return kDone;
}

int match(const std::string& string) {
    const auto steps = engine::evaluate_cipher_string(string);
    bool understood = true;
    for (const auto& step : steps) {
        if (!step.understood) {
            std::printf("%-24s names nothing\n", step.element.c_str());
            understood = false;
            continue;
        }
        std::printf("%-24s matches %3zu, list now has %3zu\n", step.element.c_str(), step.matched, step.list.size());
    }
    if (steps.empty() || steps.back().list.empty() || !understood) {
        std::fprintf(stderr, "vitrine: no usable cipher suite in '%s'\n", string.c_str());
        return kNoCipher;
    }
    for (const CipherSuite* suite : steps.back().list) print_row(*suite);
    return kDone;
}

}  // namespace

int run_ciphers(const Words& words) {
    const Arguments arguments{words, {}};
    if (!arguments.problem().empty()) return usage_error("ciphers", arguments.problem());
    const Words& rest = arguments.words();
    if (rest.empty() || (rest.size() == 1 && rest[0] == "list")) return list();
    if (rest.size() == 2 && rest[0] == "explain") return explain(rest[1]);
    if (rest.size() == 2 && rest[0] == "match") return match(rest[1]);
    return usage_error("ciphers", "takes list, explain NAME or match STRING");
}

}  // namespace vitrine::tools

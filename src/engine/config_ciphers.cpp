#include "engine/config_ciphers.h"

#include <algorithm>

#include "engine/policy.h"

namespace vitrine::engine {

namespace {

using handshake::Auth;
using handshake::BulkCipher;
using handshake::CipherSuite;
using handshake::KeyExchange;
using handshake::MacAlg;
using List = std::vector<const CipherSuite*>;

struct Keyword {
    std::string_view word;
    bool (*matches)(const CipherSuite&);
};

bool is_aes128(const CipherSuite& s) {
    return s.cipher == BulkCipher::aes_128_cbc || s.cipher == BulkCipher::aes_128_gcm ||
           s.cipher == BulkCipher::aes_128_ccm || s.cipher == BulkCipher::aes_128_ccm_8;
}
bool is_aes256(const CipherSuite& s) {
    return s.cipher == BulkCipher::aes_256_cbc || s.cipher == BulkCipher::aes_256_gcm ||
           s.cipher == BulkCipher::aes_256_ccm || s.cipher == BulkCipher::aes_256_ccm_8;
}
bool is_gcm(const CipherSuite& s) {
    return s.cipher == BulkCipher::aes_128_gcm || s.cipher == BulkCipher::aes_256_gcm;
}
bool is_ccm8(const CipherSuite& s) {
    return s.cipher == BulkCipher::aes_128_ccm_8 || s.cipher == BulkCipher::aes_256_ccm_8;
}
bool is_ccm(const CipherSuite& s) {
    return s.cipher == BulkCipher::aes_128_ccm || s.cipher == BulkCipher::aes_256_ccm || is_ccm8(s);
}
bool is_camellia(const CipherSuite& s) {
    return s.cipher == BulkCipher::camellia_128_cbc || s.cipher == BulkCipher::camellia_256_cbc;
}
int strength(const CipherSuite& s) { return handshake::strength_bits(s.cipher); }

// clang-format off
constexpr Keyword kKeywords[] = {
    {"ALL",        [](const CipherSuite& s) { return s.cipher != BulkCipher::null; }},
    {"COMPLEMENTOFALL", [](const CipherSuite& s) { return s.cipher == BulkCipher::null; }},
    {"DEFAULT",    [](const CipherSuite& s) { return allows(Policy::compatible, s); }},
    {"HIGH",       [](const CipherSuite& s) { return strength(s) >= 128 && s.cipher != BulkCipher::rc4_128; }},
    {"MEDIUM",     [](const CipherSuite& s) { return s.cipher == BulkCipher::rc4_128 || s.cipher == BulkCipher::des_ede3_cbc; }},
    {"LOW",        [](const CipherSuite& s) { return s.cipher == BulkCipher::des_cbc; }},
    {"eNULL",      [](const CipherSuite& s) { return s.cipher == BulkCipher::null; }},
    {"NULL",       [](const CipherSuite& s) { return s.cipher == BulkCipher::null; }},
    {"aNULL",      [](const CipherSuite& s) { return s.auth == Auth::none; }},
    {"kRSA",       [](const CipherSuite& s) { return s.key_exchange == KeyExchange::rsa; }},
    {"RSA",        [](const CipherSuite& s) { return s.key_exchange == KeyExchange::rsa; }},
    {"kDHE",       [](const CipherSuite& s) { return s.key_exchange == KeyExchange::dhe; }},
    {"kEDH",       [](const CipherSuite& s) { return s.key_exchange == KeyExchange::dhe; }},
    {"DHE",        [](const CipherSuite& s) { return s.key_exchange == KeyExchange::dhe && s.auth != Auth::none; }},
    {"EDH",        [](const CipherSuite& s) { return s.key_exchange == KeyExchange::dhe && s.auth != Auth::none; }},
    {"kECDHE",     [](const CipherSuite& s) { return s.key_exchange == KeyExchange::ecdhe; }},
    {"kEECDH",     [](const CipherSuite& s) { return s.key_exchange == KeyExchange::ecdhe; }},
    {"ECDHE",      [](const CipherSuite& s) { return s.key_exchange == KeyExchange::ecdhe && s.auth != Auth::none; }},
    {"EECDH",      [](const CipherSuite& s) { return s.key_exchange == KeyExchange::ecdhe && s.auth != Auth::none; }},
    {"aRSA",       [](const CipherSuite& s) { return s.auth == Auth::rsa; }},
    {"aECDSA",     [](const CipherSuite& s) { return s.auth == Auth::ecdsa; }},
    {"ECDSA",      [](const CipherSuite& s) { return s.auth == Auth::ecdsa; }},
    {"AES128",     is_aes128},
    {"AES256",     is_aes256},
    {"AES",        [](const CipherSuite& s) { return is_aes128(s) || is_aes256(s); }},
    {"AESGCM",     is_gcm},
    {"AESCCM",     is_ccm},
    {"AESCCM8",    is_ccm8},
    {"CHACHA20",   [](const CipherSuite& s) { return s.cipher == BulkCipher::chacha20_poly1305; }},
    {"CAMELLIA",   is_camellia},
    {"3DES",       [](const CipherSuite& s) { return s.cipher == BulkCipher::des_ede3_cbc; }},
    {"DES",        [](const CipherSuite& s) { return s.cipher == BulkCipher::des_cbc; }},
    {"RC4",        [](const CipherSuite& s) { return s.cipher == BulkCipher::rc4_128; }},
    {"MD5",        [](const CipherSuite& s) { return s.mac == MacAlg::md5; }},
    {"SHA1",       [](const CipherSuite& s) { return s.mac == MacAlg::sha1; }},
    {"SHA",        [](const CipherSuite& s) { return s.mac == MacAlg::sha1; }},
    {"SHA256",     [](const CipherSuite& s) { return s.mac == MacAlg::sha256; }},
    {"SHA384",     [](const CipherSuite& s) { return s.mac == MacAlg::sha384; }},
    {"TLSv1.2",    [](const CipherSuite& s) { return s.min_version == record::ProtocolVersion::tls12; }},
    {"TLSv1.0",    [](const CipherSuite& s) { return s.min_version == record::ProtocolVersion::tls10; }},
    {"TLSv1",      [](const CipherSuite& s) { return s.min_version == record::ProtocolVersion::tls10; }},
};
// clang-format on

/// The suites this engine runs: those of the preference order first, the others behind.
List all_runnable() {
    List list;
    for (const std::uint16_t value : handshake::preference_order()) {
        const CipherSuite* suite = handshake::find_suite(value);
        if (suite != nullptr && is_implemented(*suite)) list.push_back(suite);
    }
    for (const CipherSuite& suite : handshake::all_suites()) {
        if (is_implemented(suite) && std::ranges::find(list, &suite) == list.end()) list.push_back(&suite);
    }
    return list;
}

const Keyword* keyword(std::string_view word) {
    for (const Keyword& k : kKeywords) {
        if (k.word == word) return &k;
    }
    return nullptr;
}

/// The suites that one element without its operator names: "kRSA+AES" wants both.
List named_by(std::string_view element, bool& understood) {
    understood = true;
    if (const CipherSuite* suite = handshake::find_suite(element)) {
        return is_implemented(*suite) ? List{suite} : List{};
    }
    List matched = all_runnable();
    while (!element.empty()) {
        const auto plus = element.find('+');
        const Keyword* k = keyword(element.substr(0, plus));
        if (k == nullptr) {
            understood = false;
            return {};
        }
        std::erase_if(matched, [&](const CipherSuite* s) { return !k->matches(*s); });
        element = plus == std::string_view::npos ? std::string_view{} : element.substr(plus + 1);
    }
    return matched;
}

bool contains(const List& list, const CipherSuite* suite) { return std::ranges::find(list, suite) != list.end(); }

void apply(char op, const List& matched, List& list, List& killed) {
    const auto in_matched = [&](const CipherSuite* s) { return contains(matched, s); };
    switch (op) {
        case '!':
            killed.insert(killed.end(), matched.begin(), matched.end());
            std::erase_if(list, in_matched);
            break;
        case '-': std::erase_if(list, in_matched); break;
        case '+': std::stable_partition(list.begin(), list.end(), [&](const CipherSuite* s) { return !in_matched(s); }); break;
        default:
            for (const CipherSuite* suite : matched) {
                if (!contains(list, suite) && !contains(killed, suite)) list.push_back(suite);
            }
    }
}

}  // namespace

std::vector<CipherStep> evaluate_cipher_string(std::string_view text) {
    std::vector<CipherStep> steps;
    List list;
    List killed;
    while (!text.empty()) {
        const auto end = text.find_first_of(":, ");
        std::string_view element = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (element.empty()) continue;
        CipherStep step;
        step.element = element;
        if (element == "@STRENGTH") {
            std::ranges::stable_sort(list, [](const auto* a, const auto* b) { return strength(*a) > strength(*b); });
        } else if (!element.starts_with("@SECLEVEL=")) {
            const char op = element.front() == '!' || element.front() == '-' || element.front() == '+' ? element.front() : ' ';
            if (op != ' ') element.remove_prefix(1);
            const List matched = named_by(element, step.understood);
            step.matched = matched.size();
            apply(op, matched, list, killed);
        }
        step.list = list;
        steps.push_back(std::move(step));
    }
    return steps;
}

Result<List> suites_of(std::string_view text) {
    const auto steps = evaluate_cipher_string(text);
    for (const CipherStep& step : steps) {
        if (!step.understood) return fail(ErrorCode::unsupported_algorithm);
    }
    if (steps.empty() || steps.back().list.empty()) return fail(ErrorCode::no_common_cipher_suite);
    return steps.back().list;
}

}  // namespace vitrine::engine

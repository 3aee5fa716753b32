#include "tools/cipher_string.h"

#include <algorithm>

#include "engine/policy.h"

namespace vitrine::tools {

namespace {

using handshake::Auth;
using handshake::BulkCipher;
using handshake::CipherSuite;
using handshake::KeyExchange;
using handshake::MacAlg;

bool is_aes(const CipherSuite& s) {
    return (s.cipher >= BulkCipher::aes_128_cbc && s.cipher <= BulkCipher::aes_256_cbc) ||
           (s.cipher >= BulkCipher::aes_128_gcm && s.cipher <= BulkCipher::aes_256_ccm_8);
}
bool is_gcm(const CipherSuite& s) {
    return s.cipher == BulkCipher::aes_128_gcm || s.cipher == BulkCipher::aes_256_gcm;
}
bool is_ccm(const CipherSuite& s) {
    return s.cipher >= BulkCipher::aes_128_ccm && s.cipher <= BulkCipher::aes_256_ccm_8;
}
bool is_camellia(const CipherSuite& s) {
    return s.cipher == BulkCipher::camellia_128_cbc || s.cipher == BulkCipher::camellia_256_cbc;
}
bool is_anonymous(const CipherSuite& s) {
    return s.auth == Auth::none;
}
bool is_null(const CipherSuite& s) {
    return s.cipher == BulkCipher::null;
}
bool is_ecdhe(const CipherSuite& s) {
    return s.key_exchange == KeyExchange::ecdhe;
}
bool is_dhe(const CipherSuite& s) {
    return s.key_exchange == KeyExchange::dhe;
}
int bits(const CipherSuite& s) {
    return handshake::strength_bits(s.cipher);
}

struct Alias {
    std::string_view name;
    bool (*holds)(const CipherSuite&);
};

// The words of openssl-ciphers(1) that mean something for suites up to TLS 1.2.
constexpr Alias kAliases[] = {
    {"ALL", [](const CipherSuite& s) { return !is_null(s); }},
    {"COMPLEMENTOFALL", is_null},
    {"DEFAULT",
     [](const CipherSuite& s) {
         return !is_null(s) && !is_anonymous(s) && bits(s) >= 128 &&
                s.cipher != BulkCipher::rc4_128;
     }},
    {"HIGH",
     [](const CipherSuite& s) { return bits(s) >= 128 && s.cipher != BulkCipher::rc4_128; }},
    {"MEDIUM",
     [](const CipherSuite& s) {
         return s.cipher == BulkCipher::rc4_128 || s.cipher == BulkCipher::des_ede3_cbc;
     }},
    {"LOW", [](const CipherSuite& s) { return s.cipher == BulkCipher::des_cbc; }},
    {"eNULL", is_null},
    {"NULL", is_null},
    {"aNULL", is_anonymous},
    {"kRSA", [](const CipherSuite& s) { return s.key_exchange == KeyExchange::rsa; }},
    {"RSA", [](const CipherSuite& s) { return s.key_exchange == KeyExchange::rsa; }},
    {"aRSA", [](const CipherSuite& s) { return s.auth == Auth::rsa; }},
    {"kDHE", is_dhe},
    {"kEDH", is_dhe},
    {"DHE", is_dhe},
    {"EDH", is_dhe},
    {"DH",
     [](const CipherSuite& s) { return is_dhe(s) || s.key_exchange == KeyExchange::dh_anon; }},
    {"ADH", [](const CipherSuite& s) { return s.key_exchange == KeyExchange::dh_anon; }},
    {"kECDHE", is_ecdhe},
    {"kEECDH", is_ecdhe},
    {"ECDHE", is_ecdhe},
    {"EECDH", is_ecdhe},
    {"ECDH",
     [](const CipherSuite& s) { return is_ecdhe(s) || s.key_exchange == KeyExchange::ecdh_anon; }},
    {"AECDH", [](const CipherSuite& s) { return s.key_exchange == KeyExchange::ecdh_anon; }},
    {"aDSS", [](const CipherSuite& s) { return s.auth == Auth::dss; }},
    {"DSS", [](const CipherSuite& s) { return s.auth == Auth::dss; }},
    {"aECDSA", [](const CipherSuite& s) { return s.auth == Auth::ecdsa; }},
    {"ECDSA", [](const CipherSuite& s) { return s.auth == Auth::ecdsa; }},
    {"PSK", [](const CipherSuite& s) { return s.auth == Auth::psk || s.auth == Auth::rsa_psk; }},
    {"AES", is_aes},
    {"AES128", [](const CipherSuite& s) { return is_aes(s) && bits(s) == 128; }},
    {"AES256", [](const CipherSuite& s) { return is_aes(s) && bits(s) == 256; }},
    {"AESGCM", is_gcm},
    {"AESCCM", is_ccm},
    {"AESCCM8",
     [](const CipherSuite& s) {
         return s.cipher == BulkCipher::aes_128_ccm_8 || s.cipher == BulkCipher::aes_256_ccm_8;
     }},
    {"CHACHA20", [](const CipherSuite& s) { return s.cipher == BulkCipher::chacha20_poly1305; }},
    {"CAMELLIA", is_camellia},
    {"CAMELLIA128", [](const CipherSuite& s) { return s.cipher == BulkCipher::camellia_128_cbc; }},
    {"CAMELLIA256", [](const CipherSuite& s) { return s.cipher == BulkCipher::camellia_256_cbc; }},
    {"3DES", [](const CipherSuite& s) { return s.cipher == BulkCipher::des_ede3_cbc; }},
    {"DES", [](const CipherSuite& s) { return s.cipher == BulkCipher::des_cbc; }},
    {"RC4", [](const CipherSuite& s) { return s.cipher == BulkCipher::rc4_128; }},
    {"MD5", [](const CipherSuite& s) { return s.mac == MacAlg::md5; }},
    {"SHA1", [](const CipherSuite& s) { return s.mac == MacAlg::sha1; }},
    {"SHA", [](const CipherSuite& s) { return s.mac == MacAlg::sha1; }},
    {"SHA256", [](const CipherSuite& s) { return s.mac == MacAlg::sha256; }},
    {"SHA384", [](const CipherSuite& s) { return s.mac == MacAlg::sha384; }},
    {"TLSv1.2",
     [](const CipherSuite& s) { return s.min_version == record::ProtocolVersion::tls12; }},
    {"TLSv1", [](const CipherSuite& s) { return s.min_version < record::ProtocolVersion::tls12; }},
    {"TLSv1.0",
     [](const CipherSuite& s) { return s.min_version < record::ProtocolVersion::tls12; }},
    {"SSLv3", [](const CipherSuite& s) { return s.min_version < record::ProtocolVersion::tls12; }},
};

/// All runnable suites in our order of preference.
SuiteList runnable() {
    SuiteList all;
    for (const std::uint16_t value : handshake::preference_order()) {
        const CipherSuite* suite = handshake::find_suite(value);
        if (suite != nullptr && engine::is_implemented(*suite)) all.push_back(suite);
    }
    for (const CipherSuite& suite : handshake::all_suites()) {
        const bool known = std::ranges::find(all, &suite) != all.end();
        if (!known && engine::is_implemented(suite)) all.push_back(&suite);
    }
    return all;
}

class Evaluator {
  public:
    CipherMatch run(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find_first_of(":, "), text.size());
            if (end > 0) step(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        match_.suites = list_;
        return std::move(match_);
    }

  private:
    void step(std::string_view word) {
        std::string effect;
        if (word == "@STRENGTH") {
            sort_by_strength();
            effect = "sorts by strength";
        } else {
            const char op = word.front();
            const bool has_op = op == '!' || op == '-' || op == '+';
            effect = apply(has_op ? op : '=', word.substr(has_op ? 1 : 0));
        }
        match_.steps.push_back({std::string{word}, effect, list_});
    }

    /// Strongest first; equals keep their order. Insertion, since the lists are short and
    /// std::stable_sort of this library trips Clang's warning about a deprecated function.
    void sort_by_strength() {
        SuiteList sorted;
        for (const CipherSuite* suite : list_) {
            const auto weaker = std::ranges::find_if(
                sorted, [&](const CipherSuite* other) { return bits(*other) < bits(*suite); });
            sorted.insert(weaker, suite);
        }
        list_ = std::move(sorted);
    }

    std::string apply(char op, std::string_view word) {
        const SuiteList matched = matching(word);
        if (matched.empty()) return match_.unknown_word ? "is not known" : "matches nothing";
        std::size_t changed = 0;
        for (const CipherSuite* suite : matched) {
            const auto at = std::ranges::find(list_, suite);
            const bool listed = at != list_.end();
            if (op == '!') killed_.push_back(suite);
            if (op == '=') {
                if (listed || std::ranges::find(killed_, suite) != killed_.end()) continue;
                list_.push_back(suite);
            } else {
                if (!listed) continue;
                list_.erase(at);
                if (op == '+') list_.push_back(suite);
            }
            ++changed;
        }
        const std::string n = std::to_string(changed);
        switch (op) {
            case '!':
                return "removes " + n + " for good";
            case '-':
                return "removes " + n;
            case '+':
                return "moves " + n + " to the end";
            default:
                return "adds " + n;
        }
    }

    /// The suites of one word: a name, or aliases joined by + that must all hold.
    SuiteList matching(std::string_view word) {
        const SuiteList all = runnable();
        if (const CipherSuite* suite = handshake::find_suite(word); suite != nullptr) {
            return std::ranges::find(all, suite) == all.end() ? SuiteList{} : SuiteList{suite};
        }
        SuiteList found = all;
        while (!word.empty()) {
            const std::size_t plus = std::min(word.find('+'), word.size());
            const auto* alias = std::ranges::find(kAliases, word.substr(0, plus), &Alias::name);
            if (alias == std::end(kAliases)) {
                match_.unknown_word = true;
                return {};
            }
            std::erase_if(found, [&](const CipherSuite* suite) { return !alias->holds(*suite); });
            word.remove_prefix(std::min(plus + 1, word.size()));
        }
        return found;
    }

    CipherMatch match_;
    SuiteList list_;
    SuiteList killed_;
};

}  // namespace

CipherMatch match_ciphers(std::string_view text) {
    return Evaluator{}.run(text);
}

}  // namespace vitrine::tools

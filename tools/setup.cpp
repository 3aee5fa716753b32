#include "tools/setup.h"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>

#include "base/hex.h"
#include "crypto/hash/hash.h"
#include "io/clock.h"
#include "io/file.h"
#include "io/system_rng.h"
#include "io/system_trust.h"
#include "io/text_sink.h"
#include "tools/cipher_string.h"
#include "tools/password.h"
#include "x509/key_file.h"

namespace vitrine::tools {

namespace {

using record::ProtocolVersion;

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(separators), text.size());
        if (end > 0) words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::optional<ProtocolVersion> version_named(std::string_view text) {
    if (text == "1.0" || text == "1") return ProtocolVersion::tls10;
    if (text == "1.1") return ProtocolVersion::tls11;
    if (text == "1.2") return ProtocolVersion::tls12;
    return std::nullopt;
}

int apply_versions(const Options& options, engine::Config& config) {
    if (!options.has("tls")) return kDone;
    const std::string text = options.value("tls");
    const std::size_t dash = text.find('-');
    const auto min = version_named(text.substr(0, dash));
    const auto max = dash == text.npos ? min : version_named(text.substr(dash + 1));
    if (!min.has_value() || !max.has_value() || *min > *max) {
        return complain(kUsage, "--tls", "1.0, 1.1, 1.2 or a range of them");
    }
    config.set_versions(*min, *max);
    return kDone;
}

int apply_ciphers(const Options& options, engine::Config& config) {
    if (!options.has("ciphers")) return kDone;
    const CipherMatch match = match_ciphers(options.value("ciphers"));
    if (match.unknown_word || match.suites.empty())
        return complain(kNoCipher, "--ciphers", "selects nothing; try vitrine ciphers match");
    if (!config.set_suites(match.suites).ok())
        return complain(kNoCipher, "--ciphers", "a suite is not run here");
    return kDone;
}

int apply_lists(const Options& options, engine::Config& config) {
    std::vector<handshake::NamedGroup> groups;
    for (const std::string& word : split(options.value("groups"), ":,")) {
        const auto group = handshake::named_group(word);
        if (!group.has_value()) return complain(kUsage, word, "no such group");
        groups.push_back(*group);
    }
    if (!groups.empty()) config.set_groups(groups);
    std::vector<handshake::SignatureScheme> schemes;
    for (const std::string& word : split(options.value("sigalgs"), ":,")) {
        const auto scheme = handshake::signature_scheme(word);
        if (!scheme.has_value()) return complain(kUsage, word, "no such signature algorithm");
        schemes.push_back(*scheme);
    }
    if (!schemes.empty()) config.set_signature_schemes(schemes);
    const std::vector<std::string> protocols = split(options.value("alpn"), ",:");
    if (!protocols.empty()) config.set_application_protocols(protocols);
    return kDone;
}

int apply_ems(const Options& options, engine::Config& config) {
    const std::string mode = options.value_or("ems", "on");
    if (mode == "on")
        config.set_extended_master_secret(handshake::ExtendedMasterSecret::on);
    else if (mode == "off")
        config.set_extended_master_secret(handshake::ExtendedMasterSecret::off);
    else if (mode == "require")
        config.set_extended_master_secret(handshake::ExtendedMasterSecret::require);
    else
        return complain(kUsage, "--ems", "on, off or require");
    return kDone;
}

int add_trust_bytes(engine::Config& config, ByteView bytes, const std::string& name) {
    const auto added = config.add_trust(bytes, name);
    if (added.ok() && *added == 0)
        return complain(kCannotRead, name,
                        "none of its certificates is well formed; vitrine cert show tells why");
    if (!added.ok()) return complain(kCannotRead, name, added.error());
    return kDone;
}

int add_trust_directory(engine::Config& config, const std::string& directory) {
    const auto found = io::read_hash_directory(directory);
    if (!found.ok()) return complain(kCannotRead, directory, "cannot be read");
    for (const io::NamedFile& file : *found) {
        if (const int code = add_trust_bytes(config, file.contents, file.path); code != kDone)
            return code;
    }
    return kDone;
}

int add_system_trust(engine::Config& config, bool must_exist) {
    const auto bundle = io::read_system_trust();
    if (bundle.ok()) return add_trust_bytes(config, *bundle, "system");
    return must_exist ? complain(kCannotRead, "the system's certificates", "not found")
                      : static_cast<int>(kDone);
}

bool is_hex_digit(char c) {
    return std::isxdigit(static_cast<unsigned char>(c)) != 0;
}

std::string hex_purpose(const std::string& seed, std::string_view purpose) {
    std::string text{seed};
    (text += '/') += purpose;
    return text;
}

}  // namespace

engine::Policy policy_of(const Options& options) {
    return engine::policy_named(options.value_or("policy", "modern"))
        .value_or(engine::Policy::modern);
}

int apply_tls_options(const Options& options, engine::Config& config) {
    if (!engine::policy_named(options.value_or("policy", "modern")).has_value()) {
        return complain(kUsage, "--policy", "modern, compatible, legacy or lab");
    }
    const std::string seed = options.value("seed");
    if (options.has("seed") && (seed.empty() || !std::ranges::all_of(seed, is_hex_digit))) {
        return complain(kUsage, "--seed", "takes hexadecimal digits");
    }
    if (!io::Show::parse(options.value("show")).ok()) {
        return complain(kUsage, "--show",
                        "hex, state, keys, cert, cost and data, with commas between");
    }
    if (!io::colour_mode(options.value_or("color", "auto")).has_value()) {
        return complain(kUsage, "--color", "auto, always or never");
    }
    if (const int code = apply_versions(options, config); code != kDone) return code;
    if (const int code = apply_ciphers(options, config); code != kDone) return code;
    if (const int code = apply_lists(options, config); code != kDone) return code;
    config.set_ticks(is_reproducible(options) ? nullptr : io::monotonic_ns);
    return apply_ems(options, config);
}

int add_credentials(const Options& options, engine::Config& config) {
    const auto& chains = options.values("cert");
    const auto& keys = options.values("key");
    const std::string password = password_from(options.value("key-pass"));
    for (std::size_t i = 0; i < chains.size(); ++i) {
        const std::string& key_file =
            i < keys.size() ? keys[i] : chains[i];  // both may be in one file
        const auto chain = io::read_file(chains[i]);
        const auto key = io::read_file(key_file);
        if (!chain.ok() || !key.ok())
            return complain(kOwnCertificate, chain.ok() ? key_file : chains[i], "cannot be read");
        if (const auto loaded = x509::load_private_key(*key, password); !loaded.ok())
            return complain(kOwnCertificate, key_file, loaded.error());
        const Status added = config.add_credential(*chain, *key, password);
        if (!added.ok()) return complain(kOwnCertificate, chains[i], added.error());
    }
    return kDone;
}

int add_trust(const Options& options, engine::Config& config, bool system_by_default) {
    std::vector<std::string> files = options.values("ca");
    files.insert(files.end(), options.values("trust").begin(), options.values("trust").end());
    for (const std::string& file : files) {
        const auto bytes = io::read_file(file);
        if (!bytes.ok()) return complain(kCannotRead, file, "cannot be read");
        if (const int code = add_trust_bytes(config, *bytes, file); code != kDone) return code;
    }
    for (const std::string& directory : options.values("ca-dir")) {
        if (const int code = add_trust_directory(config, directory); code != kDone) return code;
    }
    const bool none = files.empty() && !options.has("ca-dir");
    const bool asked = options.has("system-ca");
    return asked || (system_by_default && none) ? add_system_trust(config, asked)
                                                : static_cast<int>(kDone);
}

std::optional<Time> time_of(const Options& options) {
    if (!options.has("now")) return io::wall_clock();
    const auto time = io::parse_time(options.value("now"));
    if (time.ok()) return *time;
    complain(kUsage, "--now", "RFC 3339 or seconds since 1970");
    return std::nullopt;
}

bool is_reproducible(const Options& options) {
    return options.has("seed");
}

std::optional<std::array<std::uint8_t, 32>> seed_of(const Options& options,
                                                    std::string_view purpose) {
    std::array<std::uint8_t, 32> seed{};
    if (is_reproducible(options)) {
        const std::string text = hex_purpose(options.value("seed"), purpose);
        copy_bytes(crypto::hash(crypto::HashAlg::sha256, as_bytes(text)).view(), seed);
        return seed;
    }
    io::SystemRng rng;
    if (rng.fill(seed).ok()) return seed;
    complain(kCannotStart, "the system gives no random bytes");
    return std::nullopt;
}

int exit_code_of(const Error& error) {
    switch (error.code) {
        case ErrorCode::address_invalid:
            return kBadAddress;
        case ErrorCode::host_not_found:
            return kNotFound;
        case ErrorCode::connection_refused:
            return kRefused;
        case ErrorCode::timed_out:
            return kTimedOut;
        case ErrorCode::stream_truncated:
        case ErrorCode::socket_failed:
            return kBroken;
        case ErrorCode::no_certificate_configured:
        case ErrorCode::private_key_mismatch:
            return kOwnCertificate;
        case ErrorCode::bad_configuration:
        case ErrorCode::entropy_failure:
            return kCannotStart;
        default:
            break;
    }
    const std::string_view name = info(error.code).name;
    const bool about_chain = error.code >= ErrorCode::certificate_malformed &&
                             error.code <= ErrorCode::certificate_limits_exceeded;
    return about_chain || name == "certificate_list_empty" ? kPeerCertificate : kHandshakeFailed;
}

}  // namespace vitrine::tools

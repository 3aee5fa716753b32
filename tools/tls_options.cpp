#include "tls_options.h"

#include <array>

#include "base/hex.h"
#include "engine/config_ciphers.h"
#include "io/clock.h"
#include "io/file.h"
#include "io/system_rng.h"
#include "io/system_trust.h"

namespace vitrine::tools {

namespace {

using engine::Config;
using engine::Policy;
using handshake::NamedGroup;
using handshake::SignatureScheme;
using record::ProtocolVersion;

constexpr Option kOptions[] = {
    {"--tls", Takes::value},
    {"--policy", Takes::value},
    {"--ciphers", Takes::value},
    {"--groups", Takes::value},
    {"--sigalgs", Takes::value},
    {"--ca", Takes::value},
    {"--trust", Takes::value, "--ca"},
    {"--ca-dir", Takes::value},
    {"--system-ca", Takes::nothing},
    {"--cert", Takes::value},
    {"--key", Takes::value},
    {"--key-pass", Takes::value},
    {"--alpn", Takes::value},
    {"--ems", Takes::value},
    {"--show", Takes::value},
    {"--json", Takes::value},
    {"--ndjson", Takes::value},
    {"--pcapng", Takes::value},
    {"--keylog", Takes::value},
    {"--diagram", Takes::value},
    {"--state-fd", Takes::value},
    {"--seed", Takes::value},
    {"--now", Takes::value},
    {"--i-know-this-is-insecure", Takes::nothing},
    {"--color", Takes::value},
    {"--quiet", Takes::nothing},
    {"-q", Takes::nothing, "--quiet"},
    {"--timeout", Takes::value},
    {"--count", Takes::value},
    {"--ready-fd", Takes::value},
};

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = text.find_first_of(separators);
        if (end != 0) parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return parts;
}

std::optional<ProtocolVersion> version_named(std::string_view text) {
    if (text == "1.0" || text == "1") return ProtocolVersion::tls10;
    if (text == "1.1") return ProtocolVersion::tls11;
    if (text == "1.2") return ProtocolVersion::tls12;
    return std::nullopt;
}

std::optional<Failure> apply_versions(const Arguments& arguments, Config& config) {
    if (!arguments.has("--tls")) return std::nullopt;
    const std::string text = arguments.value("--tls");
    const auto dash = text.find('-');
    const auto min = version_named(text.substr(0, dash));
    const auto max = dash == std::string::npos ? min : version_named(text.substr(dash + 1));
    if (!min.has_value() || !max.has_value() || *min > *max) {
        return Failure{kUsage, "--tls takes 1.0, 1.1, 1.2 or a range like 1.0-1.2, not '" + text + "'"};
    }
    config.set_versions(*min, *max);
    return std::nullopt;
}

std::optional<Failure> apply_ciphers(const Arguments& arguments, Config& config) {
    if (!arguments.has("--ciphers")) return std::nullopt;
    const std::string text = arguments.value("--ciphers");
    const auto suites = engine::suites_of(text);
    if (!suites.ok() || !config.set_suites(*suites).ok()) {
        return Failure{kNoCipher, "no usable cipher suite in '" + text + "'; try: vitrine ciphers match '" + text + "'"};
    }
    return std::nullopt;
}

std::optional<Failure> apply_groups(const Arguments& arguments, Config& config) {
    if (!arguments.has("--groups")) return std::nullopt;
    std::vector<NamedGroup> groups;
    for (const std::string& name : split(arguments.value("--groups"), ":,")) {
        const auto group = handshake::named_group(name);
        if (!group.has_value()) return Failure{kUsage, "no group '" + name + "'; known: x25519 P-256 P-384 P-521 ffdhe2048 ... ffdhe8192"};
        groups.push_back(*group);
    }
    config.set_groups(groups);
    return std::nullopt;
}

std::optional<Failure> apply_schemes(const Arguments& arguments, Config& config) {
    if (!arguments.has("--sigalgs")) return std::nullopt;
    std::vector<SignatureScheme> schemes;
    for (const std::string& name : split(arguments.value("--sigalgs"), ":,")) {
        const auto scheme = handshake::signature_scheme(name);
        if (!scheme.has_value()) return Failure{kUsage, "no signature algorithm '" + name + "'; like RSA+SHA256, ECDSA+SHA256, RSA-PSS+SHA256"};
        schemes.push_back(*scheme);
    }
    config.set_signature_schemes(schemes);
    return std::nullopt;
}

std::optional<Failure> apply_ems(const Arguments& arguments, Config& config) {
    const std::string mode = arguments.value_or("--ems", "on");
    using Mode = handshake::ExtendedMasterSecret;
    if (mode != "on" && mode != "off" && mode != "require") return Failure{kUsage, "--ems takes off, on or require"};
    config.set_extended_master_secret(mode == "off" ? Mode::off : mode == "on" ? Mode::on : Mode::require);
    return std::nullopt;
}

std::optional<Failure> add_trust_file(const std::string& path, ByteView contents, Config& config) {
    const auto added = config.add_trust(contents, path);
    if (added.ok() && *added > 0) return std::nullopt;
    const std::string why = added.ok() ? "no certificate in it" : std::string{info(added.error().code).text};
    return Failure{kCannotRead, "cannot use " + path + " as trust: " + why};
}

std::optional<Failure> apply_trust(const Arguments& arguments, trace::Role role, Config& config) {
    for (const std::string& path : arguments.values("--ca")) {
        std::vector<std::uint8_t> contents;
        if (auto failure = read_input(path, contents)) return failure;
        if (auto failure = add_trust_file(path, contents, config)) return failure;
    }
    for (const std::string& path : arguments.values("--ca-dir")) {
        const auto files = io::read_hash_directory(path);
        if (!files.ok()) return Failure{kCannotRead, "cannot read the directory " + path};
        for (const auto& file : *files) {
            if (auto failure = add_trust_file(file.path, file.contents, config)) return failure;
        }
    }
    const bool named = arguments.has("--ca") || arguments.has("--ca-dir");
    const bool wants_system = arguments.has("--system-ca") || (role == trace::Role::client && !named && !arguments.has("--insecure"));
    if (!wants_system) return std::nullopt;
    const auto system = io::read_system_trust();
    if (!system.ok()) return Failure{kCannotRead, "the system's trust store was not found; name one with --ca FILE"};
    return add_trust_file("system trust store", *system, config);
}

std::optional<Failure> apply_credentials(const Arguments& arguments, Config& config) {
    const auto chains = arguments.values("--cert");
    const auto keys = arguments.values("--key");
    if (keys.size() > chains.size()) return Failure{kUsage, "--key without --cert"};
    for (std::size_t i = 0; i < chains.size(); ++i) {
        const std::string key_path = i < keys.size() ? keys[i] : chains[i];  // both in one file
        std::vector<std::uint8_t> chain;
        std::vector<std::uint8_t> key;
        if (auto failure = read_input(chains[i], chain)) return failure;
        if (auto failure = read_input(key_path, key)) return failure;
        const Status added = config.add_credential(chain, key, arguments.value("--key-pass"));
        if (!added.ok()) {
            return Failure{kOwnCertificate, "cannot use " + chains[i] + " with " + key_path + ": " +
                                                std::string{info(added.error().code).text}};
        }
    }
    return std::nullopt;
}

}  // namespace

std::span<const Option> tls_options() { return kOptions; }

std::optional<Policy> policy_of(const Arguments& arguments) {
    return engine::policy_named(arguments.value_or("--policy", "modern"));
}

std::optional<Failure> read_input(const std::string& path, std::vector<std::uint8_t>& contents) {
    auto read = io::read_file(path);
    if (!read.ok()) return Failure{kCannotRead, "cannot read " + path};
    contents = std::move(*read);
    return std::nullopt;
}

std::optional<Failure> configure(Arguments& arguments, trace::Role role, Config& config) {
    for (const auto& apply : {apply_versions, apply_ciphers, apply_groups, apply_schemes, apply_ems, apply_credentials}) {
        if (auto failure = apply(arguments, config)) return failure;
    }
    if (auto failure = apply_trust(arguments, role, config)) return failure;
    config.set_application_protocols(split(arguments.value("--alpn"), ","));
    config.set_verify_peer(!arguments.has("--insecure"));
    config.set_ticks(io::monotonic_ns);
    return std::nullopt;
}

std::optional<Failure> apply_seed_and_time(const Arguments& arguments, bool loopback, engine::ConnectionOptions& options) {
    const bool fixed = arguments.has("--seed") || arguments.has("--now");
    if (fixed && !loopback && !arguments.has("--i-know-this-is-insecure")) {
        return Failure{kUsage, "--seed and --now make a connection predictable; with a peer that is not on loopback "
                               "they need --i-know-this-is-insecure"};
    }
    options.now = io::wall_clock();
    if (arguments.has("--now")) {
        const auto now = io::parse_time(arguments.value("--now"));
        if (!now.ok()) return Failure{kUsage, "--now takes a time like 2014-12-01T00:00:00Z or seconds since 1970"};
        options.now = *now;
    }
    if (!arguments.has("--seed")) {
        io::SystemRng rng;
        if (!rng.fill(options.seed).ok()) return Failure{kCannotStart, "the system's randomness failed"};
        return std::nullopt;
    }
    options.seed = {};
    if (!hex::decode(arguments.value("--seed"), options.seed).ok()) {
        return Failure{kUsage, "--seed takes at most 64 hexadecimal digits"};
    }
    return std::nullopt;
}

}  // namespace vitrine::tools

// What `connect`, `serve` and `demo` have in common: an engine configuration from options, and what
// is said of an end. Read next: watch.h (what is shown and written of a connection).
#pragma once

#include <array>
#include <cstdio>
#include <optional>
#include <string>

#include "engine/config.h"
#include "engine/connection.h"
#include "tools/verb.h"

namespace vitrine::tools {

inline constexpr std::array kTlsOptions = {
    OptionSpec{"tls", '\0', "RANGE", "1.0, 1.1, 1.2 or 1.0-1.2"},
    OptionSpec{"policy", '\0', "NAME", "modern, compatible, legacy or lab"},
    OptionSpec{"ciphers", '\0', "STRING", "an OpenSSL cipher string, or IANA names"},
    OptionSpec{"groups", '\0', "LIST", "x25519:P-256:P-384:P-521:ffdhe2048"},
    OptionSpec{"sigalgs", '\0', "LIST", "RSA+SHA256:ECDSA+SHA256:RSA-PSS+SHA256"},
    OptionSpec{"ems", '\0', "MODE", "extended master secret: on, off or require"},
    OptionSpec{"alpn", '\0', "LIST", "h2,http/1.1"},
    OptionSpec{"seed", '\0', "HEX", "reproducible, on loopback only"},
    OptionSpec{"now", '\0', "TIME", "RFC 3339 or seconds since 1970"},
    OptionSpec{"show", '\0', "LIST", "hex,state,keys,cert,cost,data"},
    OptionSpec{"color", '\0', "WHEN", "auto, always or never"},
    OptionSpec{"quiet", 'q', "", "no text about the connection"},
};

/// The artefacts of `connect` and `serve`.
inline constexpr std::array kFileOptions = {
    OptionSpec{"ca", '\0', "FILE", "trust these certificates (repeatable)"},
    OptionSpec{"trust", '\0', "FILE", "the same"},
    OptionSpec{"ca-dir", '\0', "DIR", "an OpenSSL hash directory"},
    OptionSpec{"system-ca", '\0', "", "the system's authorities as well"},
    OptionSpec{"cert", '\0', "FILE", "our chain, PEM"},
    OptionSpec{"key", '\0', "FILE", "its private key"},
    OptionSpec{"key-pass", '\0', "SRC", "pass:TEXT, env:NAME or file:NAME"},
    OptionSpec{"json", '\0', "FILE", "the trace as a document"},
    OptionSpec{"ndjson", '\0', "FILE", "the trace, an event a line"},
    OptionSpec{"pcapng", '\0', "FILE", "a capture with its keys inside"},
    OptionSpec{"keylog", '\0', "FILE", "NSS key log lines"},
    OptionSpec{"diagram", '\0', "FILE", "the path through the states, SVG"},
    OptionSpec{"timeout", '\0', "SECONDS", "for the handshake (10)"},
    OptionSpec{"i-know-this-is-insecure", '\0', "", "--seed and --now with any peer"},
};

/// Reads the versions, suites, groups and the rest into `config`.  0, or the exit code (said on
/// stderr).
int apply_tls_options(const Options& options, engine::Config& config);
engine::Policy policy_of(const Options& options);

/// --cert and --key, in pairs.  0 or the exit code.
int add_credentials(const Options& options, engine::Config& config);
/// --ca, --trust, --ca-dir, --system-ca; with `system_by_default` the system's, if none of them is
/// given.
int add_trust(const Options& options, engine::Config& config, bool system_by_default);

/// --now, or the clock.  Nothing if it cannot be read (said on stderr).
std::optional<Time> time_of(const Options& options);
/// --seed, made different for each connection and role, or fresh random bytes.
std::optional<std::array<std::uint8_t, 32>> seed_of(const Options& options,
                                                    std::string_view purpose);
bool is_reproducible(const Options& options);

/// The exit code for how a connection ended.
int exit_code_of(const Error& error);

/// What is known about a failure and what fits, for a log; empty after a clean end.
std::string why_in_one_line(const engine::Connection& connection,
                            const std::optional<Error>& error);
/// What is known about a failure, in a few lines on stderr.
void explain_failure(const engine::Connection& connection, const Error& error);

}  // namespace vitrine::tools

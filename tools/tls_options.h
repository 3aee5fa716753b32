// The options that connect, serve and demo share, and the configuration they make (docs: vitrine help connect).
#pragma once

#include <memory>
#include <optional>

#include "arguments.h"
#include "engine/config.h"
#include "engine/connection.h"

namespace vitrine::tools {

/// Options of every verb that runs a handshake; verbs add their own.
std::span<const Option> tls_options();

struct Failure {
    int exit_code = kUsage;
    std::string text;  ///< one sentence, with the way out
};

/// Builds the configuration for a side. Nothing on success; else what to say and the exit code.
std::optional<Failure> configure(Arguments& arguments, trace::Role role, engine::Config& config);

/// The policy that --policy names; nothing and a failure if it names none.
std::optional<engine::Policy> policy_of(const Arguments& arguments);

/// Seed and time: from --seed and --now, else the system's. `loopback`: whether the peer is on this machine;
/// elsewhere a fixed seed or time needs --i-know-this-is-insecure.
std::optional<Failure> apply_seed_and_time(const Arguments& arguments,
                                           bool loopback,
                                           engine::ConnectionOptions& options);

/// Reads a whole file; on failure says so.
std::optional<Failure> read_input(const std::string& path, std::vector<std::uint8_t>& contents);

}  // namespace vitrine::tools

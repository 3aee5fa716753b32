// The named policies: which versions, suites, groups and sizes are on without further words.
// modern (default): forward secret suites at TLS 1.2. compatible: also DHE, static RSA, TLS 1.0
// and 1.1. legacy: also 3DES, RC4, SHA-1 certificates, DHE of 1024 bits. lab: everything that is
// not a bug. What each switches on, and why, is docs/design.md's table of policies.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "handshake/signature_scheme.h"
#include "handshake/suites.h"

namespace vitrine::engine {

enum class Policy : std::uint8_t { modern, compatible, legacy, lab };

std::string_view name_of(Policy policy);
std::optional<Policy> policy_named(std::string_view name);

/// Whether the policy has this suite on. Suites that this engine cannot run are never on.
bool allows(Policy policy, const handshake::CipherSuite& suite);
/// Whether the policy has this signature scheme on at TLS 1.2.
bool allows(Policy policy, handshake::SignatureScheme scheme);
record::ProtocolVersion min_version(Policy policy);
std::size_t min_dh_bits(Policy policy);
std::size_t min_rsa_bits(Policy policy);

/// Whether this engine has the code for a suite: its key exchange, cipher and MAC.
bool is_implemented(const handshake::CipherSuite& suite);

}  // namespace vitrine::engine

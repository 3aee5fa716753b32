// What a handshake is told by its configuration: views into memory that outlives it (engine/config
// owns it).
#pragma once

#include <span>
#include <string_view>

#include "base/time.h"
#include "crypto/pk/dh.h"
#include "handshake/limits.h"
#include "handshake/named_group.h"
#include "handshake/session_cache.h"
#include "handshake/signature_scheme.h"
#include "handshake/suites.h"
#include "record/protocol_version.h"
#include "x509/certificate.h"
#include "x509/private_key.h"
#include "x509/verify.h"

namespace vitrine::handshake {

struct Transition;

enum class ClientAuth : std::uint8_t { off, request, require };
enum class ExtendedMasterSecret : std::uint8_t { off, on, require };

/// A chain (DER, leaf first) and the key that belongs to its leaf.
struct Credential {
    std::span<const ByteView> chain;
    const x509::Certificate* leaf = nullptr;
    const x509::PrivateKey* key = nullptr;
    ByteView status;  ///< an OCSP response about the leaf, to be stapled; empty: none
};

struct Settings {
    record::ProtocolVersion min_version = record::ProtocolVersion::tls12;
    record::ProtocolVersion max_version = record::ProtocolVersion::tls12;
    std::span<const CipherSuite* const> suites;  ///< in order of preference
    std::span<const NamedGroup> groups;          ///< in order of preference, curves and FFDHE
    std::span<const SignatureScheme> signature_schemes;  ///< what we accept and make at TLS 1.2
    std::span<const Credential> credentials;
    const x509::TrustAnchors* trust = nullptr;
    x509::PathPolicy path_policy;
    bool verify_peer = true;                    ///< client: false only where the user says so
    ClientAuth client_auth = ClientAuth::off;   ///< server
    std::span<const ByteView> client_ca_names;  ///< server: DER names for CertificateRequest
    std::span<const std::string_view> application_protocols;
    ExtendedMasterSecret extended_master_secret = ExtendedMasterSecret::on;
    bool require_secure_renegotiation = true;
    std::size_t min_dh_bits = 2048;
    const crypto::DhGroup* dh_group = nullptr;  ///< server: when the client names no FFDHE group
    SessionCache* session_cache = nullptr;      ///< server
    bool send_fallback_scsv = false;            ///< client
    bool ask_status = false;  ///< client: for a stapled OCSP response (RFC 6066 §8)
    Limits limits;
    std::span<const Transition> table;  ///< the side's table; tests give an altered one
};

}  // namespace vitrine::handshake

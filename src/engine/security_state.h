// What the application is told about its connection, as a value that can be kept by copying. "Not
// reached" and "unknown" are values of their own, never silently "fine". Texts are static or lie in
// the connection. io/state_json writes it in the form of docs/security-state.md.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/alert.h"
#include "base/error.h"
#include "base/trace.h"
#include "handshake/event.h"
#include "handshake/state.h"
#include "record/protocol_version.h"

namespace vitrine::engine {

enum class Phase : std::uint8_t { handshake, connected, closed };

/// How the peer's identity stands.
enum class PeerIdentity : std::uint8_t {
    not_reached,  ///< the handshake has not come to it
    anonymous,    ///< the peer showed no certificate
    unverified,   ///< a certificate was shown and, by policy, not verified
    verified,     ///< chain and name were verified in this handshake
    resumed,      ///< carried over from an earlier handshake
};
std::string_view name_of(PeerIdentity identity);

enum class EndKind : std::uint8_t {
    clean_close,
    truncated,
    alert_sent,
    alert_received,
    refused_by_policy,
    transport_failed,
};
std::string_view name_of(EndKind kind);

/// Why and where a connection ended. `error` is ours; `alert` is the one that was sent or received.
struct End {
    EndKind kind = EndKind::clean_close;
    std::optional<Error> error;
    std::optional<AlertDescription> alert;
    handshake::State state{};  ///< in which it ended
    handshake::Event event{};  ///< the event that was refused, if one was
};

struct Warning {
    std::string_view id;  ///< stable: "TLS.VERSION_DEPRECATED"
    std::string_view text;
};

struct SecurityState {
    static constexpr std::size_t kMaxWarnings = 12;

    std::string_view at = "start";
    Phase phase = Phase::handshake;
    std::optional<record::ProtocolVersion> version;
    std::string_view cipher_suite;  ///< empty: none chosen
    // confidentiality and integrity of what we write and read now
    std::string_view cipher = "none";
    int cipher_bits = 0;
    std::string_view mac = "none";
    bool protected_write = false;
    bool protected_read = false;
    // identities
    PeerIdentity peer = PeerIdentity::not_reached;
    std::string_view peer_name;  ///< what was asked for and found; empty if none was asked
    bool revocation_checked = false;
    bool own_certificate = false;  ///< we showed one
    // key exchange
    std::string_view key_exchange = "none";
    std::string_view group;      ///< empty: none
    std::string_view signature;  ///< empty: none
    bool forward_secret = false;
    // session
    bool resumed = false;
    bool extended_master_secret = false;
    bool secure_renegotiation = false;
    std::uint16_t epoch = 0;
    std::string_view application_protocol;
    // what is weak
    std::array<Warning, kMaxWarnings> warnings{};
    std::size_t warning_count = 0;
    std::optional<End> end;

    void warn(std::string_view id, std::string_view text);
    [[nodiscard]] bool is_authenticated() const {
        return peer == PeerIdentity::verified || peer == PeerIdentity::resumed;
    }
};

}  // namespace vitrine::engine

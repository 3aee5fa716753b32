// What two peers remember to resume: RFC 5246 §7.3 fig. 2, RFC 7627 §5.3, RFC 6066 §3.
// A session is stored only after both Finished, bound to version, suite, server name and the
// extended master secret. Read next: session_cache.h.
#pragma once

#include <array>

#include "base/bytes.h"
#include "base/time.h"
#include "handshake/key_schedule.h"

namespace vitrine::handshake {

/// opaque SessionID<0..32>
struct SessionId {
    std::array<std::uint8_t, 32> bytes{};
    std::uint8_t len = 0;

    SessionId() = default;
    /// Copies at most 32 bytes.
    explicit SessionId(ByteView from)
        : len(static_cast<std::uint8_t>(from.size() < 32 ? from.size() : 32)) {
        copy_bytes(from.first(len), bytes);
    }
    [[nodiscard]] ByteView view() const { return ByteView{bytes}.first(len); }
    [[nodiscard]] bool empty() const { return len == 0; }
};

/// Who the peer was in the full handshake, carried along by resumption.
struct PeerSummary {
    bool authenticated = false;                ///< a chain was verified then
    std::array<std::uint8_t, 32> leaf_hash{};  ///< SHA-256 of the leaf's DER; zero if none was sent
};

struct Session {
    static constexpr std::size_t kMaxNameLen = 255;

    SessionId id;
    record::ProtocolVersion version{};
    std::uint16_t cipher_suite = 0;
    MasterSecret master;
    bool extended_master_secret = false;
    Time created;
    PeerSummary peer;
    std::array<char, kMaxNameLen> name_bytes{};
    std::uint8_t name_len = 0;

    [[nodiscard]] std::string_view server_name() const { return {name_bytes.data(), name_len}; }
    void set_server_name(std::string_view name);
    /// An explicit copy, since secrets are not copied by accident.
    [[nodiscard]] Session clone() const;
};

}  // namespace vitrine::handshake

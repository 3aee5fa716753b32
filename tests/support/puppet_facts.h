// What a puppet knows of its handshake, and what follows from it by computation alone: master
// secret, keys, verify_data (RFC 5246 §6.3, §7.4.9, §8.1). The transcript is a copy of the
// messages, so that any part of it can be left out or said again.
#pragma once

#include <array>
#include <optional>

#include "handshake/handshake.h"
#include "support/puppet_identity.h"

namespace vitrine::test {

/// A session as both ends may remember it.
struct Memory {
    Bytes id;
    record::ProtocolVersion version{};
    std::uint16_t suite = 0;
    std::array<std::uint8_t, 48> master{};
    bool extended_master_secret = false;
};

struct Facts {
    record::ProtocolVersion version{};
    std::uint16_t offered_version = 0;  ///< of the ClientHello, as it stands in the premaster
    const handshake::CipherSuite* suite = nullptr;
    handshake::HelloRandoms randoms;
    Bytes session_id;
    bool offered_extended_master_secret = false;
    std::vector<std::uint16_t> offered_extensions;
    bool extended_master_secret = false;
    bool resuming = false;

    std::vector<Bytes> messages;  ///< the transcript
    Bytes peer_leaf;              ///< DER
    x509::Certificate peer;       ///< view of peer_leaf

    handshake::Group group;
    Bytes group_p;
    Bytes group_g;
    Bytes peer_value;
    Bytes own_value;
    handshake::KeyShareSecret own_secret;
    Bytes premaster;
    std::array<std::uint8_t, 48> master{};
    bool has_master = false;

    /// All messages so far, one after the other.
    [[nodiscard]] Bytes transcript() const;
    [[nodiscard]] crypto::Digest session_hash() const;
    /// From the premaster; the transcript must end with ClientKeyExchange (RFC 7627 §3).
    void derive_master();
    [[nodiscard]] handshake::KeyBlock key_block() const;
    [[nodiscard]] handshake::VerifyData verify_data(trace::Role sender) const;
    [[nodiscard]] record::ProtectionSpec protection() const;
    [[nodiscard]] Memory memory() const;
};

}  // namespace vitrine::test

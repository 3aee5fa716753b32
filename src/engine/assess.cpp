#include "engine/assess.h"

#include <algorithm>

#include "handshake/groups.h"

namespace vitrine::engine {

namespace {

using handshake::BulkCipher;
using handshake::CipherSuite;
using handshake::Handshake;
using handshake::KeyExchange;
using record::ProtocolVersion;

PeerIdentity identity_of(const Handshake& hs) {
    if (!hs.peer.has_value() && !hs.connected.has_value()) return PeerIdentity::not_reached;
    const handshake::PeerProof& proof = hs.connected.has_value() ? hs.connected->peer : *hs.peer;
    if (std::holds_alternative<x509::VerifiedChain>(proof)) return PeerIdentity::verified;
    if (const auto* resumed = std::get_if<handshake::ResumedPeer>(&proof)) {
        const auto& leaf_hash = resumed->summary().leaf_hash;
        if (resumed->summary().authenticated) return PeerIdentity::resumed;
        const bool showed_none =
            std::ranges::all_of(leaf_hash, [](auto byte) { return byte == 0; });
        return showed_none ? PeerIdentity::anonymous : PeerIdentity::unverified;
    }
    if (std::holds_alternative<handshake::UnverifiedPeer>(proof)) return PeerIdentity::unverified;
    return PeerIdentity::anonymous;
}

void assess_suite(const Handshake& hs, SecurityState& state) {
    const CipherSuite& suite = *hs.suite;
    state.cipher_suite = suite.name;
    state.key_exchange = handshake::name_of(suite.key_exchange);
    state.forward_secret = handshake::is_ephemeral(suite.key_exchange);
    if (state.forward_secret && !hs.resuming) state.group = handshake::name_of(hs.group);
    if (state.forward_secret && !hs.resuming && hs.version >= ProtocolVersion::tls12) {
        state.signature = handshake::name_of(hs.signature_scheme);
    }
    if (!state.protected_write && !state.protected_read) return;
    state.cipher = handshake::name_of(suite.cipher);
    state.cipher_bits = handshake::strength_bits(suite.cipher);
    state.mac = handshake::name_of(suite.mac);
}

void warn_of_version(const Handshake& hs, SecurityState& state) {
    if (hs.version >= ProtocolVersion::tls12) return;
    state.warn("TLS.VERSION_DEPRECATED", "TLS 1.0 and 1.1 are deprecated (RFC 8996)");
    if (hs.version == ProtocolVersion::tls10 && hs.suite != nullptr &&
        handshake::is_cbc(hs.suite->cipher)) {
        state.warn("TLS.CBC_CHAINED_IV",
                   "CBC with chained IVs: BEAST, mitigated by 1/n-1 record splitting");
    }
}

void warn_of_suite(const CipherSuite& suite, SecurityState& state) {
    if (!handshake::is_ephemeral(suite.key_exchange)) {
        state.warn("TLS.NO_FORWARD_SECRECY",
                   "no forward secrecy: who gets the server's key can read this later");
    }
    if (suite.key_exchange == KeyExchange::dhe) {
        state.warn("TLS.FFDHE",
                   "finite-field Diffie-Hellman: RFC 9325 advises against it at TLS 1.2");
    }
    switch (suite.cipher) {
        case BulkCipher::null:
            state.warn("TLS.NO_ENCRYPTION", "the NULL cipher does not encrypt");
            break;
        case BulkCipher::rc4_128:
            state.warn("TLS.RC4", "RC4 is prohibited: its keystream is biased (RFC 7465)");
            break;
        case BulkCipher::des_cbc:
            state.warn("TLS.DES", "single DES is broken by brute force (RFC 5469)");
            break;
        case BulkCipher::des_ede3_cbc:
            state.warn("TLS.64_BIT_BLOCK",
                       "3DES has 64-bit blocks: SWEET32 limits how much may be sent");
            break;
        default:
            if (handshake::is_cbc(suite.cipher)) {
                state.warn("TLS.MAC_THEN_ENCRYPT",
                           "CBC with MAC-then-encrypt: padding checked in constant time");
            }
            break;
    }
}

void warn_of_session(const Handshake& hs, SecurityState& state) {
    if (!hs.extended_master_secret) {
        state.warn(
            "TLS.NO_EMS",
            "no extended master secret: triple handshake attack on renegotiation and resumption");
    }
    if (!hs.secure_renegotiation) {
        state.warn("TLS.NO_SECURE_RENEGOTIATION",
                   "peer does not support secure renegotiation (RFC 5746)");
    }
    if (state.peer == PeerIdentity::unverified) {
        state.warn("TLS.PEER_NOT_VERIFIED",
                   "the peer's certificate was not verified: anyone could be there");
    }
    if (state.peer == PeerIdentity::verified && !state.revocation_checked) {
        state.warn("TLS.REVOCATION_NOT_CHECKED",
                   "revocation of the peer's certificate was not checked");
    }
}

}  // namespace

void assess(const Handshake& hs, SecurityState& state) {
    state.warning_count = 0;
    state.phase = hs.state == handshake::State::closed      ? Phase::closed
                  : hs.state == handshake::State::connected ? Phase::connected
                                                            : Phase::handshake;
    if (hs.suite == nullptr) return;
    state.version = hs.version;
    state.protected_write = hs.records.write_epoch() > 0;
    state.protected_read = hs.records.read_epoch() > 0;
    state.epoch = hs.records.read_epoch();
    state.peer = identity_of(hs);
    state.peer_name = hs.peer_name;
    state.revocation_checked = hs.status_good;
    state.own_certificate = hs.own_credential != nullptr;
    state.resumed = hs.resuming;
    state.extended_master_secret = hs.extended_master_secret;
    state.secure_renegotiation = hs.secure_renegotiation;
    state.application_protocol = as_text(hs.application_protocol);
    assess_suite(hs, state);
    warn_of_version(hs, state);
    warn_of_suite(*hs.suite, state);
    if (state.phase != Phase::handshake) warn_of_session(hs, state);
}

}  // namespace vitrine::engine

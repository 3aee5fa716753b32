// The context of one handshake: everything that handlers read and write. No behaviour of its own.
// It lives from the first byte to `connected` and lies in the connection's arena with all that it
// points to. Read next: client.cpp or server.cpp, the handlers in the order of RFC 5246 §7.3.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "base/arena.h"
#include "base/rng.h"
#include "base/trace.h"
#include "handshake/event.h"
#include "handshake/key_schedule.h"
#include "handshake/operation.h"
#include "handshake/session.h"
#include "handshake/settings.h"
#include "handshake/state.h"
#include "handshake/transcript.h"
#include "record/record_layer.h"

namespace vitrine::handshake {

/// Proof that the peer's Finished matched; made by `verify_finished` only.
class VerifiedFinished {
    VerifiedFinished() = default;
    friend Result<VerifiedFinished> verify_finished(const VerifyData& expected, ByteView received);
};

/// Compares in constant time.  Errors: finished_mismatch.
Result<VerifiedFinished> verify_finished(const VerifyData& expected, ByteView received);

/// Proof that the peer is the one of an earlier handshake; made by `resume` from a stored session
/// only.
class ResumedPeer {
  public:
    [[nodiscard]] const PeerSummary& summary() const { return summary_; }

  private:
    explicit ResumedPeer(const PeerSummary& summary) : summary_(summary) {}
    friend ResumedPeer resume(const Session& session);
    PeerSummary summary_;
};
ResumedPeer resume(const Session& session);

/// The peer showed no certificate: a server's client that was not asked or did not want to.
struct AnonymousPeer {};
/// The peer's certificate was not verified because the policy says so; the security state says it
/// too.
struct UnverifiedPeer {};

using PeerProof = std::variant<x509::VerifiedChain, ResumedPeer, AnonymousPeer, UnverifiedPeer>;

/// What a finished handshake hands over. Cannot be made without its proofs.
struct Connected {
    PeerProof peer;
    VerifiedFinished finished;
};

/// What the client offered, kept by both sides to check the answer and to explain a failure.
struct Offer {
    record::ProtocolVersion version{};
    wire::U16View cipher_suites;
    wire::U16View groups;
    wire::U16View signature_schemes;
    bool has_groups = false;
    bool has_signature_schemes = false;
    bool extended_master_secret = false;
    bool secure_renegotiation = false;
    bool status_request = false;
    std::string_view server_name;
    ByteView application_protocols;
};

struct Handshake {
    Handshake(trace::Role side,
              const Settings& configured,
              base::Arena& memory,
              record::RecordLayer& layer,
              Rng& random)
        : role(side),
          settings(configured),
          table(configured.table),
          arena(memory),
          records(layer),
          rng(random) {}

    // who, and with what
    trace::Role role;
    State state = State::start;
    const Settings& settings;
    std::span<const Transition> table;
    base::Arena& arena;
    record::RecordLayer& records;
    Rng& rng;
    trace::Sink* sink = nullptr;
    Time now;
    std::string_view peer_name;  ///< client: the name that the certificate must have; empty: none
    std::optional<x509::ReferenceId> reference_id;  ///< the same, parsed

    // what was offered and chosen
    Offer offer;
    record::ProtocolVersion version{};
    const CipherSuite* suite = nullptr;
    HelloRandoms randoms;
    SessionId session_id;
    std::optional<Session> session;  ///< client: offered; server: found
    bool resuming = false;
    bool extended_master_secret = false;
    bool secure_renegotiation = false;
    bool answer_server_name = false;
    bool answer_point_formats = false;
    ByteView application_protocol;  ///< chosen; empty: none

    // who the peer is
    std::span<x509::Certificate> peer_certificates;
    std::optional<PeerProof> peer;
    x509::PathReport* path_report = nullptr;
    bool status_promised = false;  ///< the server answered status_request
    bool status_came = false;      ///< client: CertificateStatus was received
    bool status_good = false;      ///< and says that the certificate is not revoked

    // ourselves
    const Credential* own_credential = nullptr;
    bool certificate_requested = false;
    wire::U16View requested_schemes;  ///< of the CertificateRequest
    ByteView requested_types;

    /// Server: a CertificateStatus follows our Certificate.
    [[nodiscard]] bool staples_status() const {
        return offer.status_request && !resuming && own_credential != nullptr &&
               !own_credential->status.empty();
    }

    // key exchange
    Group group;
    SignatureScheme signature_scheme{};  ///< of ServerKeyExchange (1.2), for the security state
    SignatureScheme own_scheme{};        ///< of what we sign at 1.2
    ByteView params;  ///< ServerDHParams or ServerECDHParams, the bytes that are signed
    ByteView signature;
    ByteView peer_value;
    ByteView own_value;
    KeyShareSecret own_secret;
    PremasterSecret premaster;
    bool has_premaster = false;
    MasterSecret master;
    bool has_master = false;
    std::optional<KeyBlock> keys;
    Transcript transcript;
    VerifyData own_verify_data{};
    VerifyData peer_verify_data{};
    std::optional<VerifiedFinished> finished;

    // operations
    Operation* operation = nullptr;  ///< out, in a state that waits for it
    std::uint32_t operations_asked = 0;

    // how it goes, and how it ended
    std::size_t hello_requests = 0;
    std::size_t warnings_in_a_row = 0;
    ByteView application_data;  ///< of the record at hand
    AlertDescription received_alert{};
    bool received_fatal_alert = false;
    bool received_close_notify = false;
    std::optional<Error> failure;
    State failed_in = State::start;
    Event refused_event = Event::ready;
    std::optional<Connected> connected;
};

}  // namespace vitrine::handshake

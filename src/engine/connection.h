// One end of a TLS connection, without I/O: bytes from the peer in, bytes for the peer out, and
// what happened as events. It never blocks and never looks at a clock.
//
//     Connection client{config, {.server_name = "example.org", .now = now}};
//     client.start();
//     auto taken = client.receive(bytes_from_peer);   // decrypts in place, says how much it took
//     client.received();  client.consume(n);          // a view of the plaintext
//     client.write(plaintext);
//     client.pending_output();  client.sent(n);       // what must go to the peer
//     client.close();
//
// After any failure the connection is closed, an alert waits in pending_output(), and
// security_state().end says why. Read next: config.h, security_state.h, handshake/machine.h.
#pragma once

#include <optional>
#include <string_view>

#include "base/arena.h"
#include "crypto/drbg.h"
#include "engine/config.h"
#include "engine/security_state.h"
#include "handshake/defragmenter.h"
#include "handshake/handshake.h"
#include "record/record_layer.h"

namespace vitrine::engine {

/// What differs from connection to connection.
struct ConnectionOptions {
    std::string_view server_name = {};  ///< client: for SNI; empty: none is sent
    std::string_view verify_name =
        {};  ///< client: the name or IP the certificate must have; empty: none
    Time now = {};
    std::array<std::uint8_t, 32>
        seed{};  ///< of the connection's generator; from a true source, or for replay
    trace::Sink* sink = nullptr;
    x509::PathReport* path_report = nullptr;
    const handshake::Session* session = nullptr;  ///< client: to resume
    bool immediate_operations = true;  ///< false: the caller runs operation() and calls complete()
};

class Connection {
  public:
    /// `config` must outlive the connection.
    Connection(const Config& config, trace::Role role, const ConnectionOptions& options);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// A client's first flight; nothing for a server.  Errors: entropy_failure, bad_configuration
    /// ...
    Status start();

    /// Takes whole records from the front of `bytes`, decrypting them in place, and returns how
    /// many bytes it took. It stops early when application data is there to be read or an operation
    /// is out. What was not taken must be given again, with more behind it. Errors: whatever the
    /// peer's bytes deserve; the connection is then closed.
    Result<std::size_t> receive(MutByteView bytes);
    /// Application data, in the bytes last given to `receive`; valid until they change.
    [[nodiscard]] ByteView received() const { return received_; }
    void consume(std::size_t n) { received_ = received_.subspan(n); }

    /// Seals as much of `plaintext` as finds room, and returns how much.  Errors: not_connected,
    /// connection_closed, record_sequence_exhausted.
    Result<std::size_t> write(ByteView plaintext);

    /// What must go to the peer; ask again after `sent` until it is empty.
    [[nodiscard]] ByteView pending_output() const { return records_.pending_output(); }
    void sent(std::size_t n) { records_.sent(n); }

    /// The operation that is out, or null. Complete it with the Status of running it.
    [[nodiscard]] handshake::Operation* operation();
    Status complete(const Status& result);

    /// Sends close_notify. The peer's own is still awaited, to tell an end from a truncation.
    void close();
    /// The transport ended: a clean end only after the peer's close_notify (RFC 5246 §7.2.1).
    void transport_ended();

    [[nodiscard]] bool is_connected() const { return hs().state == handshake::State::connected; }
    [[nodiscard]] bool is_closed() const { return hs().state == handshake::State::closed; }
    [[nodiscard]] bool peer_closed() const { return hs().received_close_notify; }
    [[nodiscard]] const SecurityState& security_state() const { return security_; }
    /// The handshake's context, for reports and explanations.
    [[nodiscard]] const handshake::Handshake& handshake() const { return hs(); }
    /// The session, once connected, to resume it later; none without an ID.
    [[nodiscard]] std::optional<handshake::Session> session() const;

  private:
    friend struct ConnectionAccess;  // tests/support/connection_access.h

    [[nodiscard]] handshake::Handshake& hs() { return handshake_; }
    [[nodiscard]] const handshake::Handshake& hs() const { return handshake_; }

    Status take_record(MutByteView record);
    Status take_content(record::ContentType type, MutByteView content);
    Status take_handshake(ByteView fragment);
    Status drain_messages();
    Status take_alert(ByteView content);
    Status take_step(handshake::Event event, record::ContentType type, ByteView message);
    Status go_on();
    void end_as_peer_said();
    Status run_operations();
    Status fail_with(const Error& error);
    void note_change(std::string_view at);
    void end_with(const End& end);
    void finish_handshake();
    void forget_session();

    const Config& config_;
    crypto::Drbg rng_;
    base::Arena arena_;
    record::RecordLayer records_;
    handshake::Defragmenter messages_;
    handshake::Handshake handshake_;
    SecurityState security_;
    trace::Sink* sink_;
    ByteView received_;
    std::uint64_t bytes_received_ = 0;
    bool immediate_;
    bool was_connected_ = false;
    bool started_ = false;
};

}  // namespace vitrine::engine

// Moves bytes between one socket and one engine::Connection, and never blocks: whoever watches the
// socket calls `readable` and `writable`. Partial writes, slow peers and half-closed connections
// end here. Read next: tls_stream.h (a client that waits), tools/serve.cpp (many connections at
// once).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "engine/connection.h"
#include "io/socket.h"

namespace vitrine::io {

class TlsPump {
  public:
    using OnData = std::function<void(ByteView plaintext)>;

    /// All must outlive the pump. `on_data` gets the peer's plaintext; it may call `send` and
    /// `finish`.
    TlsPump(engine::Connection& connection, Socket& socket, OnData on_data);

    /// A client's first flight goes out.
    void start();
    /// The socket can be read, or written.
    void readable();
    void writable() { flush(); }

    /// Queues plaintext; it is sealed as room comes, once connected.
    void send(ByteView plaintext);
    /// Sends close_notify when the queue is empty.
    void finish();

    [[nodiscard]] bool wants_write() const {
        return !connection_.pending_output().empty() && !broken_;
    }
    [[nodiscard]] bool wants_read() const { return !ended_ && backlog() < kMaxBacklog; }
    /// Plaintext that waits to be sealed.
    [[nodiscard]] std::size_t backlog() const { return queue_.size() - queue_at_; }
    /// Nothing is left to do: closed on both sides and everything written, or the transport is
    /// gone.
    [[nodiscard]] bool done() const;
    /// The first failure of the connection or its transport.
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    /// The same as a status: good as long as nothing went wrong.
    [[nodiscard]] Status outcome() const {
        return error_.has_value() ? Status{*error_} : vitrine::done();
    }
    /// Nothing more comes from the peer; what is queued may still go out.
    [[nodiscard]] bool transport_ended() const { return ended_; }

  private:
    static constexpr std::size_t kMaxBacklog = std::size_t{1} << 18;

    void take_input();
    void settle_end();
    void flush();
    void seal_queue();
    void note(const Error& error);

    engine::Connection& connection_;
    Socket& socket_;
    OnData on_data_;
    std::vector<std::uint8_t> input_;
    std::size_t input_end_ = 0;
    std::vector<std::uint8_t> queue_;
    std::size_t queue_at_ = 0;
    bool finishing_ = false;
    bool close_sent_ = false;
    bool ended_ = false;   // nothing more comes
    bool broken_ = false;  // nothing more can be written
    bool shut_ = false;    // our FIN is out
    std::optional<Error> error_;
};

}  // namespace vitrine::io

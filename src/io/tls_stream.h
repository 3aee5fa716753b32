// A client that waits: one connection over one socket, with a deadline for the handshake.
// For more than one connection, or for a second source of data, see event_loop.h and tls_pump.h.
#pragma once

#include "io/tls_pump.h"

namespace vitrine::io {

class TlsStream {
  public:
    struct Timeouts {
        int handshake_ms = 10000;
        int idle_ms = -1;     ///< between two reads; -1: for ever
        int close_ms = 2000;  ///< for the peer's close_notify
    };

    TlsStream(engine::Connection& connection,
              Socket& socket,
              TlsPump::OnData on_data,
              Timeouts timeouts)
        : connection_(connection),
          socket_(socket),
          pump_(connection, socket, std::move(on_data)),
          timeouts_(timeouts) {}

    /// Until connected.  Errors: those of the connection, timed_out, stream_truncated,
    /// socket_failed.
    Status handshake();
    /// Writes all of `plaintext`, reading what comes meanwhile.
    Status write(ByteView plaintext);
    /// Reads until the peer closes; plaintext goes to `on_data`.
    /// Errors: stream_truncated if it ends without close_notify; timed_out after idle_ms.
    Status read_to_end();
    /// Sends close_notify and waits a moment for the peer's.
    void close();

    [[nodiscard]] TlsPump& pump() { return pump_; }

  private:
    /// Waits for the socket and moves bytes once.  Errors: timed_out, and the pump's.
    Status turn(int timeout_ms);

    engine::Connection& connection_;
    Socket& socket_;
    TlsPump pump_;
    Timeouts timeouts_;
};

}  // namespace vitrine::io

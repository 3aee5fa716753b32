#include "io/tls_stream.h"

#include <algorithm>

#include "io/clock.h"

namespace vitrine::io {

namespace {

/// A span of time that runs out; -1 ms never does.
class Deadline {
  public:
    explicit Deadline(int ms)
        : never_(ms < 0),
          end_ns_(monotonic_ns() + static_cast<std::uint64_t>(std::max(ms, 0)) * 1000000) {}

    [[nodiscard]] int left_ms() const {
        if (never_) return -1;
        const std::uint64_t now = monotonic_ns();
        return now >= end_ns_ ? 0 : static_cast<int>((end_ns_ - now) / 1000000 + 1);
    }

  private:
    bool never_;
    std::uint64_t end_ns_;
};

}  // namespace

Status TlsStream::handshake() {
    const Deadline deadline{timeouts_.handshake_ms};
    pump_.start();
    while (!connection_.is_connected()) {
        TLS_TRY(pump_.outcome());
        if (connection_.is_closed()) return fail(ErrorCode::connection_closed);
        TLS_TRY(turn(deadline.left_ms()));
    }
    return done();
}

Status TlsStream::write(ByteView plaintext) {
    pump_.send(plaintext);
    while (pump_.backlog() > 0 || pump_.wants_write()) {
        TLS_TRY(pump_.outcome());
        if (connection_.is_closed()) return fail(ErrorCode::connection_closed);
        TLS_TRY(turn(timeouts_.idle_ms));
    }
    return done();
}

Status TlsStream::read_to_end() {
    while (!connection_.is_closed() && !connection_.peer_closed()) {
        TLS_TRY(pump_.outcome());
        TLS_TRY(turn(timeouts_.idle_ms));
    }
    return pump_.outcome();
}

void TlsStream::close() {
    const Deadline deadline{timeouts_.close_ms};
    pump_.finish();
    while (!pump_.done()) {
        if (!turn(deadline.left_ms()).ok()) break;
    }
    socket_.close();
}

Status TlsStream::turn(int timeout_ms) {
    if (timeout_ms == 0) return fail(ErrorCode::timed_out);
    TLS_TRY(wait_for(socket_, pump_.wants_read(), pump_.wants_write(), timeout_ms));
    if (pump_.wants_write()) pump_.writable();
    pump_.readable();
    return done();
}

}  // namespace vitrine::io

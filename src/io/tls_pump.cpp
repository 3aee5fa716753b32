#include "io/tls_pump.h"

#include <algorithm>

#include "record/header.h"

namespace vitrine::io {

namespace {

// Room for one whole record and what came with it.
constexpr std::size_t kInputLen = 2 * record::kMaxRecord;

}  // namespace

TlsPump::TlsPump(engine::Connection& connection, Socket& socket, OnData on_data)
    : connection_(connection), socket_(socket), on_data_(std::move(on_data)), input_(kInputLen) {}

void TlsPump::start() {
    const Status started = connection_.start();
    if (!started.ok()) note(started.error());
    flush();
}

void TlsPump::readable() {
    // One read a call: a fast peer must not keep the others waiting.
    if (!wants_read()) return;
    const auto got = read_some(socket_, MutByteView{input_}.subspan(input_end_));
    if (!got.ok()) note(got.error());
    if (!got.ok() || got->ended) {
        ended_ = true;
        broken_ = broken_ || !got.ok();
        return finish();
    }
    input_end_ += got->bytes;
    take_input();
    flush();
}

/// The transport's end becomes the connection's. A peer that only closed its half first gets what
/// is queued for it, and our close_notify.
void TlsPump::settle_end() {
    if (!ended_ || connection_.is_closed()) return;
    const bool more = backlog() > 0 && connection_.is_connected();
    if (!broken_ && (more || !connection_.pending_output().empty())) return;
    connection_.transport_ended();
    const auto& end = connection_.security_state().end;
    if (end.has_value() && end->error.has_value()) note(*end->error);
}

void TlsPump::take_input() {
    std::size_t at = 0;
    while (!connection_.is_closed()) {
        const auto taken = connection_.receive(MutByteView{input_}.subspan(at, input_end_ - at));
        if (!taken.ok()) {
            note(taken.error());
            break;
        }
        at += *taken;
        const ByteView plaintext = connection_.received();
        if (*taken == 0 && plaintext.empty()) break;
        if (!plaintext.empty()) {
            on_data_(plaintext);
            connection_.consume(plaintext.size());
        }
    }
    if (connection_.is_closed()) at = input_end_;  // whatever follows the end is not looked at
    std::copy(input_.begin() + static_cast<std::ptrdiff_t>(at),
              input_.begin() + static_cast<std::ptrdiff_t>(input_end_), input_.begin());
    input_end_ -= at;
}

void TlsPump::send(ByteView plaintext) {
    queue_.insert(queue_.end(), plaintext.begin(), plaintext.end());
    flush();
}

void TlsPump::finish() {
    finishing_ = true;
    flush();
}

void TlsPump::seal_queue() {
    while (backlog() > 0 && connection_.is_connected()) {
        const auto taken = connection_.write(ByteView{queue_}.subspan(queue_at_));
        if (!taken.ok()) return note(taken.error());
        if (*taken == 0) return;  // the pool is empty until something was written
        queue_at_ += *taken;
    }
    if (backlog() == 0) {
        queue_.clear();
        queue_at_ = 0;
    }
    if (finishing_ && !close_sent_ && backlog() == 0 && connection_.is_connected()) {
        close_sent_ = true;
        connection_.close();
    }
}

void TlsPump::flush() {
    while (!broken_) {
        seal_queue();
        const ByteView output = connection_.pending_output();
        if (output.empty()) break;
        const auto wrote = write_some(socket_, output);
        if (!wrote.ok() || wrote->ended) {
            broken_ = true;
            if (!wrote.ok()) note(wrote.error());
            queue_.clear();  // nobody takes it any more; what the peer said is still read
            queue_at_ = 0;
            break;
        }
        if (wrote->would_block) return;
        connection_.sent(wrote->bytes);
    }
    settle_end();
    // After the last byte of a closed connection our FIN goes out. The peer's bytes are still read,
    // since closing over unread input would reset the connection and could destroy the alert on its
    // way.
    if (connection_.is_closed() && !shut_ && !broken_) {
        shut_ = true;
        socket_.shut_down_writing();
    }
}

bool TlsPump::done() const {
    if (!connection_.is_closed()) return broken_ && ended_;
    return broken_ || (shut_ && (ended_ || connection_.peer_closed()));
}

void TlsPump::note(const Error& error) {
    if (!error_.has_value()) error_ = error;
}

}  // namespace vitrine::io

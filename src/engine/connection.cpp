#include "engine/connection.h"

#include <utility>

#include "engine/assess.h"
#include "handshake/common.h"
#include "handshake/machine.h"
#include "handshake/message_trace.h"
#include "record/alert.h"

namespace vitrine::engine {

using handshake::Event;
using handshake::State;
using handshake::StateKind;
using record::ContentType;

namespace {

Result<record::Alert> read_alert(ByteView content) {
    wire::Context context{content};
    return record::decode_alert(wire::Reader{content, context});
}

/// A fatal alert or close_notify: nothing comes behind it.
bool is_last_word(ByteView content) {
    const auto alert = read_alert(content);
    return alert.ok() && (alert->description == AlertDescription::close_notify ||
                          record::ends_connection(*alert));
}

}  // namespace

Connection::Connection(const Config& config, trace::Role role, const ConnectionOptions& options)
    : config_(config),
      rng_(options.seed),
      arena_(config.settings(role).limits.arena_len),
      records_(config.pool(), rng_),
      messages_(arena_, config.settings(role).limits),
      handshake_(role, config.settings(role), arena_, records_, rng_),
      sink_(options.sink),
      immediate_(options.immediate_operations) {
    handshake_.state = role == trace::Role::client ? State::start : State::wait_client_hello;
    handshake_.sink = options.sink;
    handshake_.now = options.now;
    handshake_.offer.server_name =
        role == trace::Role::client ? options.server_name : std::string_view{};
    handshake_.peer_name = options.verify_name;
    handshake_.path_report = options.path_report;
    if (options.session != nullptr) handshake_.session.emplace(options.session->clone());
    records_.set_sink(options.sink);
    records_.set_max_empty_records(config.settings(role).limits.empty_records);
    trace::emit(sink_, trace::Conn{role, options.now, options.server_name});
}

Connection::~Connection() = default;

Status Connection::start() {
    if (started_) return done();
    started_ = true;
    if (!hs().peer_name.empty()) {
        const auto parsed = x509::ReferenceId::parse(hs().peer_name);
        if (!parsed.ok()) return fail_with(fail(ErrorCode::bad_configuration));
        hs().reference_id = *parsed;
    }
    const Status went = go_on();
    if (!went.ok()) return fail_with(went.error());
    return done();
}

Result<std::size_t> Connection::receive(MutByteView bytes) {
    std::size_t taken = 0;
    while (received_.empty() && !is_closed() && kind_of(hs().state) == StateKind::waits_for_peer) {
        const MutByteView rest = bytes.subspan(taken);
        const auto whole = records_.next_record_len(rest);
        if (!whole.ok()) return fail_with(whole.error()).error();
        if (*whole == 0) break;
        trace::emit(sink_,
                    trace::Bytes{trace::Direction::received, bytes_received_, rest.first(*whole)});
        bytes_received_ += *whole;
        taken += *whole;
        const Status took = take_record(rest.first(*whole));
        if (!took.ok()) return fail_with(took.error()).error();
    }
    return taken;
}

Status Connection::take_record(MutByteView record) {
    TLS_TRY_ASSIGN(const record::OpenedRecord opened, records_.open(record));
    TLS_TRY(take_content(opened.type, opened.content));
    return go_on();
}

Status Connection::take_content(ContentType type, MutByteView content) {
    if (type == ContentType::handshake) return take_handshake(content);
    // RFC 5246 §6.2.1: no other record inside a handshake message, but the peer's last word; at a
    // key change nothing may be pending.
    const bool last_word = type == ContentType::alert && is_last_word(content);
    if (!messages_.empty() && !last_word) {
        const bool change = type == ContentType::change_cipher_spec;
        return fail(change ? ErrorCode::key_change_inside_message : ErrorCode::message_interleaved,
                    0);
    }
    switch (type) {
        case ContentType::alert:
            return take_alert(content);
        case ContentType::change_cipher_spec:
            return take_step(Event::change_cipher_spec, type, content);
        default:
            break;
    }
    TLS_TRY(take_step(Event::application_data, type, content));
    received_ = hs().application_data;
    return done();
}

Status Connection::take_alert(ByteView content) {
    TLS_TRY_ASSIGN(const record::Alert alert, read_alert(content));
    Event event = Event::warning_alert;
    if (alert.description == AlertDescription::close_notify)
        event = Event::close_notify;
    else if (record::ends_connection(alert))
        event = Event::fatal_alert;
    return take_step(event, ContentType::alert, content);
}

Status Connection::take_handshake(ByteView fragment) {
    TLS_TRY(messages_.feed(fragment));
    return drain_messages();
}

Status Connection::drain_messages() {
    while (kind_of(hs().state) == StateKind::waits_for_peer) {
        TLS_TRY_ASSIGN(const ByteView message, messages_.next());
        if (message.empty()) return done();
        TLS_TRY(take_step(handshake::event_of(message[0]), ContentType::handshake, message));
        TLS_TRY(go_on());
    }
    // Bytes behind an operation or an end: kept until the operation is done.
    return messages_.hold();
}

/// One step of the machine for a message of the peer, shown whole even if it is refused.
Status Connection::take_step(Event event, ContentType type, ByteView message) {
    if (sink_ != nullptr) [[unlikely]] {
        handshake::show_received(hs(), event, type, message);
        if (rows_for(hs().table, hs().state, event).empty())
            handshake::show_fields(hs(), type, message);
    }
    return handshake::step(hs(), {event, message});
}

/// Sends what is due, and runs operations as long as they may be run here.
Status Connection::go_on() {
    while (true) {
        TLS_TRY(handshake::run_ready(hs()));
        if (hs().state == State::connected && !was_connected_) finish_handshake();
        if (hs().state == State::closed && !security_.end.has_value()) end_as_peer_said();
        if (kind_of(hs().state) != StateKind::waits_for_operation) return done();
        if (hs().operation == nullptr) return fail(ErrorCode::internal);  // nobody asked for one
        if (!immediate_) return done();
        TLS_TRY(run_operations());
    }
}

/// The peer's alert has closed the connection: a fatal one, or its close_notify.
void Connection::end_as_peer_said() {
    End end;
    end.state = hs().failed_in;
    end.kind = hs().received_fatal_alert ? EndKind::alert_received : EndKind::clean_close;
    if (hs().received_fatal_alert) {
        end.alert = hs().received_alert;
        forget_session();  // RFC 5246 §7.2.2
        end.error = fail(ErrorCode::alert_received);
    } else if (!was_connected_) {
        end.kind = EndKind::truncated;
        end.error = fail(ErrorCode::closed_by_peer);
    }
    end_with(end);
}

Status Connection::run_operations() {
    handshake::Operation& operation = *hs().operation;
    trace::emit(sink_, trace::Operation{operation.id, kind_of(operation), "", false, false});
    const std::uint64_t before = config_.ticks();
    const Status result = handshake::run_operation(operation);
    if (sink_ != nullptr) [[unlikely]] {
        sink_->on(trace::Cost{kind_of(operation), config_.ticks() - before});
        sink_->on(trace::Operation{operation.id, kind_of(operation), "", true, !result.ok()});
    }
    TLS_TRY(result);
    return handshake::step(hs(), {Event::operation_done, {}});
}

handshake::Operation* Connection::operation() {
    return kind_of(hs().state) == StateKind::waits_for_operation ? hs().operation : nullptr;
}

Status Connection::complete(const Status& result) {
    if (operation() == nullptr) return fail(ErrorCode::operation_unknown);
    trace::emit(sink_, trace::Operation{hs().operation->id, kind_of(*hs().operation), "", true,
                                        !result.ok()});
    const Status went = [&]() -> Status {
        TLS_TRY(result);
        TLS_TRY(handshake::step(hs(), {Event::operation_done, {}}));
        TLS_TRY(go_on());
        return drain_messages();
    }();
    if (!went.ok()) return fail_with(went.error());
    return done();
}

Result<std::size_t> Connection::write(ByteView plaintext) {
    if (is_closed() || hs().state == State::wait_close_notify)
        return fail(ErrorCode::connection_closed);
    if (!is_connected()) return fail(ErrorCode::not_connected);
    const std::uint64_t before = records_.records_written();
    auto taken = records_.send_application_data(plaintext);
    if (!taken.ok()) return fail_with(taken.error()).error();
    if (sink_ != nullptr && *taken > 0) [[unlikely]] {
        trace::Message event{};
        event.direction = trace::Direction::sent;
        event.name = "ApplicationData";
        event.content_type = static_cast<std::uint8_t>(ContentType::application_data);
        event.bytes = plaintext.first(*taken);
        event.first_record = before;
        sink_->on(event);
        handshake::show_fields(hs(), ContentType::application_data, event.bytes);
    }
    return taken;
}

void Connection::close() {
    if (is_closed()) return;
    const bool finished = was_connected_;
    const Status went = handshake::step(hs(), {Event::local_close, {}});
    if (!went.ok()) (void)fail_with(went.error());
    if (!is_closed()) return;
    End end;
    end.kind = finished ? EndKind::clean_close : EndKind::refused_by_policy;
    end_with(end);
}

void Connection::transport_ended() {
    if (is_closed()) return;
    End end;
    end.kind = EndKind::truncated;
    end.state = hs().state;
    end.error = fail(was_connected_ ? ErrorCode::stream_truncated : ErrorCode::closed_by_peer);
    // RFC 2246 §7.2.1: at TLS 1.0 a session that was not closed may not be resumed.
    if (hs().version == record::ProtocolVersion::tls10) forget_session();
    hs().state = State::closed;
    end_with(end);
}

/// The handshake is over: its proofs are joined, the session is remembered.
void Connection::finish_handshake() {
    was_connected_ = true;
    auto& peer = hs().peer;
    const auto& finished = hs().finished;
    if (peer.has_value() && finished.has_value()) {
        hs().connected.emplace(handshake::Connected{*peer, *finished});
        peer.reset();
    }
    if (hs().role == trace::Role::server && hs().settings.session_cache != nullptr &&
        !hs().resuming) {
        hs().settings.session_cache->put(handshake::make_session(hs()));
    }
    hs().hello_requests = 0;
    note_change("after the second Finished");
}

std::optional<handshake::Session> Connection::session() const {
    if (!was_connected_ || hs().session_id.empty()) return std::nullopt;
    if (security_.end.has_value() && security_.end->kind != EndKind::clean_close)
        return std::nullopt;
    return handshake::make_session(hs());
}

/// Every failure ends here: the alert goes out, the session is forgotten, the reason is kept.
Status Connection::fail_with(const Error& error) {
    if (is_closed()) return error;
    End end;
    end.kind = EndKind::alert_sent;
    end.error = error;
    end.alert = info(error.code).alert;
    end.state = hs().state;
    end.event = hs().refused_event;
    forget_session();
    handshake::give_up(hs(), error);
    end_with(end);
    return error;
}

void Connection::forget_session() {
    if (hs().settings.session_cache != nullptr)
        hs().settings.session_cache->remove(hs().session_id.view());
}

void Connection::end_with(const End& end) {
    if (security_.end.has_value()) return;
    security_.end = end;
    note_change("end");
    trace::emit(sink_, trace::End{name_of(end.kind), end.kind == EndKind::clean_close});
}

void Connection::note_change(std::string_view at) {
    security_.at = at;
    assess(hs(), security_);
    trace::emit(sink_, trace::SecurityStateChange{at, &security_});
}

}  // namespace vitrine::engine

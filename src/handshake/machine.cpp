#include "handshake/machine.h"

#include <array>

#include "handshake/message_header.h"
#include "handshake/sending.h"

namespace vitrine::handshake {

namespace {

const Transition* first_that_holds(std::span<const Transition> rows, const Handshake& hs) {
    for (const Transition& row : rows) {
        if (row.when.holds(hs)) return &row;
    }
    return nullptr;
}

Error refuse(Handshake& hs, const Input& input) {
    const Error error = fail(ErrorCode::unexpected_message, 0);
    hs.refused_event = input.event;
    if (hs.sink != nullptr) [[unlikely]] {
        std::array<std::string_view, kEventCount> expected;
        std::size_t count = 0;
        for (std::size_t i = 0; i < kEventCount; ++i) {
            const auto event = static_cast<Event>(i);
            if (is_from_peer(event) && !rows_for(hs.table, hs.state, event).empty()) {
                expected[count++] = name_of(event);
            }
        }
        hs.sink->on(trace::Refused{name_of(hs.state), name_of(input.event), error,
                                   std::span{expected}.first(count)});
    }
    return error;
}

/// HelloRequest is never part of the transcript (RFC 5246 §7.4.1.1), nor is what comes after the
/// handshake.
bool belongs_to_transcript(const Handshake& hs, Event event) {
    return is_from_peer(event) && event != Event::hello_request &&
           event < Event::change_cipher_spec && hs.state != State::connected &&
           hs.state != State::wait_close_notify;
}

/// Reads the four bytes of a handshake message's header, or nothing for other events.
wire::Reader body_of(const Input& input, wire::Context& context) {
    wire::Reader whole{input.message, context};
    const bool has_header =
        input.event >= Event::hello_request && input.event < Event::change_cipher_spec;
    return has_header ? read_message_body(whole) : whole;
}

void enter(Handshake& hs, const Transition& row) {
    trace::emit(hs.sink, trace::Transition{row.id, name_of(row.from), name_of(row.on),
                                           name_of(row.to), row.when.name, row.source});
    hs.state = row.to;
}

}  // namespace

Status step(Handshake& hs, const Input& input) {
    const auto rows = rows_for(hs.table, hs.state, input.event);
    if (rows.empty()) return refuse(hs, input);
    wire::Context context{input.message, hs.sink};
    const Operation* answered = input.event == Event::operation_done ? hs.operation : nullptr;
    TLS_TRY(rows.front().run.run(hs, body_of(input, context)));
    if (answered != nullptr && hs.operation == answered) hs.operation = nullptr;
    const Transition* row = first_that_holds(rows, hs);
    if (row == nullptr) return fail(ErrorCode::no_transition_applies);
    if (belongs_to_transcript(hs, input.event)) hs.transcript.add(input.message);
    TLS_TRY(send(hs, row->sends));
    enter(hs, *row);
    return done();
}

Status run_ready(Handshake& hs) {
    while (kind_of(hs.state) == StateKind::sends) TLS_TRY(step(hs, {Event::ready, {}}));
    return done();
}

void give_up(Handshake& hs, const Error& error) {
    if (hs.state == State::closed) return;
    hs.failure = error;
    hs.failed_in = hs.state;
    if (!step(hs, {Event::failure, {}}).ok())
        hs.state = State::closed;  // even the alert found no room
}

std::span<const Transition> rows_for(std::span<const Transition> table, State from, Event on) {
    std::size_t first = 0;
    while (first < table.size() && (table[first].from != from || table[first].on != on)) ++first;
    std::size_t last = first;
    while (last < table.size() && table[last].from == from && table[last].on == on) ++last;
    return table.subspan(first, last - first);
}

Event event_of(std::uint8_t handshake_type) {
    switch (static_cast<HandshakeType>(handshake_type)) {
        case HandshakeType::hello_request:
            return Event::hello_request;
        case HandshakeType::client_hello:
            return Event::client_hello;
        case HandshakeType::server_hello:
            return Event::server_hello;
        case HandshakeType::new_session_ticket:
            return Event::new_session_ticket;
        case HandshakeType::certificate:
            return Event::certificate;
        case HandshakeType::server_key_exchange:
            return Event::server_key_exchange;
        case HandshakeType::certificate_request:
            return Event::certificate_request;
        case HandshakeType::server_hello_done:
            return Event::server_hello_done;
        case HandshakeType::certificate_verify:
            return Event::certificate_verify;
        case HandshakeType::client_key_exchange:
            return Event::client_key_exchange;
        case HandshakeType::finished:
            return Event::finished;
        case HandshakeType::certificate_status:
            return Event::certificate_status;
    }
    return Event::unknown_message;
}

}  // namespace vitrine::handshake

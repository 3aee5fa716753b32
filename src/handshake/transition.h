// A row of the state machine: in this state, on this event, when this holds, run this, send that,
// go there. The rows themselves are in client_table.cpp and server_table.cpp; machine.cpp alone
// acts on them. Guards, handlers and messages are named values, so that diagrams, walkthroughs and
// tests print what runs.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "base/wire_reader.h"
#include "base/wire_writer.h"
#include "handshake/event.h"
#include "handshake/state.h"

namespace vitrine::handshake {

struct Handshake;

/// A condition on the handshake, asked after the row's handler has run.
struct Guard {
    std::string_view name;
    bool (*holds)(const Handshake&);
};

/// The work of one event. Takes the message's body (empty for inner events); returns an error or
/// nothing. Rows of one (from, on) share one handler. A handler neither sends nor changes the
/// state.
struct Handler {
    std::string_view name;
    Status (*run)(Handshake&, wire::Reader body);
};

enum class OutgoingKind : std::uint8_t { nothing, handshake_message, change_cipher_spec, alert };

/// What a row sends: at most one message.
struct Outgoing {
    std::string_view name;
    OutgoingKind kind;
    Event at_peer;                               ///< the event it is at the other side
    Status (*write)(Handshake&, wire::Writer&);  ///< writes the body; null for nothing
};

struct Transition {
    std::string_view id;  ///< of docs/rules.md
    State from;
    Event on;
    Guard when;
    Handler run;
    Outgoing sends;
    State to;
    std::string_view source;
};

/// The rows of (state, event), in order; empty if the event is refused there.
std::span<const Transition> rows_for(std::span<const Transition> table, State from, Event on);

/// The tables of the two sides, with the rows from any state expanded.
std::span<const Transition> client_table();
std::span<const Transition> server_table();

}  // namespace vitrine::handshake

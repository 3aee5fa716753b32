// The driver of the state machine: the only code that changes a handshake's state, and short enough
// to be checked by eye. It looks up the row, runs its handler, asks the guards, sends the row's
// message, moves on. Read next: client_table.cpp, server_table.cpp (the rows), client.cpp,
// server.cpp (the handlers).
#pragma once

#include "handshake/handshake.h"
#include "handshake/transition.h"

namespace vitrine::handshake {

/// One event, with the whole message that caused it (header included); empty for inner events.
struct Input {
    Event event;
    ByteView message;
};

/// Takes the one transition that `input` asks for.
/// Errors: unexpected_message if the table has no row; whatever the handler refuses; output_full.
Status step(Handshake& hs, const Input& input);

/// Takes `ready` rows until the state waits for the peer or for an operation.
Status run_ready(Handshake& hs);

/// The way out after an error: the failure row sends the alert of the error table and closes.
void give_up(Handshake& hs, const Error& error);

/// The event that a handshake message of this type is.
Event event_of(std::uint8_t handshake_type);

}  // namespace vitrine::handshake

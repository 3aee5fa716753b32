// How a row's message gets out: encoded, added to the transcript, announced to the sink, handed to
// the record layer. Called by the driver only.
#pragma once

#include "handshake/handshake.h"
#include "handshake/transition.h"

namespace vitrine::handshake {

/// Sends one message, or nothing.  Errors: out_of_memory, output_full, whatever the encoder
/// refuses.
Status send(Handshake& hs, const Outgoing& what);

}  // namespace vitrine::handshake

// How messages reach the glass. Received ones are decoded by their handlers, whose reads announce
// the fields; what we send, and what is refused before a handler saw it, goes through the same
// decoders here.
#pragma once

#include "handshake/handshake.h"
#include "handshake/message_type.h"
#include "handshake/transition.h"

namespace vitrine::handshake {

/// Announces a message and its fields. Call only with a sink.
void show_sent(Handshake& hs, const Outgoing& what, record::ContentType type, ByteView message);
/// Announces a received message, without its fields.
void show_received(Handshake& hs, Event event, record::ContentType type, ByteView message);
/// Announces the fields of a message that no handler will decode.
void show_fields(Handshake& hs, record::ContentType type, ByteView message);

/// The HandshakeType of an event that is a handshake message.
HandshakeType type_of(Event event);

}  // namespace vitrine::handshake

// struct Handshake's first four bytes: msg_type and a 24-bit length (RFC 5246 §7.4), and how long
// each kind of message may be. The limit is compared when the fourth byte arrives, before anything
// is kept.
#pragma once

#include "base/wire_reader.h"
#include "handshake/limits.h"
#include "handshake/message_type.h"

namespace vitrine::handshake {

inline constexpr std::size_t kMessageHeaderLen = 4;

/// Reads `msg_type` and `length` of a whole message; returns the body as a group.
wire::Reader read_message_body(wire::Reader& message);

/// The most bytes that the body of this kind of message may have.
std::size_t max_body_len(std::uint8_t type, const Limits& limits);

/// msg_type and the length of the whole message, once four bytes are there.
/// Errors: message_too_large.
Result<std::size_t> whole_message_len(ByteView header, const Limits& limits);

}  // namespace vitrine::handshake

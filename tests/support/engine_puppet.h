// A peer on strings: the honest part of its play comes from an engine connection, and at any point
// it can be told to say anything else, under the keys and sequence numbers that are right at that
// point.
#pragma once

#include <memory>

#include "engine/connection.h"
#include "handshake/event.h"
#include "record/record_layer.h"
#include "support/puppet.h"

namespace vitrine::engine {

/// The one door into a connection, for tests.
struct ConnectionAccess {
    static handshake::Handshake& handshake(Connection& c) { return c.handshake_; }
    static record::RecordLayer& records(Connection& c) { return c.records_; }
};

}  // namespace vitrine::engine

namespace vitrine::test {

/// The bytes of a message that is this event: a handshake message with an empty body, an alert, a
/// ChangeCipherSpec, or one byte of data.
std::vector<std::uint8_t> message_for(handshake::Event event);

/// The records at the front of `bytes`, one by one.
std::vector<std::vector<std::uint8_t>> split_records(ByteView bytes);

/// Seals content under the puppet's present keys, as if it were next in its stream.
std::vector<std::uint8_t> say(engine::Connection& puppet,
                              record::ContentType type,
                              ByteView content);

/// A record without protection, for a peer that has not changed its keys. An unknown version:
/// TLS 1.0's.
std::vector<std::uint8_t> say_in_clear(record::ProtocolVersion version,
                                       record::ContentType type,
                                       ByteView content);

/// Puts the sequence number of what the puppet writes back to zero, as after a ChangeCipherSpec:
/// for a peer that has seen the ChangeCipherSpec but not what the honest puppet sent behind it.
void rewind_after_ccs(engine::Connection& puppet);

}  // namespace vitrine::test

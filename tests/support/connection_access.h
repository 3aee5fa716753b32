// The one door into a connection, for tests that put a handshake into a state by force or speak
// under its keys.
#pragma once

#include "engine/connection.h"

namespace vitrine::engine {

struct ConnectionAccess {
    static handshake::Handshake& handshake(Connection& c) { return c.handshake_; }
    static record::RecordLayer& records(Connection& c) { return c.records_; }
};

}  // namespace vitrine::engine

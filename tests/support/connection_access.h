// The one door into a connection, for tests that put a handshake into a state by force.
#pragma once

#include "engine/connection.h"

namespace vitrine::engine {

struct ConnectionAccess {
    static handshake::Handshake& handshake(Connection& c) { return c.handshake_; }
};

}  // namespace vitrine::engine

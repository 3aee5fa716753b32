// Fills the security state from a handshake: what was agreed, how it was proven, what is weak about
// it.
#pragma once

#include "engine/security_state.h"
#include "handshake/handshake.h"

namespace vitrine::engine {

/// Overwrites `state` with what the handshake has established so far.
void assess(const handshake::Handshake& hs, SecurityState& state);

}  // namespace vitrine::engine

// A wire that changes or cuts: one byte of one direction flipped, or everything after a byte lost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "support/pair.h"

namespace vitrine::test {

struct Damage {
    bool to_server = false;
    std::size_t at = 0;       ///< which byte of that direction, from 0
    std::uint8_t change = 0;  ///< what is xored into it; 0: the direction ends before this byte
};

/// Runs the handshake over the damaged wire until nothing moves; then the transport ends on both
/// sides. False if the direction never carried that byte.
bool run_damaged(Pair& pair, const Damage& damage);

}  // namespace vitrine::test

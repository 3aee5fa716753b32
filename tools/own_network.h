// A network of this process's own: nothing but a loopback device. Servers that cannot be told where
// to listen are then out of reach for everybody else, and every port is free.
#pragma once

namespace vitrine::tools {

/// Moves this process and its future children there. False if the system does not allow it.
bool enter_own_network();

}  // namespace vitrine::tools

// Decoding without names (bench/nameless/CMakeLists.txt): what a reader would cost that no one can
// watch.
#pragma once

#include "base/bytes.h"

namespace vitrine::bench {

/// As decode_client_hello and decode_certificate do; whether they did.
[[gnu::visibility("default")]] bool nameless_client_hello(ByteView bytes);
[[gnu::visibility("default")]] bool nameless_certificate(ByteView bytes);

}  // namespace vitrine::bench

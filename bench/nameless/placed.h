// Decoding with names that nobody listens to, and without names: what a reader costs that one can
// watch. Each at eight places of memory (bench/nameless/CMakeLists.txt).
#pragma once

#include <array>

#include "base/bytes.h"

namespace vitrine::bench {

/// Whether a message could be read.
using Decoder = bool (*)(ByteView);
using Placed = std::array<Decoder, 8>;

#define VITRINE_DECLARE_PLACED(placed)                                \
    namespace placed {                                                \
    [[gnu::visibility("default")]] bool client_hello(ByteView bytes); \
    [[gnu::visibility("default")]] bool certificate(ByteView bytes);  \
    }

#define VITRINE_EACH_PLACE(each, kind)                                                        \
    each(kind##_0) each(kind##_1) each(kind##_2) each(kind##_3) each(kind##_4) each(kind##_5) \
        each(kind##_6) each(kind##_7)

VITRINE_EACH_PLACE(VITRINE_DECLARE_PLACED, named)
VITRINE_EACH_PLACE(VITRINE_DECLARE_PLACED, nameless)

}  // namespace vitrine::bench

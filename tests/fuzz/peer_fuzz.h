// What client_fuzz.cpp and server_fuzz.cpp share: one script, run twice where it asks for that.
#pragma once

#include "fuzz/conversation.h"
#include "fuzz/properties.h"

namespace vitrine::fuzz {

/// First byte: suite and version. Second: client's certificate, determinism.
inline void run_script(trace::Role victim, ByteView input) {
    Script script{input};
    const std::size_t variant = script.byte() % kVariants;
    const std::uint8_t flags = script.byte();
    Conversation first{victim, variant, (flags & 1U) != 0};
    first.run(script);
    if ((flags & 2U) == 0) return;
    Conversation second{victim, variant, (flags & 1U) != 0};
    second.run(script);
    require(first.wire() == second.wire(), "the same input gives the same output");
    require(first.victim().error.has_value() == second.victim().error.has_value(),
            "and the same end");
}

}  // namespace vitrine::fuzz

// In the MemorySanitizer build this header comes before that of src, which it includes with another
// statement in place of the asm of ct::barrier: MemorySanitizer takes an asm for a use of the
// secret. A volatile variable hides the value from the optimizer too, and carries on that it is
// secret.
#pragma once

#include <cstdint>

#include "base/bytes.h"

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wkeyword-macro"
#pragma clang diagnostic ignored "-Wgnu-include-next"
#define asm                    \
    volatile T hidden = value; \
    value = hidden;            \
    if constexpr (false) asm
#include_next "base/ct.h"
#undef asm
#pragma clang diagnostic pop

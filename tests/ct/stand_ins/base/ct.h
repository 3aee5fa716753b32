// In the MemorySanitizer build this header comes before that of src, which it includes without its
// asm statement: MemorySanitizer takes that for a use of the secret.
#pragma once

#include <cstdint>

#include "base/bytes.h"

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wkeyword-macro"
#pragma clang diagnostic ignored "-Wgnu-include-next"
#define asm \
    if constexpr (false) asm
#include_next "base/ct.h"
#undef asm
#pragma clang diagnostic pop

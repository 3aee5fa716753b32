// For checkers that run the code on a machine of their own (tests/ct): what they can do though the
// processor's answers, as they give them, do not say so, and what they cannot follow.
#pragma once

#include "base/cpu.h"

namespace vitrine::cpu {

/// Corrects what `enabled` says from now on.
void correct(Features add, Features remove);

}  // namespace vitrine::cpu

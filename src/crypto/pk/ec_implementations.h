// Which version of a curve runs: a table a curve, best first (STYLE: fast code beside a readable
// twin).
#pragma once

#include "base/cpu.h"
#include "crypto/pk/ec_operations.h"

namespace vitrine::crypto::ec {

/// The first row of `implementations(curve)` that this processor can run.
const EcImpl& best_implementation(Curve curve);

}  // namespace vitrine::crypto::ec

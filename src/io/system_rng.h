// The system's randomness, through libsodium's `randombytes` (getrandom on Linux).
// Everything else in the project takes its random bytes from an `Rng` that it is given
// (base/rng.h).
#pragma once

#include "base/rng.h"

namespace vitrine::io {

class SystemRng final : public Rng {
  public:
    /// Errors: entropy_failure if libsodium cannot be initialized.
    Status fill(MutByteView out) override;
};

}  // namespace vitrine::io

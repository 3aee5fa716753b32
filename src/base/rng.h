// Where random bytes come from, as the core sees it: an interface, never the system.
// `io/system_rng` stands behind it in programs, a seeded one (crypto/drbg) in each connection and
// in replays.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine {

class Rng {
  public:
    Rng() = default;
    Rng(const Rng&) = delete;
    Rng& operator=(const Rng&) = delete;
    virtual ~Rng() = default;

    /// Fills `out` with bytes that are unpredictable to everyone else.
    /// Errors: entropy_failure; `out` is then not to be used.
    virtual Status fill(MutByteView out) = 0;
};

}  // namespace vitrine

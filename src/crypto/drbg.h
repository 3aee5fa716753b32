// A deterministic generator: each connection owns one, seeded once at its creation, so that the
// same seed gives the same bytes on every compiler, kernel and order of events. Keystream of
// ChaCha20 (RFC 8439 §2.4) with fast key erasure: the first 32 bytes of each block run become the
// next key.
#pragma once

#include <array>

#include "base/rng.h"

namespace vitrine::crypto {

class Drbg final : public Rng {
  public:
    explicit Drbg(std::span<const std::uint8_t, 32> seed);
    ~Drbg() override;
    Status fill(MutByteView out) override;

  private:
    std::array<std::uint8_t, 32> key_{};
};

}  // namespace vitrine::crypto

// RC4 as TLS uses it: a keystream that goes on over all records of a direction.
// Leaks by nature (table indices are secret), hence the suffix; off by default (RFC 7465).
#pragma once

#include <array>

#include "base/bytes.h"

namespace vitrine::crypto {

class Rc4Vartime {
  public:
    /// `key`: 1 to 256 bytes, 16 in TLS.
    explicit Rc4Vartime(ByteView key);
    ~Rc4Vartime();

    /// Encrypts or decrypts in place.
    void apply(MutByteView data);

  private:
    std::array<std::uint8_t, 256> s_{};
    std::uint8_t i_ = 0;
    std::uint8_t j_ = 0;
};

}  // namespace vitrine::crypto

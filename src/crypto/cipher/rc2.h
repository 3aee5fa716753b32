// RC2 (RFC 2268), decryption only: old PKCS #12 files keep their certificates under it, with keys
// of 40 bits. It was broken by design (export rules); nothing here encrypts with it.
#pragma once

#include <array>

#include "base/bytes.h"

namespace vitrine::crypto {

inline constexpr std::size_t kRc2Block = 8;

/// A key made ready. Leaks: the key and the data, through table look-ups; hence the name.
class Rc2KeyVartime {
  public:
    /// key: 1 to 128 bytes.  effective_bits: 1 to 1024 (RFC 2268 §2).
    Rc2KeyVartime(ByteView key, std::size_t effective_bits);
    Rc2KeyVartime(const Rc2KeyVartime&) = delete;
    Rc2KeyVartime& operator=(const Rc2KeyVartime&) = delete;
    ~Rc2KeyVartime();

    /// One block, in place.
    void decrypt_block_vartime(std::span<std::uint8_t, kRc2Block> block) const;
    /// CBC in place over whole blocks; `iv` is one block.
    void decrypt_cbc_vartime(ByteView iv, MutByteView data) const;

  private:
    std::array<std::uint16_t, 64> k_{};
};

}  // namespace vitrine::crypto

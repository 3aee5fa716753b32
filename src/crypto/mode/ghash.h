// GHASH (SP 800-38D §6.4), the portable version: a polynomial over GF(2^128), evaluated at the
// secret H. Read next: gcm.cpp, which uses it; gcm_pclmul.cpp, where one instruction multiplies.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace vitrine::crypto {

/// A block as two numbers read big-endian: the top bit of `high` is the coefficient of x^0 (§6.3).
struct GhashBlock {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
};

class Ghash {
  public:
    /// Secret: h, all data.  Public: lengths.  Leaks: nothing.
    explicit Ghash(const GhashBlock& h) : h_(h) {}

    /// Y(i) = (Y(i-1) + X(i)) H for each block of `data`; the last one is filled up with zeros.
    void update(ByteView data);
    void update(const GhashBlock& block);
    [[nodiscard]] GhashBlock value() const { return y_; }

  private:
    GhashBlock h_;
    GhashBlock y_;
};

/// The product of §6.3 without a table and without a branch.
GhashBlock ghash_multiply(const GhashBlock& a, const GhashBlock& b);

GhashBlock load_ghash_block(ByteView up_to_16_bytes);
void store_ghash_block(const GhashBlock& block, std::uint8_t* out);

}  // namespace vitrine::crypto

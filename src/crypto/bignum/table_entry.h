// Reading one entry of a table of powers, all of them touched.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vitrine::crypto::bignum {

/// r = table[index] of `entries` numbers of `width` words, a multiple of 8, one after another.
/// Needs AVX2.  Secret: index, words.  Public: entries, width.  Leaks: nothing.
void table_entry_avx2(std::uint64_t* r,
                      const std::uint64_t* table,
                      std::size_t entries,
                      std::uint64_t index,
                      std::size_t width);

}  // namespace vitrine::crypto::bignum

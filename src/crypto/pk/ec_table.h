// Looking up a point in a table by a secret index, with AVX2: every entry is read, the wanted one
// kept by a mask (attack A32's timing half). x86-64 only. Read next: ec_multiply.h.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vitrine::crypto::ec {

/// The entry number magnitude - 1 of `count` entries of 8 or of 12 words; zeros for magnitude 0.
/// Secret: magnitude, entry.  Leaks: nothing.
void table_entry_of_8(const std::uint64_t* table,
                      std::size_t count,
                      std::uint64_t magnitude,
                      std::uint64_t* entry);
void table_entry_of_12(const std::uint64_t* table,
                       std::size_t count,
                       std::uint64_t magnitude,
                       std::uint64_t* entry);

}  // namespace vitrine::crypto::ec

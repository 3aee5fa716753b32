// Functions that leak on purpose, each in its own way. A checker that does not catch those that it
// can see proves nothing about the rest. Their repaired twins stand in controls_ct.cpp.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace vitrine::ct_run::leaky {

/// A branch on each bit of an exponent (textbook square and multiply).
std::uint64_t square_and_multiply(std::uint64_t base, std::uint64_t exponent);

/// An index into a table of 4 MiB, which no first-level cache holds. `secret` below kTableEntries.
inline constexpr std::size_t kTableEntries = std::size_t{1} << 20;
std::uint32_t table_lookup(std::uint32_t secret);

/// A division by a secret.
std::uint64_t division(std::uint64_t public_value, std::uint64_t secret);

/// Stops at the first difference.
bool early_exit_equal(ByteView a, ByteView b);

/// As many turns as the secret says.
std::uint64_t loop_bound(std::uint32_t secret);

/// A selection by a mask as a compiler may undo it: a branch around the work that one side needs.
std::uint64_t undone_select(std::uint64_t secret_bit, std::uint64_t yes, std::uint64_t no);

/// Vaudenay's oracle: the padding is walked until it is wrong.
bool early_exit_padding(ByteView block);

}  // namespace vitrine::ct_run::leaky

// Hexadecimal text, for vectors, dumps and key logs. Public data only: both directions branch on
// it.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::hex {

/// Writes two lower-case digits a byte. `out` must hold 2 * bytes.size() characters.
void encode(ByteView bytes, std::span<char> out);

/// Reads digits of either case, no separators. Returns the number of bytes written.
/// Errors: bad_hex (odd length or another character), output_full.
Result<std::size_t> decode(std::string_view text, MutByteView out);

}  // namespace vitrine::hex

// The vocabulary of bytes: every folder speaks in these two views.
// A view does not own what it shows; it is valid while the bytes behind it are.
// Read next: base/result.h (how functions fail), base/wire_reader.h (how bytes are read).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace vitrine {

using ByteView = std::span<const std::uint8_t>;
using MutByteView = std::span<std::uint8_t>;

/// The bytes of `text`, without a terminating NUL.
inline ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The same bytes seen as text; no check of any character set.
inline std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Equality of public bytes. Leaks both contents; secrets are compared by `ct::equal`.
inline bool equal_public(ByteView a, ByteView b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

/// Copies all of `from` to the front of `to`. `to` must be at least as long.
inline void copy_bytes(ByteView from, MutByteView to) {
    if (!from.empty()) std::memcpy(to.data(), from.data(), from.size());
}

}  // namespace vitrine

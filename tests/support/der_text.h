// Times and identifiers as the vector files spell them.
#pragma once

#include <array>
#include <cstdio>
#include <string>

#include "asn1/oid.h"
#include "base/time.h"
#include "support/vector_file.h"

namespace vitrine::test {

/// "2026-01-01T00:00:00Z"
inline std::string time_text(Time time) {
    const CivilTime t = to_civil(time);
    std::array<char, 80> out{};
    std::snprintf(out.data(), out.size(), "%04d-%02d-%02dT%02d:%02d:%02dZ", t.year, t.month, t.day,
                  t.hour, t.minute, t.second);
    return out.data();
}

/// "2.5.29.15"
inline std::string oid_text(asn1::Oid oid) {
    std::array<char, asn1::kMaxDottedLen> out{};
    return std::string{out.data(), asn1::write_dotted(oid, out)};
}

inline std::string hex_text(ByteView bytes) {
    return to_hex(std::vector<std::uint8_t>(bytes.begin(), bytes.end()));
}

/// The value of a key that may be absent.
inline std::string text_or(const VectorBlock& block, const std::string& key) {
    return block.has(key) ? block.text(key) : std::string{};
}

}  // namespace vitrine::test

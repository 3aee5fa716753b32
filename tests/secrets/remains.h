// What is left in memory when an operation is over: it runs on a stack of its own, and blocks that
// it gives back to the heap are kept as they were. Both are then searched for secrets, whole: any
// sixteen bytes of one, in the order of the wire, reversed as limbs have them, or cut into digits
// of 51 or 52 bits.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace vitrine::test {

/// What to look for, with a name for the report.
class Secrets {
  public:
    /// Shorter ones than sixteen bytes, and runs of one byte, are not looked for.
    void add(const std::string& name, ByteView bytes);

    struct Pattern {
        std::string name;
        std::vector<std::uint8_t> bytes;
    };
    [[nodiscard]] const std::vector<Pattern>& patterns() const { return patterns_; }

  private:
    std::vector<Pattern> patterns_;
};

/// Runs `operation` on its own stack and returns what of the secrets is found afterwards on that
/// stack ("stack: d reversed") or in freed blocks ("heap: ..."). The secrets themselves, and what
/// the operation writes to, must lie elsewhere.
std::vector<std::string> remains_of(const std::function<void()>& operation, const Secrets& secrets);

}  // namespace vitrine::test

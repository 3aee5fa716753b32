// The self-test: every kernel of every primitive that this processor can run is asked for an answer
// that somebody else published. `vitrine selftest` prints what comes back.
// Read next: selftest_answers.h (the questions), selftest_symmetric.cpp (how they are asked).
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace vitrine::crypto {

struct SelfTestResult {
    std::string_view primitive;
    std::string_view kernel;  ///< "vaes", "shani", "portable" ...
    std::string_view source;  ///< whose answer it is
    bool ok = false;
};

/// Runs all of it, whatever VITRINE_CPU forbids: one result a primitive, kernel and source.
/// Not for use beside other threads: the level of VITRINE_CPU is changed, and put back at the end.
std::vector<SelfTestResult> run_selftest();

/// What runs now: a primitive and the kernel that the level of VITRINE_CPU gives it.
struct KernelInUse {
    std::string_view primitive;
    std::string_view kernel;
};
std::vector<KernelInUse> kernels_in_use();

}  // namespace vitrine::crypto

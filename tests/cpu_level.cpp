// In every test program: VITRINE_CPU cuts the kernels before the first test, as `vitrine` does it.
#include <cstdlib>
#include <iostream>

#include "base/cpu.h"

namespace {

bool cut_as_asked() {
    const char* level = std::getenv("VITRINE_CPU");
    if (level == nullptr || *level == '\0' || vitrine::cpu::limit(level)) return true;
    std::cerr << "VITRINE_CPU=" << level << " is no level\n";
    std::exit(1);
}

[[maybe_unused]] const bool kCut = cut_as_asked();

}  // namespace

#include "io/cpu_env.h"

#include <cstdlib>

#include "base/cpu.h"

namespace vitrine::io {

bool apply_cpu_environment() {
    const char* level = std::getenv("VITRINE_CPU");
    return level == nullptr || *level == '\0' || cpu::limit(level);
}

}  // namespace vitrine::io

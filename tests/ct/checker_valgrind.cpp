#include <valgrind/memcheck.h>
#include <valgrind/valgrind.h>

#include "ct/checker.h"

namespace vitrine::ct_run {

bool checker_watches() {
    return RUNNING_ON_VALGRIND != 0;
}

unsigned findings() {
    return VALGRIND_COUNT_ERRORS;
}

// Valgrind runs ADCX and ADOX, but its CPUID does not say so.
cpu::Features hidden_features() {
    return cpu::kBmi2Adx;
}
cpu::Features refused_features() {
    return cpu::kShaNi | cpu::kAvx512;
}

// It knows every instruction of every library.
Unwatched::Unwatched() = default;
Unwatched::~Unwatched() = default;

// Memcheck carries undefinedness through a division without a word.
bool checker_sees(LeakKind kind) {
    return kind == LeakKind::branch || kind == LeakKind::address;
}

}  // namespace vitrine::ct_run

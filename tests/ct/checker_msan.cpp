// MemorySanitizer calls __msan_warning_with_origin or __msan_warning for each use of a secret; the
// linker's --wrap puts the counters below in their place (CMakeLists.txt).
#include <sanitizer/msan_interface.h>

#include <cstdint>

#include "ct/checker.h"

namespace {

unsigned counted = 0;
bool watching = true;
constexpr unsigned kShown = 20;  // with their stacks

}  // namespace

// NOLINTBEGIN(bugprone-reserved-identifier): the names that the compiler and the linker use
extern "C" {
void __real___msan_warning();
void __real___msan_warning_with_origin(std::uint32_t origin);

void __wrap___msan_warning() {
    if (watching && ++counted <= kShown) __real___msan_warning();
}
void __wrap___msan_warning_with_origin(std::uint32_t origin) {
    if (watching && ++counted <= kShown) __real___msan_warning_with_origin(origin);
}
}
// NOLINTEND(bugprone-reserved-identifier)

namespace vitrine::ct_run {

bool checker_watches() {
    return true;
}

unsigned findings() {
    return counted;
}

// It runs on the machine itself. What has asm statements is replaced (stand_ins/).
cpu::Features hidden_features() {
    return 0;
}
cpu::Features refused_features() {
    return 0;
}

Unwatched::Unwatched() {
    watching = false;
}
Unwatched::~Unwatched() {
    watching = true;
}

// A secret divisor is reported; so is what Valgrind sees.
bool checker_sees(LeakKind kind) {
    return kind != LeakKind::none;
}

}  // namespace vitrine::ct_run

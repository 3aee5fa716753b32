// What watches the marked secrets: Valgrind's memcheck (checker_valgrind.cpp), or Clang's
// MemorySanitizer for kernels whose instructions Valgrind does not know (checker_msan.cpp). One of
// the two is linked; ct::poison and ct::unpoison (base/ct.cpp) speak to the same one.
#pragma once

#include "base/cpu.h"

namespace vitrine::ct_run {

/// False: nothing is watched, so that nothing would be found.
bool checker_watches();

/// How many branches and addresses that depend on secrets were reported up to now.
unsigned findings();

/// What the checker's machine can do though it hides it, and what it cannot follow (base/cpu.h).
cpu::Features hidden_features();
cpu::Features refused_features();

/// While one lives, nothing is reported: for set-up by a library that the checker does not know.
class Unwatched {
  public:
    Unwatched();
    ~Unwatched();
    Unwatched(const Unwatched&) = delete;
    Unwatched& operator=(const Unwatched&) = delete;
};

/// Whether the checker can see this kind of leak; what it cannot see, another tool must catch.
enum class LeakKind { none, branch, address, division };
bool checker_sees(LeakKind kind);

}  // namespace vitrine::ct_run

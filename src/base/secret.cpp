#include "base/secret.h"

namespace vitrine {

void wipe(MutByteView bytes) {
    if (bytes.empty()) return;
    std::memset(bytes.data(), 0, bytes.size());
    // The compiler must assume that this reads the bytes, so the store above stays.
    asm volatile("" : : "r"(bytes.data()) : "memory");
}

__attribute__((noinline)) void wipe_stack() {
    std::uint8_t below[16384];
    wipe(below);
}

}  // namespace vitrine

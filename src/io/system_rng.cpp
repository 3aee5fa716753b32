#include "io/system_rng.h"

#include <sodium.h>

namespace vitrine::io {

Status SystemRng::fill(MutByteView out) {
    // sodium_init: 0 the first time, 1 later, -1 if the system gives no randomness; thread-safe.
    static const bool ready = sodium_init() >= 0;
    if (!ready) return vitrine::fail(ErrorCode::entropy_failure);
    randombytes_buf(out.data(), out.size());
    return done();
}

}  // namespace vitrine::io

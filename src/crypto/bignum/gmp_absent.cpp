// Stands in for gmp_backend.cpp in builds without GMP (VITRINE_GMP=OFF, wasm).
#include "crypto/bignum/modexp.h"

namespace vitrine::crypto::bignum {

const ModExpImpl* gmp_backend() {
    return nullptr;
}

}  // namespace vitrine::crypto::bignum

#include "crypto/pk/ec_implementations.h"

#include "crypto/pk/p256.h"
#include "crypto/pk/p384.h"
#include "crypto/pk/p521.h"

namespace vitrine::crypto::ec {

std::span<const EcImpl> implementations(Curve curve) {
    switch (curve) {
        case Curve::p256:
            return {&kP256Portable, 1};
        case Curve::p384:
            return {&kP384Portable, 1};
        case Curve::p521:
            break;
    }
    return {&kP521Portable, 1};
}

const EcImpl& best_implementation(Curve curve) {
    const std::span<const EcImpl> rows = implementations(curve);
    for (const EcImpl& row : rows) {
        if (cpu::usable(row)) return row;
    }
    return rows.back();
}

}  // namespace vitrine::crypto::ec

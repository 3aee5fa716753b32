#include "crypto/pk/ec_implementations.h"

#include "crypto/pk/p256.h"
#include "crypto/pk/p384.h"
#include "crypto/pk/p521.h"

namespace vitrine::crypto::ec {

namespace {

#if defined(__x86_64__)
constexpr const EcImpl* kP256[] = {&kP256Ifma, &kP256Adx, &kP256Portable};
constexpr const EcImpl* kP384[] = {&kP384Ifma, &kP384Adx, &kP384Portable};
constexpr const EcImpl* kP521[] = {&kP521Ifma, &kP521Adx, &kP521Portable};
#else
constexpr const EcImpl* kP256[] = {&kP256Portable};
constexpr const EcImpl* kP384[] = {&kP384Portable};
constexpr const EcImpl* kP521[] = {&kP521Portable};
#endif

}  // namespace

std::span<const EcImpl* const> implementations(Curve curve) {
    switch (curve) {
        case Curve::p256:
            return kP256;
        case Curve::p384:
            return kP384;
        case Curve::p521:
            break;
    }
    return kP521;
}

const EcImpl& best_implementation(Curve curve) {
    const std::span<const EcImpl* const> rows = implementations(curve);
    for (const EcImpl* row : rows) {
        if (cpu::usable(*row)) return *row;
    }
    return *rows.back();
}

}  // namespace vitrine::crypto::ec

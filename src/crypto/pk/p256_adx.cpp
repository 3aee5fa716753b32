// P-256 with the products of ec_kernel_adx.h, and the same with its multiplications in vectors
// (p256_ifma.cpp).
#include "crypto/pk/ec_kernel_adx.h"
#include "crypto/pk/ec_vector.h"
#include "crypto/pk/p256.h"

namespace vitrine::crypto::ec {

template <class C, class F, class S>
using P256VectorMultiplier = VectorMultiplier<C, F, P256Vector, kP256VectorIfma, 260>;

const EcImpl kP256Adx = row<Operations<P256, adx::Kernel>>("adx", cpu::kBmi2Adx);
const EcImpl kP256Ifma = row<Operations<P256, adx::Kernel, NativeLimb, P256VectorMultiplier>>(
    "ifma", cpu::kBmi2Adx | cpu::kAvx512 | cpu::kIfma);

}  // namespace vitrine::crypto::ec

// P-521 with the products of p521_kernel_adx.h, and the same with its multiplications in vectors
// (p521_ifma.cpp).
#include "crypto/pk/ec_vector.h"
#include "crypto/pk/p521.h"
#include "crypto/pk/p521_kernel_adx.h"

namespace vitrine::crypto::ec {

template <class C, class F, class S>
using P521VectorMultiplier = VectorMultiplier<C, F, P521Vector, kP521VectorIfma, 0>;

const EcImpl kP521Adx = row<Operations<P521, adx::P521Kernel>>("adx", cpu::kBmi2Adx);
const EcImpl kP521Ifma = row<Operations<P521, adx::P521Kernel, NativeLimb, P521VectorMultiplier>>(
    "ifma", cpu::kBmi2Adx | cpu::kAvx512 | cpu::kIfma);

}  // namespace vitrine::crypto::ec

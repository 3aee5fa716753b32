// P-384 with the products of ec_kernel_adx.h, and the same with its multiplications in vectors
// (p384_ifma.cpp).
#include "crypto/pk/ec_kernel_adx.h"
#include "crypto/pk/ec_vector.h"
#include "crypto/pk/p384.h"

namespace vitrine::crypto::ec {

template <class C, class F, class S>
using P384VectorMultiplier = VectorMultiplier<C, F, P384Vector, kP384VectorIfma, 416>;

const EcImpl kP384Adx = row<Operations<P384, adx::Kernel>>("adx", cpu::kBmi2Adx);
const EcImpl kP384Ifma = row<Operations<P384, adx::Kernel, NativeLimb, P384VectorMultiplier>>(
    "ifma", cpu::kBmi2Adx | cpu::kAvx512 | cpu::kIfma);

}  // namespace vitrine::crypto::ec

// P-256 with the products of p256_kernel_adx.h, and the same with its multiplications in vectors
// (p256_ifma.cpp).
#include "crypto/pk/ec_vector.h"
#include "crypto/pk/p256.h"
#include "crypto/pk/p256_kernel_adx.h"

namespace vitrine::crypto::ec {

template <class C, class F, class S>
using P256VectorMultiplier = VectorMultiplier<C, F, P256Vector, kP256VectorIfma, 260>;

/// Reads of whole rows cost little here, so the rows may be longer.
template <class C, class F, class S>
using P256WideMultiplier = TableMultiplier<C, F, S, 7>;

const EcImpl kP256Adx = row<Operations<P256, adx::P256Kernel, NativeLimb, P256WideMultiplier>>(
    "adx", cpu::kBmi2Adx | cpu::kAvx2);
const EcImpl kP256Ifma = row<Operations<P256, adx::P256Kernel, NativeLimb, P256VectorMultiplier>>(
    "ifma", cpu::kBmi2Adx | cpu::kAvx2 | cpu::kAvx512 | cpu::kIfma);

}  // namespace vitrine::crypto::ec

// P-256 with the products of ec_kernel_adx.h.
#include "crypto/pk/ec_kernel_adx.h"
#include "crypto/pk/p256.h"

namespace vitrine::crypto::ec {

const EcImpl kP256Adx = row<Operations<P256, adx::Kernel>>("adx", cpu::kBmi2Adx);

}  // namespace vitrine::crypto::ec

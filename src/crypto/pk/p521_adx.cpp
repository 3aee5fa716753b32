// P-521 with the products of ec_kernel_adx.h.
#include "crypto/pk/ec_kernel_adx.h"
#include "crypto/pk/p521.h"

namespace vitrine::crypto::ec {

const EcImpl kP521Adx = row<Operations<P521, adx::Kernel>>("adx", cpu::kBmi2Adx);

}  // namespace vitrine::crypto::ec

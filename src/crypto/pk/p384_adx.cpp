// P-384 with the products of ec_kernel_adx.h.
#include "crypto/pk/ec_kernel_adx.h"
#include "crypto/pk/p384.h"

namespace vitrine::crypto::ec {

const EcImpl kP384Adx = row<Operations<P384, adx::Kernel>>("adx", cpu::kBmi2Adx);

}  // namespace vitrine::crypto::ec

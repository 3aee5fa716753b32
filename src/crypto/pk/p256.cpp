// P-256 (FIPS 186-4 §D.1.2), portable: the templates of ec_operations.h with the product that every
// machine can do.
#include "crypto/pk/p256.h"

namespace vitrine::crypto::ec {

const EcImpl kP256Portable = row<Operations<P256, PortableKernel>>("portable", cpu::kBaseline);

}  // namespace vitrine::crypto::ec

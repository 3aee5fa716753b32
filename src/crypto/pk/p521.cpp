// P-521 (FIPS 186-4 §D.1.2), portable: the templates of ec_operations.h with the product that every
// machine can do.
#include "crypto/pk/p521.h"

namespace vitrine::crypto::ec {

const EcImpl kP521Portable = row<Operations<P521, PortableKernel>>("portable", cpu::kBaseline);

}  // namespace vitrine::crypto::ec

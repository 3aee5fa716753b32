// P-384 (FIPS 186-4 §D.1.2), portable: the templates of ec_operations.h with the product that every
// machine can do.
#include "crypto/pk/p384.h"

namespace vitrine::crypto::ec {

const EcImpl kP384Portable = row<Operations<P384, PortableKernel>>("portable", cpu::kBaseline);

}  // namespace vitrine::crypto::ec

// P-256 with AVX-512 IFMA: the templates of ec_multiply_ifma.h over p256_field_ifma.h.
#include "crypto/pk/ec_multiply_ifma.h"
#include "crypto/pk/p256.h"
#include "crypto/pk/p256_field_ifma.h"

namespace vitrine::crypto::ec {

const P256Vector::Kernel kP256VectorIfma = {vector::multiply_base<vector::FieldP256>,
                                            vector::multiply_point<vector::FieldP256>};

}  // namespace vitrine::crypto::ec

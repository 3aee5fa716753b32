// P-384 with AVX-512 IFMA: the templates of ec_multiply_ifma.h over p384_field_ifma.h.
#include "crypto/pk/ec_multiply_ifma.h"
#include "crypto/pk/p384.h"
#include "crypto/pk/p384_field_ifma.h"

namespace vitrine::crypto::ec {

const P384Vector::Kernel kP384VectorIfma = {vector::multiply_base<vector::FieldP384>,
                                            vector::multiply_point<vector::FieldP384>};

}  // namespace vitrine::crypto::ec

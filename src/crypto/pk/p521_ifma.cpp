// P-521 with AVX-512 IFMA: the templates of ec_multiply_ifma.h over p521_field_ifma.h.
#include "crypto/pk/ec_multiply_ifma.h"
#include "crypto/pk/p521.h"
#include "crypto/pk/p521_field_ifma.h"

namespace vitrine::crypto::ec {

const P521Vector::Kernel kP521VectorIfma = {vector::multiply_base<vector::FieldP521>,
                                            vector::multiply_point<vector::FieldP521>};

}  // namespace vitrine::crypto::ec

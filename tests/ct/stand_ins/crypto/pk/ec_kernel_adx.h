// In the MemorySanitizer build this header comes before that of src: the portable product in place
// of asm statements that MemorySanitizer cannot look into (Valgrind can, and does).
#pragma once

#include "crypto/pk/ec_curves.h"
#include "crypto/pk/ec_field.h"

namespace vitrine::crypto::ec::adx {

using Kernel = PortableKernel;

}  // namespace vitrine::crypto::ec::adx

// In the MemorySanitizer build this header comes before that of src: see ec_kernel_adx.h.
#pragma once

#include "crypto/pk/ec_kernel_adx.h"

namespace vitrine::crypto::ec::adx {

using P521Kernel = PortableKernel;

}  // namespace vitrine::crypto::ec::adx

// In the MemorySanitizer build this header comes before that of src: see ec_kernel_adx.h.
#pragma once

#include "crypto/pk/ec_kernel_adx.h"
#include "crypto/pk/ec_table.h"

namespace vitrine::crypto::ec::adx {

using P256Kernel = PortableKernel;

}  // namespace vitrine::crypto::ec::adx

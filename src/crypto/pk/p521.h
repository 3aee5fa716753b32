// The versions of P-521 that ec.cpp may choose from.
#pragma once

#include "crypto/pk/ec_operations.h"

namespace vitrine::crypto::ec {

extern const EcImpl kP521Portable;

}  // namespace vitrine::crypto::ec

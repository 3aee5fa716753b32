// The versions of P-521 that ec.cpp may choose from.
#pragma once

#include "crypto/pk/ec_operations.h"

namespace vitrine::crypto::ec {

extern const EcImpl kP521Portable;
extern const EcImpl kP521Adx;   ///< x86-64 only
extern const EcImpl kP521Ifma;  ///< x86-64 only

}  // namespace vitrine::crypto::ec

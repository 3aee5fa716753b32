// The versions of P-256 that ec.cpp may choose from.
#pragma once

#include "crypto/pk/ec_operations.h"

namespace vitrine::crypto::ec {

extern const EcImpl kP256Portable;
extern const EcImpl kP256Adx;   ///< x86-64 only
extern const EcImpl kP256Ifma;  ///< x86-64 only

}  // namespace vitrine::crypto::ec

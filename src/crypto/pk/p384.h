// The versions of P-384 that ec.cpp may choose from.
#pragma once

#include "crypto/pk/ec_operations.h"

namespace vitrine::crypto::ec {

extern const EcImpl kP384Portable;
extern const EcImpl kP384Adx;   ///< x86-64 only
extern const EcImpl kP384Ifma;  ///< x86-64 only

}  // namespace vitrine::crypto::ec

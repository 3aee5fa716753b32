// The inverse modulo an odd number in constant time, by "division steps"
// (Bernstein and Yang, Fast constant-time gcd computation and modular inversion, 2019).
// Read next: pk/rsa_private.cpp, whose blinding needs it.
#pragma once

#include "crypto/bignum/montgomery.h"

namespace vitrine::crypto::bignum {

/// r = 1 / a mod n, for a below n.  Returns whether a and n have no common divisor; r is else
/// undefined. Secret: a, n, r.  Public: widths, bits of n.  Leaks: nothing.
template <class L>
ct::Mask inverse(L* r, const L* a, const Modulus<L>& m);

}  // namespace vitrine::crypto::bignum

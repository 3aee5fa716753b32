// Published DSA parameters, for keys that are made here: searching for one's own takes long, and
// nothing is gained. RFC 5114 §2.1, §2.3: groups of a prime order, made for Diffie-Hellman and as
// good for DSA (FIPS 186-4 §4.2 has these pairs of sizes).
#pragma once

#include "crypto/pk/dsa.h"

namespace vitrine::crypto {

/// p of 1024 bits and q of 160: for old peers and tests.
const DsaParameters& dsa_parameters_1024();
/// p of 2048 bits and q of 256.
const DsaParameters& dsa_parameters_2048();

}  // namespace vitrine::crypto

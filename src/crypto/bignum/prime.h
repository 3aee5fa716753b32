// Primes: the test of Miller and Rabin (FIPS 186-4 §C.3.1) and the search for a new one (§B.3.3).
// Read next: pk/rsa_keygen.cpp.
#pragma once

#include "base/result.h"
#include "base/rng.h"
#include "crypto/bignum/montgomery.h"

namespace vitrine::crypto::bignum {

/// Whether n is prime, with an error below 4^-rounds for composites, whoever chose them.
/// n: `width` limbs, odd, above 3, of exactly `bits` bits (at most kMaxSecretBits).
/// Secret: n.  Leaks: the answer, and how often 2 divides n - 1.  Errors: entropy_failure.
Result<bool> is_probable_prime(
    const Limb* n, std::size_t width, std::size_t bits, std::size_t rounds, Rng& rng);

/// A random prime of exactly `bits` bits (a multiple of 64, 512 to 4096) whose two top bits are
/// set, so that a product of two has all of its bits, and for which e = 65537 does not divide p
/// - 1. Secret: the prime.  Leaks: how many candidates were dropped.  Errors: entropy_failure.
Status random_prime(Limb* p, std::size_t bits, Rng& rng);

inline constexpr std::uint64_t kF4 = 65537;

/// x mod 65537, by 2^16 = -1.  Secret: x.  Leaks: nothing.
std::uint64_t mod_f4(const Limb* x, std::size_t width);

}  // namespace vitrine::crypto::bignum

// The sums, products, remainders, powers and inverses of vectors, by the project's limbs of 8, 32
// and 64 bits and by every backend of powers.
#pragma once

#include "extra/integer.h"

namespace vitrine::test {

/// a + b = sum, signs and all: by add() or sub() of what is without them.
bool sum_is(const Integer& a, const Integer& b, const Integer& sum);
/// |a| |b| = |product|.
bool product_is(const Integer& a, const Integer& b, const Integer& product);
/// |a| mod n = rest, for odd n above 1.
bool remainder_is(const Integer& a, const Integer& n, const Integer& rest);
/// a b mod n, for odd n above 1.
bool modular_product_is(const Integer& a, const Integer& b, const Integer& n, const Integer& rest);
/// a^e mod n, for odd n above 1.
bool power_is(const Integer& a, const Integer& e, const Integer& n, const Integer& rest);
/// 1 / a mod n, for odd n above 1; 0: there is none.
bool inverse_is(const Integer& a, const Integer& n, const Integer& inverted);
/// value >> count, by reading its bits.
bool right_shift_is(const Integer& value, std::size_t count, const Integer& shifted);
/// a < b and a = b, of what is not negative.
bool less_than(const Integer& a, const Integer& b);
bool equals(const Integer& a, const Integer& b);
/// For odd n above 3.
bool is_prime(const Integer& n);

inline bool is_modulus(const Integer& n) {
    return n > 1 && mpz_odd_p(n.get_mpz_t()) != 0;
}

}  // namespace vitrine::test

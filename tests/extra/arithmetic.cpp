#include "extra/arithmetic.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/bignum/inverse.h"
#include "crypto/bignum/modexp.h"
#include "crypto/bignum/prime.h"
#include "support/rsa_keys.h"

namespace vitrine::test {

using namespace crypto::bignum;

namespace {

Integer absolute(const Integer& value) {
    return abs(value);
}

/// The least number that is not negative.
Integer reduced(const Integer& a, const Integer& n) {
    Integer rest;
    mpz_mod(rest.get_mpz_t(), a.get_mpz_t(), n.get_mpz_t());
    return rest;
}

template <class L>
std::size_t width_of(const Integer& value) {
    return std::max<std::size_t>(1, limbs_for<L>(bits_of(value)));
}

template <class L>
struct OddModulus {
    explicit OddModulus(const Integer& value) : n(limbs_of<L>(value, width_of<L>(value))) {
        rr.resize(n.size());
        m = Modulus<L>::make(n.data(), n.size(), bits_of(value), rr.data());
    }
    std::vector<L> n, rr;
    Modulus<L> m;
};

template <class L>
bool limbs_add(const Integer& a, const Integer& b, const Integer& sum) {
    const std::size_t width = std::max(width_of<L>(a), width_of<L>(b));
    const std::vector<L> x = limbs_of<L>(a, width);
    const std::vector<L> y = limbs_of<L>(b, width);
    std::vector<L> r(width + 1);
    r[width] = add(r.data(), x.data(), y.data(), width);
    return integer_of_limbs(r) == sum;
}

template <class L>
bool limbs_sub(const Integer& a, const Integer& b, const Integer& difference) {
    const std::size_t width = std::max(width_of<L>(a), width_of<L>(b));
    const std::vector<L> x = limbs_of<L>(a, width);
    const std::vector<L> y = limbs_of<L>(b, width);
    std::vector<L> r(width);
    const L borrow = sub(r.data(), x.data(), y.data(), width);
    return borrow == (a < b ? 1 : 0) && (a < b || integer_of_limbs(r) == difference);
}

template <class L>
bool limbs_mul(const Integer& a, const Integer& b, const Integer& product) {
    const std::vector<L> x = limbs_of<L>(a, width_of<L>(a));
    const std::vector<L> y = limbs_of<L>(b, width_of<L>(b));
    std::vector<L> r(x.size() + y.size());
    mul(r.data(), x.data(), x.size(), y.data(), y.size());
    return integer_of_limbs(r) == product;
}

template <class L>
bool limbs_reduce(const Integer& a, const Integer& n, const Integer& rest) {
    const OddModulus<L> modulus(n);
    const std::vector<L> x = limbs_of<L>(a, width_of<L>(a));
    std::vector<L> r(modulus.n.size());
    reduce_any(r.data(), x.data(), x.size(), modulus.m);
    return integer_of_limbs(r) == rest;
}

template <class L>
bool limbs_mul_mod(const Integer& a, const Integer& b, const Integer& n, const Integer& rest) {
    const OddModulus<L> modulus(n);
    const std::size_t width = modulus.n.size();
    const std::vector<L> x = limbs_of<L>(reduced(a, n), width);
    const std::vector<L> y = limbs_of<L>(reduced(b, n), width);
    std::vector<L> r(width);
    mul_mod(r.data(), x.data(), y.data(), modulus.m);
    return integer_of_limbs(r) == rest;
}

template <class L>
bool limbs_inverse(const Integer& a, const Integer& n, const Integer& inverted) {
    const OddModulus<L> modulus(n);
    const std::vector<L> x = limbs_of<L>(reduced(a, n), modulus.n.size());
    std::vector<L> r(modulus.n.size());
    const bool exists = ct::declassify(inverse(r.data(), x.data(), modulus.m), "a test");
    return exists == (inverted != 0) && (!exists || integer_of_limbs(r) == inverted);
}

}  // namespace

bool sum_is(const Integer& a, const Integer& b, const Integer& sum) {
    const Integer x = absolute(a);
    const Integer y = absolute(b);
    const Integer z = absolute(sum);
    if (sgn(a) * sgn(b) >= 0) {
        return sgn(sum) == (sgn(a) != 0 ? sgn(a) : sgn(b)) && limbs_add<std::uint8_t>(x, y, z) &&
               limbs_add<std::uint32_t>(x, y, z) && limbs_add<Limb>(x, y, z);
    }
    const Integer& more = x < y ? y : x;
    const Integer& less = x < y ? x : y;
    return limbs_sub<std::uint8_t>(more, less, z) && limbs_sub<std::uint32_t>(more, less, z) &&
           limbs_sub<Limb>(more, less, z) && limbs_sub<Limb>(less, more, z);
}

bool product_is(const Integer& a, const Integer& b, const Integer& product) {
    const Integer x = absolute(a);
    const Integer y = absolute(b);
    const Integer z = absolute(product);
    return limbs_mul<std::uint8_t>(x, y, z) && limbs_mul<std::uint32_t>(x, y, z) &&
           limbs_mul<Limb>(x, y, z);
}

bool remainder_is(const Integer& a, const Integer& n, const Integer& rest) {
    const Integer x = absolute(a);
    return limbs_reduce<std::uint8_t>(x, n, rest) && limbs_reduce<std::uint32_t>(x, n, rest) &&
           limbs_reduce<Limb>(x, n, rest);
}

bool modular_product_is(const Integer& a, const Integer& b, const Integer& n, const Integer& rest) {
    return limbs_mul_mod<std::uint8_t>(a, b, n, rest) &&
           limbs_mul_mod<std::uint32_t>(a, b, n, rest) && limbs_mul_mod<Limb>(a, b, n, rest);
}

bool power_is(const Integer& a, const Integer& e, const Integer& n, const Integer& rest) {
    const OddModulus<Limb> modulus(n);
    const std::size_t width = modulus.n.size();
    const std::vector<Limb> base = limbs_of<Limb>(reduced(a, n), width);
    const std::size_t bits = std::max<std::size_t>(1, bits_of(e));
    const std::vector<Limb> exponent = limbs_of<Limb>(e, limbs_for(bits));
    bool right = true;
    for (const ModExpImpl* impl : modexp_impls()) {
        if (!cpu::usable(*impl)) continue;
        std::vector<Limb> r(width);
        impl->exp({r.data(), base.data(), exponent.data(), bits, &modulus.m});
        EXPECT_EQ(integer_of_limbs(r), rest) << impl->name;
        right = right && integer_of_limbs(r) == rest;
    }
    return right;
}

bool inverse_is(const Integer& a, const Integer& n, const Integer& inverted) {
    return limbs_inverse<std::uint8_t>(a, n, inverted) &&
           limbs_inverse<std::uint32_t>(a, n, inverted) && limbs_inverse<Limb>(a, n, inverted);
}

bool right_shift_is(const Integer& value, std::size_t count, const Integer& shifted) {
    const std::vector<Limb> limbs = limbs_of<Limb>(value, width_of<Limb>(value));
    Integer read;
    for (std::size_t at = bits_of(value); at-- > count;)
        read = 2 * read + bits_at(limbs.data(), limbs.size(), at, 1);
    return read == shifted;
}

bool less_than(const Integer& a, const Integer& b) {
    const std::size_t width = std::max(width_of<Limb>(a), width_of<Limb>(b));
    return ct::declassify(
        less(limbs_of<Limb>(a, width).data(), limbs_of<Limb>(b, width).data(), width), "a test");
}

bool equals(const Integer& a, const Integer& b) {
    const std::size_t width = std::max(width_of<Limb>(a), width_of<Limb>(b));
    return ct::declassify(
        equal(limbs_of<Limb>(a, width).data(), limbs_of<Limb>(b, width).data(), width), "a test");
}

bool is_prime(const Integer& n) {
    const std::vector<Limb> limbs = limbs_of<Limb>(n, width_of<Limb>(n));
    crypto::Drbg rng = seeded_rng();
    const auto prime = is_probable_prime(limbs.data(), limbs.size(), bits_of(n), 16, rng);
    return prime.ok() && *prime;
}

}  // namespace vitrine::test

// Beside GMP's mpz functions: products, and powers and inverses modulo odd numbers of 64 to 640
// bits, by every backend that was built in; primes.
#include <gmp.h>

#include "crypto/bignum/inverse.h"
#include "crypto/bignum/modexp.h"
#include "crypto/bignum/prime.h"
#include "extra/cross/cross_check.h"

namespace vitrine::test::cross {
namespace {

using namespace crypto::bignum;

class Integer {
  public:
    Integer() { mpz_init(value_); }
    explicit Integer(const std::vector<Limb>& limbs) : Integer() {
        mpz_import(value_, limbs.size(), -1, sizeof(Limb), 0, 0, limbs.data());
    }
    ~Integer() { mpz_clear(value_); }
    Integer(const Integer&) = delete;
    Integer& operator=(const Integer&) = delete;
    mpz_ptr get() { return value_; }
    std::vector<Limb> limbs(std::size_t width) {
        std::vector<Limb> out(width);
        mpz_export(out.data(), nullptr, -1, sizeof(Limb), 0, 0, value_);
        return out;
    }

  private:
    mpz_t value_;
};

std::vector<Limb> random_limbs(Random& random, std::size_t width) {
    std::vector<Limb> limbs(width);
    const Bytes bytes = random.bytes(width * sizeof(Limb));
    load_be(limbs.data(), width, bytes);
    if (random.below(8) == 0) limbs[random.below(width)] = random.below(2) == 0 ? 0 : ~Limb{0};
    return limbs;
}

struct OddModulus {
    OddModulus(Random& random, std::size_t width) : n(random_limbs(random, width)), rr(width) {
        n[0] |= 1;
        n[width - 1] |= Limb{1} << random.below(kLimbBits<Limb>);
        if (width == 1) n[0] |= 2;
        Bytes bytes(width * sizeof(Limb));
        store_be(bytes, n.data(), width);
        m = Modulus<Limb>::make(n.data(), width, bit_length(bytes), rr.data());
    }
    std::vector<Limb> n, rr;
    Modulus<Limb> m;
};

TEST(CrossCheckGmp, Products) {
    Random random;
    const int count = rounds();
    for (int i = 0; i < count; ++i) {
        const std::vector<Limb> a = random_limbs(random, 1 + random.below(20));
        const std::vector<Limb> b = random_limbs(random, 1 + random.below(20));
        std::vector<Limb> ours(a.size() + b.size());
        mul(ours.data(), a.data(), a.size(), b.data(), b.size());
        Integer x(a), y(b), theirs;
        mpz_mul(theirs.get(), x.get(), y.get());
        ASSERT_EQ(ours, theirs.limbs(ours.size()));
        OddModulus modulus(random, a.size());
        Integer n(modulus.n);
        mpz_mod(x.get(), x.get(), n.get());
        std::vector<Limb> factor = x.limbs(a.size()), product(a.size());
        mul_mod(product.data(), a.data(), factor.data(), modulus.m);
        Integer whole(a);
        mpz_mul(theirs.get(), whole.get(), x.get());
        mpz_mod(theirs.get(), theirs.get(), n.get());
        ASSERT_EQ(product, theirs.limbs(a.size()));
    }
}

// Odd numbers and the primes after them, of 64 to 256 bits.
TEST(CrossCheckGmp, Primes) {
    Random random;
    FromRandom rng(random);
    const int count = rounds();
    int primes = 0;
    for (int i = 0; i < count; ++i) {
        random.pick_kernels();
        const std::size_t width = 1 + random.below(4);
        std::vector<Limb> n = random_limbs(random, width);
        n[0] |= 1;
        n[width - 1] |= Limb{1} << (kLimbBits<Limb> - 2);
        n[width - 1] &= ~(Limb{1} << (kLimbBits<Limb> - 1));  // the next prime has room
        Integer value(n);
        if (random.below(2) == 0) {
            mpz_nextprime(value.get(), value.get());
            n = value.limbs(width);
        }
        const bool theirs = mpz_probab_prime_p(value.get(), 32) != 0;
        const std::size_t bits = mpz_sizeinbase(value.get(), 2);
        const auto ours = is_probable_prime(n.data(), width, bits, 16, rng);
        ASSERT_TRUE(ours.ok());
        ASSERT_EQ(*ours, theirs);
        primes += theirs ? 1 : 0;
    }
    EXPECT_GT(primes, count / 3);
    EXPECT_LT(primes, count);
}

TEST(CrossCheckGmp, ModularPowers) {
    Random random;
    const int count = rounds();
    for (int i = 0; i < count; ++i) {
        random.pick_kernels();
        const std::size_t width = 1 + random.below(10);
        OddModulus modulus(random, width);
        const std::size_t bits = 1 + random.below(200);
        const std::vector<Limb> base = random_limbs(random, width);
        std::vector<Limb> exponent = random_limbs(random, limbs_for(bits)), ours(width);
        if (bits % kLimbBits<Limb> != 0)
            exponent.back() &= (Limb{1} << (bits % kLimbBits<Limb>)) - 1;
        Integer b(base), e(exponent), n(modulus.n), theirs;
        mpz_powm(theirs.get(), b.get(), e.get(), n.get());
        const auto impls = modexp_impls();
        const ModExpImpl& impl = *impls[random.below(impls.size())];
        if (!cpu::usable(impl)) continue;
        impl.exp({ours.data(), base.data(), exponent.data(), bits, &modulus.m});
        ASSERT_EQ(ours, theirs.limbs(width))
            << impl.name << ", " << width << " limbs, " << bits << " bits";
    }
}

TEST(CrossCheckGmp, Inverses) {
    Random random;
    int invertible = 0;
    const int count = rounds();
    for (int i = 0; i < count; ++i) {
        const std::size_t width = 1 + random.below(10);
        OddModulus modulus(random, width);
        const std::vector<Limb> a = random_limbs(random, width);
        Integer whole(a), n(modulus.n), reduced, theirs;
        mpz_mod(reduced.get(), whole.get(), n.get());
        const std::vector<Limb> small = reduced.limbs(width);
        std::vector<Limb> ours(width);
        const bool exists = mpz_invert(theirs.get(), reduced.get(), n.get()) != 0;
        const auto mask = inverse(ours.data(), small.data(), modulus.m);
        ASSERT_EQ(ct::declassify(mask, "test"), exists);
        if (exists) {
            ASSERT_EQ(ours, theirs.limbs(width)) << width << " limbs";
        }
        invertible += exists ? 1 : 0;
    }
    EXPECT_GT(invertible, count / 2);
    EXPECT_LT(invertible, count);
}

}  // namespace
}  // namespace vitrine::test::cross

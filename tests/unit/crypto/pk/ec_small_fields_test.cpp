// The field of the curves with limbs of eight bits, under primes of two limbs: all pairs where they
// are few, and every element beside those at the limbs' edges where they are not.
#include <gtest/gtest.h>

#include "crypto/pk/ec_field.h"

namespace vitrine::crypto::ec {
namespace {

template <std::uint64_t kPrime, std::size_t kSize>
struct Prime {
    static constexpr std::size_t kBits = kSize;
    static constexpr std::array<std::uint64_t, 1> kModulus = {kPrime};
};

template <class Modulus>
struct Checked {
    using F = Field<Modulus, std::uint8_t>;
    static constexpr unsigned kPrime = static_cast<unsigned>(Modulus::kModulus[0]);
    static_assert(F::kLimbCount == 2);

    static F element(unsigned value) {
        return F::from_raw(
            {static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8)});
    }
    static unsigned value(const F& element) {
        const auto raw = element.to_raw();
        return raw[0] + 256U * raw[1];
    }

    static void pair(unsigned a, const F& x, unsigned b, const F& y) {
        ASSERT_EQ(value(x * y), 1ULL * a * b % kPrime) << a << " " << b;
        ASSERT_EQ(value(x + y), (a + b) % kPrime) << a << " " << b;
        ASSERT_EQ(value(x - y), (a + kPrime - b) % kPrime) << a << " " << b;
    }

    static void single(unsigned a) {
        const F x = element(a);
        ASSERT_EQ(value(x), a);
        ASSERT_EQ(value(x.square()), 1ULL * a * a % kPrime);
        ASSERT_EQ(value(x.twice()), 2 * a % kPrime);
        ASSERT_EQ(value(x.halved()), (a % 2 == 0 ? a : a + kPrime) / 2);
        ASSERT_EQ(value(x.negated()), (kPrime - a) % kPrime);
        const unsigned inverse = value(x.inverse());
        ASSERT_EQ(1ULL * a * inverse % kPrime, a == 0 ? 0U : 1U) << a;
        ASSERT_EQ(ct::declassify(x.is_zero(), "a test"), a == 0);
        std::uint8_t bytes[2];
        x.to_bytes(bytes);
        ASSERT_EQ(bytes[0] * 256U + bytes[1], a);
        ASSERT_EQ(value(F::from_bytes_reduced(bytes)), a);
    }
};

TEST(EcSmallFields, EveryPairModulo509) {
    using C = Checked<Prime<509, 9>>;
    for (unsigned a = 0; a < 509; ++a) {
        C::single(a);
        for (unsigned b = 0; b < 509; ++b) C::pair(a, C::element(a), b, C::element(b));
        if (HasFatalFailure()) return;
    }
}

TEST(EcSmallFields, EveryPairModulo257And4093) {
    using Least = Checked<Prime<257, 9>>;
    for (unsigned a = 0; a < 257; ++a) {
        Least::single(a);
        for (unsigned b = 0; b < 257; ++b) Least::pair(a, Least::element(a), b, Least::element(b));
    }
    using C = Checked<Prime<4093, 12>>;
    for (unsigned a = 0; a < 4093; ++a) {
        const auto x = C::element(a);
        C::single(a);
        for (unsigned b = 0; b < 4093; b += 1 + (a % 7)) C::pair(a, x, b, C::element(b));
        if (HasFatalFailure()) return;
    }
}

/// Limbs around which carries and borrows happen.
constexpr unsigned kEdges[] = {0, 1, 2, 127, 128, 129, 254, 255};

template <class Modulus>
void every_element_beside_the_edges() {
    using C = Checked<Modulus>;
    for (const unsigned high : kEdges) {
        for (const unsigned low : kEdges) {
            const unsigned b = (256 * high + low) % C::kPrime;
            const auto y = C::element(b);
            for (unsigned a = 0; a < C::kPrime; ++a) C::pair(a, C::element(a), b, y);
            if (testing::Test::HasFatalFailure()) return;
        }
    }
    for (unsigned a = 0; a < C::kPrime; ++a) C::single(a);
}

TEST(EcSmallFields, ElementsModulo65521BesideTheEdges) {
    every_element_beside_the_edges<Prime<65521, 16>>();
}

TEST(EcSmallFields, ElementsModulo32771BesideTheEdges) {
    every_element_beside_the_edges<Prime<32771, 16>>();
}

}  // namespace
}  // namespace vitrine::crypto::ec

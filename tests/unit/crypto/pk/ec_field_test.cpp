#include "crypto/pk/ec_field.h"

#include <gmp.h>
#include <gtest/gtest.h>

#include <vector>

#include "crypto/drbg.h"
#include "crypto/pk/ec_curves.h"
#include "crypto/pk/fe25519.h"

namespace vitrine::crypto::ec {
namespace {

/// A prime of eight bits: every value and every pair of values is tried.
struct Prime251 {
    static constexpr std::size_t kBits = 8;
    static constexpr std::array<std::uint64_t, 1> kModulus = {251};
};
/// Its neighbour is odd but not prime.
struct Odd255 {
    static constexpr std::size_t kBits = 8;
    static constexpr std::array<std::uint64_t, 1> kModulus = {255};
};
struct Prime65521 {
    static constexpr std::size_t kBits = 16;
    static constexpr std::array<std::uint64_t, 1> kModulus = {65521};
};

using F251 = Field<Prime251, std::uint8_t>;

F251 small(unsigned value) {
    return F251::from_raw({static_cast<std::uint8_t>(value)});
}

TEST(EcField, EveryPairModulo251) {
    for (unsigned a = 0; a < 251; ++a) {
        for (unsigned b = 0; b < 251; ++b) {
            ASSERT_EQ((small(a) * small(b)).to_raw()[0], a * b % 251) << a << " " << b;
            ASSERT_EQ((small(a) + small(b)).to_raw()[0], (a + b) % 251);
            ASSERT_EQ((small(a) - small(b)).to_raw()[0], (a + 251 - b) % 251);
        }
        ASSERT_EQ(small(a).square().to_raw()[0], a * a % 251);
    }
}

TEST(EcField, EveryInverseModulo251And65521) {
    EXPECT_EQ(small(0).inverse().to_raw()[0], 0);
    for (unsigned a = 1; a < 251; ++a) {
        ASSERT_EQ((small(a) * small(a).inverse()).to_raw()[0], 1) << a;
        ASSERT_EQ(small(a).inverse().to_raw(), small(a).inverse_by_power().to_raw());
    }
    for (std::uint64_t a = 1; a < 65521; ++a) {
        const std::uint64_t inverse = DivisionSteps<Prime65521>::inverse({a})[0];
        ASSERT_LT(inverse, 65521u);
        ASSERT_EQ(a * inverse % 65521, 1u) << a;
    }
}

TEST(DivisionSteps, EveryUnitModulo255) {
    for (std::uint64_t a = 1; a < 255; ++a) {
        if (a % 3 == 0 || a % 5 == 0 || a % 17 == 0) continue;
        ASSERT_EQ(a * DivisionSteps<Odd255>::inverse({a})[0] % 255, 1u) << a;
    }
}

/// Zero, one, the largest values, long runs of ones and zeros, and random ones, all below m.
template <class Modulus>
std::vector<typename DivisionSteps<Modulus>::Words> values() {
    using Words = typename DivisionSteps<Modulus>::Words;
    constexpr std::size_t kWords = DivisionSteps<Modulus>::kWords;
    constexpr Words kModulus = Modulus::kModulus;
    std::vector<Words> all;
    for (std::uint64_t low = 0; low < 4; ++low) {
        Words w{};
        w[0] = low;
        all.push_back(w);
        w = kModulus;
        w[0] -= low + 1;  // the moduli here end in large digits
        all.push_back(w);
    }
    for (std::size_t bit = 0; bit + 1 < Modulus::kBits; ++bit) {
        Words power{}, ones{};
        power[bit / 64] = std::uint64_t{1} << (bit % 64);
        for (std::size_t i = 0; i <= bit; ++i) ones[i / 64] |= std::uint64_t{1} << (i % 64);
        all.push_back(power);
        all.push_back(ones);
    }
    Drbg rng{std::array<std::uint8_t, 32>{20}};
    for (int i = 0; i < 500; ++i) {
        Words w{};
        std::ignore = rng.fill({reinterpret_cast<std::uint8_t*>(w.data()), sizeof w});
        w[kWords - 1] %= kModulus[kWords - 1];
        all.push_back(w);
    }
    return all;
}

template <class Words>
std::string text(const mpz_t& value, const Words&) {
    std::string out(2 * 8 * std::tuple_size_v<Words> + 2, '\0');
    mpz_get_str(out.data(), 16, value);
    out.resize(out.find('\0'));
    return out;
}

template <class Words>
void set(mpz_t& value, const Words& words) {
    mpz_import(value, words.size(), -1, 8, 0, 0, words.data());
}

template <class Modulus>
void inverses_are_those_of_gmp() {
    mpz_t m, x, expected, found;
    mpz_inits(m, x, expected, found, nullptr);
    set(m, Modulus::kModulus);
    for (const auto& value : values<Modulus>()) {
        set(x, value);
        mpz_set_ui(expected, 0);
        if (mpz_sgn(x) != 0) mpz_invert(expected, x, m);
        set(found, DivisionSteps<Modulus>::inverse(value));
        ASSERT_EQ(text(found, value), text(expected, value)) << text(x, value);
        using F = Field<Modulus, std::uint64_t>;
        set(found, F::from_words(value).inverse().to_raw());
        ASSERT_EQ(text(found, value), text(expected, value)) << text(x, value);
    }
    mpz_clears(m, x, expected, found, nullptr);
}

TEST(DivisionSteps, InverseIsGmps) {
    inverses_are_those_of_gmp<P256::Prime>();
    inverses_are_those_of_gmp<P256::Order>();
    inverses_are_those_of_gmp<P384::Prime>();
    inverses_are_those_of_gmp<P384::Order>();
    inverses_are_those_of_gmp<P521::Prime>();
    inverses_are_those_of_gmp<P521::Order>();
}

TEST(Fe25519, InverseIsThatOfFermatsTheorem) {
    Drbg rng{std::array<std::uint8_t, 32>{21}};
    for (int i = 0; i < 300; ++i) {
        std::array<std::uint8_t, 32> bytes{}, fermat{}, steps{};
        if (i > 2) {
            std::ignore = rng.fill(bytes);
        } else {
            bytes[0] = static_cast<std::uint8_t>(i);
        }
        const Fe25519 a = Fe25519::from_bytes(bytes);
        inverse(a).to_bytes(steps);
        inverse_by_power(a).to_bytes(fermat);
        ASSERT_EQ(steps, fermat) << i;
    }
}

}  // namespace
}  // namespace vitrine::crypto::ec

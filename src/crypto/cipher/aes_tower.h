// The field of AES as a tower of small ones: GF(2) < GF(4) < GF(16) < GF(256), where inversion is
// short.
//
// Each floor adds one element: w^2 = w + 1, then z^2 = z + w, then y^2 = y + kNu. An element of a
// floor is (high, low), two elements of the floor below, high first. FIPS 197 §4.2 writes the same
// field as polynomials modulo x^8 + x^4 + x^3 + x + 1; the basis changes are linear, found here at
// compile time. The templates take bits (to find the basis change) and bit planes (to encrypt)
// alike.
#pragma once

#include <array>
#include <cstdint>
#include <utility>

namespace vitrine::crypto::aes {

/// Element of GF(4): high * w + low. T is a word; each of its bits is an element of its own.
template <class T>
struct Gf4 {
    T high, low;

    friend constexpr Gf4 operator^(Gf4 a, Gf4 b) {
        return {static_cast<T>(a.high ^ b.high), static_cast<T>(a.low ^ b.low)};
    }
    friend constexpr Gf4 operator*(Gf4 a, Gf4 b) {
        const T lows = a.low & b.low;
        const T both = (a.high ^ a.low) & (b.high ^ b.low);
        return {static_cast<T>(both ^ lows), static_cast<T>(lows ^ (a.high & b.high))};
    }
    [[nodiscard]] constexpr Gf4 squared() const { return {high, static_cast<T>(low ^ high)}; }
    [[nodiscard]] constexpr Gf4 inverse() const { return squared(); }  // a^3 = 1, and 0 stays 0
    [[nodiscard]] constexpr Gf4 times_constant() const {
        return {static_cast<T>(high ^ low), high};
    }  // w
};

/// The quadratic floor above `Floor`: high * t + low with t^2 = t + c, where c * a =
/// a.times_constant().
template <class Floor>
struct Quadratic {
    Floor high, low;

    friend constexpr Quadratic operator^(Quadratic a, Quadratic b) {
        return {a.high ^ b.high, a.low ^ b.low};
    }
    // (h t + l)(h' t + l') = (hh' + hl' + lh') t + (c hh' + ll'), by three products (Karatsuba)
    friend constexpr Quadratic operator*(Quadratic a, Quadratic b) {
        const Floor lows = a.low * b.low;
        const Floor both = (a.high ^ a.low) * (b.high ^ b.low);
        return {both ^ lows, lows ^ (a.high * b.high).times_constant()};
    }
    [[nodiscard]] constexpr Quadratic squared() const {
        const Floor h = high.squared();
        return {h, low.squared() ^ h.times_constant()};
    }
    // The conjugate, high * t + (high + low), over the norm, which lies on the floor below.
    [[nodiscard]] constexpr Quadratic inverse() const {
        const Floor norm = high.squared().times_constant() ^ (low * (high ^ low));
        const Floor over = norm.inverse();
        return {high * over, (high ^ low) * over};
    }
    // Of GF(16): kNu = w z, the constant of the top floor. (h z + l) w z = w (h + l) z + w^2 h
    [[nodiscard]] constexpr Quadratic times_constant() const {
        return {(high ^ low).times_constant(), high.times_constant().times_constant()};
    }
};

template <class T>
using Gf16 = Quadratic<Gf4<T>>;
template <class T>
using Gf256 = Quadratic<Gf16<T>>;

/// Bit i of a tower element is planes[i]: planes[7] is high.high.high.
template <class T>
constexpr Gf256<T> from_planes(const std::array<T, 8>& p) {
    return {{{p[7], p[6]}, {p[5], p[4]}}, {{p[3], p[2]}, {p[1], p[0]}}};
}
template <class T>
constexpr std::array<T, 8> to_planes(const Gf256<T>& a) {
    return {a.low.low.low,  a.low.low.high,  a.low.high.low,  a.low.high.high,
            a.high.low.low, a.high.low.high, a.high.high.low, a.high.high.high};
}

/// A linear map of eight bits: column i is the image of bit i.
using Matrix8 = std::array<std::uint8_t, 8>;

constexpr std::uint8_t apply(const Matrix8& m, std::uint8_t x) {
    std::uint8_t y = 0;
    for (unsigned i = 0; i < 8; ++i) {
        if (((x >> i) & 1u) != 0) y ^= m[i];
    }
    return y;
}

/// The product of maps: first `b`, then `a`.
constexpr Matrix8 operator*(const Matrix8& a, const Matrix8& b) {
    Matrix8 c{};
    for (unsigned i = 0; i < 8; ++i) c[i] = apply(a, b[i]);
    return c;
}

constexpr Matrix8 inverse_of(const Matrix8& m) {
    Matrix8 inverse{};
    for (unsigned x = 0; x < 256; ++x) {
        const std::uint8_t y = apply(m, static_cast<std::uint8_t>(x));
        for (unsigned i = 0; i < 8; ++i) {
            if (y == (1u << i)) inverse[i] = static_cast<std::uint8_t>(x);
        }
    }
    return inverse;
}

namespace tower {

constexpr std::uint8_t product(std::uint8_t a, std::uint8_t b) {
    std::array<std::uint8_t, 8> pa{};
    std::array<std::uint8_t, 8> pb{};
    for (unsigned i = 0; i < 8; ++i) {
        pa[i] = (a >> i) & 1u;
        pb[i] = (b >> i) & 1u;
    }
    const auto pc = to_planes(from_planes(pa) * from_planes(pb));
    std::uint8_t c = 0;
    for (unsigned i = 0; i < 8; ++i) c = static_cast<std::uint8_t>(c | (pc[i] << i));
    return c;
}

/// Column i is beta^i, for the first beta that satisfies the polynomial of FIPS 197 §4.2.
constexpr Matrix8 basis() {
    for (unsigned beta = 2; beta < 256; ++beta) {
        Matrix8 power{1};
        for (unsigned i = 1; i < 8; ++i)
            power[i] = product(power[i - 1], static_cast<std::uint8_t>(beta));
        const std::uint8_t eighth = product(power[7], static_cast<std::uint8_t>(beta));
        if (eighth == (power[4] ^ power[3] ^ power[1] ^ power[0])) return power;
    }
    return {};
}

}  // namespace tower

/// From the polynomials of FIPS 197 to the tower, and back.
inline constexpr Matrix8 kToTower = tower::basis();
inline constexpr Matrix8 kFromTower = inverse_of(kToTower);
static_assert(kToTower[0] == 1, "no root found: the tower would not be the field of AES");

/// The matrix of the affine transformation, FIPS 197 §5.1.1, equation 5.1; its constant is 0x63.
inline constexpr Matrix8 kAffine{0x1f, 0x3e, 0x7c, 0xf8, 0xf1, 0xe3, 0xc7, 0x8f};
inline constexpr std::uint8_t kAffineConstant = 0x63;

/// Maps bit planes by a matrix known at compile time: nothing but XORs is left of it.
template <Matrix8 M, class T>
constexpr std::array<T, 8> map_planes(const std::array<T, 8>& in) {
    std::array<T, 8> out{};
    const auto column = [&]<std::size_t I, std::size_t... Row>(std::index_sequence<Row...>) {
        const auto add = [&]<std::size_t R>() {
            if constexpr (((M[I] >> R) & 1u) != 0) out[R] ^= in[I];
        };
        (add.template operator()<Row>(), ...);
    };
    const auto all = [&]<std::size_t... Column>(std::index_sequence<Column...>) {
        (column.template operator()<Column>(std::make_index_sequence<8>{}), ...);
    };
    all(std::make_index_sequence<8>{});
    return out;
}

}  // namespace vitrine::crypto::aes

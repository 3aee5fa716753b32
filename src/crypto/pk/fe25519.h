// The field of 2^255 - 19, in five limbs of 51 bits; shared by X25519 and Ed25519.
// A product of two limbs and its sums fit u128, and 2^255 = 19 folds the upper half back.
// Source: RFC 7748 §4.1.  Read next: x25519.cpp, ed25519.cpp.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"
#include "base/ct.h"
#include "base/int128.h"

namespace vitrine::crypto {

/// An element; limbs may exceed 51 bits a little between operations, `to_bytes` gives the one true
/// form. Every operation takes and gives limbs below 2^53.
struct Fe25519 {
    std::array<std::uint64_t, 5> limb{};

    static constexpr std::uint64_t kLimbMask = (std::uint64_t{1} << 51) - 1;

    static constexpr Fe25519 small(std::uint64_t value) { return Fe25519{{value, 0, 0, 0, 0}}; }
    /// Little-endian; the top bit is ignored, values from p to 2^255 - 1 are taken as they are.
    static Fe25519 from_bytes(std::span<const std::uint8_t, 32> bytes);
    /// The canonical form, below p.
    void to_bytes(std::span<std::uint8_t, 32> bytes) const;
};

/// Brings every limb below 2^51 + 2^13.
constexpr Fe25519 carried(Fe25519 a) {
    std::uint64_t carry = 0;
    for (std::uint64_t& limb : a.limb) {
        limb += carry;
        carry = limb >> 51;
        limb &= Fe25519::kLimbMask;
    }
    a.limb[0] += 19 * carry;
    return a;
}

constexpr Fe25519 operator+(const Fe25519& a, const Fe25519& b) {
    Fe25519 sum;
    for (std::size_t i = 0; i < 5; ++i) sum.limb[i] = a.limb[i] + b.limb[i];
    return carried(sum);
}

/// 8p is added first, so that no limb goes below zero.
constexpr Fe25519 operator-(const Fe25519& a, const Fe25519& b) {
    constexpr std::uint64_t kEight = 8 * Fe25519::kLimbMask;
    Fe25519 difference;
    difference.limb[0] = a.limb[0] + (kEight - 144) - b.limb[0];
    for (std::size_t i = 1; i < 5; ++i) difference.limb[i] = a.limb[i] + kEight - b.limb[i];
    return carried(difference);
}

/// a + b and a - b for products and numbers just read (limbs below 2^51 + 2^13), ready for a
/// product: the carries are left to it.
constexpr Fe25519 lazy_sum(const Fe25519& a, const Fe25519& b) {
    Fe25519 sum;
    for (std::size_t i = 0; i < 5; ++i) sum.limb[i] = a.limb[i] + b.limb[i];
    return sum;
}
/// 2p is added first, so that no limb goes below zero.
constexpr Fe25519 lazy_difference(const Fe25519& a, const Fe25519& b) {
    constexpr std::uint64_t kTwo = 2 * Fe25519::kLimbMask;
    Fe25519 difference;
    difference.limb[0] = a.limb[0] + (kTwo - 36) - b.limb[0];
    for (std::size_t i = 1; i < 5; ++i) difference.limb[i] = a.limb[i] + kTwo - b.limb[i];
    return difference;
}

/// Folds five column sums back into an element.
constexpr Fe25519 reduced(const std::array<u128, 5>& column) {
    Fe25519 r;
    u128 carry = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        const u128 sum = column[i] + carry;
        r.limb[i] = static_cast<std::uint64_t>(sum) & Fe25519::kLimbMask;
        carry = sum >> 51;
    }
    const u128 low = r.limb[0] + carry * 19;
    r.limb[0] = static_cast<std::uint64_t>(low) & Fe25519::kLimbMask;
    r.limb[1] += static_cast<std::uint64_t>(low >> 51);
    return r;
}

constexpr Fe25519 operator*(const Fe25519& a, const Fe25519& b) {
    const auto& [a0, a1, a2, a3, a4] = a.limb;
    const auto& [b0, b1, b2, b3, b4] = b.limb;
    const std::uint64_t c1 = 19 * b1, c2 = 19 * b2, c3 = 19 * b3, c4 = 19 * b4;
    return reduced({
        u128{a0} * b0 + u128{a1} * c4 + u128{a2} * c3 + u128{a3} * c2 + u128{a4} * c1,
        u128{a0} * b1 + u128{a1} * b0 + u128{a2} * c4 + u128{a3} * c3 + u128{a4} * c2,
        u128{a0} * b2 + u128{a1} * b1 + u128{a2} * b0 + u128{a3} * c4 + u128{a4} * c3,
        u128{a0} * b3 + u128{a1} * b2 + u128{a2} * b1 + u128{a3} * b0 + u128{a4} * c4,
        u128{a0} * b4 + u128{a1} * b3 + u128{a2} * b2 + u128{a3} * b1 + u128{a4} * b0,
    });
}

constexpr Fe25519 square(const Fe25519& a) {
    const auto& [a0, a1, a2, a3, a4] = a.limb;
    const std::uint64_t d0 = 2 * a0, d1 = 2 * a1, d2 = 2 * a2, d3 = 2 * a3;
    const std::uint64_t c3 = 19 * a3, c4 = 19 * a4;
    return reduced({
        u128{a0} * a0 + u128{d1} * c4 + u128{d2} * c3,
        u128{d0} * a1 + u128{d2} * c4 + u128{a3} * c3,
        u128{d0} * a2 + u128{a1} * a1 + u128{d3} * c4,
        u128{d0} * a3 + u128{d1} * a2 + u128{a4} * c4,
        u128{d0} * a4 + u128{d1} * a3 + u128{a2} * a2,
    });
}

constexpr Fe25519 square(Fe25519 a, int times) {
    for (int i = 0; i < times; ++i) a = square(a);
    return a;
}

/// a * factor, for a factor below 2^20.
constexpr Fe25519 times_small(const Fe25519& a, std::uint64_t factor) {
    std::array<u128, 5> column{};
    for (std::size_t i = 0; i < 5; ++i) column[i] = u128{a.limb[i]} * factor;
    return reduced(column);
}

/// Exchanges a and b if the mask is set.
inline void conditional_swap(ct::Mask mask, Fe25519& a, Fe25519& b) {
    const std::uint64_t bits = mask.u64();
    for (std::size_t i = 0; i < 5; ++i) {
        const std::uint64_t difference = bits & (a.limb[i] ^ b.limb[i]);
        a.limb[i] ^= difference;
        b.limb[i] ^= difference;
    }
}

inline Fe25519 select(ct::Mask mask, const Fe25519& yes, const Fe25519& no) {
    const std::uint64_t bits = mask.u64();
    Fe25519 r;
    for (std::size_t i = 0; i < 5; ++i)
        r.limb[i] = no.limb[i] ^ (bits & (yes.limb[i] ^ no.limb[i]));
    return r;
}

/// a^(2^250 - 1), from which both exponents below are a few steps away.
/// `eleven` receives a^11.
Fe25519 power_2_250_minus_1(const Fe25519& a, Fe25519& eleven);
/// The inverse, or 0 for 0.
Fe25519 inverse(const Fe25519& a);
/// The same by Fermat's theorem: a^(p-2).
Fe25519 inverse_by_power(const Fe25519& a);
/// a^((p-5)/8), the core of a square root (RFC 8032 §5.1.3).
Fe25519 power_p58(const Fe25519& a);

}  // namespace vitrine::crypto

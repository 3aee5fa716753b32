// Fixed-width numbers as arrays of limbs, least significant first; the ground under ec_field.h.
// The limb's width is a template parameter: 64 bits where the machine multiplies to 128, else 32,
// and 8 in the tests that try every value of a small field.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "base/bytes.h"
#include "base/ct.h"
#include "base/int128.h"

namespace vitrine::crypto::ec {

template <class Limb>
struct WideOf;
template <>
struct WideOf<std::uint8_t> {
    using Type = std::uint16_t;
};
template <>
struct WideOf<std::uint32_t> {
    using Type = std::uint64_t;
};
template <>
struct WideOf<std::uint64_t> {
    using Type = u128;
};
template <class Limb>
using Wide = typename WideOf<Limb>::Type;

#if SIZE_MAX > 0xffffffffu
using NativeLimb = std::uint64_t;
#else
using NativeLimb = std::uint32_t;
#endif

template <class Limb>
inline constexpr std::size_t kLimbBits = std::numeric_limits<Limb>::digits;

template <class Limb, std::size_t N>
using Limbs = std::array<Limb, N>;

template <class Limb>
constexpr Limb add_with_carry(Limb a, Limb b, Limb& carry) {
    const auto sum = static_cast<Wide<Limb>>(static_cast<Wide<Limb>>(a) + b + carry);
    carry = static_cast<Limb>(sum >> kLimbBits<Limb>);
    return static_cast<Limb>(sum);
}

template <class Limb>
constexpr Limb subtract_with_borrow(Limb a, Limb b, Limb& borrow) {
    const auto difference = static_cast<Wide<Limb>>(static_cast<Wide<Limb>>(a) - b - borrow);
    borrow = static_cast<Limb>((difference >> kLimbBits<Limb>)&1u);
    return static_cast<Limb>(difference);
}

/// Low half of a * b + c + carry; the high half becomes the carry.
template <class Limb>
constexpr Limb multiply_add(Limb a, Limb b, Limb c, Limb& carry) {
    const auto sum = static_cast<Wide<Limb>>(static_cast<Wide<Limb>>(a) * b + c + carry);
    carry = static_cast<Limb>(sum >> kLimbBits<Limb>);
    return static_cast<Limb>(sum);
}

/// a += b; returns the carry.
template <class Limb, std::size_t N>
constexpr Limb add(Limbs<Limb, N>& a, const Limbs<Limb, N>& b) {
    Limb carry = 0;
    for (std::size_t i = 0; i < N; ++i) a[i] = add_with_carry(a[i], b[i], carry);
    return carry;
}

/// a -= b; returns the borrow.
template <class Limb, std::size_t N>
constexpr Limb subtract(Limbs<Limb, N>& a, const Limbs<Limb, N>& b) {
    Limb borrow = 0;
    for (std::size_t i = 0; i < N; ++i) a[i] = subtract_with_borrow(a[i], b[i], borrow);
    return borrow;
}

/// `mask ? yes : no`; the mask is all ones or all zeros, and hidden from the optimizer: Clang at
/// -O1 makes a branch of it otherwise.
template <class Limb, std::size_t N>
constexpr Limbs<Limb, N> select_limbs(Limb mask,
                                      const Limbs<Limb, N>& yes,
                                      const Limbs<Limb, N>& no) {
    if (!std::is_constant_evaluated()) mask = ct::barrier(mask);
    Limbs<Limb, N> r{};
    for (std::size_t i = 0; i < N; ++i) {
        r[i] = static_cast<Limb>(no[i] ^ (mask & (yes[i] ^ no[i])));
    }
    return r;
}

/// (high, a) less m, once, if it is at least m: for values below 2m.
template <class Limb, std::size_t N>
constexpr Limbs<Limb, N> subtract_once(const Limbs<Limb, N>& a,
                                       Limb high,
                                       const Limbs<Limb, N>& m) {
    Limbs<Limb, N> less = a;
    Limb borrow = subtract(less, m);
    subtract_with_borrow(high, Limb{0}, borrow);
    return select_limbs(static_cast<Limb>(Limb{0} - borrow), a, less);
}

template <class Limb, std::size_t N>
ct::Mask is_zero(const Limbs<Limb, N>& a) {
    Limb any = 0;
    for (const Limb limb : a) any = static_cast<Limb>(any | limb);
    return ct::is_zero(any);
}

/// a < b.
template <class Limb, std::size_t N>
ct::Mask less(Limbs<Limb, N> a, const Limbs<Limb, N>& b) {
    return ct::Mask::from_bit(subtract(a, b));
}

/// Big-endian bytes, at most as many as the limbs hold.
template <class Limb, std::size_t N>
Limbs<Limb, N> limbs_from_bytes(ByteView bytes) {
    constexpr std::size_t kPerLimb = sizeof(Limb);
    Limbs<Limb, N> r{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint64_t byte = bytes[bytes.size() - 1 - i];
        r[i / kPerLimb] = static_cast<Limb>(r[i / kPerLimb] | (byte << (8 * (i % kPerLimb))));
    }
    return r;
}

/// The low bytes.size() bytes, big-endian.
template <class Limb, std::size_t N>
void limbs_to_bytes(const Limbs<Limb, N>& a, MutByteView bytes) {
    constexpr std::size_t kPerLimb = sizeof(Limb);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint64_t limb = i / kPerLimb < N ? a[i / kPerLimb] : Limb{0};
        bytes[bytes.size() - 1 - i] = static_cast<std::uint8_t>(limb >> (8 * (i % kPerLimb)));
    }
}

/// Constants are written as 64-bit words; this cuts them to limbs.
template <class Limb, std::size_t N, std::size_t Words>
constexpr Limbs<Limb, N> limbs_from_words(const std::array<std::uint64_t, Words>& words) {
    Limbs<Limb, N> r{};
    for (std::size_t i = 0; i < N; ++i) {
        const std::size_t bit = i * kLimbBits<Limb>;
        if (bit / 64 < Words) r[i] = static_cast<Limb>(words[bit / 64] >> (bit % 64));
    }
    return r;
}

/// The same number in 64-bit words.
template <class Limb, std::size_t N>
constexpr auto words_from_limbs(const Limbs<Limb, N>& a) {
    std::array<std::uint64_t, (N * kLimbBits<Limb> + 63) / 64> r{};
    for (std::size_t i = 0; i < N; ++i) {
        r[i * kLimbBits<Limb> / 64] |= std::uint64_t{a[i]} << (i * kLimbBits<Limb> % 64);
    }
    return r;
}

}  // namespace vitrine::crypto::ec

// Numbers as limbs, least significant first, of a fixed public width: the arithmetic a schoolchild
// knows. The limb is a template parameter: 64 bits where the compiler has a 128-bit product, 32
// bits elsewhere, and 8 bits in tests, where every case can be tried. Secret: every limb.  Public:
// widths and pointers.  Leaks: nothing, in each function of this file. Read next:
// bignum/montgomery.h.
#pragma once

#include <array>

#include "base/bytes.h"
#include "base/ct.h"
#include "base/int128.h"

namespace vitrine::crypto::bignum {

template <class L>
struct DoubleLimb;
template <>
struct DoubleLimb<std::uint8_t> {
    using Type = std::uint16_t;
};
template <>
struct DoubleLimb<std::uint16_t> {
    using Type = std::uint32_t;
};
template <>
struct DoubleLimb<std::uint32_t> {
    using Type = std::uint64_t;
};
#if defined(__SIZEOF_INT128__)
template <>
struct DoubleLimb<std::uint64_t> {
    using Type = u128;
};
using Limb = std::uint64_t;
#else
using Limb = std::uint32_t;
#endif

/// Holds the product of two limbs and two more limbs added to it.
template <class L>
using Double = typename DoubleLimb<L>::Type;

template <class L>
inline constexpr std::size_t kLimbBits = sizeof(L) * 8;

inline constexpr std::size_t kMaxPublicBits = 16384;  ///< moduli of public operations
inline constexpr std::size_t kMaxSecretBits = 8192;   ///< moduli under a secret exponent

/// Limbs that hold `bits` bits.
template <class L = Limb>
constexpr std::size_t limbs_for(std::size_t bits) {
    return (bits + kLimbBits<L> - 1) / kLimbBits<L>;
}

/// r = a + b.  Returns the carry.
template <class L>
L add(L* r, const L* a, const L* b, std::size_t width) {
    L carry = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const auto sum = static_cast<Double<L>>(Double<L>{a[i]} + b[i] + carry);
        r[i] = static_cast<L>(sum);
        carry = static_cast<L>(sum >> kLimbBits<L>);
    }
    return carry;
}

/// r = a - b.  Returns the borrow.
template <class L>
L sub(L* r, const L* a, const L* b, std::size_t width) {
    L borrow = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const auto difference = static_cast<Double<L>>(Double<L>{a[i]} - b[i] - borrow);
        r[i] = static_cast<L>(difference);
        borrow = static_cast<L>((difference >> kLimbBits<L>)&1);
    }
    return borrow;
}

/// r += a * b.  Returns the carry.
template <class L>
L mul_add(L* r, const L* a, L b, std::size_t width) {
    L carry = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const auto sum = static_cast<Double<L>>(Double<L>{a[i]} * b + r[i] + carry);
        r[i] = static_cast<L>(sum);
        carry = static_cast<L>(sum >> kLimbBits<L>);
    }
    return carry;
}

/// r = a * b; `r` has a_width + b_width limbs and overlaps neither.
template <class L>
void mul(L* r, const L* a, std::size_t a_width, const L* b, std::size_t b_width) {
    for (std::size_t i = 0; i < a_width + b_width; ++i) r[i] = 0;
    for (std::size_t i = 0; i < b_width; ++i) r[i + a_width] = mul_add(r + i, a, b[i], a_width);
}

/// r = mask ? a : r.
template <class L>
void assign(ct::Mask mask, L* r, const L* a, std::size_t width) {
    const auto bits = static_cast<L>(mask.u64());
    for (std::size_t i = 0; i < width; ++i) r[i] = static_cast<L>(r[i] ^ (bits & (r[i] ^ a[i])));
}

/// a < b.
template <class L>
ct::Mask less(const L* a, const L* b, std::size_t width) {
    L borrow = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const auto difference = static_cast<Double<L>>(Double<L>{a[i]} - b[i] - borrow);
        borrow = static_cast<L>((difference >> kLimbBits<L>)&1);
    }
    return ct::Mask::from_bit(borrow);
}

template <class L>
ct::Mask equal(const L* a, const L* b, std::size_t width) {
    L different = 0;
    for (std::size_t i = 0; i < width; ++i) different = static_cast<L>(different | (a[i] ^ b[i]));
    return ct::is_zero(different);
}

/// a equals the single limb `value`.
template <class L>
ct::Mask equal_to(const L* a, L value, std::size_t width) {
    L different = static_cast<L>(a[0] ^ value);
    for (std::size_t i = 1; i < width; ++i) different = static_cast<L>(different | a[i]);
    return ct::is_zero(different);
}

/// Big-endian bytes to `width` limbs, which must be enough for all of `bytes`.
template <class L>
void load_be(L* r, std::size_t width, ByteView bytes) {
    for (std::size_t i = 0; i < width; ++i) r[i] = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::size_t at = i / sizeof(L);
        const std::size_t shift = 8 * (i % sizeof(L));
        r[at] = static_cast<L>(r[at] | (static_cast<L>(bytes[bytes.size() - 1 - i]) << shift));
    }
}

/// The low bytes.size() bytes of `width` limbs, big-endian.
template <class L>
void store_be(MutByteView bytes, const L* a, std::size_t width) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::size_t at = i / sizeof(L);
        const std::size_t shift = 8 * (i % sizeof(L));
        const L limb = at < width ? a[at] : L{0};  // public: positions only
        bytes[bytes.size() - 1 - i] = static_cast<std::uint8_t>(limb >> shift);
    }
}

/// The bits [at, at + count) of a number; at and count are public.
template <class L>
std::uint32_t bits_at(const L* a, std::size_t width, std::size_t at, std::size_t count) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t limb = (at + i) / kLimbBits<L>;
        if (limb >= width) break;  // public: positions only
        value |= (static_cast<std::uint32_t>(a[limb] >> ((at + i) % kLimbBits<L>)) & 1u) << i;
    }
    return value;
}

/// Without leading zero bytes.  Leaks: their number, so only for public numbers or lengths.
inline ByteView strip_zeros(ByteView bytes) {
    while (!bytes.empty() && bytes[0] == 0) bytes = bytes.subspan(1);
    return bytes;
}

/// Bits of a big-endian number without its leading zeros.  Leaks: that length.
inline std::size_t bit_length(ByteView bytes) {
    bytes = strip_zeros(bytes);
    if (bytes.empty()) return 0;
    std::size_t bits = 8 * (bytes.size() - 1);
    for (unsigned top = bytes[0]; top != 0; top >>= 1) ++bits;
    return bits;
}

}  // namespace vitrine::crypto::bignum

// Montgomery arithmetic for eight moduli at once, one to each 64-bit lane of a vector: a number is
// an array of lane words, its digits of 52 bits, least significant first. Unlike the single lane's
// (montgomery_ifma.cpp) a digit of a product needs no shuffling, and squares cost less than
// products. "Almost Montgomery": residues stay below 2n, R = 2^(52 digits) > 4n. Secret: every
// digit, exponents, moduli.  Public: widths, how many lanes are used. Leaks: nothing. Read next:
// pk/rsa_lanes.cpp, which computes with these.
#pragma once

#include <string_view>

#include "base/cpu.h"
#include "crypto/bignum/limbs.h"
#include "crypto/pk/lanes.h"

namespace vitrine::crypto::bignum {

/// Digits come in blocks, so moduli have 520, 1040 ... bits of room.
inline constexpr std::size_t kLaneBlock = 10;
inline constexpr std::size_t kMaxLaneDigits = 80;
/// Of moduli under secret exponents: their tables stand on the stack.
inline constexpr std::size_t kMaxLaneExpDigits = 40;
inline constexpr std::uint64_t kLaneDigitMask = (std::uint64_t{1} << 52) - 1;

struct alignas(64) LaneInteger {
    LaneWord digit[kMaxLaneDigits];
};

/// Where products grow: sums that carry into each other only at the end. Zero between operations.
struct alignas(64) LaneColumns {
    LaneWord sum[2 * kMaxLaneDigits] = {};
    LaneWord multiple[kLaneBlock] = {};
};

/// Eight odd moduli of equal width, and the room to work modulo them. Wiped on destruction.
struct LaneModulus {
    std::size_t digits = 0;  ///< a multiple of kLaneBlock
    LaneInteger n;
    LaneInteger rr;           ///< R^2 mod n
    alignas(64) LaneWord n0;  ///< -1 / n mod 2^52
    LaneColumns columns;

    LaneModulus() = default;
    LaneModulus(const LaneModulus&) = delete;
    LaneModulus& operator=(const LaneModulus&) = delete;
    ~LaneModulus();
};

/// Operations of a kernel. Operands are below 2n and any may be the same number; results are below
/// 2n, and at most n after a product with 1.
struct LaneArithmetic {
    std::string_view name;
    cpu::Features needs = cpu::kBaseline;
    /// r = a b / R mod n.  One of them may be twice a residue, or any number of n's limbs.
    void (*multiply)(LaneInteger& r,
                     const LaneInteger& a,
                     const LaneInteger& b,
                     LaneModulus& m) = nullptr;
    /// r = a^2 / R mod n.
    void (*square)(LaneInteger& r, const LaneInteger& a, LaneModulus& m) = nullptr;
    /// r = x / R mod n, for x of 2 * digits digits, below n R.
    void (*reduce)(LaneInteger& r, const LaneInteger& x, LaneModulus& m) = nullptr;
    /// r = a^k with a and r in Montgomery's form.  k: `words` words of 64 bits, secret.
    void (*exp)(LaneInteger& r,
                const LaneInteger& a,
                const LaneWord* k,
                std::size_t words,
                LaneModulus& m) = nullptr;
    /// r = a + 2n - b.
    void (*subtract)(LaneInteger& r,
                     const LaneInteger& a,
                     const LaneInteger& b,
                     LaneModulus& m) = nullptr;
    /// r = a b + c, not reduced: twice as many digits as m.
    void (*multiply_add)(LaneInteger& r,
                         const LaneInteger& a,
                         const LaneInteger& b,
                         const LaneInteger& c,
                         LaneModulus& m) = nullptr;
};

/// The kernel that this processor can run now, or null.
const LaneArithmetic* lane_arithmetic();

/// The kernel of montgomery_lanes_ifma.cpp; x86-64 only.
const LaneArithmetic* lane_arithmetic_ifma();

/// Digits that a modulus of `bits` bits needs.
std::size_t lane_digits_for(std::size_t bits);
/// Puts `width` limbs of 64 bits into one lane; digits from `digits` on are left as they are.
void load_lane(
    LaneInteger& r, std::size_t lane, const Limb* limbs, std::size_t width, std::size_t digits);
/// Takes the lowest `width` limbs of a lane.
void store_lane(
    Limb* limbs, std::size_t width, const LaneInteger& a, std::size_t lane, std::size_t digits);
/// Every lane = value.
void fill_lanes(LaneInteger& r, std::uint64_t value, std::size_t digits);

/// Wants n, n0 and digits in place, and in `rr` each lane's 2^(128 width) mod n, width in limbs of
/// 64 bits, as Modulus has it; makes R^2 of it.
void complete_lane_modulus(LaneModulus& m, std::size_t width, const LaneArithmetic& arithmetic);

}  // namespace vitrine::crypto::bignum

// The constants of camellia_gfni.h, made from the S-box as camellia_sbox.h writes it and from the
// P-function as RFC 3713 §2.4.1 does.
//
// "Enter" takes a byte to where the inversion of AES is SBOX1's: s1(x) = Out(1 / (Enter(x + c5))) +
// 6e with Out = kOut after the tower's names of AES's polynomials. SBOX4 turns its input first,
// SBOX2 and SBOX3 their output.
#pragma once

#include <array>
#include <cstdint>

#include "crypto/cipher/camellia_sbox.h"

namespace vitrine::crypto::camellia_gfni::domain {

using aes::Matrix8;
using aes::operator*;

/// A byte turned left by `by` bits.
constexpr Matrix8 turn(unsigned by) {
    Matrix8 m{};
    for (unsigned i = 0; i < 8; ++i) m[i] = static_cast<std::uint8_t>(1U << ((i + by) % 8));
    return m;
}

inline constexpr Matrix8 kEnterSbox1 = aes::kFromTower * camellia::sbox::kIn;
inline constexpr Matrix8 kEnterSbox4 = kEnterSbox1 * turn(1);
inline constexpr Matrix8 kOut = camellia::sbox::kOut * aes::kToTower;

/// As GF2P8AFFINEQB takes a matrix: row of result bit 7 in the lowest byte.
constexpr std::uint64_t operand(const Matrix8& m) {
    std::uint64_t rows = 0;
    for (unsigned row = 0; row < 8; ++row) {
        for (unsigned column = 0; column < 8; ++column) {
            if (((m[column] >> row) & 1U) != 0)
                rows |= std::uint64_t{1} << (8 * (7 - row) + column);
        }
    }
    return rows;
}

struct alignas(16) Operands {
    std::uint64_t low, high;
    [[nodiscard]] const std::uint64_t* data() const { return &low; }
};
/// For bytes on their way to SBOX1 to 3 in the lower quarter of a lane, to SBOX4 in the upper one.
constexpr Operands on_the_way(const Matrix8& m) {
    return {operand(kEnterSbox1 * m), operand(kEnterSbox4 * m)};
}

inline constexpr Operands kEnter = on_the_way(turn(0));
inline constexpr Operands kLeave = {operand(aes::inverse_of(kEnterSbox1)),
                                    operand(aes::inverse_of(kEnterSbox4))};
/// After SBOX1 and SBOX4, SBOX2, SBOX3.
inline constexpr Operands kBoxes[3] = {on_the_way(kOut), on_the_way(turn(1) * kOut),
                                       on_the_way(turn(7) * kOut)};

/// Which box takes t(i + 1), and which of kBoxes that is.
inline constexpr std::uint8_t kBoxOf[8] = {1, 2, 3, 4, 2, 3, 4, 1};
constexpr std::size_t group_of(std::size_t i) {
    return kBoxOf[i] == 2 ? 1U : kBoxOf[i] == 3 ? 2U : 0U;
}

/// P: bit i of row j says that y(j + 1) has the term t(i + 1).
inline constexpr std::uint8_t kP[8] = {0b11101101, 0b11011011, 0b10110111, 0b01111110,
                                       0b11100011, 0b11010110, 0b10111100, 0b01111001};

/// The place of byte i + 1 of a half in a quarter of a lane: the first is the most significant.
constexpr std::uint8_t place(std::size_t i) {
    return static_cast<std::uint8_t>(7 - i);
}

struct alignas(16) Order : std::array<std::uint8_t, 16> {};

/// A half in both quarters, from one that is right for SBOX1 to 3 in the lower, for SBOX4 in the
/// upper quarter.
constexpr Order select() {
    Order order{};
    for (std::size_t i = 0; i < 8; ++i) {
        const auto from = static_cast<std::uint8_t>(place(i) + (kBoxOf[i] == 4 ? 8 : 0));
        order[place(i)] = order[8U + place(i)] = from;
    }
    return order;
}
inline constexpr Order kSelect = select();

/// The n-th term of each y among those of a group of boxes; 0x80 (zero) where it has no more.
constexpr Order term(std::size_t group, std::size_t n) {
    Order order{};
    for (std::size_t j = 0; j < 8; ++j) {
        std::uint8_t from = 0x80;
        std::size_t seen = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            if (((kP[j] >> i) & 1U) == 0 || group_of(i) != group) continue;
            if (seen++ == n) from = static_cast<std::uint8_t>(place(i) + (kBoxOf[j] == 4 ? 8 : 0));
        }
        order[place(j)] = order[8U + place(j)] = from;
    }
    return order;
}
/// Four terms from SBOX1 and SBOX4, two from SBOX2, two from SBOX3.
inline constexpr Order kTerms[8] = {term(0, 0), term(0, 1), term(0, 2), term(0, 3),
                                    term(1, 0), term(1, 1), term(2, 0), term(2, 1)};

constexpr const Matrix8& enter_of(std::size_t i) {
    return kBoxOf[i] == 4 ? kEnterSbox4 : kEnterSbox1;
}

/// What c5 adds to every input of an inversion.
inline constexpr std::uint8_t kInput = aes::apply(kEnterSbox1, camellia::sbox::kInConstant);

/// What the 6e of the boxes add to F's result, in the domain.
constexpr Order output_constant() {
    Order sum{};
    for (std::size_t j = 0; j < 8; ++j) {
        std::uint8_t y = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            if (((kP[j] >> i) & 1U) == 0) continue;
            const unsigned by = kBoxOf[i] == 2 ? 1 : kBoxOf[i] == 3 ? 7 : 0;
            y ^= aes::apply(turn(by), camellia::sbox::kOutConstant);
        }
        sum[place(j)] = sum[8U + place(j)] = aes::apply(enter_of(j), y);
    }
    return sum;
}
inline constexpr Order kOutput = output_constant();

}  // namespace vitrine::crypto::camellia_gfni::domain

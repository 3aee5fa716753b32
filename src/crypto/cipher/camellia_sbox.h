// SBOX1 of Camellia as arithmetic: s1(x) = h(g(f(x + c5))) + 6e, where f and h are linear maps and
// g is inversion in GF(256) (Aoki et al., "Camellia: A 128-Bit Block Cipher", §4.4). RFC 3713
// prints only the table that comes out; a test compares all 256 entries.
// Bits are a1 (most significant) to a8, as in the paper.
#pragma once

#include <cstdint>

#include "crypto/cipher/aes_tower.h"

namespace vitrine::crypto::camellia {

namespace sbox {

constexpr unsigned bit(std::uint8_t x, unsigned from_left) {
    return (x >> (8 - from_left)) & 1u;
}

/// For each output bit, most significant first, the two input bits whose sum it is. The third bit
/// that one row has stands in `kThird`.
struct Rows {
    std::uint8_t pair[8][2];
    std::uint8_t third_row;
    std::uint8_t third_bit;
};
constexpr Rows kF{{{6, 2}, {7, 1}, {8, 5}, {8, 3}, {7, 4}, {5, 2}, {8, 1}, {6, 4}}, 3, 3};
constexpr Rows kH{{{5, 6}, {6, 2}, {7, 4}, {8, 2}, {7, 3}, {8, 1}, {5, 1}, {6, 3}}, 1, 2};

constexpr aes::Matrix8 matrix_of(const Rows& rows) {
    aes::Matrix8 m{};
    for (unsigned i = 0; i < 8; ++i) {
        const auto x = static_cast<std::uint8_t>(1u << i);
        unsigned y = 0;
        for (unsigned row = 0; row < 8; ++row) {
            unsigned sum = bit(x, rows.pair[row][0]) ^ bit(x, rows.pair[row][1]);
            if (row + 1 == rows.third_row) sum ^= bit(x, rows.third_bit);
            y = (y << 1) | sum;
        }
        m[i] = static_cast<std::uint8_t>(y);
    }
    return m;
}

/// Powers of the first beta with beta^8 + beta^6 + beta^5 + beta^3 + 1 = 0, in the tower.
constexpr aes::Matrix8 powers_of_beta() {
    for (unsigned beta = 2; beta < 256; ++beta) {
        aes::Matrix8 power{1};
        for (unsigned i = 1; i < 8; ++i)
            power[i] = aes::tower::product(power[i - 1], static_cast<std::uint8_t>(beta));
        const std::uint8_t eighth = aes::tower::product(power[7], static_cast<std::uint8_t>(beta));
        if (eighth == (power[6] ^ power[5] ^ power[3] ^ power[0])) return power;
    }
    return {};
}

/// g reads its bits as (a8 + a7 α + a6 α^2 + a5 α^3) + (a4 + a3 α + a2 α^2 + a1 α^3) β, where
/// α = β^6 + β^5 + β^3 + β^2. Column i is the tower's name for bit i.
constexpr aes::Matrix8 to_tower() {
    const aes::Matrix8 beta = powers_of_beta();
    const auto alpha = static_cast<std::uint8_t>(beta[6] ^ beta[5] ^ beta[3] ^ beta[2]);
    aes::Matrix8 m{1};
    for (unsigned i = 1; i < 4; ++i) m[i] = aes::tower::product(m[i - 1], alpha);
    for (unsigned i = 4; i < 8; ++i) m[i] = aes::tower::product(m[i - 4], beta[1]);
    return m;
}

/// `outer` after `inner`.
constexpr aes::Matrix8 chain(const aes::Matrix8& outer, const aes::Matrix8& inner) {
    aes::Matrix8 m{};
    for (unsigned i = 0; i < 8; ++i) m[i] = aes::apply(outer, inner[i]);
    return m;
}

inline constexpr aes::Matrix8 kIn = chain(to_tower(), matrix_of(kF));
inline constexpr aes::Matrix8 kOut = chain(matrix_of(kH), aes::inverse_of(to_tower()));
inline constexpr std::uint8_t kInConstant = 0xc5;
inline constexpr std::uint8_t kOutConstant = 0x6e;

}  // namespace sbox

/// SBOX1 on bit planes: bit j of plane i is bit i of input j.
template <class T>
constexpr std::array<T, 8> sbox1(std::array<T, 8> planes) {
    for (unsigned i = 0; i < 8; ++i) {
        if (((sbox::kInConstant >> i) & 1u) != 0) planes[i] = static_cast<T>(~planes[i]);
    }
    const auto inverse = aes::from_planes(aes::map_planes<sbox::kIn>(planes)).inverse();
    planes = aes::map_planes<sbox::kOut>(aes::to_planes(inverse));
    for (unsigned i = 0; i < 8; ++i) {
        if (((sbox::kOutConstant >> i) & 1u) != 0) planes[i] = static_cast<T>(~planes[i]);
    }
    return planes;
}

}  // namespace vitrine::crypto::camellia

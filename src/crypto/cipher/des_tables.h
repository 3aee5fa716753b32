// The tables of DES as FIPS 46-3 prints them, and what the kernels derive from them at compile
// time. The readable cipher is des.cpp; des_planes.h works on bit planes, mode/cbc_des_vbmi.cpp in
// the lanes of a register.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vitrine::crypto::des {

// Permutations as the standard prints them: output bit i is input bit table[i], 1 = most
// significant.
inline constexpr std::uint8_t kInitialPermutation[] = {
    58, 50, 42, 34, 26, 18, 10, 2,  60, 52, 44, 36, 28, 20, 12, 4,  62, 54, 46, 38, 30, 22,
    14, 6,  64, 56, 48, 40, 32, 24, 16, 8,  57, 49, 41, 33, 25, 17, 9,  1,  59, 51, 43, 35,
    27, 19, 11, 3,  61, 53, 45, 37, 29, 21, 13, 5,  63, 55, 47, 39, 31, 23, 15, 7};
inline constexpr std::uint8_t kFinalPermutation[] = {
    40, 8,  48, 16, 56, 24, 64, 32, 39, 7,  47, 15, 55, 23, 63, 31, 38, 6,  46, 14, 54, 22,
    62, 30, 37, 5,  45, 13, 53, 21, 61, 29, 36, 4,  44, 12, 52, 20, 60, 28, 35, 3,  43, 11,
    51, 19, 59, 27, 34, 2,  42, 10, 50, 18, 58, 26, 33, 1,  41, 9,  49, 17, 57, 25};
inline constexpr std::uint8_t kP[] = {16, 7, 20, 21, 29, 12, 28, 17, 1,  15, 23,
                                      26, 5, 18, 31, 10, 2,  8,  24, 14, 32, 27,
                                      3,  9, 19, 13, 30, 6,  22, 11, 4,  25};
inline constexpr std::uint8_t kPc1[] = {57, 49, 41, 33, 25, 17, 9,  1,  58, 50, 42, 34, 26, 18,
                                        10, 2,  59, 51, 43, 35, 27, 19, 11, 3,  60, 52, 44, 36,
                                        63, 55, 47, 39, 31, 23, 15, 7,  62, 54, 46, 38, 30, 22,
                                        14, 6,  61, 53, 45, 37, 29, 21, 13, 5,  28, 20, 12, 4};
inline constexpr std::uint8_t kPc2[] = {
    14, 17, 11, 24, 1,  5,  3,  28, 15, 6,  21, 10, 23, 19, 12, 4,  26, 8,  16, 7,  27, 20, 13, 2,
    41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32};
inline constexpr int kShifts[] = {1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1};

// S1 to S8 by their six input bits: entry k of word w is the nibble at 4k, for input 16w + k.
inline constexpr std::uint64_t kSBoxes[8][4] = {
    {0x18db2fe2417df40e, 0x87305995bcc66aa3, 0x7b12964d288ec1f4, 0xd0650aa3e739bc5f},
    {0xe4832bf67e48d13f, 0x5ab5906cad1207c9, 0x214df43a1ba78ed0, 0x9fe25309c67c68b5},
    {0xa56f43369e0970da, 0x18f2b4cbe75c8d21, 0x70839f6809d4a61d, 0xc72e5ab53ce2f14b},
    {0x3a09f66053be8dd7, 0x9fe4ac1bc5287241, 0x8dd71bac6009f63a, 0xe42872c5be53419f},
    {0x16db7a47c124bce2, 0x698e903daff30558, 0xd827ed1a7bc182b4, 0x3e5043a6950cf96f},
    {0x5896c2792f4af1ac, 0x8b35b70ee4d31d60, 0xa3fc5892c52f3e49, 0xd68b0d617a14e0b7},
    {0xad18904f7eb20bd4, 0x6186fa25c7593ce3, 0x7ea7431c8ddbb461, 0xc23925e0f8065f9a},
    {0x417b3fa684d8f21d, 0x279ce005be6359ca, 0xd28eac4971e41b27, 0xb865533f0d9ac6f0}};

/// Four bits of box `box` (from 0) for six input bits, the first of them highest.
constexpr unsigned sbox(std::size_t box, unsigned six_bits) {
    return static_cast<unsigned>(kSBoxes[box][six_bits / 16] >> (4 * (six_bits % 16))) & 15;
}

/// Bit of R (from 0, the most significant) that E hands to a box as its input `k`, 0 to 5.
constexpr std::size_t expanded_from(std::size_t box, std::size_t k) {
    return (4 * box + k + 31) % 32;
}

/// Output `bit` of a box, 0 the most significant.
struct BoxBit {
    std::size_t box;
    std::size_t bit;
};

/// Where bit i (from 0) of f(R, K) comes from, by P.
constexpr BoxBit permuted_from(std::size_t i) {
    return {(kP[i] - 1U) / 4, (kP[i] - 1U) % 4};
}

/// Bit n of a block (1 the most significant, as the tables count) in a word that was loaded with
/// the first byte lowest.
constexpr std::size_t bit_in_word(std::size_t n) {
    return 8 * ((n - 1) / 8) + 7 - (n - 1) % 8;
}

}  // namespace vitrine::crypto::des

// MD5 (RFC 1321 §3.4), step by step. Broken for signatures since 2004; lives on in the PRF of
// TLS 1.0 and 1.1 and in RC4-MD5, where collisions do not matter.
#include <array>
#include <bit>
#include <cstring>

#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

namespace {

// floor(2^32 * abs(sin(i + 1)))
constexpr std::array<std::uint32_t, 64> kT = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
constexpr int kShift[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

std::uint32_t load_le(const std::uint8_t* p) {
    return std::uint32_t{p[0]} | (std::uint32_t{p[1]} << 8) | (std::uint32_t{p[2]} << 16) |
           (std::uint32_t{p[3]} << 24);
}

template <int kRound>
std::uint32_t mix(std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    if constexpr (kRound == 0) return d ^ (b & (c ^ d));   // F
    if constexpr (kRound == 1) return (d & b) + (~d & c);  // G: the halves never overlap, so + is |
    if constexpr (kRound == 2) return b ^ c ^ d;           // H
    return c ^ (b | ~d);                                   // I
}

template <int kRound>
void round(std::array<std::uint32_t, 4>& s, const std::array<std::uint32_t, 16>& x) {
    constexpr std::size_t kStride[] = {1, 5, 3, 7};
    constexpr std::size_t kFirst[] = {0, 1, 5, 0};
#pragma GCC unroll 16
    for (std::size_t i = 0; i < 16; ++i) {
        const std::size_t k = (kFirst[kRound] + kStride[kRound] * i) % 16;
        std::uint32_t& a = s[(4 - i % 4) % 4];
        const std::uint32_t b = s[(5 - i % 4) % 4];
        const std::uint32_t c = s[(6 - i % 4) % 4];
        const std::uint32_t d = s[(7 - i % 4) % 4];
        a = b + std::rotl(a + x[k] + kT[std::size_t{16} * kRound + i] + mix<kRound>(b, c, d),
                          kShift[kRound][i % 4]);
    }
}

}  // namespace

void md5_compress(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    std::array<std::uint32_t, 4> s = {state.w32[0], state.w32[1], state.w32[2], state.w32[3]};
    for (; count > 0; --count, blocks += 64) {
        std::array<std::uint32_t, 16> x;
        for (std::size_t i = 0; i < 16; ++i) x[i] = load_le(blocks + 4 * i);
        const std::array<std::uint32_t, 4> before = s;
        round<0>(s, x);
        round<1>(s, x);
        round<2>(s, x);
        round<3>(s, x);
        for (std::size_t i = 0; i < 4; ++i) s[i] += before[i];
    }
    for (std::size_t i = 0; i < 4; ++i) state.w32[i] = s[i];
}

}  // namespace vitrine::crypto

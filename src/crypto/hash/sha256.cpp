// SHA-256 and SHA-224 (FIPS 180-4 §6.2.2), as the standard writes them; SHA-224 differs in its
// initial state and in how much of the result is kept.
#include <array>
#include <bit>

#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

namespace {

using Word = std::uint32_t;

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
constexpr std::array<Word, 64> kK = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

Word load_be(const std::uint8_t* p) {
    Word word = 0;
    for (int i = 0; i < 4; ++i) word = (word << 8) | p[i];
    return word;
}

Word ch(Word x, Word y, Word z) {
    return z ^ (x & (y ^ z));
}
Word maj(Word x, Word y, Word z) {
    return (x & y) | (z & (x | y));
}
Word big_sigma0(Word x) {
    return std::rotr(x, 2) ^ std::rotr(x, 13) ^ std::rotr(x, 22);
}
Word big_sigma1(Word x) {
    return std::rotr(x, 6) ^ std::rotr(x, 11) ^ std::rotr(x, 25);
}
Word small_sigma0(Word x) {
    return std::rotr(x, 7) ^ std::rotr(x, 18) ^ (x >> 3);
}
Word small_sigma1(Word x) {
    return std::rotr(x, 17) ^ std::rotr(x, 19) ^ (x >> 10);
}

}  // namespace

void sha256_compress(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    auto& h = state.w32;
    for (; count > 0; --count, blocks += 64) {
        std::array<Word, 64> w;
        for (std::size_t t = 0; t < 16; ++t) w[t] = load_be(blocks + 4 * t);
        for (std::size_t t = 16; t < 64; ++t) {
            w[t] = small_sigma1(w[t - 2]) + w[t - 7] + small_sigma0(w[t - 15]) + w[t - 16];
        }
        std::array<Word, 8> s = h;  // a ... h of the standard
        for (std::size_t t = 0; t < 64; ++t) {
            const Word t1 = s[7] + big_sigma1(s[4]) + ch(s[4], s[5], s[6]) + kK[t] + w[t];
            const Word t2 = big_sigma0(s[0]) + maj(s[0], s[1], s[2]);
            s = {t1 + t2, s[0], s[1], s[2], s[3] + t1, s[4], s[5], s[6]};
        }
        for (std::size_t i = 0; i < 8; ++i) h[i] += s[i];
    }
}

}  // namespace vitrine::crypto

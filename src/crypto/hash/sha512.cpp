// SHA-512 and SHA-384 (FIPS 180-4 §6.4.2), as the standard writes them; SHA-384 differs in its
// initial state and in how much of the result is kept.
#include <array>
#include <bit>

#include "crypto/hash/kernels.h"
#include "crypto/hash/sha512_constants.h"

namespace vitrine::crypto {

namespace {

using Word = std::uint64_t;

using sha512::kK;

Word load_be(const std::uint8_t* p) {
    Word word = 0;
    for (int i = 0; i < 8; ++i) word = (word << 8) | p[i];
    return word;
}

Word ch(Word x, Word y, Word z) {
    return z ^ (x & (y ^ z));
}
Word maj(Word x, Word y, Word z) {
    return (x & y) | (z & (x | y));
}
Word big_sigma0(Word x) {
    return std::rotr(x, 28) ^ std::rotr(x, 34) ^ std::rotr(x, 39);
}
Word big_sigma1(Word x) {
    return std::rotr(x, 14) ^ std::rotr(x, 18) ^ std::rotr(x, 41);
}
Word small_sigma0(Word x) {
    return std::rotr(x, 1) ^ std::rotr(x, 8) ^ (x >> 7);
}
Word small_sigma1(Word x) {
    return std::rotr(x, 19) ^ std::rotr(x, 61) ^ (x >> 6);
}

}  // namespace

void sha512_compress(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    auto& h = state.w64;
    for (; count > 0; --count, blocks += 128) {
        std::array<Word, 80> w;
        for (std::size_t t = 0; t < 16; ++t) w[t] = load_be(blocks + 8 * t);
        for (std::size_t t = 16; t < 80; ++t) {
            w[t] = small_sigma1(w[t - 2]) + w[t - 7] + small_sigma0(w[t - 15]) + w[t - 16];
        }
        std::array<Word, 8> s = h;  // a ... h of the standard
        for (std::size_t t = 0; t < 80; ++t) {
            const Word t1 = s[7] + big_sigma1(s[4]) + ch(s[4], s[5], s[6]) + kK[t] + w[t];
            const Word t2 = big_sigma0(s[0]) + maj(s[0], s[1], s[2]);
            s = {t1 + t2, s[0], s[1], s[2], s[3] + t1, s[4], s[5], s[6]};
        }
        for (std::size_t i = 0; i < 8; ++i) h[i] += s[i];
    }
}

}  // namespace vitrine::crypto

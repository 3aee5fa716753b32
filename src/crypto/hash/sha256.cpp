// SHA-256 and SHA-224 (FIPS 180-4 §6.2.2), as the standard writes them; SHA-224 differs in its
// initial state and in how much of the result is kept.
#include <array>
#include <bit>
#include <utility>

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
// The three rotations one after the other, each from the last: x is copied once.
Word big_sigma0(Word x) {
    return std::rotr(std::rotr(std::rotr(x, 9) ^ x, 11) ^ x, 2);  // by 2, 13 and 22
}
Word big_sigma1(Word x) {
    return std::rotr(std::rotr(std::rotr(x, 14) ^ x, 5) ^ x, 6);  // by 6, 11 and 25
}
Word small_sigma0(Word x) {
    return std::rotr(x, 7) ^ std::rotr(x, 18) ^ (x >> 3);
}
Word small_sigma1(Word x) {
    return std::rotr(x, 17) ^ std::rotr(x, 19) ^ (x >> 10);
}

/// The last sixteen words of the message schedule.
using Words = std::array<Word, 16>;

/// W(t) takes the place of W(t - 16).
template <std::size_t kRound>
void next_word(Words& w) {
    const auto before = [&](std::size_t i) { return w[(kRound + 16 - i) % 16]; };
    w[kRound] += small_sigma1(before(2)) + before(7) + small_sigma0(before(15));
}

/// a ... h of the standard walk through the array, so that nothing has to move.
template <std::size_t kRound>
void round(std::array<Word, 8>& s, Word k_and_w) {
    const auto letter = [&](std::size_t i) -> Word& { return s[(i + 16 - kRound) % 8]; };
    const Word t1 =
        letter(7) + big_sigma1(letter(4)) + ch(letter(4), letter(5), letter(6)) + k_and_w;
    const Word t2 = big_sigma0(letter(0)) + maj(letter(0), letter(1), letter(2));
    letter(3) += t1;      // e of the next round
    letter(7) = t1 + t2;  // a of the next round
}

void sixteen_rounds(std::array<Word, 8>& s, const Word* k, const Words& w) {
    [&]<std::size_t... kRound>(std::index_sequence<kRound...>) {
        (round<kRound>(s, k[kRound] + w[kRound]), ...);
    }(std::make_index_sequence<16>{});
}

void sixteen_words_and_rounds(std::array<Word, 8>& s, const Word* k, Words& w) {
    [&]<std::size_t... kRound>(std::index_sequence<kRound...>) {
        ((next_word<kRound>(w), round<kRound>(s, k[kRound] + w[kRound])), ...);
    }(std::make_index_sequence<16>{});
}

}  // namespace

void sha256_compress(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    auto& h = state.w32;
    for (; count > 0; --count, blocks += 64) {
        Words w;
        for (std::size_t t = 0; t < 16; ++t) w[t] = load_be(blocks + 4 * t);
        std::array<Word, 8> s = h;
        sixteen_rounds(s, kK.data(), w);
        for (std::size_t t = 16; t < 64; t += 16) sixteen_words_and_rounds(s, &kK[t], w);
        for (std::size_t i = 0; i < 8; ++i) h[i] += s[i];
    }
}

}  // namespace vitrine::crypto

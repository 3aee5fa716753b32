#include "crypto/cipher/camellia.h"

#include <array>
#include <bit>

#include "base/secret.h"
#include "crypto/cipher/camellia_sbox.h"

namespace vitrine::crypto::camellia {

namespace {

using Word = std::uint64_t;
using Words = std::array<Word, kLanes>;  // one half of eight blocks, or their bit planes

// Which bytes of x, t1 first, go through SBOX2, SBOX3 and SBOX4; the others take SBOX1.
constexpr Word kSbox2 = 0x00ff0000ff000000;
constexpr Word kSbox3 = 0x0000ff0000ff0000;
constexpr Word kSbox4 = 0x000000ff0000ff00;

Word rotate_bytes(Word x, unsigned by, Word which) {
    const Word high_bits = Word{0x0101010101010101} * (0xffU & (0xffU << by));
    const Word turned = ((x << by) & high_bits) | ((x >> (8 - by)) & ~high_bits);
    return (turned & which) | (x & ~which);
}

/// Words to planes and back: bit i of a byte in word j changes places with bit j in word i.
void transpose(Words& x) {
    const auto swap = [&](std::size_t a, std::size_t b, unsigned by, Word mask) {
        const Word t = ((x[a] >> by) ^ x[b]) & mask;
        x[b] ^= t;
        x[a] ^= t << by;
    };
    for (std::size_t i = 0; i < 8; i += 2) swap(i, i + 1, 1, 0x5555555555555555);
    for (const std::size_t i : {0U, 1U, 4U, 5U}) swap(i, i + 2, 2, 0x3333333333333333);
    for (std::size_t i = 0; i < 4; ++i) swap(i, i + 4, 4, 0x0f0f0f0f0f0f0f0f);
}

/// y1 to y8 of §2.4.1. Each of y1..y4 is the sum of three of t1..t4 and three of t5..t8; y5..y8
/// take two neighbours of t1..t4.
Word diffuse(Word t) {
    const auto a = static_cast<std::uint32_t>(t >> 32);
    const auto b = static_cast<std::uint32_t>(t);
    const std::uint32_t right = std::rotl(b, 8) ^ std::rotl(b, 16) ^ std::rotl(b, 24);
    const std::uint32_t y1234 = a ^ std::rotl(a, 16) ^ std::rotl(a, 24) ^ right;
    const std::uint32_t y5678 = a ^ std::rotl(a, 8) ^ right;
    return (Word{y1234} << 32) | y5678;
}

/// The F-function, §2.4.1, xored into `to`.
void xor_f(Words& to, const Words& in, Word ke) {
    Words x;
    for (std::size_t i = 0; i < kLanes; ++i) x[i] = rotate_bytes(in[i] ^ ke, 1, kSbox4);
    transpose(x);
    x = sbox1(x);
    transpose(x);
    for (std::size_t i = 0; i < kLanes; ++i)
        to[i] ^= diffuse(rotate_bytes(rotate_bytes(x[i], 1, kSbox2), 7, kSbox3));
}

/// §2.4.2
Word fl(Word x, Word ke) {
    auto x1 = static_cast<std::uint32_t>(x >> 32);
    auto x2 = static_cast<std::uint32_t>(x);
    x2 ^= std::rotl(x1 & static_cast<std::uint32_t>(ke >> 32), 1);
    x1 ^= x2 | static_cast<std::uint32_t>(ke);
    return (Word{x1} << 32) | x2;
}
Word fl_inv(Word y, Word ke) {
    auto y1 = static_cast<std::uint32_t>(y >> 32);
    auto y2 = static_cast<std::uint32_t>(y);
    y1 ^= y2 | static_cast<std::uint32_t>(ke);
    y2 ^= std::rotl(y1 & static_cast<std::uint32_t>(ke >> 32), 1);
    return (Word{y1} << 32) | y2;
}

Word load(const std::uint8_t* p) {
    Word word = 0;
    for (std::size_t i = 0; i < 8; ++i) word = (word << 8) | p[i];
    return word;
}
void store(Word word, std::uint8_t* p) {
    for (std::size_t i = 0; i < 8; ++i) p[i] = static_cast<std::uint8_t>(word >> (56 - 8 * i));
}

/// §2.3.1 and §2.3.2 on up to eight blocks.
void cipher(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    Words d1{};
    Words d2{};
    for (std::size_t i = 0; i < n; ++i) {
        d1[i] = load(in + kBlock * i) ^ key.kw[0];
        d2[i] = load(in + kBlock * i + 8) ^ key.kw[1];
    }
    for (std::size_t round = 0; round < key.rounds; round += 2) {
        if (round > 0 && round % 6 == 0) {  // public
            for (Word& word : d1) word = fl(word, key.ke[round / 3 - 2]);
            for (Word& word : d2) word = fl_inv(word, key.ke[round / 3 - 1]);
        }
        xor_f(d2, d1, key.k[round]);
        xor_f(d1, d2, key.k[round + 1]);
    }
    for (std::size_t i = 0; i < n; ++i) {
        store(d2[i] ^ key.kw[2], out + kBlock * i);
        store(d1[i] ^ key.kw[3], out + kBlock * i + 8);
    }
}

void in_batches(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    while (n > 0) {
        const std::size_t now = n < kLanes ? n : kLanes;
        cipher(key, in, out, now);
        in += now * kBlock;
        out += now * kBlock;
        n -= now;
    }
}

struct Pair {
    Word left, right;

    [[nodiscard]] Pair rotated(unsigned by) const {  // <<< of 128 bits
        const Pair from = by < 64 ? *this : Pair{right, left};
        by %= 64;
        if (by == 0) return from;
        return {(from.left << by) | (from.right >> (64 - by)),
                (from.right << by) | (from.left >> (64 - by))};
    }
    friend Pair operator^(Pair a, Pair b) { return {a.left ^ b.left, a.right ^ b.right}; }
};

constexpr Word kSigma[] = {0xa09e667f3bcc908b, 0xb67ae8584caa73b2, 0xc6ef372fe94f82be,
                           0x54ff53a5f1d36f1c, 0x10e527fade682d1d, 0xb05688c2b3e6c1fd};

/// D2 += F(D1, Sigma(i)), D1 += F(D2, Sigma(i+1))
Pair two_rounds(Pair d, std::size_t sigma) {
    Words d1{d.left};
    Words d2{d.right};
    xor_f(d2, d1, kSigma[sigma]);
    xor_f(d1, d2, kSigma[sigma + 1]);
    const Pair result{d1[0], d2[0]};
    wipe_object(d1);
    wipe_object(d2);
    return result;
}

enum Part : std::uint8_t { KL, KR, KA, KB };
struct Take {
    Part from;
    std::uint8_t rotation;
};

// §2.2. Each row gives two subkeys, left half and right half; after it, which numbers they have.
constexpr Take kRounds128[] = {{KA, 0},  {KL, 15}, {KA, 15}, {KL, 45}, {KA, 45},
                               {KA, 60}, {KL, 94}, {KA, 94}, {KL, 111}};
constexpr Take kBetween128[] = {{KA, 30}, {KL, 77}};
constexpr Take kRounds256[] = {{KB, 0},  {KR, 15}, {KA, 15}, {KB, 30}, {KL, 45}, {KA, 45},
                               {KR, 60}, {KB, 60}, {KL, 77}, {KR, 94}, {KA, 94}, {KL, 111}};
constexpr Take kBetween256[] = {{KR, 30}, {KL, 60}, {KA, 77}};

template <std::size_t kRows>
void take(const Pair (&parts)[4], const Take (&rows)[kRows], Word* out) {
    for (const Take& row : rows) {
        const Pair turned = parts[row.from].rotated(row.rotation);
        *out++ = turned.left;
        *out++ = turned.right;
    }
}

}  // namespace

void expand_key(ByteView key, Key& out) {
    out = Key{};
    const bool wide = key.size() == 32;  // public
    const Pair kl{load(key.data()), load(key.data() + 8)};
    const Pair kr = wide ? Pair{load(key.data() + 16), load(key.data() + 24)} : Pair{0, 0};
    const Pair ka = two_rounds(two_rounds(kl ^ kr, 0) ^ kl, 2);
    const Pair kb = two_rounds(ka ^ kr, 4);
    Pair parts[4] = {kl, kr, ka, kb};
    if (wide) {
        take(parts, kRounds256, out.k);
        take(parts, kBetween256, out.ke);
    } else {
        take(parts, kRounds128, out.k);
        take(parts, kBetween128, out.ke);
        out.k[9] = kl.rotated(60).right;  // the one pair that is not of one part: k9 KA, k10 KL
    }
    take(parts, {{KL, 0}, {wide ? KB : KA, 111}}, out.kw);
    out.rounds = wide ? 24 : 18;
    wipe_object(parts);
}

Key decryption_key(const Key& key) {
    Key other = key;
    const std::size_t between = key.rounds / 3 - 2;  // ke: 4 or 6 of them
    for (std::size_t i = 0; i < 4; ++i) other.kw[i] = key.kw[(i + 2) % 4];
    for (std::size_t i = 0; i < key.rounds; ++i) other.k[i] = key.k[key.rounds - 1 - i];
    for (std::size_t i = 0; i < between; ++i) other.ke[i] = key.ke[between - 1 - i];
    return other;
}

void encrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    in_batches(key, in, out, n);
}

void decrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    Key backwards = decryption_key(key);
    in_batches(backwards, in, out, n);
    wipe_object(backwards);
}

}  // namespace vitrine::crypto::camellia

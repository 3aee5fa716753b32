#include "crypto/cipher/des.h"

#include <bit>

#include "base/ct.h"

namespace vitrine::crypto::des {

namespace {

// Permutations as the standard prints them: output bit i is input bit table[i], 1 = most
// significant.
constexpr std::uint8_t kInitialPermutation[] = {
    58, 50, 42, 34, 26, 18, 10, 2,  60, 52, 44, 36, 28, 20, 12, 4,  62, 54, 46, 38, 30, 22,
    14, 6,  64, 56, 48, 40, 32, 24, 16, 8,  57, 49, 41, 33, 25, 17, 9,  1,  59, 51, 43, 35,
    27, 19, 11, 3,  61, 53, 45, 37, 29, 21, 13, 5,  63, 55, 47, 39, 31, 23, 15, 7};
constexpr std::uint8_t kFinalPermutation[] = {
    40, 8,  48, 16, 56, 24, 64, 32, 39, 7,  47, 15, 55, 23, 63, 31, 38, 6,  46, 14, 54, 22,
    62, 30, 37, 5,  45, 13, 53, 21, 61, 29, 36, 4,  44, 12, 52, 20, 60, 28, 35, 3,  43, 11,
    51, 19, 59, 27, 34, 2,  42, 10, 50, 18, 58, 26, 33, 1,  41, 9,  49, 17, 57, 25};
constexpr std::uint8_t kP[] = {16, 7, 20, 21, 29, 12, 28, 17, 1,  15, 23, 26, 5,  18, 31, 10,
                               2,  8, 24, 14, 32, 27, 3,  9,  19, 13, 30, 6,  22, 11, 4,  25};
constexpr std::uint8_t kPc1[] = {57, 49, 41, 33, 25, 17, 9,  1,  58, 50, 42, 34, 26, 18,
                                 10, 2,  59, 51, 43, 35, 27, 19, 11, 3,  60, 52, 44, 36,
                                 63, 55, 47, 39, 31, 23, 15, 7,  62, 54, 46, 38, 30, 22,
                                 14, 6,  61, 53, 45, 37, 29, 21, 13, 5,  28, 20, 12, 4};
constexpr std::uint8_t kPc2[] = {14, 17, 11, 24, 1,  5,  3,  28, 15, 6,  21, 10, 23, 19, 12, 4,
                                 26, 8,  16, 7,  27, 20, 13, 2,  41, 52, 31, 37, 47, 55, 30, 40,
                                 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32};
constexpr int kShifts[] = {1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1};

// S1 to S8 by their six input bits: entry k of word w is the nibble at 4k, for input 16w + k.
constexpr std::uint64_t kSBoxes[8][4] = {
    {0x18db2fe2417df40e, 0x87305995bcc66aa3, 0x7b12964d288ec1f4, 0xd0650aa3e739bc5f},
    {0xe4832bf67e48d13f, 0x5ab5906cad1207c9, 0x214df43a1ba78ed0, 0x9fe25309c67c68b5},
    {0xa56f43369e0970da, 0x18f2b4cbe75c8d21, 0x70839f6809d4a61d, 0xc72e5ab53ce2f14b},
    {0x3a09f66053be8dd7, 0x9fe4ac1bc5287241, 0x8dd71bac6009f63a, 0xe42872c5be53419f},
    {0x16db7a47c124bce2, 0x698e903daff30558, 0xd827ed1a7bc182b4, 0x3e5043a6950cf96f},
    {0x5896c2792f4af1ac, 0x8b35b70ee4d31d60, 0xa3fc5892c52f3e49, 0xd68b0d617a14e0b7},
    {0xad18904f7eb20bd4, 0x6186fa25c7593ce3, 0x7ea7431c8ddbb461, 0xc23925e0f8065f9a},
    {0x417b3fa684d8f21d, 0x279ce005be6359ca, 0xd28eac4971e41b27, 0xb865533f0d9ac6f0}};

/// Moves bits by a table; positions are public, only values are secret.
template <std::size_t kOut>
std::uint64_t permute(const std::uint8_t (&table)[kOut], std::uint64_t in, int in_bits) {
    std::uint64_t out = 0;
    for (const std::uint8_t from : table) out = (out << 1) | ((in >> (in_bits - from)) & 1);
    return out;
}

/// All-ones if bit `bit` of `x` is set.
std::uint64_t spread(std::uint64_t x, int bit) {
    return std::uint64_t{0} - ((x >> bit) & 1);
}

std::uint64_t pick(std::uint64_t mask, std::uint64_t yes, std::uint64_t no) {
    return no ^ (mask & (yes ^ no));
}

/// One S-box: the word by the two high bits, the nibble by halving it four times.
std::uint64_t substitute(const std::uint64_t (&box)[4], std::uint64_t six_bits) {
    const std::uint64_t x = ct::barrier(six_bits);
    const std::uint64_t low = pick(spread(x, 4), box[1], box[0]);
    const std::uint64_t high = pick(spread(x, 4), box[3], box[2]);
    std::uint64_t word = pick(spread(x, 5), high, low);
    word = pick(spread(x, 3), word >> 32, word);
    word = pick(spread(x, 2), word >> 16, word);
    word = pick(spread(x, 1), word >> 8, word);
    word = pick(spread(x, 0), word >> 4, word);
    return word & 15;
}

/// The cipher function f(R, K): expand, add the key, substitute, permute.
std::uint32_t f(std::uint32_t r, std::uint64_t round_key) {
    std::uint64_t substituted = 0;
    for (int box = 0; box < 8; ++box) {
        // E takes six neighbouring bits for each box; the outer two are shared with the boxes
        // beside it.
        const std::uint64_t expanded = std::rotl(r, 4 * box + 5) & 0x3f;
        const std::uint64_t key_bits = (round_key >> (42 - 6 * box)) & 0x3f;
        substituted = (substituted << 4) | substitute(kSBoxes[box], expanded ^ key_bits);
    }
    return static_cast<std::uint32_t>(permute(kP, substituted, 32));
}

std::uint64_t load(const std::uint8_t* p) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < kBlock; ++i) word = (word << 8) | p[i];
    return word;
}

void store(std::uint64_t word, std::uint8_t* p) {
    for (std::size_t i = kBlock; i > 0; --i) {
        p[i - 1] = static_cast<std::uint8_t>(word);
        word >>= 8;
    }
}

/// Sixteen rounds between the permutations, which cancel out between the passes of EDE.
std::uint64_t sixteen_rounds(std::uint64_t block,
                             const std::array<std::uint64_t, 16>& keys,
                             bool decrypt) {
    auto left = static_cast<std::uint32_t>(block >> 32);
    auto right = static_cast<std::uint32_t>(block);
    for (std::size_t i = 0; i < 16; ++i) {
        const std::uint32_t next = left ^ f(right, keys[decrypt ? 15 - i : i]);
        left = right;
        right = next;
    }
    return (std::uint64_t{right} << 32) | left;
}

// EDE: E(k3, D(k2, E(k1, x))); decryption runs the passes backwards, each the other way round.
void run(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n, bool decrypt) {
    for (; n > 0; --n, in += kBlock, out += kBlock) {
        std::uint64_t block = permute(kInitialPermutation, load(in), 64);
        for (std::size_t i = 0; i < key.passes; ++i) {
            const std::size_t pass = decrypt ? key.passes - 1 - i : i;
            block = sixteen_rounds(block, key.rounds[pass], decrypt != (pass == 1));
        }
        store(permute(kFinalPermutation, block, 64), out);
    }
}

std::array<std::uint64_t, 16> expand_one(const std::uint8_t* key) {
    constexpr std::uint32_t k28 = (1U << 28) - 1;
    const std::uint64_t chosen = permute(kPc1, load(key), 64);
    auto c = static_cast<std::uint32_t>(chosen >> 28);
    auto d = static_cast<std::uint32_t>(chosen) & k28;
    std::array<std::uint64_t, 16> rounds{};
    for (std::size_t i = 0; i < 16; ++i) {
        c = ((c << kShifts[i]) | (c >> (28 - kShifts[i]))) & k28;
        d = ((d << kShifts[i]) | (d >> (28 - kShifts[i]))) & k28;
        rounds[i] = permute(kPc2, (std::uint64_t{c} << 28) | d, 56);
    }
    return rounds;
}

}  // namespace

void expand_key(ByteView key, Key& out) {
    out.passes = key.size() / kBlock;
    for (std::size_t i = 0; i < out.passes; ++i)
        out.rounds[i] = expand_one(key.data() + kBlock * i);
}

void encrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    run(key, in, out, n, false);
}

void decrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    run(key, in, out, n, true);
}

}  // namespace vitrine::crypto::des

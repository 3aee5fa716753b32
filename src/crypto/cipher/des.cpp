#include "crypto/cipher/des.h"

#include <algorithm>
#include <bit>

#include "base/ct.h"
#include "crypto/cipher/des_planes.h"
#include "crypto/cipher/des_tables.h"

namespace vitrine::crypto::des {

namespace {

constexpr std::size_t kEnoughForPlanes = 4;

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

// Decryption has no chain: from a few blocks on, bit planes are faster than one after another.
void decrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    using Planes = planes::Cipher<std::uint64_t>;
    for (; n >= kEnoughForPlanes; n -= std::min(n, Planes::kBlocks)) {
        const std::size_t now = std::min(n, Planes::kBlocks);
        Planes::decrypt(key, in, out, now);
        in += now * kBlock;
        out += now * kBlock;
    }
    run(key, in, out, n, true);
}

}  // namespace vitrine::crypto::des

// Products, squares and Montgomery reductions of numbers of 8 * blocks words, over the rows of
// rows_adx.h: eight words of one factor meet the other, eight of its words at a time, while the sum
// stands in eight registers. A square takes each mixed product once. "Almost Montgomery" (Gueron
// and Krasnov, 2012): residues stay below R = 2^(512 * blocks), not below n, so that only what
// carries out of R costs a subtraction.  Secret: all words.  Public: `blocks`.  Leaks: nothing.
#pragma once

#include "crypto/bignum/rows_adx.h"

namespace vitrine::crypto::bignum::adx {

// A kernel file's own copies: they hold instructions that not every processor has.
namespace {  // NOLINT(cert-dcl59-cpp)

/// Eight words of a sum on their way up, and a bit that belongs to the lowest of them.
struct Above {
    Eight words;
    Word carry;
};

/// How a strip begins: what stands in r is left over from before (fresh), or counts; there is
/// something above, or nothing yet.
struct Strip {
    bool fresh;
    bool above;
};

/// (above, r) = above + r + a * b.  r, a: 8 * blocks words; b: 8 words.
template <Strip kStrip>
[[gnu::noinline]] void add_strip(
    Word* r, Above& above, const Word* a, const Word* b, std::size_t blocks) {
    Eight t{};
    Word carry = 0;
    if constexpr (kStrip.above) {
        t = above.words;
        carry = above.carry;
    }
    for (; blocks > 0; --blocks, r += 8, a += 8) {
        if constexpr (!kStrip.fresh) add_eight(t, r, carry);
        each_index<8>([&](auto i) __attribute__((always_inline)) { r[i] = add_row(t, a, b[i]); });
    }
    add_bit(t, carry);
    above.words = t;
}

/// t[0 ... 16 blocks) = a * b.
inline void product(Word* t, const Word* a, const Word* b, std::size_t blocks) {
    for (std::size_t i = 0; i < blocks; ++i) {
        Above above;
        if (i == 0) {
            add_strip<Strip{.fresh = true, .above = false}>(t, above, a, b, blocks);
        } else {
            add_strip<Strip{.fresh = false, .above = false}>(t + 8 * i, above, a, b + 8 * i,
                                                             blocks);
        }
        store8(t + 8 * (i + blocks), above.words);
    }
}

/// (high, low) = the sum of a[i] a[j] 2^(64 (i + j)) over i < j < 8.
[[gnu::noinline]] void mixed_products(Eight& low, Eight& high, const Word* a) {
    Column column;
    low[0] = high[7] = 0;
    each_index<13>([&](auto below) __attribute__((always_inline)) {
        constexpr std::size_t kPlace = below + 1;
        each_index<8>([&](auto i) __attribute__((always_inline)) {
            if constexpr (i < kPlace && kPlace - i < 8 && i < kPlace - i) {
                // NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage): a is filled
                column.add_product(a[i], a[kPlace - i]);
            }
        });
        (kPlace < 8 ? low[kPlace % 8] : high[kPlace % 8]) = column.take();
    });
    high[6] = column.take();
}

/// t = 2 t + the squares of a's words, each in its place.
inline void double_and_add_squares(Word* t, const Word* a, std::size_t blocks) {
    Word carry = 0;
    Word below = 0;
    for (std::size_t i = 0; i < 2 * blocks; ++i, t += 8, a += 4) {
        Word squares[8];
        Eight doubled;
        each_index<4>([&](auto j) __attribute__((always_inline)) {
            // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): all words are
            // there
            const u128 square = static_cast<u128>(a[j]) * a[j];
            squares[2 * j] = static_cast<Word>(square);
            squares[2 * j + 1] = static_cast<Word>(square >> 64);
        });
        each_index<8>([&](auto j) __attribute__((always_inline)) {
            doubled[j] = (t[j] << 1) | (below >> 63);
            below = t[j];
        });
        add_eight(doubled, squares, carry);
        store8(t, doubled);
    }
}

/// t[0 ... 16 blocks) = a^2.
inline void square(Word* t, const Word* a, std::size_t blocks) {
    for (std::size_t i = 0; i < blocks; ++i) {
        const std::size_t left = blocks - 1 - i;
        Word* at = t + 16 * i;
        Eight low;
        Above above;
        mixed_products(low, above.words, a + 8 * i);
        above.carry = 0;
        if (i == 0) {
            add_strip<Strip{.fresh = true, .above = true}>(at + 8, above, a + 8, a, left);
        } else {
            add_eight(low, at, above.carry);
            add_strip<Strip{.fresh = false, .above = true}>(at + 8, above, a + 8 * (i + 1),
                                                            a + 8 * i, left);
        }
        store8(at, low);
        store8(at + 8 + 8 * left, above.words);
    }
    double_and_add_squares(t, a, blocks);
}

/// A modulus of 8 * blocks words made ready.
struct Reducer {
    const Word* n;
    const Word* less_n;  ///< 2^(512 * blocks) - n
    Word n0;             ///< -1 / n mod 2^64
    std::size_t blocks;
};

/// Eight multiples of n make the eight lowest words of t vanish; `multiples` says which.
[[gnu::noinline]] void clear_eight(Eight& above, Word* multiples, const Word* t, const Reducer& m) {
    Eight sum = load8(t);
    each_index<8>([&](auto i) __attribute__((always_inline)) {
        multiples[i] = sum[0] * m.n0;
        add_row(sum, m.n, multiples[i]);
    });
    above = sum;
}

/// r = t / R mod n, below R if t < R^2.  t: 16 * blocks words, overwritten. In a frame of its own,
/// which wipe_stack reaches: words of r stay in it.
[[gnu::noinline]] void reduce(Word* r, Word* t, const Reducer& m) {
    Word out = 0;
    for (std::size_t i = 0; i < m.blocks; ++i) {
        Above above;
        Word multiples[8];
        clear_eight(above.words, multiples, t + 8 * i, m);
        above.carry = 0;
        add_strip<Strip{.fresh = false, .above = true}>(t + 8 * (i + 1), above, m.n + 8, multiples,
                                                        m.blocks - 1);
        Word* top = t + 8 * (i + m.blocks);
        add_eight(above.words, top, out);
        store8(top, above.words);
    }
    const Word reached = 0 - out;  // R: all ones, or nothing
    Word carry = 0;
    for (std::size_t i = 0; i < 8 * m.blocks; i += 8) {
        Eight less;
        each_index<8>([&](auto j)
                          __attribute__((always_inline)) { less[j] = m.less_n[i + j] & reached; });
        add_eight(less, t + 8 * m.blocks + i, carry);
        store8(r + i, less);
    }
}

}  // namespace

}  // namespace vitrine::crypto::bignum::adx

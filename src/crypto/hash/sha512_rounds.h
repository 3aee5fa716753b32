// SHA-384 and SHA-512 with the message schedule in vectors and the rounds in words, turn by turn. A
// kernel brings the vectors; same results as sha512.cpp, which is the one to read.
#pragma once

#include <utility>

#include "crypto/hash/kernels.h"
#include "crypto/hash/sha512_constants.h"

namespace vitrine::crypto::sha512 {

using Word = std::uint64_t;

/// a to h of FIPS 180-4 §6.4.2. They walk through the array, so that nothing has to move: a round
/// says which it is.
class Letters {
  public:
    [[gnu::always_inline]] explicit Letters(const std::array<Word, 8>& h)
        : s_(h), b_xor_c_(h[1] ^ h[2]) {}

    /// `ready` is K(t) + W(t). The order of instructions is ours: what the next round waits for (d,
    /// which becomes its e) first. The orders that compilers find take 12% longer.
    template <std::size_t kRound>
    [[gnu::always_inline]] void round(const Word& ready) {
        const auto letter = [this](std::size_t i) -> Word& { return s_[(i + 80 - kRound) % 8]; };
        Word x;
        Word y;
        Word a_xor_b;
        asm("add %[ready], %[h]\n\t"
            "rorx $41, %[e], %[x]\n\t"
            "rorx $18, %[e], %[y]\n\t"
            "mov %[f], %[t]\n\t"
            "add %[h], %[d]\n\t"
            "xor %[y], %[x]\n\t"
            "rorx $14, %[e], %[y]\n\t"
            "and %[e], %[t]\n\t"
            "xor %[y], %[x]\n\t"  // Sigma1(e)
            "andn %[g], %[e], %[y]\n\t"
            "add %[y], %[t]\n\t"  // Ch is a sum: (e & f) + (~e & g), no bit is in both
            "add %[x], %[t]\n\t"
            "add %[t], %[d]\n\t"
            "add %[t], %[h]\n\t"  // T1
            "mov %[b], %[t]\n\t"
            "xor %[a], %[t]\n\t"
            "rorx $39, %[a], %[y]\n\t"
            "rorx $34, %[a], %[x]\n\t"
            "and %[t], %[bc]\n\t"  // Maj = b ^ ((a ^ b) & (b ^ c))
            "xor %[y], %[x]\n\t"
            "rorx $28, %[a], %[y]\n\t"
            "xor %[b], %[bc]\n\t"
            "xor %[y], %[x]\n\t"  // Sigma0(a)
            "add %[bc], %[h]\n\t"
            "add %[x], %[h]\n\t"
            : [d] "+r"(letter(3)), [h] "+r"(letter(7)), [bc] "+r"(b_xor_c_), [t] "=&r"(a_xor_b),
              [x] "=&r"(x), [y] "=&r"(y)
            : [a] "r"(letter(0)), [b] "r"(letter(1)), [e] "r"(letter(4)), [f] "r"(letter(5)),
              [g] "r"(letter(6)), [ready] "m"(ready)
            : "cc");
        b_xor_c_ = a_xor_b;  // of the next round
    }

    [[gnu::always_inline]] void add_to(std::array<Word, 8>& h) const {
        for (std::size_t i = 0; i < 8; ++i) h[i] += s_[i];
    }

  private:
    std::array<Word, 8> s_;
    Word b_xor_c_;
};

/// Where a group of kBlocks blocks keeps word t of block b, with its constant: two words of each
/// block in turn.
template <std::size_t kBlocks>
constexpr std::size_t place(std::size_t t, std::size_t block) {
    return 2 * kBlocks * (t / 2) + 2 * block + t % 2;
}

/// The rounds of a block whose words are there, from the first of them on.
struct WordsAlone {
    template <std::size_t kBlocks>
    static void compress(std::array<Word, 8>& h, const Word* ready) {
        Letters letters(h);
        for (std::size_t t = 0; t < 80; t += 16, ready += place<kBlocks>(16, 0)) {
            [&]<std::size_t... kRound>(std::index_sequence<kRound...>) {
                (letters.round<kRound>(ready[place<kBlocks>(kRound, 0)]), ...);
            }(std::make_index_sequence<16>{});
        }
        letters.add_to(h);
    }
};

/// The words of as many blocks as `Vector` has lanes of 128 bits, each lane two words of one.
///
/// `Vector` has load_be(blocks, i) (bytes i to i + 15 of each block, as big-endian words),
/// load_pair(p) (one pair in every lane), store(p, v), add(a, b), straddle(a, b) (the words in the
/// middle of a || b) and sigma0(v), sigma1(v) of FIPS 180-4 §4.1.3.
template <class Vector>
class Schedule {
  public:
    static constexpr std::size_t kBlocks = sizeof(typename Vector::Type) / 16;
    using Blocks = std::array<const std::uint8_t*, kBlocks>;

    /// Words 0 to 15.
    explicit Schedule(const Blocks& blocks) {
        for (std::size_t i = 0; i < 8; ++i) {
            w_[i] = Vector::load_be(blocks, 16 * i);
            make_ready(2 * i, w_[i]);
        }
    }

    /// Words t + 16 + 2 * kPair and the next; t is a multiple of 16. Pairs are made in turn.
    template <std::size_t kPair>
    [[gnu::always_inline]] void extend(std::size_t t) {
        constexpr auto kAhead = [](std::size_t pairs) { return (kPair + pairs) % 8; };
        // W(t) = sigma1(W(t-2)) + W(t-7) + sigma0(W(t-15)) + W(t-16)
        const Pairs first = w_[kPair];
        const Pairs old =
            Vector::add(first, Vector::sigma0(Vector::straddle(first, w_[kAhead(1)])));
        const Pairs recent = Vector::add(Vector::straddle(w_[kAhead(4)], w_[kAhead(5)]),
                                         Vector::sigma1(w_[kAhead(7)]));
        w_[kPair] = Vector::add(old, recent);
        make_ready(t + 16 + 2 * kPair, w_[kPair]);
    }

    void extend_to_the_end() {
        for (std::size_t t = 0; t < 64; t += 16) {
            [&]<std::size_t... kPair>(std::index_sequence<kPair...>) {
                (extend<kPair>(t), ...);
            }(std::make_index_sequence<8>{});
        }
    }

    /// Words t and t + 1 of a block, with their constants; further ones as `place` says.
    [[nodiscard]] const Word* ready(std::size_t t, std::size_t block) const {
        return &ready_[kBlocks * t + 2 * block];
    }

  private:
    using Pairs = typename Vector::Type;

    [[gnu::always_inline]] void make_ready(std::size_t t, const Pairs& w) {
        Vector::store(&ready_[kBlocks * t], Vector::add(w, Vector::load_pair(&kK[t])));
    }

    Pairs w_[8];  // the last sixteen words
    alignas(64) std::array<Word, 80 * kBlocks> ready_;
};

/// The schedule of all blocks is made between the rounds of the first, in parts of the processor
/// that those leave free.
template <class Vector>
class Group {
  public:
    static constexpr std::size_t kBlocks = Schedule<Vector>::kBlocks;

    static void compress(std::array<Word, 8>& h, const typename Schedule<Vector>::Blocks& blocks) {
        Group group(h, blocks);
        for (std::size_t t = 0; t < 64; t += 16) group.template sixteen<true>(t);
        group.template sixteen<false>(64);  // no further words
        group.letters_.add_to(h);
        for (std::size_t block = 1; block < kBlocks; ++block)
            WordsAlone::compress<kBlocks>(h, group.schedule_.ready(0, block));
    }

  private:
    Group(const std::array<Word, 8>& h, const typename Schedule<Vector>::Blocks& blocks)
        : letters_(h), schedule_(blocks) {}

    /// Rounds t to t + 15, and the words for the sixteen after them.
    template <bool kMore>
    [[gnu::always_inline]] void sixteen(std::size_t t) {
        [&]<std::size_t... kPair>(std::index_sequence<kPair...>) {
            (two<kPair, kMore>(t), ...);
        }(std::make_index_sequence<8>{});
    }

    template <std::size_t kPair, bool kMore>
    [[gnu::always_inline]] void two(std::size_t t) {
        const Word* ready = schedule_.ready(t, 0) + place<kBlocks>(2 * kPair, 0);
        letters_.template round<2 * kPair>(ready[0]);
        letters_.template round<2 * kPair + 1>(ready[1]);
        if constexpr (kMore) schedule_.template extend<kPair>(t);
    }

    Letters letters_;
    Schedule<Vector> schedule_;
};

}  // namespace vitrine::crypto::sha512

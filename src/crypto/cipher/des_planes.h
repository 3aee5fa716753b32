// DES on bit planes: plane i holds bit i of many blocks, so that permutations are names and an
// S-box is arithmetic that all blocks do at once, without tables in memory. The logic of the
// S-boxes is not written by hand: each output bit is unfolded from the standard's table at compile
// time, as selections by one input bit after another (Shannon's expansion).
//
// T is a word or a vector register; Ops<T> says what it can do. The readable cipher is des.cpp.
#pragma once

#include <array>
#include <utility>

#include "base/secret.h"
#include "crypto/cipher/des.h"
#include "crypto/cipher/des_tables.h"

namespace vitrine::crypto::des::planes {

/// What a plane of type T can do beside & ^ ~: shifts of its 64-bit words, `all(mask)` with the
/// mask in every word, `select(choice, yes, no)`, and `leaf<kTable>(a, b, c)`, any function of
/// three inputs by its truth table, bit 4a + 2b + c.
template <class T>
struct WordOps {
    template <int kBy>
    static T left(T x) {
        return x << kBy;
    }
    template <int kBy>
    static T right(T x) {
        return x >> kBy;
    }
    static T select(T choice, T yes, T no) { return no ^ (choice & (yes ^ no)); }

    template <std::uint8_t kTable>
    static T leaf(T a, T b, T c) {
        constexpr std::uint8_t kHigh = kTable >> 4;
        constexpr std::uint8_t kLow = kTable & 15;
        if constexpr (kHigh == kLow) return of_two<kLow>(b, c);
        if constexpr (kHigh == (kLow ^ 15)) return of_two<kLow>(b, c) ^ a;
        if constexpr (kLow == 0) return a & of_two<kHigh>(b, c);
        return select(a, of_two<kHigh>(b, c), of_two<kLow>(b, c));
    }

  private:
    template <std::uint8_t kTable>
    static T of_two(T a, T b) {
        constexpr std::uint8_t kHigh = kTable >> 2;
        constexpr std::uint8_t kLow = kTable & 3;
        if constexpr (kHigh == kLow) return of_one<kLow>(b);
        if constexpr (kHigh == (kLow ^ 3)) return of_one<kLow>(b) ^ a;
        if constexpr (kHigh == 0) return of_one<kLow>(b) & ~a;
        if constexpr (kLow == 0) return of_one<kHigh>(b) & a;
        return kLow == 3 ? (of_one<kHigh>(b) | ~a) : (of_one<kLow>(b) | a);
    }
    template <std::uint8_t kTable>
    static T of_one(T a) {
        return kTable == 0 ? a ^ a : kTable == 3 ? ~(a ^ a) : kTable == 2 ? a : ~a;
    }
};

template <class T>
struct Ops;

template <>
struct Ops<std::uint64_t> : WordOps<std::uint64_t> {
    static std::uint64_t all(std::uint64_t mask) { return mask; }
};

/// Output bit kBit of box kBox for all 64 inputs: bit x is its value for input x.
template <std::size_t kBox, std::size_t kBit>
constexpr std::uint64_t truth_table() {
    std::uint64_t table = 0;
    for (unsigned x = 0; x < 64; ++x)
        table |= std::uint64_t{(sbox(kBox, x) >> (3 - kBit)) & 1U} << x;
    return table;
}

/// The function with truth table kTable of the last kInputs of six inputs.
template <class T, std::uint64_t kTable, std::size_t kInputs>
[[gnu::always_inline]] inline T evaluate(const std::array<T, 6>& in) {
    if constexpr (kInputs == 3) {
        return Ops<T>::template leaf<static_cast<std::uint8_t>(kTable)>(in[3], in[4], in[5]);
    } else {
        constexpr std::size_t kHalf = std::size_t{1} << (kInputs - 1);
        constexpr std::uint64_t kMask = (std::uint64_t{1} << kHalf) - 1;
        return Ops<T>::select(in[6 - kInputs],
                              evaluate<T, ((kTable >> kHalf) & kMask), kInputs - 1>(in),
                              evaluate<T, (kTable & kMask), kInputs - 1>(in));
    }
}

template <class T>
class Cipher {
  public:
    static constexpr std::size_t kBlocks = sizeof(T) * 8;  ///< at once

    /// n <= kBlocks blocks each for itself; `in` and `out` may be the same.
    /// Secret: key, blocks.  Public: n.  Leaks: nothing.
    static void decrypt(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
        alignas(64) std::array<T, 64> words{};
        copy_bytes({in, n * kBlock}, bytes_of(words));
        transpose(words);
        Half left;
        Half right;
        take_apart(words, left, right);
        for (std::size_t i = 0; i < key.passes; ++i) {
            const std::size_t pass = key.passes - 1 - i;
            sixteen_rounds(left, right, key.rounds[pass], pass != 1);
        }
        put_together(left, right, words);
        transpose(words);
        copy_bytes(ByteView{bytes_of(words)}.first(n * kBlock), {out, n * kBlock});
        wipe_object(words);
    }

  private:
    using Half = std::array<T, 32>;

    static MutByteView bytes_of(std::array<T, 64>& words) {
        return {reinterpret_cast<std::uint8_t*>(words.data()), sizeof words};
    }

    /// Bit i of word j changes places with bit j of word i, in each 64-bit lane for itself.
    static void transpose(std::array<T, 64>& words) {
        swap_halves<32>(words, 0x00000000ffffffff);
        swap_halves<16>(words, 0x0000ffff0000ffff);
        swap_halves<8>(words, 0x00ff00ff00ff00ff);
        swap_halves<4>(words, 0x0f0f0f0f0f0f0f0f);
        swap_halves<2>(words, 0x3333333333333333);
        swap_halves<1>(words, 0x5555555555555555);
    }
    template <int kBy>
    static void swap_halves(std::array<T, 64>& words, std::uint64_t low_bits) {
        const T mask = Ops<T>::all(low_bits);
        for (std::size_t i = 0; i < 64; ++i) {
            if ((i & kBy) != 0) continue;
            const T t = (Ops<T>::template right<kBy>(words[i]) ^ words[i + kBy]) & mask;
            words[i + kBy] = words[i + kBy] ^ t;
            words[i] = words[i] ^ Ops<T>::template left<kBy>(t);
        }
    }

    static void take_apart(const std::array<T, 64>& words, Half& left, Half& right) {
        for (std::size_t i = 0; i < 32; ++i) {
            left[i] = words[bit_in_word(kInitialPermutation[i])];
            right[i] = words[bit_in_word(kInitialPermutation[32 + i])];
        }
    }
    static void put_together(const Half& left, const Half& right, std::array<T, 64>& words) {
        for (std::size_t i = 0; i < 64; ++i) {
            const std::size_t from = kFinalPermutation[i] - 1U;
            words[bit_in_word(i + 1)] = from < 32 ? left[from] : right[from - 32];
        }
    }

    /// The halves come out exchanged, as the next pass or the final permutation wants them.
    static void sixteen_rounds(Half& left,
                               Half& right,
                               const std::array<std::uint64_t, 16>& keys,
                               bool backwards) {
        for (std::size_t i = 0; i < 16; i += 2) {
            xor_f(left, right, keys[backwards ? 15 - i : i]);
            xor_f(right, left, keys[backwards ? 14 - i : i + 1]);
        }
        std::swap(left, right);
    }

    /// f(R, K) into `to`.
    static void xor_f(Half& to, const Half& from, std::uint64_t key) {
        [&]<std::size_t... kBox>(std::index_sequence<kBox...>) {
            (xor_box<kBox>(to, from, key), ...);
        }(std::make_index_sequence<8>{});
    }

    template <std::size_t kBox>
    [[gnu::always_inline]] static void xor_box(Half& to, const Half& from, std::uint64_t key) {
        std::array<T, 6> in;
        for (std::size_t k = 0; k < 6; ++k) {
            const std::uint64_t bit = (key >> (47 - 6 * kBox - k)) & 1;
            in[k] = from[expanded_from(kBox, k)] ^ Ops<T>::all(std::uint64_t{0} - bit);
        }
        [&]<std::size_t... kBit>(std::index_sequence<kBit...>) {
            ((to[goes_to(kBox, kBit)] =
                  to[goes_to(kBox, kBit)] ^ evaluate<T, truth_table<kBox, kBit>(), 6>(in)),
             ...);
        }(std::make_index_sequence<4>{});
    }

    static constexpr std::size_t goes_to(std::size_t box, std::size_t bit) {
        for (std::size_t i = 0; i < 32; ++i) {
            if (permuted_from(i).box == box && permuted_from(i).bit == bit) return i;
        }
        return 32;
    }
};

}  // namespace vitrine::crypto::des::planes

// Camellia in registers that know GF(2^8), one block in each lane of 128 bits: S-boxes by one
// instruction, which inverts and maps (GF2P8AFFINEINVQB), the P-function by byte shuffles. For
// kernels alone; the cipher to read is camellia.cpp. Same results, no table in memory.
//
// Halves of a block (D1, D2 of RFC 3713 §2.3) live in a domain of their own: each byte stands as
// the box that will take it wants it, that is, after the linear map that leads the boxes to the
// field of AES, and both quarters of a lane hold the same half. A round is then
//     invert   three times: after SBOX1 and SBOX4, SBOX2, SBOX3; in the lower quarter for bytes
//     that
//              go to SBOX1-3 next, in the upper one for those that go to SBOX4;
//     shuffle  eight times, and sum up.
// Round keys and the constants of the boxes are sums too: a half carries the key of the round that
// takes it in, and what it is given in a round (kept in `delta`) is the change to its next key.
#pragma once

#include <immintrin.h>

#include <array>

#include "crypto/cipher/camellia.h"
#include "crypto/cipher/camellia_domain.h"

namespace vitrine::crypto::camellia_gfni {

/// One block.
struct One {
    using V = __m128i;
    static V constant(const void* p) { return _mm_load_si128(static_cast<const V*>(p)); }
    static V bytes(V x, V order) { return _mm_shuffle_epi8(x, order); }
    static V map(V x, V matrices) { return _mm_gf2p8affine_epi64_epi8(x, matrices, 0); }
    static V invert_and_map(V x, V matrices) {
        return _mm_gf2p8affineinv_epi64_epi8(x, matrices, 0);
    }
    static V add(V a, V b) { return _mm_xor_si128(a, b); }
    static V add(V a, V b, V c) { return _mm_ternarylogic_epi64(a, b, c, 0x96); }
    static V join(V left, V right) { return _mm_unpacklo_epi64(left, right); }
    /// x2 + ((x1 & k1) <<< 1), of words x1 || x2
    static V fl_right(V x, V k) {
        return add(x, _mm_srli_epi64(_mm_rol_epi32(_mm_and_si128(x, k), 1), 32));
    }
    /// x1 + (x2 | k2)
    static V fl_left(V x, V k) { return add(x, _mm_slli_epi64(_mm_or_si128(x, k), 32)); }
};

/// Four blocks.
struct Four {
    using V = __m512i;
    static V constant(const void* p) { return _mm512_broadcast_i32x4(One::constant(p)); }
    static V bytes(V x, V order) { return _mm512_shuffle_epi8(x, order); }
    static V map(V x, V matrices) { return _mm512_gf2p8affine_epi64_epi8(x, matrices, 0); }
    static V invert_and_map(V x, V matrices) {
        return _mm512_gf2p8affineinv_epi64_epi8(x, matrices, 0);
    }
    static V add(V a, V b) { return _mm512_xor_si512(a, b); }
    static V add(V a, V b, V c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }
    static V join(V left, V right) { return _mm512_unpacklo_epi64(left, right); }
    static V fl_right(V x, V k) {
        return add(x, _mm512_srli_epi64(_mm512_rol_epi32(_mm512_and_si512(x, k), 1), 32));
    }
    static V fl_left(V x, V k) { return add(x, _mm512_slli_epi64(_mm512_or_si512(x, k), 32)); }
};

/// All in the domain but ke.
struct Key {
    __m128i first;      ///< what D1 begins with
    __m128i last;       ///< what D2 ends with
    __m128i delta[24];  ///< of the half that a round changes
    struct Between {    ///< FL and FLINV, §2.4.2, and what the halves lay off and take on
        __m128i ke[2];
        __m128i before_d2;
        __m128i after_d1;
    } between[3];
    std::uint32_t rounds;
};

/// For encryption with `key`, or decryption if that is how camellia::decryption_key made it.
void expand(const camellia::Key& key, Key& out);

/// N registers of halves, in the domain. Constants are loaded once for many blocks.
template <class Lanes, std::size_t N>
class Cipher {
  public:
    using V = typename Lanes::V;
    struct Halves {
        V d1[N];
        V d2[N];
    };

    explicit Cipher(const Key& key) : key_(key) {
        for (std::size_t i = 0; i < 3; ++i) boxes_[i] = Lanes::constant(domain::kBoxes[i].data());
        for (std::size_t i = 0; i < 8; ++i) terms_[i] = Lanes::constant(domain::kTerms[i].data());
    }

    /// A register of blocks, and back.
    static V left_of(V blocks) { return enter(Lanes::bytes(blocks, Lanes::constant(kLeft))); }
    static V right_of(V blocks) { return enter(Lanes::bytes(blocks, Lanes::constant(kRight))); }
    static V blocks_of(V left, V right) {
        return Lanes::bytes(Lanes::join(leave(left), leave(right)), Lanes::constant(kSwap));
    }
    [[nodiscard]] V first() const { return Lanes::constant(&key_.first); }

    /// From D1 = left half + first() and D2 = right half to the halves of the result: D2 is left.
    [[gnu::always_inline]] void run(Halves& s) const {
        const __m128i* delta = key_.delta;
        for (std::size_t six = 0;; ++six) {
            for (std::size_t i = 0; i < 3; ++i, delta += 2) {
                round(s.d2, s.d1, Lanes::constant(delta));
                round(s.d1, s.d2, Lanes::constant(delta + 1));
            }
            if (6 * (six + 1) == key_.rounds) break;  // public
            pass_between(s, key_.between[six]);
        }
        for (V& half : s.d2) half = Lanes::add(half, Lanes::constant(&key_.last));
    }

  private:
    static V enter(V half) {
        return Lanes::bytes(Lanes::map(half, Lanes::constant(domain::kEnter.data())),
                            Lanes::constant(domain::kSelect.data()));
    }
    static V leave(V half) {
        return Lanes::bytes(Lanes::map(half, Lanes::constant(domain::kLeave.data())),
                            Lanes::constant(domain::kSelect.data()));
    }

    [[gnu::always_inline]] void round(V (&to)[N], const V (&from)[N], V delta) const {
        for (std::size_t i = 0; i < N; ++i) {
            const V y1 = Lanes::invert_and_map(from[i], boxes_[0]);
            const V y2 = Lanes::invert_and_map(from[i], boxes_[1]);
            const V y3 = Lanes::invert_and_map(from[i], boxes_[2]);
            V sum = Lanes::add(to[i], delta);
            sum = Lanes::add(sum, Lanes::bytes(y1, terms_[0]), Lanes::bytes(y1, terms_[1]));
            sum = Lanes::add(sum, Lanes::bytes(y1, terms_[2]), Lanes::bytes(y1, terms_[3]));
            sum = Lanes::add(sum, Lanes::bytes(y2, terms_[4]), Lanes::bytes(y2, terms_[5]));
            to[i] = Lanes::add(sum, Lanes::bytes(y3, terms_[6]), Lanes::bytes(y3, terms_[7]));
        }
    }

    static void pass_between(Halves& s, const Key::Between& between) {
        const V ke1 = Lanes::constant(&between.ke[0]);
        const V ke2 = Lanes::constant(&between.ke[1]);
        for (V& half : s.d1) {
            const V x = Lanes::fl_left(Lanes::fl_right(leave(half), ke1), ke1);
            half = Lanes::add(enter(x), Lanes::constant(&between.after_d1));
        }
        for (V& half : s.d2) {
            const V y = leave(Lanes::add(half, Lanes::constant(&between.before_d2)));
            half = enter(Lanes::fl_right(Lanes::fl_left(y, ke2), ke2));
        }
    }

    // A half is a number in a quarter of a lane, its first byte the most significant one.
    alignas(16) static constexpr std::uint8_t kLeft[16] = {7, 6, 5, 4, 3, 2, 1, 0,
                                                           7, 6, 5, 4, 3, 2, 1, 0};
    alignas(16) static constexpr std::uint8_t kRight[16] = {15, 14, 13, 12, 11, 10, 9, 8,
                                                            15, 14, 13, 12, 11, 10, 9, 8};
    alignas(16) static constexpr std::uint8_t kSwap[16] = {7,  6,  5,  4,  3,  2,  1, 0,
                                                           15, 14, 13, 12, 11, 10, 9, 8};

    const Key& key_;
    V boxes_[3];
    V terms_[8];
};

}  // namespace vitrine::crypto::camellia_gfni

// Counter mode by VAES: four blocks to a register. For gcm_vaes.cpp only.
#pragma once

#include "crypto/mode/ghash_vaes.h"

namespace vitrine::crypto::gcm_vaes {

// A kernel file's own copies: they hold instructions that not every processor has.
namespace {  // NOLINT(cert-dcl59-cpp)

// The first round key and the counter's place are known early: what is left of a round is one
// instruction.
template <std::uint32_t Rounds>
struct Cipher {
    explicit Cipher(const aes::aesni::Key& key) {
        for (std::uint32_t r = 0; r <= Rounds; ++r) {
            k[r] = _mm512_broadcast_i32x4(load128(key.round_keys[r]));
        }
    }

    template <std::size_t N>
    void encrypt(__m512i* s) const {
        for (std::size_t i = 0; i < N; ++i) s[i] = _mm512_xor_si512(s[i], k[0]);
        for (std::uint32_t r = 1; r < Rounds; ++r) {
            for (std::size_t i = 0; i < N; ++i) s[i] = _mm512_aesenc_epi128(s[i], k[r]);
        }
        for (std::size_t i = 0; i < N; ++i) s[i] = _mm512_aesenclast_epi128(s[i], k[Rounds]);
    }

    [[nodiscard]] __m128i encrypt(__m128i s) const {
        s = _mm_xor_si128(s, _mm512_castsi512_si128(k[0]));
        for (std::uint32_t r = 1; r < Rounds; ++r) {
            s = _mm_aesenc_si128(s, _mm512_castsi512_si128(k[r]));
        }
        return _mm_aesenclast_si128(s, _mm512_castsi512_si128(k[Rounds]));
    }

    __m512i k[Rounds + 1];
};

// Four counter blocks with their bytes swapped, so that counting is adding.
class Counter {
  public:
    explicit Counter(__m128i j0)
        : next_(
              _mm512_add_epi32(_mm512_broadcast_i32x4(swap_bytes(j0)),
                               _mm512_set_epi32(0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 1))) {}

    __m512i take() {
        const __m512i blocks = swap_bytes(next_);
        next_ = _mm512_add_epi32(next_,
                                 _mm512_set_epi32(0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4));
        return blocks;
    }

    // The blocks of a batch. Mostly only their last bytes differ: then the bytes are swapped once.
    [[gnu::always_inline]] void take_batch(__m512i (&blocks)[kBatch]) {
        const unsigned last_byte =
            static_cast<unsigned>(_mm_cvtsi128_si32(_mm512_castsi512_si128(next_))) & 0xffU;
        if (last_byte + 4 * kBatch > 0x100) {  // public
            for (__m512i& block : blocks) block = take();
            return;
        }
        const __m512i first = swap_bytes(next_);
        const auto plus = [](std::size_t n) {
            return _mm512_broadcast_i32x4(_mm_set_epi32(static_cast<int>(n << 24), 0, 0, 0));
        };
        for (std::size_t i = 0; i < kBatch; ++i) blocks[i] = _mm512_add_epi32(first, plus(4 * i));
        next_ = _mm512_add_epi32(next_, _mm512_broadcast_i32x4(_mm_set_epi32(0, 0, 0, 4 * kBatch)));
    }

  private:
    __m512i next_;
};

}  // namespace

}  // namespace vitrine::crypto::gcm_vaes

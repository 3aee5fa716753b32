// SHA-1 on the SHA extensions, four rounds an instruction, as pieces that sha1_shani.cpp strings
// together and mode/cbc_hmac_shani.cpp lays between the rounds of AES. The four-word groups of the
// message schedule rotate through m[0] to m[3]. Same results as sha1.cpp, which is the one to read.
#pragma once

#include <immintrin.h>

#include "crypto/hash/hash.h"

namespace vitrine::crypto::sha1_shani {

/// A compression on its way: load(), four_rounds<0>() to four_rounds<19>(), add().
class Rounds {
  public:
    static constexpr int kGroups = 20;

    explicit Rounds(const Hash::State& state)
        : abcd_(_mm_shuffle_epi32(
              _mm_loadu_si128(reinterpret_cast<const __m128i*>(state.w32.data())), 0x1b)),
          e_(_mm_set_epi32(static_cast<int>(state.w32[4]), 0, 0, 0)) {}

    void store(Hash::State& state) const {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(state.w32.data()),
                         _mm_shuffle_epi32(abcd_, 0x1b));
        state.w32[4] = static_cast<std::uint32_t>(_mm_extract_epi32(e_, 3));
    }

    [[gnu::always_inline]] void load(const std::uint8_t* block) {
        const __m128i swap = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
        for (int i = 0; i < 4; ++i) {
            m_[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + i),
                                     swap);
        }
        abcd_before_ = abcd_;
        e_before_ = e_;
    }

    /// Rounds 4 * kIndex to 4 * kIndex + 3.
    template <int kIndex>
    [[gnu::always_inline]] void four_rounds() {
        constexpr int kF = kIndex / 5;  // picks the round function and its constant
        __m128i& now = m_[kIndex % 4];
        const __m128i before = abcd_;
        e_ = kIndex == 0 ? _mm_add_epi32(e_, now) : _mm_sha1nexte_epu32(e_, now);
        abcd_ = _mm_sha1rnds4_epu32(abcd_, e_, kF);
        e_ = before;
        if constexpr (kIndex >= 3 && kIndex < 19) {
            __m128i& next = m_[(kIndex + 1) % 4];
            next = _mm_sha1msg1_epu32(next, m_[(kIndex + 2) % 4]);
            next = _mm_xor_si128(next, m_[(kIndex + 3) % 4]);
            next = _mm_sha1msg2_epu32(next, now);
        }
    }

    [[gnu::always_inline]] void add() {
        e_ = _mm_sha1nexte_epu32(e_, e_before_);
        abcd_ = _mm_add_epi32(abcd_, abcd_before_);
    }

  private:
    __m128i abcd_;
    __m128i e_;
    __m128i abcd_before_{};
    __m128i e_before_{};
    __m128i m_[4]{};
};

}  // namespace vitrine::crypto::sha1_shani

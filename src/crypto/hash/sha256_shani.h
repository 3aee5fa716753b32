// SHA-256 on the SHA extensions, two rounds an instruction, as pieces that sha256_shani.cpp strings
// together and mode/cbc_hmac_shani.cpp lays between the rounds of AES. Same results as sha256.cpp,
// which is the one to read; the constants are its kK.
#pragma once

#include <immintrin.h>

#include "crypto/hash/hash.h"

namespace vitrine::crypto::sha256_shani {

alignas(16) inline constexpr std::uint32_t kK[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// A compression on its way: load(), four_rounds<0>() to four_rounds<15>(), add().
class Rounds {
  public:
    static constexpr int kGroups = 16;

    // The instructions want (a, b, e, f) and (c, d, g, h).
    explicit Rounds(const Hash::State& state) {
        const auto* words = reinterpret_cast<const __m128i*>(state.w32.data());
        const __m128i abcd = _mm_shuffle_epi32(_mm_loadu_si128(words), 0xb1);
        const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(words + 1), 0x1b);
        abef_ = _mm_alignr_epi8(abcd, efgh, 8);
        cdgh_ = _mm_blend_epi16(efgh, abcd, 0xf0);
    }

    void store(Hash::State& state) const {
        auto* words = reinterpret_cast<__m128i*>(state.w32.data());
        const __m128i feba = _mm_shuffle_epi32(abef_, 0x1b);
        const __m128i dchg = _mm_shuffle_epi32(cdgh_, 0xb1);
        _mm_storeu_si128(words, _mm_blend_epi16(feba, dchg, 0xf0));
        _mm_storeu_si128(words + 1, _mm_alignr_epi8(dchg, feba, 8));
    }

    [[gnu::always_inline]] void load(const std::uint8_t* block) {
        const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
        for (int i = 0; i < 4; ++i) {
            m_[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(block) + i),
                                     swap);
        }
        abef_before_ = abef_;
        cdgh_before_ = cdgh_;
    }

    /// Rounds 4 * kIndex to 4 * kIndex + 3.
    template <int kIndex>
    [[gnu::always_inline]] void four_rounds() {
        __m128i& now = m_[kIndex % 4];
        if constexpr (kIndex >= 4) {
            const __m128i& last = m_[(kIndex + 3) % 4];
            now = _mm_sha256msg1_epu32(now, m_[(kIndex + 1) % 4]);
            now = _mm_add_epi32(now, _mm_alignr_epi8(last, m_[(kIndex + 2) % 4], 4));
            now = _mm_sha256msg2_epu32(now, last);
        }
        __m128i wk =
            _mm_add_epi32(now, _mm_load_si128(reinterpret_cast<const __m128i*>(kK) + kIndex));
        cdgh_ = _mm_sha256rnds2_epu32(cdgh_, abef_, wk);
        wk = _mm_shuffle_epi32(wk, 0x0e);
        abef_ = _mm_sha256rnds2_epu32(abef_, cdgh_, wk);
    }

    [[gnu::always_inline]] void add() {
        abef_ = _mm_add_epi32(abef_, abef_before_);
        cdgh_ = _mm_add_epi32(cdgh_, cdgh_before_);
    }

  private:
    __m128i abef_;
    __m128i cdgh_;
    __m128i abef_before_{};
    __m128i cdgh_before_{};
    __m128i m_[4]{};
};

}  // namespace vitrine::crypto::sha256_shani

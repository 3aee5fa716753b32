// SHA-1 on the SHA extensions: four rounds an instruction. The four-word groups of the message
// schedule rotate through m0..m3. Same results as sha1.cpp, which is the one to read.
#include <immintrin.h>

#include <utility>

#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

namespace {

struct Rounds {
    __m128i abcd;
    __m128i e0;
    __m128i m[4];
};

/// Rounds 4*i to 4*i+3; kF picks the round function and constant.
template <int kIndex>
inline void four_rounds(Rounds& r) {
    constexpr int kF = kIndex / 5;
    __m128i& now = r.m[kIndex % 4];
    const __m128i before = r.abcd;
    r.e0 = kIndex == 0 ? _mm_add_epi32(r.e0, now) : _mm_sha1nexte_epu32(r.e0, now);
    r.abcd = _mm_sha1rnds4_epu32(r.abcd, r.e0, kF);
    r.e0 = before;
    if constexpr (kIndex >= 3 && kIndex < 19) {
        __m128i& next = r.m[(kIndex + 1) % 4];
        next = _mm_sha1msg1_epu32(next, r.m[(kIndex + 2) % 4]);
        next = _mm_xor_si128(next, r.m[(kIndex + 3) % 4]);
        next = _mm_sha1msg2_epu32(next, now);
    }
}

template <int... kIndices>
inline void all_rounds(Rounds& r, std::integer_sequence<int, kIndices...>) {
    (four_rounds<kIndices>(r), ...);
}

}  // namespace

void sha1_compress_shani(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    const __m128i swap = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
    Rounds r;
    r.abcd = _mm_shuffle_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(state.w32.data())),
                               0x1b);
    r.e0 = _mm_set_epi32(static_cast<int>(state.w32[4]), 0, 0, 0);
    for (; count > 0; --count, blocks += 64) {
        const __m128i abcd = r.abcd;
        const __m128i e = r.e0;
        for (int i = 0; i < 4; ++i) {
            r.m[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(blocks) + i),
                                      swap);
        }
        all_rounds(r, std::make_integer_sequence<int, 20>{});
        r.e0 = _mm_sha1nexte_epu32(r.e0, e);
        r.abcd = _mm_add_epi32(r.abcd, abcd);
    }
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state.w32.data()), _mm_shuffle_epi32(r.abcd, 0x1b));
    state.w32[4] = static_cast<std::uint32_t>(_mm_extract_epi32(r.e0, 3));
}

}  // namespace vitrine::crypto

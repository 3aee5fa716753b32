// Put before each source of the MemorySanitizer build. MemorySanitizer knows most vector
// instructions; of the ones below it knows nothing, and takes every use of a secret by them for a
// leak. Here they compute the same and carry the secret on: what comes out is secret where any
// input of the same element was.
#pragma once

#if defined(__x86_64__) && defined(__cplusplus)
#include <immintrin.h>

namespace vitrine::msan {

/// Zero, which the optimizer cannot know: a product with it is zero and as secret as its factor.
inline volatile long long zero = 0;

/// `value`, secret in those 64-bit elements where `like` is.
template <class Vector>
[[gnu::always_inline]] inline Vector secret_like(Vector value, Vector like) {
    return value ^ (like * zero);
}

/// Any truth table of three bits, row by row; MemorySanitizer follows AND, OR and NOT bit by bit.
template <int kTable, class Vector>
[[gnu::always_inline]] inline Vector ternary(Vector a, Vector b, Vector c) {
    Vector result = a ^ a;
    if constexpr ((kTable & 0x01) != 0) result |= ~a & ~b & ~c;
    if constexpr ((kTable & 0x02) != 0) result |= ~a & ~b & c;
    if constexpr ((kTable & 0x04) != 0) result |= ~a & b & ~c;
    if constexpr ((kTable & 0x08) != 0) result |= ~a & b & c;
    if constexpr ((kTable & 0x10) != 0) result |= a & ~b & ~c;
    if constexpr ((kTable & 0x20) != 0) result |= a & ~b & c;
    if constexpr ((kTable & 0x40) != 0) result |= a & b & ~c;
    if constexpr ((kTable & 0x80) != 0) result |= a & b & c;
    return result;
}

/// Both halves secret if one is: for instructions that mix the elements.
[[gnu::always_inline]] inline __m128i mixed(__m128i x) {
    return x | __builtin_shufflevector(x, x, 1, 0);
}

template <int kRounds>
[[gnu::noinline, gnu::target("sha"), clang::no_sanitize("memory")]] inline __m128i sha1_rounds(
    __m128i state, __m128i words) {
    return (__m128i)__builtin_ia32_sha1rnds4((__v4si)state, (__v4si)words, kRounds);
}

template <int kRound>
[[gnu::noinline, gnu::target("aes"), clang::no_sanitize("memory")]] inline __m128i aes_key(
    __m128i key) {
    return (__m128i)__builtin_ia32_aeskeygenassist128((__v2di)key, static_cast<char>(kRound));
}

template <int kConstant, bool kInverse>
[[gnu::noinline, gnu::target("gfni"), clang::no_sanitize("memory")]] inline __m128i affine(
    __m128i x, __m128i matrix) {
    if constexpr (kInverse)
        return (__m128i)__builtin_ia32_vgf2p8affineinvqb_v16qi((__v16qi)x, (__v16qi)matrix,
                                                               kConstant);
    else
        return (__m128i)__builtin_ia32_vgf2p8affineqb_v16qi((__v16qi)x, (__v16qi)matrix, kConstant);
}

template <int kConstant, bool kInverse>
[[gnu::noinline, gnu::target("avx512f,gfni"), clang::no_sanitize("memory")]] inline void affine(
    const __m512i& x, const __m512i& matrix, __m512i& out) {
    if constexpr (kInverse)
        out =
            (__m512i)__builtin_ia32_vgf2p8affineinvqb_v64qi((__v64qi)x, (__v64qi)matrix, kConstant);
    else
        out = (__m512i)__builtin_ia32_vgf2p8affineqb_v64qi((__v64qi)x, (__v64qi)matrix, kConstant);
}

template <int kConstant, bool kInverse>
[[gnu::always_inline, gnu::target("avx512f,gfni")]] inline __m512i wide_affine(__m512i x,
                                                                               __m512i matrix) {
    __m512i out;
    affine<kConstant, kInverse>(x, matrix, out);
    return secret_like(out, x | matrix);
}

[[gnu::noinline, gnu::target("avx512f,avx512bw"), clang::no_sanitize("memory")]] inline void sums(
    const __m512i& a, const __m512i& b, __m512i& out) {
    out = (__m512i)__builtin_ia32_psadbw512((__v64qi)a, (__v64qi)b);
}

}  // namespace vitrine::msan

#undef _mm_ternarylogic_epi64
#undef _mm256_ternarylogic_epi64
#undef _mm512_ternarylogic_epi64
#undef _mm512_ternarylogic_epi32
#define _mm_ternarylogic_epi64(a, b, c, table) (vitrine::msan::ternary<(table)>((a), (b), (c)))
#define _mm256_ternarylogic_epi64(a, b, c, table) (vitrine::msan::ternary<(table)>((a), (b), (c)))
#undef _mm256_ternarylogic_epi32
#define _mm256_ternarylogic_epi32(a, b, c, table) (vitrine::msan::ternary<(table)>((a), (b), (c)))
#define _mm512_ternarylogic_epi64(a, b, c, table) (vitrine::msan::ternary<(table)>((a), (b), (c)))
#define _mm512_ternarylogic_epi32(a, b, c, table) (vitrine::msan::ternary<(table)>((a), (b), (c)))

#undef _mm_sha1rnds4_epu32
#define _mm_sha1rnds4_epu32(state, words, f)                                   \
    (vitrine::msan::secret_like(vitrine::msan::sha1_rounds<(f)>(state, words), \
                                vitrine::msan::mixed((state) | (words))))

// Sums of absolute differences of eight bytes: their own 64-bit element is as secret as they are.
#define _mm512_sad_epu8(a, b)                                                         \
    ([](__m512i msan_a, __m512i msan_b) __attribute__((target("avx512f,avx512bw"))) { \
        __m512i msan_out;                                                             \
        vitrine::msan::sums(msan_a, msan_b, msan_out);                                \
        return vitrine::msan::secret_like(msan_out, msan_a | msan_b);                 \
    }((a), (b)))

// Bits of a byte mix with each other: its 64-bit element is as secret as they are.
#undef _mm_gf2p8affine_epi64_epi8
#undef _mm_gf2p8affineinv_epi64_epi8
#undef _mm512_gf2p8affine_epi64_epi8
#undef _mm512_gf2p8affineinv_epi64_epi8
#define _mm_gf2p8affine_epi64_epi8(x, matrix, c) \
    (vitrine::msan::secret_like(vitrine::msan::affine<(c), false>(x, matrix), (x) | (matrix)))
#define _mm_gf2p8affineinv_epi64_epi8(x, matrix, c) \
    (vitrine::msan::secret_like(vitrine::msan::affine<(c), true>(x, matrix), (x) | (matrix)))
#define _mm512_gf2p8affine_epi64_epi8(x, matrix, c) \
    (vitrine::msan::wide_affine<(c), false>(x, matrix))
#define _mm512_gf2p8affineinv_epi64_epi8(x, matrix, c) \
    (vitrine::msan::wide_affine<(c), true>(x, matrix))

// Which elements a load keeps may be secret: it reads the same lines whatever the mask says.
#undef _mm512_mask_load_epi64
#define _mm512_mask_load_epi64(before, mask, from) \
    _mm512_mask_mov_epi64((before), (mask), _mm512_load_si512(from))

#undef _mm_aeskeygenassist_si128
#define _mm_aeskeygenassist_si128(key, round) \
    (vitrine::msan::secret_like(vitrine::msan::aes_key<(round)>(key), vitrine::msan::mixed(key)))
#endif

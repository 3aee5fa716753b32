// ChaCha20 in registers of 512 bits, for chacha20_poly1305_ifma.cpp alone, in two arrangements:
//   Rows     a register holds one row (four words) of four blocks: for what is short
//   Columns  a register holds one word of sixteen blocks: for what is long
#pragma once

#include <immintrin.h>

#include "crypto/cipher/chacha20.h"

namespace vitrine::crypto::chacha20 {
namespace {

inline void quarter_rounds(__m512i& a, __m512i& b, __m512i& c, __m512i& d) {
    a = _mm512_add_epi32(a, b), d = _mm512_rol_epi32(_mm512_xor_si512(d, a), 16);
    c = _mm512_add_epi32(c, d), b = _mm512_rol_epi32(_mm512_xor_si512(b, c), 12);
    a = _mm512_add_epi32(a, b), d = _mm512_rol_epi32(_mm512_xor_si512(d, a), 8);
    c = _mm512_add_epi32(c, d), b = _mm512_rol_epi32(_mm512_xor_si512(b, c), 7);
}

// Parts of 128 bits: part i of register j becomes part j of register i.
inline void transpose_parts(__m512i& a, __m512i& b, __m512i& c, __m512i& d) {
    const __m512i ab_low = _mm512_shuffle_i32x4(a, b, 0x44);
    const __m512i cd_low = _mm512_shuffle_i32x4(c, d, 0x44);
    const __m512i ab_high = _mm512_shuffle_i32x4(a, b, 0xee);
    const __m512i cd_high = _mm512_shuffle_i32x4(c, d, 0xee);
    a = _mm512_shuffle_i32x4(ab_low, cd_low, 0x88);
    b = _mm512_shuffle_i32x4(ab_low, cd_low, 0xdd);
    c = _mm512_shuffle_i32x4(ab_high, cd_high, 0x88);
    d = _mm512_shuffle_i32x4(ab_high, cd_high, 0xdd);
}

inline __m512i row_of(const State& state, unsigned row) {
    return _mm512_broadcast_i32x4(
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(state.words + 4 * row)));
}

/// 4 G blocks of key stream, a register each, from the state's counter on (which is not changed).
template <unsigned G>
void rows_stream(const State& state, __m512i* out) {
    const __m512i lane_number = _mm512_set_epi32(0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0);
    const __m512i start[3] = {row_of(state, 0), row_of(state, 1), row_of(state, 2)};
    __m512i last[G];
    __m512i a[G], b[G], c[G], d[G];
    for (unsigned g = 0; g < G; ++g) {
        const __m512i number =
            _mm512_add_epi32(lane_number, _mm512_maskz_set1_epi32(0x1111, static_cast<int>(4 * g)));
        last[g] = _mm512_add_epi32(row_of(state, 3), number);
        a[g] = start[0], b[g] = start[1], c[g] = start[2], d[g] = last[g];
    }
    for (int i = 0; i < 10; ++i) {
        for (unsigned g = 0; g < G; ++g) {
            quarter_rounds(a[g], b[g], c[g], d[g]);
            b[g] = _mm512_shuffle_epi32(b[g], _MM_PERM_ADCB);  // columns become diagonals
            c[g] = _mm512_shuffle_epi32(c[g], _MM_PERM_BADC);
            d[g] = _mm512_shuffle_epi32(d[g], _MM_PERM_CBAD);
        }
        for (unsigned g = 0; g < G; ++g) {
            quarter_rounds(a[g], b[g], c[g], d[g]);
            b[g] = _mm512_shuffle_epi32(b[g], _MM_PERM_CBAD);
            c[g] = _mm512_shuffle_epi32(c[g], _MM_PERM_BADC);
            d[g] = _mm512_shuffle_epi32(d[g], _MM_PERM_ADCB);
        }
    }
    for (unsigned g = 0; g < G; ++g) {
        out[4 * g] = _mm512_add_epi32(a[g], start[0]);
        out[4 * g + 1] = _mm512_add_epi32(b[g], start[1]);
        out[4 * g + 2] = _mm512_add_epi32(c[g], start[2]);
        out[4 * g + 3] = _mm512_add_epi32(d[g], last[g]);
        transpose_parts(out[4 * g], out[4 * g + 1], out[4 * g + 2], out[4 * g + 3]);
    }
}

/// Sixteen blocks: `data` XOR key stream, in place. `between` is called after each of ten double
/// rounds: what it does hides in their latency.
template <class Between>
void columns_crypt(State& state, std::uint8_t* data, Between between) {
    const __m512i count = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    __m512i x[16];
    for (unsigned i = 0; i < 16; ++i) x[i] = _mm512_set1_epi32(static_cast<int>(state.words[i]));
    const __m512i counters = _mm512_add_epi32(x[12], count);
    x[12] = counters;
    for (int i = 0; i < 10; ++i) {
        for (unsigned j = 0; j < 4; ++j) quarter_rounds(x[j], x[4 + j], x[8 + j], x[12 + j]);
        for (unsigned j = 0; j < 4; ++j) {
            quarter_rounds(x[j], x[4 + (j + 1) % 4], x[8 + (j + 2) % 4], x[12 + (j + 3) % 4]);
        }
        between();
    }
    for (unsigned i = 0; i < 16; ++i) {
        x[i] = _mm512_add_epi32(
            x[i], i == 12 ? counters : _mm512_set1_epi32(static_cast<int>(state.words[i])));
    }
    // Four words of sixteen blocks become, in part p of register q + j, words 4q... of block 4p +
    // j.
    for (unsigned q = 0; q < 16; q += 4) {
        const __m512i t0 = _mm512_unpacklo_epi32(x[q], x[q + 1]);
        const __m512i t1 = _mm512_unpackhi_epi32(x[q], x[q + 1]);
        const __m512i t2 = _mm512_unpacklo_epi32(x[q + 2], x[q + 3]);
        const __m512i t3 = _mm512_unpackhi_epi32(x[q + 2], x[q + 3]);
        x[q] = _mm512_unpacklo_epi64(t0, t2);
        x[q + 1] = _mm512_unpackhi_epi64(t0, t2);
        x[q + 2] = _mm512_unpacklo_epi64(t1, t3);
        x[q + 3] = _mm512_unpackhi_epi64(t1, t3);
    }
    for (unsigned j = 0; j < 4; ++j) {
        transpose_parts(x[j], x[4 + j], x[8 + j], x[12 + j]);
        for (unsigned p = 0; p < 4; ++p) {
            std::uint8_t* at = data + kBlock * (4 * p + j);
            _mm512_storeu_si512(at, _mm512_xor_si512(_mm512_loadu_si512(at), x[4 * p + j]));
        }
    }
    state.words[12] += 16;
}

}  // namespace
}  // namespace vitrine::crypto::chacha20

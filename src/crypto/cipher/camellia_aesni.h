// Camellia in registers of 128 bits by AES-NI, a half of two blocks in each. Both ciphers invert in
// GF(2^8) between linear maps: AESENCLAST does it, and shuffles of sixteen entries, one for each
// half of a byte, lead there and back. For kernels alone; the cipher to read is camellia.cpp. Same
// results, no table in memory. AVX-512 has a better way: camellia_gfni.h.
#pragma once

#include <immintrin.h>

#include <array>

#include "crypto/cipher/camellia.h"
#include "crypto/cipher/camellia_domain.h"

namespace vitrine::crypto::camellia_aesni {

struct alignas(16) Bytes : std::array<std::uint8_t, 16> {
    [[nodiscard]] __m128i load() const {
        return _mm_load_si128(reinterpret_cast<const __m128i*>(data()));
    }
};

/// A linear map and a constant, by the low and by the high four bits of a byte.
struct NibbleMap {
    Bytes low, high;
    [[nodiscard]] __m128i apply(__m128i low_bits, __m128i high_bits) const {
        return _mm_xor_si128(_mm_shuffle_epi8(low.load(), low_bits),
                             _mm_shuffle_epi8(high.load(), high_bits));
    }
};
constexpr NibbleMap nibble_map(const aes::Matrix8& m, std::uint8_t constant) {
    NibbleMap map{};
    for (unsigned i = 0; i < 16; ++i) {
        map.low[i] =
            static_cast<std::uint8_t>(aes::apply(m, static_cast<std::uint8_t>(i)) ^ constant);
        map.high[i] = aes::apply(m, static_cast<std::uint8_t>(i << 4));
    }
    return map;
}

namespace constants {

using namespace camellia_gfni::domain;

/// To the input of SubBytes, for SBOX1 to 3 and for SBOX4.
inline constexpr NibbleMap kEnterBox = nibble_map(kEnterSbox1, kInput);
inline constexpr NibbleMap kEnterBox4 = nibble_map(kEnterSbox4, kInput);

/// SubBytes(x) = affine(1 / x) + 63, of which s1 wants Out(1 / x) + 6e, turned for SBOX2 and 3.
constexpr NibbleMap after(unsigned by) {
    const aes::Matrix8 m = turn(by) * (kOut * aes::inverse_of(aes::kAffine));
    const std::uint8_t constant = aes::apply(turn(by), camellia::sbox::kOutConstant);
    return nibble_map(m, static_cast<std::uint8_t>(constant ^ aes::apply(m, aes::kAffineConstant)));
}
inline constexpr NibbleMap kAfter[3] = {after(0), after(1), after(7)};

/// Where ShiftRows takes the byte at `place` (FIPS 197 §5.1.2).
constexpr std::uint8_t shifted(std::size_t place) {
    const std::size_t row = place % 4;
    return static_cast<std::uint8_t>(row + 4 * ((place / 4 + 4 - row) % 4));
}
/// As domain::term, for two blocks, from where ShiftRows left them.
constexpr Bytes term(std::size_t group, std::size_t n) {
    Bytes order{};
    for (std::size_t to = 0; to < 16; ++to) {
        const std::size_t j = 7 - to % 8;
        std::size_t seen = 0;
        order[to] = 0x80;
        for (std::size_t i = 0; i < 8; ++i) {
            if (((kP[j] >> i) & 1U) == 0 || group_of(i) != group) continue;
            if (seen++ == n) order[to] = shifted(to / 8 * 8 + place(i));
        }
    }
    return order;
}
inline constexpr Bytes kTerm[8] = {term(0, 0), term(0, 1), term(0, 2), term(0, 3),
                                   term(1, 0), term(1, 1), term(2, 0), term(2, 1)};
constexpr Bytes sbox4_places() {
    Bytes mask{};
    for (std::size_t at = 0; at < 16; ++at) mask[at] = kBoxOf[7 - at % 8] == 4 ? 0xff : 0;
    return mask;
}
inline constexpr Bytes kSbox4 = sbox4_places();

}  // namespace constants

inline __m128i twice(std::uint64_t word) {
    return _mm_set1_epi64x(static_cast<long long>(word));
}

/// N registers of each half.
template <std::size_t N>
struct Halves {
    __m128i d1[N];
    __m128i d2[N];
};

/// F(from, k), §2.4.1, added to `to`.
[[gnu::always_inline]] inline __m128i add_f(__m128i to, __m128i from, __m128i k) {
    const __m128i nibble = _mm_set1_epi8(0x0f);
    const auto high_of = [&](__m128i x) { return _mm_and_si128(_mm_srli_epi16(x, 4), nibble); };
    const auto term = [](__m128i y, std::size_t i) {
        return _mm_shuffle_epi8(y, constants::kTerm[i].load());
    };
    __m128i x = _mm_xor_si128(from, k);
    const __m128i low = _mm_and_si128(x, nibble);
    const __m128i high = high_of(x);
    x = _mm_blendv_epi8(constants::kEnterBox.apply(low, high),
                        constants::kEnterBox4.apply(low, high), constants::kSbox4.load());
    x = _mm_aesenclast_si128(x, _mm_setzero_si128());
    const __m128i out_low = _mm_and_si128(x, nibble);
    const __m128i out_high = high_of(x);
    const __m128i y1 = constants::kAfter[0].apply(out_low, out_high);
    const __m128i y2 = constants::kAfter[1].apply(out_low, out_high);
    const __m128i y3 = constants::kAfter[2].apply(out_low, out_high);
    const __m128i sum1 = _mm_xor_si128(_mm_xor_si128(term(y1, 0), term(y1, 1)),
                                       _mm_xor_si128(term(y1, 2), term(y1, 3)));
    const __m128i sum2 = _mm_xor_si128(term(y2, 4), term(y2, 5));
    const __m128i sum3 = _mm_xor_si128(term(y3, 6), term(y3, 7));
    return _mm_xor_si128(_mm_xor_si128(to, sum1), _mm_xor_si128(sum2, sum3));
}

/// x2 + ((x1 & k1) <<< 1), of words x1 || x2; then x1 + (x2 | k2). FL is the first, then the
/// second; FLINV the other way round (§2.4.2).
inline __m128i fl_right(__m128i x, __m128i k) {
    const __m128i both = _mm_and_si128(x, k);
    const __m128i turned = _mm_or_si128(_mm_slli_epi32(both, 1), _mm_srli_epi32(both, 31));
    return _mm_xor_si128(x, _mm_srli_epi64(turned, 32));
}
inline __m128i fl_left(__m128i x, __m128i k) {
    return _mm_xor_si128(x, _mm_slli_epi64(_mm_or_si128(x, k), 32));
}

/// §2.3.1, without the whitening keys: in d1, d2; out d2, d1.
template <std::size_t N>
[[gnu::always_inline]] inline void run(const camellia::Key& key, Halves<N>& s) {
    for (std::size_t round = 0; round < key.rounds; round += 2) {
        if (round > 0 && round % 6 == 0) {  // public
            const __m128i ke1 = twice(key.ke[round / 3 - 2]);
            const __m128i ke2 = twice(key.ke[round / 3 - 1]);
            for (__m128i& half : s.d1) half = fl_left(fl_right(half, ke1), ke1);
            for (__m128i& half : s.d2) half = fl_right(fl_left(half, ke2), ke2);
        }
        const __m128i k1 = twice(key.k[round]);
        const __m128i k2 = twice(key.k[round + 1]);
        for (std::size_t i = 0; i < N; ++i) s.d2[i] = add_f(s.d2[i], s.d1[i], k1);
        for (std::size_t i = 0; i < N; ++i) s.d1[i] = add_f(s.d1[i], s.d2[i], k2);
    }
}

}  // namespace vitrine::crypto::camellia_aesni

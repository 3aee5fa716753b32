// The key of GCM by VAES and VPCLMULQDQ: powers of H, and sums of products in four lanes that are
// reduced once (SP 800-38D §6.3; see gcm_pclmul.cpp for the arithmetic). For gcm_vaes.cpp only.
#pragma once

#include <immintrin.h>

#include "crypto/cipher/aes.h"
#include "crypto/mode/aead_kernel.h"

namespace vitrine::crypto::gcm_vaes {

// A kernel file's own copies: they hold instructions that not every processor has.
namespace {  // NOLINT(cert-dcl59-cpp)

using aes::kBlock;

constexpr std::size_t kWide = 64;                          // bytes of a register
constexpr std::size_t kBatch = 8;                          // registers of a batch
constexpr std::size_t kBatchBytes = kBatch * kWide;        // 512
constexpr std::size_t kPowers = kBatchBytes / kBlock + 5;  // what a tail wants
constexpr std::size_t kHighest = 64;                       // what two batches want

struct Key {
    // H^kPowers ... H^1, each times x (see gcm_pclmul.cpp); then zeros, since the last registers of
    // a tail reach beyond H^1.
    alignas(64) std::uint8_t powers[kPowers + 4][kBlock];
    std::uint8_t fourth_powers[(kHighest - kPowers) / 4 + 1][kBlock];  // H^64, H^60 ... H^40
    aes::aesni::Key cipher;
};
static_assert(sizeof(Key) <= AeadKey::kStateSize);

const Key& key_in(const std::uint8_t* state) {
    return *reinterpret_cast<const Key*>(state);
}
const std::uint8_t* power(const Key& key, std::size_t exponent) {
    return exponent <= kPowers ? key.powers[kPowers - exponent]
                               : key.fourth_powers[(kHighest - exponent) / 4];
}

__m128i load128(const std::uint8_t* p) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}
__m512i load512(const std::uint8_t* p) {
    return _mm512_loadu_si512(p);
}
__m512i in_all_lanes(const std::uint8_t* p) {
    return _mm512_broadcast_i32x4(load128(p));
}

__m128i swap_bytes(__m128i x) {
    return _mm_shuffle_epi8(x, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
}
__m512i swap_bytes(__m512i x) {
    const __m128i order = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    return _mm512_shuffle_epi8(x, _mm512_broadcast_i32x4(order));
}
__m512i xor3(__m512i a, __m512i b, __m512i c) {
    return _mm512_ternarylogic_epi64(a, b, c, 0x96);
}

// Bits for the first n of 64 bytes.
__mmask64 first_bytes(std::size_t n) {
    return n >= kWide ? ~__mmask64{0} : _bzhi_u64(~0ULL, static_cast<unsigned>(n));
}

// A sum of products in each of four lanes, not yet reduced.
struct Product {
    __m512i low = _mm512_setzero_si512();
    __m512i mid = _mm512_setzero_si512();
    __m512i high = _mm512_setzero_si512();

    void add(__m512i a, __m512i b) {
        low = _mm512_xor_si512(low, _mm512_clmulepi64_epi128(a, b, 0x00));
        high = _mm512_xor_si512(high, _mm512_clmulepi64_epi128(a, b, 0x11));
        mid = xor3(mid, _mm512_clmulepi64_epi128(a, b, 0x01), _mm512_clmulepi64_epi128(a, b, 0x10));
    }

    // Two products by one pass of sums.
    void add(__m512i a, __m512i b, __m512i c, __m512i d) {
        low = xor3(low, _mm512_clmulepi64_epi128(a, b, 0x00), _mm512_clmulepi64_epi128(c, d, 0x00));
        high =
            xor3(high, _mm512_clmulepi64_epi128(a, b, 0x11), _mm512_clmulepi64_epi128(c, d, 0x11));
        mid = xor3(mid, _mm512_clmulepi64_epi128(a, b, 0x01), _mm512_clmulepi64_epi128(a, b, 0x10));
        mid = xor3(mid, _mm512_clmulepi64_epi128(c, d, 0x01), _mm512_clmulepi64_epi128(c, d, 0x10));
    }

    // Each lane modulo x^128 + x^7 + x^2 + x + 1, read backwards.
    [[nodiscard]] __m512i reduced_lanes() const {
        const __m512i poly =
            _mm512_broadcast_i32x4(_mm_set_epi64x(0, static_cast<long long>(0xc200000000000000)));
        __m512i lo = _mm512_xor_si512(low, _mm512_bslli_epi128(mid, 8));
        const __m512i hi = _mm512_xor_si512(high, _mm512_bsrli_epi128(mid, 8));
        lo = _mm512_xor_si512(_mm512_shuffle_epi32(lo, _MM_PERM_BADC),
                              _mm512_clmulepi64_epi128(lo, poly, 0x00));
        return xor3(hi, _mm512_shuffle_epi32(lo, _MM_PERM_BADC),
                    _mm512_clmulepi64_epi128(lo, poly, 0x00));
    }

    // The sum of the lanes, reduced.
    [[nodiscard]] __m128i reduced() const {
        const __m512i lanes = reduced_lanes();
        const __m256i half =
            _mm256_xor_si256(_mm512_castsi512_si256(lanes), _mm512_extracti64x4_epi64(lanes, 1));
        return _mm_xor_si128(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
    }
};

__m128i multiply(__m128i a, __m128i b) {
    Product product;
    product.add(_mm512_zextsi128_si512(a), _mm512_zextsi128_si512(b));
    return product.reduced();
}

// x times `h`, both read backwards: one place left, and what falls out comes back as the
// polynomial.
__m128i times_x(__m128i h) {
    const __m128i carries = _mm_srli_epi64(h, 63);
    const __m128i shifted = _mm_or_si128(_mm_slli_epi64(h, 1), _mm_slli_si128(carries, 8));
    const __m128i mask = _mm_sub_epi32(_mm_setzero_si128(), _mm_shuffle_epi32(carries, 0xaa));
    const __m128i poly = _mm_set_epi64x(static_cast<long long>(0xc200000000000000), 1);
    return _mm_xor_si128(shifted, _mm_and_si128(mask, poly));
}

// Four powers at a time, as soon as there are four.
void fill_powers(Key& out, __m128i first) {
    const auto place = [&out](std::size_t exponent) {
        return exponent <= kPowers ? out.powers[kPowers - exponent]
                                   : out.fourth_powers[(kHighest - exponent) / 4];
    };
    const auto put = [&](std::size_t exponent, __m128i value) {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(place(exponent)), value);
    };
    put(1, first);
    for (std::size_t i = 2; i <= 4; ++i) put(i, multiply(load128(power(out, i - 1)), first));
    const __m128i fourth = load128(power(out, 4));
    __m512i four = load512(power(out, 4));
    for (std::size_t i = 8; i < kPowers; i += 4) {
        Product product;
        product.add(four, _mm512_broadcast_i32x4(fourth));
        four = product.reduced_lanes();
        _mm512_storeu_si512(place(i), four);
    }
    put(kPowers, multiply(load128(power(out, kPowers - 1)), first));
    for (std::size_t i = kPowers + 3; i <= kHighest; i += 4)
        put(i, multiply(load128(power(out, i - 4)), fourth));
}

}  // namespace

}  // namespace vitrine::crypto::gcm_vaes

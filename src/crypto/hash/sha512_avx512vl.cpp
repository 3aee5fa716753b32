// SHA-384 and SHA-512 for AVX-512, which rotates and adds up three in one instruction each:
// schedules of four blocks at once. Built without AVX512BW: with it GCC 12 keeps words in mask
// registers, which is slow.

#include <immintrin.h>

#include "crypto/hash/sha512_rounds.h"

namespace vitrine::crypto {

namespace {

struct OneBlock {
    using Type = __m128i;
    static Type load_be(const std::uint8_t* p) {
        const Type swap = _mm_set_epi64x(0x08090a0b0c0d0e0f, 0x0001020304050607);
        return _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const Type*>(p)), swap);
    }
    static Type load_pair(const std::uint64_t* p) {
        return _mm_load_si128(reinterpret_cast<const Type*>(p));
    }
    static void store(std::uint64_t* p, Type v) { _mm_store_si128(reinterpret_cast<Type*>(p), v); }
    static Type add(Type a, Type b) { return _mm_add_epi64(a, b); }
    static Type straddle(Type a, Type b) { return _mm_alignr_epi8(b, a, 8); }
    static Type sigma0(Type v) {
        return xor3(_mm_ror_epi64(v, 1), _mm_ror_epi64(v, 8), _mm_srli_epi64(v, 7));
    }
    static Type sigma1(Type v) {
        return xor3(_mm_ror_epi64(v, 19), _mm_ror_epi64(v, 61), _mm_srli_epi64(v, 6));
    }

  private:
    static Type xor3(Type a, Type b, Type c) { return _mm_ternarylogic_epi64(a, b, c, 0x96); }
};

struct FourBlocks {
    using Type = __m512i;
    static Type load_be(const std::uint8_t* p) {
        const __m256i low = _mm256_set_m128i(OneBlock::load_be(p + 128), OneBlock::load_be(p));
        const __m256i high =
            _mm256_set_m128i(OneBlock::load_be(p + 384), OneBlock::load_be(p + 256));
        return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
    }
    static Type load_pair(const std::uint64_t* p) {
        return _mm512_broadcast_i32x4(OneBlock::load_pair(p));
    }
    static void store(std::uint64_t* p, Type v) { _mm512_store_si512(p, v); }
    static Type add(Type a, Type b) { return _mm512_add_epi64(a, b); }
    static Type straddle(Type a, Type b) {
        return _mm512_castpd_si512(
            _mm512_shuffle_pd(_mm512_castsi512_pd(a), _mm512_castsi512_pd(b), 0x55));
    }
    static Type sigma0(Type v) {
        return xor3(_mm512_ror_epi64(v, 1), _mm512_ror_epi64(v, 8), _mm512_srli_epi64(v, 7));
    }
    static Type sigma1(Type v) {
        return xor3(_mm512_ror_epi64(v, 19), _mm512_ror_epi64(v, 61), _mm512_srli_epi64(v, 6));
    }

  private:
    static Type xor3(Type a, Type b, Type c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }
};

}  // namespace

void sha512_compress_avx512(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    for (; count >= 4; count -= 4, blocks += std::size_t{4} * 128)
        sha512::Group<FourBlocks>::compress(state.w64, blocks);
    for (; count > 0; --count, blocks += 128) sha512::Group<OneBlock>::compress(state.w64, blocks);
}

}  // namespace vitrine::crypto

// SHA-384 and SHA-512 for processors with AVX2 and BMI2: schedules of two blocks at once.

#include <immintrin.h>

#include "crypto/hash/sha512_rounds.h"

namespace vitrine::crypto {

namespace {

struct OneBlock {
    using Type = __m128i;
    static Type load(const std::uint8_t* p) {
        const Type swap = _mm_set_epi64x(0x08090a0b0c0d0e0f, 0x0001020304050607);
        return _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const Type*>(p)), swap);
    }
    static Type load_be(const std::array<const std::uint8_t*, 1>& blocks, std::size_t i) {
        return load(blocks[0] + i);
    }
    static Type load_pair(const std::uint64_t* p) {
        return _mm_load_si128(reinterpret_cast<const Type*>(p));
    }
    static void store(std::uint64_t* p, Type v) { _mm_store_si128(reinterpret_cast<Type*>(p), v); }
    static Type add(Type a, Type b) { return _mm_add_epi64(a, b); }
    static Type straddle(Type a, Type b) { return _mm_alignr_epi8(b, a, 8); }
    static Type sigma0(Type v) {
        return _mm_xor_si128(_mm_xor_si128(rotr<1>(v), rotr<8>(v)), _mm_srli_epi64(v, 7));
    }
    static Type sigma1(Type v) {
        return _mm_xor_si128(_mm_xor_si128(rotr<19>(v), rotr<61>(v)), _mm_srli_epi64(v, 6));
    }

  private:
    template <int kBy>
    static Type rotr(Type v) {
        return _mm_or_si128(_mm_srli_epi64(v, kBy), _mm_slli_epi64(v, 64 - kBy));
    }
};

struct TwoBlocks {
    using Type = __m256i;
    static Type load_be(const std::array<const std::uint8_t*, 2>& blocks, std::size_t i) {
        return _mm256_set_m128i(OneBlock::load(blocks[1] + i), OneBlock::load(blocks[0] + i));
    }
    static Type load_pair(const std::uint64_t* p) {
        return _mm256_broadcastsi128_si256(OneBlock::load_pair(p));
    }
    static void store(std::uint64_t* p, Type v) {
        _mm256_store_si256(reinterpret_cast<Type*>(p), v);
    }
    static Type add(Type a, Type b) { return _mm256_add_epi64(a, b); }
    static Type straddle(Type a, Type b) { return _mm256_alignr_epi8(b, a, 8); }
    static Type sigma0(Type v) {
        return _mm256_xor_si256(_mm256_xor_si256(rotr<1>(v), rotr<8>(v)), _mm256_srli_epi64(v, 7));
    }
    static Type sigma1(Type v) {
        return _mm256_xor_si256(_mm256_xor_si256(rotr<19>(v), rotr<61>(v)),
                                _mm256_srli_epi64(v, 6));
    }

  private:
    template <int kBy>
    static Type rotr(Type v) {
        return _mm256_or_si256(_mm256_srli_epi64(v, kBy), _mm256_slli_epi64(v, 64 - kBy));
    }
};

}  // namespace

void sha512_compress_avx2(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    for (; count >= 2; count -= 2, blocks += std::size_t{2} * 128)
        sha512::Group<TwoBlocks>::compress(state.w64, {blocks, blocks + 128});
    if (count > 0) sha512::Group<OneBlock>::compress(state.w64, {blocks});
}

}  // namespace vitrine::crypto

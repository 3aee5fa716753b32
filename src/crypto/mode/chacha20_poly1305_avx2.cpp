// AEAD_CHACHA20_POLY1305 by AVX2: a register holds one row of two blocks. All but the vectors is in
// chacha20_poly1305_rows.h.

#include <immintrin.h>

#include "crypto/mode/chacha20_poly1305_rows.h"

namespace vitrine::crypto::chacha20_poly1305_avx2 {

namespace {

struct TwoBlocks {
    using Type = __m256i;
    static constexpr std::size_t kBlocks = 2;
    static constexpr std::size_t kChunkBlocks = 8;

    static Type row(const std::uint32_t* words) {
        return _mm256_broadcastsi128_si256(
            _mm_loadu_si128(reinterpret_cast<const __m128i*>(words)));
    }
    static Type counters(int n) { return _mm256_set_epi32(0, 0, 0, n + 1, 0, 0, 0, n); }
    static Type add(Type a, Type b) { return _mm256_add_epi32(a, b); }

    template <int kBits>
    static Type rotate_left_xor(Type a, Type b) {
        const Type x = _mm256_xor_si256(a, b);
        if constexpr (kBits == 16) {
            return bytes(x, _mm_set_epi8(13, 12, 15, 14, 9, 8, 11, 10, 5, 4, 7, 6, 1, 0, 3, 2));
        } else if constexpr (kBits == 8) {
            return bytes(x, _mm_set_epi8(14, 13, 12, 15, 10, 9, 8, 11, 6, 5, 4, 7, 2, 1, 0, 3));
        } else {
            return _mm256_or_si256(_mm256_slli_epi32(x, kBits), _mm256_srli_epi32(x, 32 - kBits));
        }
    }
    template <int kWords>
    static Type turn(Type x) {
        return _mm256_shuffle_epi32(x, (0xe4 >> (2 * kWords) | 0xe4 << (8 - 2 * kWords)) & 0xff);
    }
    static void store(std::uint8_t* out, Type a, Type b, Type c, Type d) {
        store_one(out, _mm256_permute2x128_si256(a, b, 0x20));
        store_one(out + 32, _mm256_permute2x128_si256(c, d, 0x20));
        store_one(out + 64, _mm256_permute2x128_si256(a, b, 0x31));
        store_one(out + 96, _mm256_permute2x128_si256(c, d, 0x31));
    }
    static void xor_into(std::uint8_t* data, const std::uint8_t* stream) {
        const auto* s = reinterpret_cast<const Type*>(stream);
        const auto* p = reinterpret_cast<const Type*>(data);
        store_one(data, _mm256_xor_si256(_mm256_loadu_si256(s), _mm256_loadu_si256(p)));
    }

  private:
    static Type bytes(Type x, __m128i order) {
        return _mm256_shuffle_epi8(x, _mm256_broadcastsi128_si256(order));
    }
    static void store_one(std::uint8_t* to, Type value) {
        _mm256_storeu_si256(reinterpret_cast<Type*>(to), value);
    }
};

}  // namespace

void expand_key(ByteView key, std::uint8_t* state) {
    copy_bytes(key, {state, key.size()});
}

void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    chacha20_poly1305_rows::run<TwoBlocks, chacha20_poly1305_rows::Way::seal>(state, message, tag);
}

void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    chacha20_poly1305_rows::run<TwoBlocks, chacha20_poly1305_rows::Way::open>(state, message, tag);
}

}  // namespace vitrine::crypto::chacha20_poly1305_avx2

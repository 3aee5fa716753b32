// AEAD_CHACHA20_POLY1305 by SSE4.1: a register holds one row of one block. All but the vectors is
// in chacha20_poly1305_rows.h.

#include <smmintrin.h>

#include "crypto/mode/chacha20_poly1305_rows.h"

namespace vitrine::crypto::chacha20_poly1305_sse41 {

namespace {

struct OneBlock {
    using Type = __m128i;
    static constexpr std::size_t kBlocks = 1;
    static constexpr std::size_t kChunkBlocks = 4;

    static Type row(const std::uint32_t* words) {
        return _mm_loadu_si128(reinterpret_cast<const Type*>(words));
    }
    static Type counters(int n) { return _mm_set_epi32(0, 0, 0, n); }
    static Type add(Type a, Type b) { return _mm_add_epi32(a, b); }

    template <int kBits>
    static Type rotate_left_xor(Type a, Type b) {
        const Type x = _mm_xor_si128(a, b);
        if constexpr (kBits == 16) {
            return _mm_shuffle_epi8(
                x, _mm_set_epi8(13, 12, 15, 14, 9, 8, 11, 10, 5, 4, 7, 6, 1, 0, 3, 2));
        } else if constexpr (kBits == 8) {
            return _mm_shuffle_epi8(
                x, _mm_set_epi8(14, 13, 12, 15, 10, 9, 8, 11, 6, 5, 4, 7, 2, 1, 0, 3));
        } else {
            return _mm_or_si128(_mm_slli_epi32(x, kBits), _mm_srli_epi32(x, 32 - kBits));
        }
    }
    template <int kWords>
    static Type turn(Type x) {
        return _mm_shuffle_epi32(x, (0xe4 >> (2 * kWords) | 0xe4 << (8 - 2 * kWords)) & 0xff);
    }
    static void store(std::uint8_t* out, Type a, Type b, Type c, Type d) {
        auto* to = reinterpret_cast<Type*>(out);
        _mm_storeu_si128(to, a);
        _mm_storeu_si128(to + 1, b);
        _mm_storeu_si128(to + 2, c);
        _mm_storeu_si128(to + 3, d);
    }
    static void xor_into(std::uint8_t* data, const std::uint8_t* stream) {
        auto* p = reinterpret_cast<Type*>(data);
        const auto* s = reinterpret_cast<const Type*>(stream);
        _mm_storeu_si128(p, _mm_xor_si128(_mm_loadu_si128(s), _mm_loadu_si128(p)));
    }
};

}  // namespace

void expand_key(ByteView key, std::uint8_t* state) {
    copy_bytes(key, {state, key.size()});
}

void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    chacha20_poly1305_rows::run<OneBlock, chacha20_poly1305_rows::Way::seal>(state, message, tag);
}

void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    chacha20_poly1305_rows::run<OneBlock, chacha20_poly1305_rows::Way::open>(state, message, tag);
}

}  // namespace vitrine::crypto::chacha20_poly1305_sse41

// SHA-384 and SHA-512 for AVX-512, which rotates and adds up three in one instruction each:
// schedules of four blocks at once. Built without AVX512BW: with it GCC 12 keeps words in mask
// registers, which is slow.

#include <immintrin.h>

#include "crypto/hash/sha512_rounds.h"

namespace vitrine::crypto {

namespace {

using sha512::Word;

// a to d in vectors and e to h in words: a round is 22 instructions for the arithmetic units in
// place of 23, and four cycles from e to the next and from a to the next in place of five.
class MixedLetters {
  public:
    explicit MixedLetters(const std::array<Word, 8>& h) : words_{h[4], h[5], h[6], h[7]} {
        for (std::size_t i = 0; i < 4; ++i)
            vectors_[i] = _mm_cvtsi64_si128(static_cast<long long>(h[i]));
    }

    /// As sha512::Letters::round. `d_word` is d, and becomes the new a, which comes back as d after
    /// three more rounds: memory is between vectors and words. Outside of the object, so that the
    /// object can stay in registers.
    template <std::size_t kRound>
    [[gnu::always_inline]] void round(Word& d_word, const Word& ready) {
        constexpr auto kAt = [](std::size_t letter) { return (letter + 4 - kRound) % 4; };
        Word x;
        Word y;
        Word t;
        __m128i u;
        __m128i v;
        __m128i w;
        asm("add %[ready], %[h]\n\t"
            "mov %[f], %[t]\n\t"
            "rorx $41, %[e], %[x]\n\t"
            "rorx $18, %[e], %[y]\n\t"
            "and %[e], %[t]\n\t"
            "add %[d_word], %[h]\n\t"
            "xor %[y], %[x]\n\t"
            "andn %[g], %[e], %[y]\n\t"
            "add %[y], %[t]\n\t"  // Ch is a sum: (e & f) + (~e & g), no bit is in both
            "rorx $14, %[e], %[y]\n\t"
            "add %[t], %[h]\n\t"
            "xor %[y], %[x]\n\t"  // Sigma1(e)
            "add %[x], %[h]\n\t"  // d + T1, the next e
            "vprorq $28, %[a], %[u]\n\t"
            "vprorq $34, %[a], %[v]\n\t"
            "vprorq $39, %[a], %[w]\n\t"
            "vpternlogq $0x96, %[v], %[w], %[u]\n\t"  // Sigma0(a)
            "vmovdqa %[a], %[v]\n\t"
            "vpternlogq $0xe8, %[c], %[b], %[v]\n\t"  // Maj(a, b, c)
            "vmovq %[h], %[w]\n\t"
            "vpsubq %[d], %[v], %[v]\n\t"
            "vpaddq %[v], %[u], %[u]\n\t"
            "vpaddq %[u], %[w], %[d]\n\t"  // (d + T1) - d + T2, the next a
            "vmovq %[d], %[d_word]\n\t"
            : [h] "+r"(words_[kAt(3)]), [d] "+x"(vectors_[kAt(3)]), [d_word] "+m"(d_word),
              [t] "=&r"(t), [x] "=&r"(x), [y] "=&r"(y), [u] "=&x"(u), [v] "=&x"(v), [w] "=&x"(w)
            : [a] "x"(vectors_[kAt(0)]), [b] "x"(vectors_[kAt(1)]), [c] "x"(vectors_[kAt(2)]),
              [e] "r"(words_[kAt(0)]), [f] "r"(words_[kAt(1)]), [g] "r"(words_[kAt(2)]),
              [ready] "m"(ready)
            : "cc");
    }

    [[gnu::always_inline]] void add_words_to(std::array<Word, 8>& h) const {
        for (std::size_t i = 0; i < 4; ++i) h[i + 4] += words_[i];
    }

  private:
    __m128i vectors_[4];         // a to d, walking as in sha512::Letters
    std::array<Word, 4> words_;  // e to h
};

struct MixedAlone {
    template <std::size_t kBlocks>
    static void compress(std::array<Word, 8>& h, const Word* ready) {
        MixedLetters letters(h);
        std::array<Word, 4> d_words = {h[0], h[1], h[2], h[3]};  // a to d
        for (std::size_t t = 0; t < 80; t += 4, ready += sha512::place<kBlocks>(4, 0)) {
            letters.round<0>(d_words[3], ready[sha512::place<kBlocks>(0, 0)]);
            letters.round<1>(d_words[2], ready[sha512::place<kBlocks>(1, 0)]);
            letters.round<2>(d_words[1], ready[sha512::place<kBlocks>(2, 0)]);
            letters.round<3>(d_words[0], ready[sha512::place<kBlocks>(3, 0)]);
        }
        for (std::size_t i = 0; i < 4; ++i) h[i] += d_words[i];
        letters.add_words_to(h);
    }
};

struct OneBlock {
    using Type = __m128i;
    using Alone = MixedAlone;
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
    using Alone = MixedAlone;
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

// SHA-384 and SHA-512 for AVX-512, which rotates and adds up three in one instruction each:
// schedules of four blocks at once. Built without AVX512BW: with it GCC 12 keeps words in mask
// registers, which is slow.

#include <immintrin.h>

#include <algorithm>

#include "crypto/hash/sha512_rounds.h"

namespace vitrine::crypto {

namespace {

using sha512::Word;

// a to d in vectors and e to h in words: a round is 20 instructions for the arithmetic units in
// place of 23, and four cycles from e to the next and from a to the next in place of five. The
// order is measured: others with the same dependencies take up to a sixth longer.
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
        Word t;
        Word n;
        Word x;
        Word y;
        Word z;
        __m128i m;
        __m128i u;
        __m128i v;
        __m128i w;
        __m128i next_e;
        asm("add %[d_word], %[h]\n\t"
            "rorx $41, %[e], %[x]\n\t"
            "add %[ready], %[h]\n\t"
            "mov %[f], %[t]\n\t"
            "andn %[g], %[e], %[n]\n\t"
            "rorx $18, %[e], %[y]\n\t"
            "and %[e], %[t]\n\t"
            "rorx $14, %[e], %[z]\n\t"
            "xor %[y], %[x]\n\t"
            "add %[n], %[t]\n\t"  // Ch is a sum: (e & f) + (~e & g), no bit is in both
            "add %[t], %[h]\n\t"
            "xor %[z], %[x]\n\t"  // Sigma1(e)
            "vmovdqa %[a], %[m]\n\t"
            "add %[x], %[h]\n\t"  // d + T1, the next e
            "vprorq $28, %[a], %[u]\n\t"
            "vmovq %[h], %[next_e]\n\t"
            "vprorq $39, %[a], %[w]\n\t"
            "vprorq $34, %[a], %[v]\n\t"
            "vpternlogq $0xe8, %[c], %[b], %[m]\n\t"  // Maj(a, b, c)
            "vpsubq %[d], %[m], %[m]\n\t"
            "vpternlogq $0x96, %[v], %[w], %[u]\n\t"  // Sigma0(a)
            "vpaddq %[next_e], %[m], %[m]\n\t"
            "vpaddq %[u], %[m], %[d]\n\t"  // (d + T1) - d + T2, the next a
            "vmovq %[d], %[d_word]\n\t"
            : [h] "+r"(words_[kAt(3)]), [d] "+x"(vectors_[kAt(3)]), [d_word] "+m"(d_word),
              [t] "=&r"(t), [n] "=&r"(n), [x] "=&r"(x), [y] "=&r"(y), [z] "=&r"(z), [u] "=&x"(u),
              [v] "=&x"(v), [w] "=&x"(w), [m] "=&x"(m), [next_e] "=&x"(next_e)
            : [a] "x"(vectors_[kAt(0)]), [b] "x"(vectors_[kAt(1)]), [c] "x"(vectors_[kAt(2)]),
              [e] "r"(words_[kAt(0)]), [f] "r"(words_[kAt(1)]), [g] "r"(words_[kAt(2)]),
              [ready] "m"(ready)
            : "cc");
    }

    /// The end of a block, which is the beginning of the next: the sums of FIPS 180-4 §6.4.2
    /// step 4. The letters stay where they are; a round trip through memory would take as long as
    /// five rounds.
    void add(std::array<Word, 8>& h) {
        for (std::size_t i = 0; i < 4; ++i) {
            vectors_[i] =
                _mm_add_epi64(vectors_[i], _mm_cvtsi64_si128(static_cast<long long>(h[i])));
            words_[i] += h[i + 4];
            h[i + 4] = words_[i];
        }
        for (std::size_t i = 0; i < 4; ++i)
            h[i] = static_cast<Word>(_mm_cvtsi128_si64(vectors_[i]));
    }

  private:
    __m128i vectors_[4];         // a to d, walking as in sha512::Letters
    std::array<Word, 4> words_;  // e to h
};

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
    static Type load_be(const std::array<const std::uint8_t*, 4>& blocks, std::size_t i) {
        const __m256i low =
            _mm256_set_m128i(OneBlock::load(blocks[1] + i), OneBlock::load(blocks[0] + i));
        const __m256i high =
            _mm256_set_m128i(OneBlock::load(blocks[3] + i), OneBlock::load(blocks[2] + i));
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

/// The rounds of `count` blocks whose words are there.
void compress_mixed(std::array<Word, 8>& h,
                    const sha512::Schedule<FourBlocks>& schedule,
                    std::size_t count) {
    constexpr auto kPlace = [](std::size_t t) { return sha512::place<4>(t, 0); };
    MixedLetters letters(h);
    for (std::size_t block = 0; block < count; ++block) {
        std::array<Word, 4> d_words = {h[0], h[1], h[2], h[3]};  // a to d
        const Word* ready = schedule.ready(0, block);
        for (std::size_t t = 0; t < 80; t += 4, ready += kPlace(4)) {
            letters.round<0>(d_words[3], ready[kPlace(0)]);
            letters.round<1>(d_words[2], ready[kPlace(1)]);
            letters.round<2>(d_words[1], ready[kPlace(2)]);
            letters.round<3>(d_words[0], ready[kPlace(3)]);
        }
        letters.add(h);
    }
}

/// Two to four blocks. The schedule of four costs less than half a block's rounds; it comes before
/// these, which need the same parts of the processor.
void compress_some(std::array<Word, 8>& h, const std::uint8_t* blocks, std::size_t count) {
    std::array<const std::uint8_t*, 4> each;
    for (std::size_t i = 0; i < 4; ++i) each[i] = blocks + 128 * std::min(i, count - 1);
    sha512::Schedule<FourBlocks> schedule(each);
    schedule.extend_to_the_end();
    compress_mixed(h, schedule, count);
}

}  // namespace

void sha512_compress_avx512(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    while (count > 1) {
        const std::size_t n = std::min<std::size_t>(count, 4);
        compress_some(state.w64, blocks, n);
        blocks += 128 * n;
        count -= n;
    }
    if (count > 0) sha512::Group<OneBlock>::compress(state.w64, {blocks});
}

}  // namespace vitrine::crypto

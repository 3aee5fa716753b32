// SHA-1 and SHA-256 of eight messages side by side, a message to each lane of 32 bits: faster than
// the SHA extensions, whose unit one message keeps busy. The standards' order of steps is in
// sha1.cpp and sha256.cpp.

#include <immintrin.h>

#include <utility>

#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

namespace {

using Word = __m256i;  // one word of each message
using Lane = std::uint32_t;

Word add(Word a, Word b) {
    return _mm256_add_epi32(a, b);
}
Word all(Lane x) {
    return _mm256_set1_epi32(static_cast<int>(x));
}
Word parity(Word x, Word y, Word z) {
    return _mm256_ternarylogic_epi32(x, y, z, 0x96);
}
Word ch(Word x, Word y, Word z) {
    return _mm256_ternarylogic_epi32(x, y, z, 0xca);
}
Word maj(Word x, Word y, Word z) {
    return _mm256_ternarylogic_epi32(x, y, z, 0xe8);
}

/// Eight words of each message, from rows of one message each to columns.
void transpose(Word (&r)[8]) {
    Word pairs[8];
    Word fours[8];
    for (std::size_t i = 0; i < 8; i += 2) {
        pairs[i] = _mm256_unpacklo_epi32(r[i], r[i + 1]);
        pairs[i + 1] = _mm256_unpackhi_epi32(r[i], r[i + 1]);
    }
    for (std::size_t i = 0; i < 8; i += 4) {
        for (std::size_t j = 0; j < 2; ++j) {
            fours[i + 2 * j] = _mm256_unpacklo_epi64(pairs[i + j], pairs[i + j + 2]);
            fours[i + 2 * j + 1] = _mm256_unpackhi_epi64(pairs[i + j], pairs[i + j + 2]);
        }
    }
    for (std::size_t i = 0; i < 4; ++i) {
        r[i] = _mm256_permute2x128_si256(fours[i], fours[i + 4], 0x20);
        r[i + 4] = _mm256_permute2x128_si256(fours[i], fours[i + 4], 0x31);
    }
}

/// Words 8 * half to 8 * half + 7 of a block of each message, big-endian.
void load_half(Word* w, const HashLanes& lanes, std::size_t offset) {
    const Word swap = _mm256_broadcastsi128_si256(
        _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3));
    Word rows[8];
    for (std::size_t i = 0; i < 8; ++i) {
        rows[i] = _mm256_shuffle_epi8(
            _mm256_loadu_si256(reinterpret_cast<const Word*>(lanes.blocks[i] + offset)), swap);
    }
    transpose(rows);
    for (std::size_t i = 0; i < 8; ++i) w[i] = rows[i];
}

struct Sha1 {
    static constexpr std::size_t kWords = 5;
    static constexpr std::size_t kRounds = 80;

    template <std::size_t kRound>
    [[gnu::always_inline]] static void round(Word (&s)[kWords], Word (&w)[16]) {
        if constexpr (kRound >= 16) {
            const Word sum =
                parity(w[(kRound + 13) % 16], w[(kRound + 8) % 16], w[(kRound + 2) % 16]);
            w[kRound % 16] = _mm256_rol_epi32(_mm256_xor_si256(sum, w[kRound % 16]), 1);
        }
        constexpr Lane kK[4] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
        constexpr auto kAt = [](std::size_t letter) { return (letter + 80 - kRound) % 5; };
        const Word b = s[kAt(1)];
        const Word f = kRound < 20                   ? ch(b, s[kAt(2)], s[kAt(3)])
                       : kRound >= 40 && kRound < 60 ? maj(b, s[kAt(2)], s[kAt(3)])
                                                     : parity(b, s[kAt(2)], s[kAt(3)]);
        Word& e = s[kAt(4)];
        e = add(add(e, add(w[kRound % 16], all(kK[kRound / 20]))),
                add(f, _mm256_rol_epi32(s[kAt(0)], 5)));
        s[kAt(1)] = _mm256_rol_epi32(b, 30);
    }
};

constexpr Lane kSha256K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

struct Sha256 {
    static constexpr std::size_t kWords = 8;
    static constexpr std::size_t kRounds = 64;

    template <std::size_t kRound>
    [[gnu::always_inline]] static void round(Word (&s)[kWords], Word (&w)[16]) {
        if constexpr (kRound >= 16) {
            const Word w15 = w[(kRound + 1) % 16];
            const Word w2 = w[(kRound + 14) % 16];
            const Word sigma0 = parity(_mm256_ror_epi32(w15, 7), _mm256_ror_epi32(w15, 18),
                                       _mm256_srli_epi32(w15, 3));
            const Word sigma1 = parity(_mm256_ror_epi32(w2, 17), _mm256_ror_epi32(w2, 19),
                                       _mm256_srli_epi32(w2, 10));
            w[kRound % 16] = add(add(w[kRound % 16], sigma0), add(w[(kRound + 9) % 16], sigma1));
        }
        constexpr auto kAt = [](std::size_t letter) { return (letter + 64 - kRound) % 8; };
        const Word a = s[kAt(0)];
        const Word e = s[kAt(4)];
        const Word sum1 =
            parity(_mm256_ror_epi32(e, 6), _mm256_ror_epi32(e, 11), _mm256_ror_epi32(e, 25));
        const Word sum0 =
            parity(_mm256_ror_epi32(a, 2), _mm256_ror_epi32(a, 13), _mm256_ror_epi32(a, 22));
        const Word t1 = add(add(add(s[kAt(7)], add(w[kRound % 16], all(kSha256K[kRound]))),
                                ch(e, s[kAt(5)], s[kAt(6)])),
                            sum1);
        s[kAt(3)] = add(s[kAt(3)], t1);
        s[kAt(7)] = add(add(t1, maj(a, s[kAt(1)], s[kAt(2)])), sum0);
    }
};

template <class Function>
void compress_lanes(const HashLanes& lanes, std::size_t count) {
    alignas(32) Lane turned[Function::kWords][kHashLanes];
    Word h[Function::kWords];
    for (std::size_t i = 0; i < Function::kWords; ++i) {
        for (std::size_t lane = 0; lane < kHashLanes; ++lane)
            turned[i][lane] = lanes.states[lane]->w32[i];
        h[i] = _mm256_load_si256(reinterpret_cast<const Word*>(turned[i]));
    }
    for (std::size_t block = 0; block < count; ++block) {
        Word w[16];
        Word s[Function::kWords];
        load_half(w, lanes, 64 * block);
        load_half(w + 8, lanes, 64 * block + 32);
        for (std::size_t i = 0; i < Function::kWords; ++i) s[i] = h[i];
        [&]<std::size_t... kRound>(std::index_sequence<kRound...>) {
            (Function::template round<kRound>(s, w), ...);
        }(std::make_index_sequence<Function::kRounds>{});
        for (std::size_t i = 0; i < Function::kWords; ++i) h[i] = add(h[i], s[i]);
    }
    for (std::size_t i = 0; i < Function::kWords; ++i) {
        _mm256_store_si256(reinterpret_cast<Word*>(turned[i]), h[i]);
        for (std::size_t lane = 0; lane < kHashLanes; ++lane)
            lanes.states[lane]->w32[i] = turned[i][lane];
    }
}

}  // namespace

void sha1_compress_lanes_avx512(const HashLanes& lanes, std::size_t count) {
    compress_lanes<Sha1>(lanes, count);
}
void sha256_compress_lanes_avx512(const HashLanes& lanes, std::size_t count) {
    compress_lanes<Sha256>(lanes, count);
}

}  // namespace vitrine::crypto

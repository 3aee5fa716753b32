#include <immintrin.h>

#include "base/secret.h"
#include "crypto/cipher/aes.h"

// An AES instruction does one round of FIPS 197 on one block. Its result comes only some cycles
// later, but another one can start each cycle: independent blocks go eight at a time.

namespace vitrine::crypto::aes::aesni {

namespace {

constexpr std::size_t kBatch = 8;

__m128i load(const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
void store(std::uint8_t* to, __m128i value) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), value);
}

// w(i) = w(i-Nk) + temp, four words at once: each word also takes those before it.
__m128i add_words_before(__m128i words) {
    words = _mm_xor_si128(words, _mm_slli_si128(words, 4));
    return _mm_xor_si128(words, _mm_slli_si128(words, 8));
}

// With `Rcon`: SubWord(RotWord(last word)) + Rcon; the instruction puts it into the highest word.
template <int Rcon>
__m128i next_with_rotation(__m128i older, __m128i newer) {
    const __m128i temp = _mm_shuffle_epi32(_mm_aeskeygenassist_si128(newer, Rcon), 0xff);
    return _mm_xor_si128(add_words_before(older), temp);
}

// SubWord(last word) alone, for keys of 256 bits.
__m128i next_without_rotation(__m128i older, __m128i newer) {
    const __m128i temp = _mm_shuffle_epi32(_mm_aeskeygenassist_si128(newer, 0), 0xaa);
    return _mm_xor_si128(add_words_before(older), temp);
}

template <int Rcon>
void step128(Key& key, std::size_t round) {
    const __m128i last = load(key.round_keys[round - 1]);
    store(key.round_keys[round], next_with_rotation<Rcon>(last, last));
}

template <int Rcon>
void step256(Key& key, std::size_t round) {
    const __m128i older = load(key.round_keys[round - 2]);
    const __m128i newer = load(key.round_keys[round - 1]);
    const __m128i even = next_with_rotation<Rcon>(older, newer);
    store(key.round_keys[round], even);
    if (round < 14) store(key.round_keys[round + 1], next_without_rotation(newer, even));
}

void expand128(Key& key) {
    step128<0x01>(key, 1);
    step128<0x02>(key, 2);
    step128<0x04>(key, 3);
    step128<0x08>(key, 4);
    step128<0x10>(key, 5);
    step128<0x20>(key, 6);
    step128<0x40>(key, 7);
    step128<0x80>(key, 8);
    step128<0x1b>(key, 9);
    step128<0x36>(key, 10);
}

void expand256(Key& key) {
    step256<0x01>(key, 2);
    step256<0x02>(key, 4);
    step256<0x04>(key, 6);
    step256<0x08>(key, 8);
    step256<0x10>(key, 10);
    step256<0x20>(key, 12);
    step256<0x40>(key, 14);
}

template <std::size_t N, class Middle, class Last>
void batch(const Key& key, const std::uint8_t* in, std::uint8_t* out, Middle middle, Last last) {
    __m128i state[N];
    const __m128i first = load(key.round_keys[0]);
    for (std::size_t i = 0; i < N; ++i) state[i] = _mm_xor_si128(load(in + kBlock * i), first);
    for (std::uint32_t round = 1; round < key.rounds; ++round) {
        const __m128i round_key = load(key.round_keys[round]);
        for (std::size_t i = 0; i < N; ++i) state[i] = middle(state[i], round_key);
    }
    const __m128i final_key = load(key.round_keys[key.rounds]);
    for (std::size_t i = 0; i < N; ++i) store(out + kBlock * i, last(state[i], final_key));
}

template <class Middle, class Last>
void all(
    const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n, Middle m, Last l) {
    for (; n >= kBatch; n -= kBatch, in += kBatch * kBlock, out += kBatch * kBlock) {
        batch<kBatch>(key, in, out, m, l);
    }
    for (; n > 0; --n, in += kBlock, out += kBlock) batch<1>(key, in, out, m, l);
}

}  // namespace

void expand_key(ByteView key, Key& out) {
    out.rounds = rounds_of(key.size());
    store(out.round_keys[0], load(key.data()));
    if (key.size() == 16) {
        expand128(out);
    } else {
        store(out.round_keys[1], load(key.data() + 16));
        expand256(out);
    }
}

void expand_decryption_key(ByteView key, Key& out) {
    Key forward;
    expand_key(key, forward);
    out.rounds = forward.rounds;
    for (std::uint32_t i = 0; i <= out.rounds; ++i) {
        const __m128i round_key = load(forward.round_keys[out.rounds - i]);
        const bool end = i == 0 || i == out.rounds;
        store(out.round_keys[i], end ? round_key : _mm_aesimc_si128(round_key));
    }
    wipe_object(forward);
}

void encrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    all(
        key, in, out, n, [](__m128i s, __m128i k) { return _mm_aesenc_si128(s, k); },
        [](__m128i s, __m128i k) { return _mm_aesenclast_si128(s, k); });
}

void decrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    all(
        key, in, out, n, [](__m128i s, __m128i k) { return _mm_aesdec_si128(s, k); },
        [](__m128i s, __m128i k) { return _mm_aesdeclast_si128(s, k); });
}

}  // namespace vitrine::crypto::aes::aesni

#include <immintrin.h>

#include "crypto/cipher/aes.h"
#include "crypto/mode/cbc_kernel.h"

// Encryption is a chain: each block waits for the one before, whatever the processor could do
// beside it. Decryption has no chain and goes eight blocks at a time.

namespace vitrine::crypto::cbc_aesni {

namespace {

using aes::kBlock;
using aes::aesni::Key;

constexpr std::size_t kBatch = 8;

__m128i load(const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
void store(std::uint8_t* to, __m128i value) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), value);
}
const Key& key_in(const std::uint8_t* state) {
    return *reinterpret_cast<const Key*>(state);
}

// Whitening and chaining are both XORs: P + C(j-1) + k(0) is ready before C(j-1), but for one XOR.
template <std::uint32_t Rounds>
void encrypt_chain(const Key& key, std::uint8_t* iv, std::uint8_t* data, std::size_t n) {
    __m128i k[Rounds + 1];
    for (std::uint32_t r = 0; r <= Rounds; ++r) k[r] = load(key.round_keys[r]);
    __m128i chain = load(iv);
    for (; n > 0; --n, data += kBlock) {
        chain = _mm_xor_si128(chain, _mm_xor_si128(load(data), k[0]));
        for (std::uint32_t r = 1; r < Rounds; ++r) chain = _mm_aesenc_si128(chain, k[r]);
        chain = _mm_aesenclast_si128(chain, k[Rounds]);
        store(data, chain);
    }
    store(iv, chain);
}

template <std::size_t N>
__m128i decrypt_batch(const Key& key, __m128i previous, std::uint8_t* data) {
    __m128i cipher[N];
    __m128i state[N];
    const __m128i first = load(key.round_keys[0]);
    for (std::size_t i = 0; i < N; ++i) {
        cipher[i] = load(data + kBlock * i);
        state[i] = _mm_xor_si128(cipher[i], first);
    }
    for (std::uint32_t r = 1; r < key.rounds; ++r) {
        const __m128i round_key = load(key.round_keys[r]);
        for (std::size_t i = 0; i < N; ++i) state[i] = _mm_aesdec_si128(state[i], round_key);
    }
    const __m128i final_key = load(key.round_keys[key.rounds]);
    for (std::size_t i = 0; i < N; ++i) {
        const __m128i plain = _mm_aesdeclast_si128(state[i], final_key);
        store(data + kBlock * i, _mm_xor_si128(plain, i == 0 ? previous : cipher[i - 1]));
    }
    return cipher[N - 1];
}

}  // namespace

void expand_key(ByteView key, CbcKey::Use use, std::uint8_t* state) {
    Key& out = *reinterpret_cast<Key*>(state);
    if (use == CbcKey::Use::encrypt) {
        aes::aesni::expand_key(key, out);
    } else {
        aes::aesni::expand_decryption_key(key, out);
    }
}

void encrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n) {
    if (key_in(state).rounds == 10) {
        encrypt_chain<10>(key_in(state), iv, data, n);
    } else {
        encrypt_chain<14>(key_in(state), iv, data, n);
    }
}

void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n) {
    const Key& key = key_in(state);
    __m128i previous = load(iv);
    for (; n >= kBatch; n -= kBatch, data += kBatch * kBlock) {
        previous = decrypt_batch<kBatch>(key, previous, data);
    }
    if ((n & 4) != 0) previous = decrypt_batch<4>(key, previous, data), data += 4 * kBlock;
    if ((n & 2) != 0) previous = decrypt_batch<2>(key, previous, data), data += 2 * kBlock;
    if ((n & 1) != 0) previous = decrypt_batch<1>(key, previous, data);
    store(iv, previous);
}

}  // namespace vitrine::crypto::cbc_aesni

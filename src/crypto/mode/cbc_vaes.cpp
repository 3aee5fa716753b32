#include <immintrin.h>

#include "crypto/cipher/aes.h"
#include "crypto/mode/cbc_kernel.h"

// Decryption by VAES: a register is four blocks, a batch 32. Encryption is a chain and stays with
// cbc_aesni.

namespace vitrine::crypto::cbc_vaes {

namespace {

using aes::kBlock;
using aes::aesni::Key;

constexpr std::size_t kWide = 64;
constexpr std::size_t kBatch = 8;

__mmask8 first_words(std::size_t bytes) {
    return bytes >= kWide ? __mmask8{0xff} : static_cast<__mmask8>((1u << (bytes / 8)) - 1);
}

// At most N registers; `bytes` (whole blocks) tells how much of them there is. `previous` holds the
// block before in its highest part, and so does what is returned, if the registers were full.
template <std::size_t N>
__m512i decrypt_some(const Key& key, __m512i previous, std::uint8_t* data, std::size_t bytes) {
    __m512i cipher[N];
    __m512i state[N];
    const auto round_key = [&](std::uint32_t r) {
        return _mm512_broadcast_i32x4(
            _mm_loadu_si128(reinterpret_cast<const __m128i*>(key.round_keys[r])));
    };
    const __m512i first = round_key(0);
    for (std::size_t i = 0; i < N; ++i) {
        const __mmask8 mask = first_words(bytes > kWide * i ? bytes - kWide * i : 0);
        cipher[i] = _mm512_maskz_loadu_epi64(mask, data + kWide * i);
        state[i] = _mm512_xor_si512(cipher[i], first);
    }
    for (std::uint32_t r = 1; r < key.rounds; ++r) {
        const __m512i k = round_key(r);
        for (std::size_t i = 0; i < N; ++i) state[i] = _mm512_aesdec_epi128(state[i], k);
    }
    const __m512i last = round_key(key.rounds);
    for (std::size_t i = 0; i < N; ++i) {
        const __mmask8 mask = first_words(bytes > kWide * i ? bytes - kWide * i : 0);
        const __m512i before = i == 0 ? previous : cipher[i - 1];
        const __m512i chain = _mm512_alignr_epi64(cipher[i], before, 6);  // one block earlier
        const __m512i plain = _mm512_xor_si512(_mm512_aesdeclast_epi128(state[i], last), chain);
        _mm512_mask_storeu_epi64(data + kWide * i, mask, plain);
    }
    return cipher[N - 1];
}

}  // namespace

void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n) {
    if (n == 0) return;
    const Key& key = *reinterpret_cast<const Key*>(state);
    const __m128i first = _mm_loadu_si128(reinterpret_cast<const __m128i*>(iv));
    const __m128i next_iv =
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + kBlock * (n - 1)));
    __m512i previous = _mm512_broadcast_i32x4(first);
    std::size_t bytes = n * kBlock;
    for (; bytes >= kBatch * kWide; bytes -= kBatch * kWide, data += kBatch * kWide) {
        previous = decrypt_some<kBatch>(key, previous, data, kBatch * kWide);
    }
    if (bytes > 4 * kWide) {
        decrypt_some<8>(key, previous, data, bytes);
    } else if (bytes > 2 * kWide) {
        decrypt_some<4>(key, previous, data, bytes);
    } else if (bytes > kWide) {
        decrypt_some<2>(key, previous, data, bytes);
    } else if (bytes > 0) {
        decrypt_some<1>(key, previous, data, bytes);
    }
    _mm_storeu_si128(reinterpret_cast<__m128i*>(iv), next_iv);
}

}  // namespace vitrine::crypto::cbc_vaes

// CBC of Camellia by AES-NI: one block after another for the chain, eight at once for decryption.

#include <immintrin.h>

#include "base/secret.h"
#include "crypto/cipher/camellia_aesni.h"
#include "crypto/mode/cbc_kernel.h"

namespace vitrine::crypto::cbc_camellia_aesni {

namespace {

using camellia::kBlock;
using camellia::Key;
using camellia_aesni::Halves;
using camellia_aesni::twice;

const Key& key_in(const std::uint8_t* state) {
    return *reinterpret_cast<const Key*>(state);
}
__m128i load(const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
void store(std::uint8_t* to, __m128i value) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), value);
}
// Big-endian halves to numbers and back.
__m128i swapped(__m128i block) {
    return _mm_shuffle_epi8(block,
                            _mm_set_epi8(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
}

// 2 N blocks at `data`. `previous` is the ciphertext block before them, and then the last.
template <std::size_t N>
void decrypt_some(const Key& key, __m128i& previous, std::uint8_t* data) {
    Halves<N> s;
    for (std::size_t i = 0; i < N; ++i) {
        const __m128i a = swapped(load(data + 2 * kBlock * i));
        const __m128i b = swapped(load(data + 2 * kBlock * i + kBlock));
        s.d1[i] = _mm_xor_si128(_mm_unpacklo_epi64(a, b), twice(key.kw[0]));
        s.d2[i] = _mm_xor_si128(_mm_unpackhi_epi64(a, b), twice(key.kw[1]));
    }
    camellia_aesni::run(key, s);
    for (std::size_t i = 0; i < N; ++i) {
        const __m128i left = _mm_xor_si128(s.d2[i], twice(key.kw[2]));
        const __m128i right = _mm_xor_si128(s.d1[i], twice(key.kw[3]));
        for (const __m128i out :
             {_mm_unpacklo_epi64(left, right), _mm_unpackhi_epi64(left, right)}) {
            const __m128i in = load(data);
            store(data, _mm_xor_si128(swapped(out), previous));
            previous = in;
            data += kBlock;
        }
    }
}

}  // namespace

void expand_key(ByteView key, CbcKey::Use use, std::uint8_t* state) {
    Key& out = *reinterpret_cast<Key*>(state);
    camellia::expand_key(key, out);
    if (use == CbcKey::Use::decrypt) out = camellia::decryption_key(out);
}

void encrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n) {
    const Key& key = key_in(state);
    const __m128i before =
        _mm_set_epi64x(static_cast<long long>(key.kw[1]), static_cast<long long>(key.kw[0]));
    const __m128i after =
        _mm_set_epi64x(static_cast<long long>(key.kw[3]), static_cast<long long>(key.kw[2]));
    __m128i chain = swapped(load(iv));
    for (; n > 0; --n, data += kBlock) {
        const __m128i block = _mm_xor_si128(_mm_xor_si128(chain, swapped(load(data))), before);
        Halves<1> s{{block}, {_mm_unpackhi_epi64(block, block)}};
        camellia_aesni::run(key, s);
        chain = _mm_xor_si128(_mm_unpacklo_epi64(s.d2[0], s.d1[0]), after);
        store(data, swapped(chain));
    }
    store(iv, swapped(chain));
}

void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n) {
    const Key& key = key_in(state);
    __m128i previous = load(iv);
    for (; n >= 8; n -= 8, data += 8 * kBlock) decrypt_some<4>(key, previous, data);
    for (; n >= 2; n -= 2, data += 2 * kBlock) decrypt_some<1>(key, previous, data);
    if (n > 0) {
        std::uint8_t two[2 * kBlock] = {};
        copy_bytes({data, kBlock}, two);
        __m128i last = previous;
        decrypt_some<1>(key, last, two);
        previous = load(data);
        copy_bytes(ByteView{two}.first(kBlock), {data, kBlock});
        wipe(two);
    }
    store(iv, previous);
}

}  // namespace vitrine::crypto::cbc_camellia_aesni

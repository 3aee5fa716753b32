// Counter with CBC-MAC by AES-NI. The MAC is a chain that nothing shortens; the block of key stream
// for the same place runs beside it, hidden by its latency. The readable version is ccm.cpp.

#include <immintrin.h>

#include "base/secret.h"
#include "crypto/cipher/aes.h"
#include "crypto/mode/aead_kernel.h"
#include "crypto/mode/ccm_blocks.h"

namespace vitrine::crypto::ccm_aesni {

namespace {

using aes::aesni::Key;
using ccm::kBlock;
static_assert(sizeof(Key) <= AeadKey::kStateSize);

enum class Way { seal, open };

const Key& key_in(const std::uint8_t* state) {
    return *reinterpret_cast<const Key*>(state);
}

__m128i load(const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
void store(std::uint8_t* to, __m128i value) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), value);
}

template <std::uint32_t Rounds>
class Run {
  public:
    explicit Run(const Key& key) {
        for (std::uint32_t r = 0; r <= Rounds; ++r) k_[r] = load(key.round_keys[r]);
    }

    template <Way W>
    void message(const AeadMessage& m, std::uint8_t* tag) {
        alignas(16) std::uint8_t block[kBlock];
        ccm::counter_block(m, block);
        const __m128i a0 = load(block);
        ccm::first_block(m, block);
        __m128i mask = a0;
        x_ = load(block);
        encrypt_both(x_, mask);
        ccm::aad_blocks(m.aad, [&](const std::uint8_t* b) { absorb(load(b)); });
        if (W == Way::seal) {
            seal_data(a0, m.data);
        } else {
            open_data(a0, m.data);
        }
        store(tag, _mm_xor_si128(x_, mask));
    }

  private:
    void encrypt_both(__m128i& a, __m128i& b) const {
        a = _mm_xor_si128(a, k_[0]);
        b = _mm_xor_si128(b, k_[0]);
        for (std::uint32_t r = 1; r < Rounds; ++r) {
            a = _mm_aesenc_si128(a, k_[r]);
            b = _mm_aesenc_si128(b, k_[r]);
        }
        a = _mm_aesenclast_si128(a, k_[Rounds]);
        b = _mm_aesenclast_si128(b, k_[Rounds]);
    }
    [[nodiscard]] __m128i encrypted(__m128i a) const {
        a = _mm_xor_si128(a, k_[0]);
        for (std::uint32_t r = 1; r < Rounds; ++r) a = _mm_aesenc_si128(a, k_[r]);
        return _mm_aesenclast_si128(a, k_[Rounds]);
    }
    void absorb(__m128i block) { x_ = encrypted(_mm_xor_si128(x_, block)); }

    // A_i: the counter's three bytes lie at the end, big-endian.
    static __m128i counter(__m128i a0, std::size_t number) {
        const std::uint32_t n = static_cast<std::uint32_t>(number);
        const std::uint32_t swapped =
            ((n & 0xff) << 24) | ((n & 0xff00) << 8) | ((n >> 8) & 0xff00);
        return _mm_xor_si128(a0, _mm_set_epi32(static_cast<int>(swapped), 0, 0, 0));
    }

    static __m128i load_part(ByteView data) {
        alignas(16) std::uint8_t block[kBlock] = {};
        copy_bytes(data, block);
        return load(block);
    }
    static void store_part(__m128i value, MutByteView data) {
        alignas(16) std::uint8_t block[kBlock];
        store(block, value);
        copy_bytes(ByteView{block}.first(data.size()), data);
        wipe(block);
    }
    // The bytes of `value` that a part of n covers; the others are zero.
    static __m128i cut(__m128i value, std::size_t n) {
        alignas(16) std::uint8_t block[kBlock];
        store(block, value);
        const __m128i kept = load_part(ByteView{block}.first(n));
        wipe(block);
        return kept;
    }

    void seal_data(__m128i a0, MutByteView data) {
        std::size_t number = 1;
        for (; data.size() >= kBlock; data = data.subspan(kBlock), ++number) {
            const __m128i plain = load(data.data());
            __m128i stream = counter(a0, number);
            x_ = _mm_xor_si128(x_, plain);
            encrypt_both(x_, stream);
            store(data.data(), _mm_xor_si128(plain, stream));
        }
        if (data.empty()) return;
        const __m128i plain = load_part(data);
        __m128i stream = counter(a0, number);
        x_ = _mm_xor_si128(x_, plain);
        encrypt_both(x_, stream);
        store_part(_mm_xor_si128(plain, stream), data);
    }

    // The key stream runs one block ahead, so that the plaintext is there when the MAC wants it.
    void open_data(__m128i a0, MutByteView data) {
        std::size_t number = 1;
        __m128i stream = encrypted(counter(a0, number));
        for (; data.size() >= kBlock; data = data.subspan(kBlock)) {
            const __m128i plain = _mm_xor_si128(load(data.data()), stream);
            store(data.data(), plain);
            stream = counter(a0, ++number);
            x_ = _mm_xor_si128(x_, plain);
            encrypt_both(x_, stream);
        }
        if (data.empty()) return;
        const __m128i plain = cut(_mm_xor_si128(load_part(data), stream), data.size());
        store_part(plain, data);
        absorb(plain);
    }

    __m128i k_[Rounds + 1];
    __m128i x_ = _mm_setzero_si128();
};

template <Way W>
void run(const Key& key, const AeadMessage& message, std::uint8_t* tag) {
    if (key.rounds == 10) {
        Run<10>(key).template message<W>(message, tag);
    } else {
        Run<14>(key).template message<W>(message, tag);
    }
}

}  // namespace

void expand_key(ByteView key, std::uint8_t* state) {
    aes::aesni::expand_key(key, *reinterpret_cast<Key*>(state));
}

void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    run<Way::seal>(key_in(state), message, tag);
}

void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    run<Way::open>(key_in(state), message, tag);
}

}  // namespace vitrine::crypto::ccm_aesni

// Galois/Counter Mode by AES-NI and PCLMULQDQ: eight blocks of key stream, between whose rounds
// stand eight products of other blocks, and one reduction. The readable version is gcm.cpp; names
// of steps are those of SP 800-38D §7.

#include <immintrin.h>

#include <utility>

#include "base/secret.h"
#include "crypto/cipher/aes.h"
#include "crypto/mode/aead_kernel.h"

namespace vitrine::crypto::gcm_pclmul {

namespace {

using aes::kBlock;

constexpr std::size_t kBatch = 8;

struct Key {
    aes::aesni::Key cipher;
    // H^8 ... H^1, each times x: a product of numbers that are read backwards lies one place too
    // far right, and this moves it back beforehand.
    alignas(16) std::uint8_t powers[kBatch][kBlock];
};
static_assert(sizeof(Key) <= AeadKey::kStateSize);

const Key& key_in(const std::uint8_t* state) {
    return *reinterpret_cast<const Key*>(state);
}

__m128i load(const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
void store(std::uint8_t* to, __m128i value) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), value);
}
__m128i swap_bytes(__m128i x) {
    return _mm_shuffle_epi8(x, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
}

// Fewer than 16 bytes, filled up with zeros.
__m128i load_part(const std::uint8_t* from, std::size_t n) {
    alignas(16) std::uint8_t block[kBlock] = {};
    copy_bytes({from, n}, block);
    return load(block);
}

// A sum of products, not yet reduced.
struct Product {
    __m128i low = _mm_setzero_si128();
    __m128i mid = _mm_setzero_si128();
    __m128i high = _mm_setzero_si128();

    void add(__m128i a, __m128i b) {
        low = _mm_xor_si128(low, _mm_clmulepi64_si128(a, b, 0x00));
        high = _mm_xor_si128(high, _mm_clmulepi64_si128(a, b, 0x11));
        mid = _mm_xor_si128(mid, _mm_clmulepi64_si128(a, b, 0x01));
        mid = _mm_xor_si128(mid, _mm_clmulepi64_si128(a, b, 0x10));
    }

    // Modulo x^128 + x^7 + x^2 + x + 1, read backwards: the low words are folded up, one after the
    // other.
    [[nodiscard]] __m128i reduced() const {
        const __m128i poly = _mm_set_epi64x(0, static_cast<long long>(0xc200000000000000));
        __m128i lo = _mm_xor_si128(low, _mm_slli_si128(mid, 8));
        const __m128i hi = _mm_xor_si128(high, _mm_srli_si128(mid, 8));
        for (int word = 0; word < 2; ++word) {
            lo = _mm_xor_si128(_mm_shuffle_epi32(lo, 0x4e), _mm_clmulepi64_si128(lo, poly, 0x00));
        }
        return _mm_xor_si128(hi, lo);
    }
};

__m128i multiply(__m128i a, __m128i b) {
    Product product;
    product.add(a, b);
    return product.reduced();
}

// Y = (Y + X1) H^n + X2 H^(n-1) + ... + Xn H; n <= 8.
__m128i absorb(const Key& key, __m128i y, const __m128i* blocks, std::size_t n) {
    Product product;
    for (std::size_t i = 0; i < n; ++i) {
        const __m128i block = swap_bytes(blocks[i]);
        product.add(i == 0 ? _mm_xor_si128(block, y) : block, load(key.powers[kBatch - n + i]));
    }
    return product.reduced();
}

__m128i absorb_bytes(const Key& key, __m128i y, ByteView data) {
    __m128i blocks[kBatch];
    while (!data.empty()) {
        std::size_t n = 0;
        for (; n < kBatch && !data.empty(); ++n) {
            const std::size_t now = data.size() < kBlock ? data.size() : kBlock;
            blocks[n] = now == kBlock ? load(data.data()) : load_part(data.data(), now);
            data = data.subspan(now);
        }
        y = absorb(key, y, blocks, n);
    }
    return y;
}

// CIPH of N counter blocks. `counter` is kept with its bytes swapped, so that adding is simple.
template <std::size_t N>
void key_stream(const Key& key, __m128i& counter, __m128i* out) {
    const __m128i one = _mm_set_epi32(0, 0, 0, 1);
    const __m128i first = load(key.cipher.round_keys[0]);
    for (std::size_t i = 0; i < N; ++i) {
        out[i] = _mm_xor_si128(swap_bytes(counter), first);
        counter = _mm_add_epi32(counter, one);
    }
    for (std::uint32_t r = 1; r < key.cipher.rounds; ++r) {
        const __m128i round_key = load(key.cipher.round_keys[r]);
        for (std::size_t i = 0; i < N; ++i) out[i] = _mm_aesenc_si128(out[i], round_key);
    }
    const __m128i last = load(key.cipher.round_keys[key.cipher.rounds]);
    for (std::size_t i = 0; i < N; ++i) out[i] = _mm_aesenclast_si128(out[i], last);
}

enum class Way { seal, open };

constexpr std::size_t kBatchBytes = kBatch * kBlock;

// The counter blocks of a batch, with the first round key added. Mostly only their last bytes
// differ: then the bytes are swapped once.
[[gnu::always_inline]] inline void next_counters(__m128i& counter,
                                                 __m128i first_key,
                                                 __m128i (&out)[kBatch]) {
    const auto last_byte = static_cast<unsigned>(_mm_cvtsi128_si32(counter)) & 0xffU;
    if (last_byte + kBatch > 0x100) {  // public
        for (std::size_t i = 0; i < kBatch; ++i) {
            const __m128i now = _mm_add_epi32(counter, _mm_set_epi32(0, 0, 0, static_cast<int>(i)));
            out[i] = _mm_xor_si128(swap_bytes(now), first_key);
        }
    } else {
        const __m128i first = swap_bytes(counter);
        for (std::size_t i = 0; i < kBatch; ++i) {
            const __m128i plus = _mm_set_epi32(static_cast<int>(i << 24), 0, 0, 0);
            out[i] = _mm_xor_si128(_mm_add_epi32(first, plus), first_key);
        }
    }
    counter = _mm_add_epi32(counter, _mm_set_epi32(0, 0, 0, kBatch));
}

// En- or decrypts a batch in place; returns Y with the ciphertext `other`, a product to each round.
[[gnu::always_inline]] inline __m128i batch(
    const Key& key, __m128i& counter, std::uint8_t* data, __m128i y, const std::uint8_t* other) {
    __m128i s[kBatch];
    next_counters(counter, load(key.cipher.round_keys[0]), s);
    Product product;
    const auto round = [&](std::size_t r) __attribute__((always_inline)) {
        const __m128i round_key = load(key.cipher.round_keys[r]);
        for (__m128i& block : s) block = _mm_aesenc_si128(block, round_key);
    };
    const auto step = [&]<std::size_t kIndex>() __attribute__((always_inline)) {
        round(kIndex + 1);
        __m128i block = swap_bytes(load(other + kBlock * kIndex));
        if constexpr (kIndex == 0) block = _mm_xor_si128(block, y);
        product.add(block, load(key.powers[kIndex]));
    };
    [&]<std::size_t... kIndex>(std::index_sequence<kIndex...>) __attribute__((always_inline)) {
        (step.template operator()<kIndex>(), ...);
    }(std::make_index_sequence<kBatch>{});
    for (std::uint32_t r = kBatch + 1; r < key.cipher.rounds; ++r) round(r);
    const __m128i last = load(key.cipher.round_keys[key.cipher.rounds]);
    for (std::size_t i = 0; i < kBatch; ++i) {
        std::uint8_t* const at = data + kBlock * i;
        store(at, _mm_aesenclast_si128(s[i], _mm_xor_si128(last, load(at))));
    }
    return product.reduced();
}

// Whole blocks, eight at a time; returns the new Y. A sealed batch is absorbed beside the
// encryption of the next, an opened one beside its own decryption.
template <Way W>
__m128i whole_batches(const Key& key, __m128i& counter, __m128i y, MutByteView& data) {
    if (data.size() < kBatchBytes) return y;
    if (W == Way::seal) {
        __m128i stream[kBatch];
        key_stream<kBatch>(key, counter, stream);
        for (std::size_t i = 0; i < kBatch; ++i) {
            std::uint8_t* const at = data.data() + kBlock * i;
            store(at, _mm_xor_si128(load(at), stream[i]));
        }
        data = data.subspan(kBatchBytes);
    }
    for (; data.size() >= kBatchBytes; data = data.subspan(kBatchBytes)) {
        y = batch(key, counter, data.data(), y,
                  W == Way::seal ? data.data() - kBatchBytes : data.data());
    }
    return W == Way::seal ? absorb_bytes(key, y, {data.data() - kBatchBytes, kBatchBytes}) : y;
}

template <Way W>
void run(const Key& key, const AeadMessage& message, std::uint8_t* tag) {
    alignas(16) std::uint8_t j0[kBlock] = {};
    copy_bytes({message.nonce, kAeadNonceLen}, j0);
    j0[kBlock - 1] = 1;
    __m128i counter = swap_bytes(load(j0));
    __m128i tag_mask;
    key_stream<1>(key, counter, &tag_mask);

    __m128i y = absorb_bytes(key, _mm_setzero_si128(), message.aad);
    MutByteView rest = message.data;
    y = whole_batches<W>(key, counter, y, rest);
    if (W == Way::open) y = absorb_bytes(key, y, rest);
    if (!rest.empty()) {
        alignas(16) __m128i stream[kBatch];
        key_stream<kBatch>(key, counter, stream);
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(stream);
        for (std::size_t i = 0; i < rest.size(); ++i) {
            rest[i] = static_cast<std::uint8_t>(rest[i] ^ bytes[i]);
        }
        wipe_object(stream);
    }
    if (W == Way::seal) y = absorb_bytes(key, y, rest);
    const __m128i lengths =
        swap_bytes(_mm_set_epi64x(8 * static_cast<long long>(message.aad.size()),
                                  8 * static_cast<long long>(message.data.size())));
    y = absorb(key, y, &lengths, 1);
    store(tag, _mm_xor_si128(swap_bytes(y), tag_mask));
}

// x times `h`, both read backwards: one place left, and what falls out comes back as the
// polynomial.
__m128i times_x(__m128i h) {
    const __m128i carries = _mm_srli_epi64(h, 63);
    const __m128i shifted = _mm_or_si128(_mm_slli_epi64(h, 1), _mm_slli_si128(carries, 8));
    const __m128i out = _mm_shuffle_epi32(carries, 0xaa);  // the bit that fell out, in every word
    const __m128i mask = _mm_sub_epi32(_mm_setzero_si128(), out);
    const __m128i poly = _mm_set_epi64x(static_cast<long long>(0xc200000000000000), 1);
    return _mm_xor_si128(shifted, _mm_and_si128(mask, poly));
}

}  // namespace

void expand_key(ByteView key, std::uint8_t* state) {
    Key& out = *reinterpret_cast<Key*>(state);
    aes::aesni::expand_key(key, out.cipher);
    alignas(16) std::uint8_t h[kBlock] = {};
    aes::aesni::encrypt_blocks(out.cipher, h, h, 1);
    const __m128i first = times_x(swap_bytes(load(h)));
    __m128i power = first;
    for (std::size_t i = kBatch; i > 0; --i) {
        store(out.powers[i - 1], power);
        power = multiply(power, first);
    }
    wipe(h);
}

void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    run<Way::seal>(key_in(state), message, tag);
}

void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    run<Way::open>(key_in(state), message, tag);
}

}  // namespace vitrine::crypto::gcm_pclmul

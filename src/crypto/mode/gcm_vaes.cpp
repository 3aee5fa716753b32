// Galois/Counter Mode by VAES and VPCLMULQDQ: a register of 512 bits is four blocks, one
// instruction a round of each. Encryption and GHASH pass over the data once; the readable version
// is gcm.cpp.
//
// Every sum of products is reduced once, whatever it holds:
//     batch  Y' = (Y + X1) H^32 + X2 H^31 + ... + X32 H
//     tail   Y' = Y H^(n+1) + X1 H^(n+1) + ... + Xn H^2 + lengths H
// A message below 512 bytes is a tail alone. Masks cut what lies beyond its end: zeros times any
// power are zero.

#include <immintrin.h>

#include "base/secret.h"
#include "crypto/cipher/aes.h"
#include "crypto/mode/aead_kernel.h"

namespace vitrine::crypto::gcm_vaes {

namespace {

using aes::kBlock;

constexpr std::size_t kWide = 64;                    // bytes of a register
constexpr std::size_t kBatch = 8;                    // registers of a batch
constexpr std::size_t kBatchBytes = kBatch * kWide;  // 512
constexpr std::size_t kPowers =
    kBatchBytes / kBlock + 4;  // the tail wants H^33 for its blocks and Y

struct Key {
    // H^kPowers ... H^1, each times x (see gcm_pclmul.cpp); then zeros, since the last registers of
    // a tail reach beyond H^1.
    alignas(64) std::uint8_t powers[kPowers + 4][kBlock];
    aes::aesni::Key cipher;
};
static_assert(sizeof(Key) <= AeadKey::kStateSize);

const Key& key_in(const std::uint8_t* state) {
    return *reinterpret_cast<const Key*>(state);
}
const std::uint8_t* power(const Key& key, std::size_t exponent) {
    return key.powers[kPowers - exponent];
}

__m128i load128(const std::uint8_t* p) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
}
__m512i load512(const std::uint8_t* p) {
    return _mm512_loadu_si512(p);
}

__m128i swap_bytes(__m128i x) {
    return _mm_shuffle_epi8(x, _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
}
__m512i swap_bytes(__m512i x) {
    const __m128i order = _mm_set_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    return _mm512_shuffle_epi8(x, _mm512_broadcast_i32x4(order));
}
__m512i xor3(__m512i a, __m512i b, __m512i c) {
    return _mm512_ternarylogic_epi64(a, b, c, 0x96);
}

// Bits for the first n of 64 bytes.
__mmask64 first_bytes(std::size_t n) {
    return n >= kWide ? ~__mmask64{0} : _bzhi_u64(~0ULL, static_cast<unsigned>(n));
}

// A sum of products in each of four lanes, not yet reduced.
struct Product {
    __m512i low = _mm512_setzero_si512();
    __m512i mid = _mm512_setzero_si512();
    __m512i high = _mm512_setzero_si512();

    void add(__m512i a, __m512i b) {
        low = _mm512_xor_si512(low, _mm512_clmulepi64_epi128(a, b, 0x00));
        high = _mm512_xor_si512(high, _mm512_clmulepi64_epi128(a, b, 0x11));
        mid = xor3(mid, _mm512_clmulepi64_epi128(a, b, 0x01), _mm512_clmulepi64_epi128(a, b, 0x10));
    }

    // The sum of the lanes modulo x^128 + x^7 + x^2 + x + 1, read backwards.
    [[nodiscard]] __m128i reduced() const {
        const __m512i poly =
            _mm512_broadcast_i32x4(_mm_set_epi64x(0, static_cast<long long>(0xc200000000000000)));
        __m512i lo = _mm512_xor_si512(low, _mm512_bslli_epi128(mid, 8));
        const __m512i hi = _mm512_xor_si512(high, _mm512_bsrli_epi128(mid, 8));
        lo = _mm512_xor_si512(_mm512_shuffle_epi32(lo, _MM_PERM_BADC),
                              _mm512_clmulepi64_epi128(lo, poly, 0x00));
        const __m512i sum = xor3(hi, _mm512_shuffle_epi32(lo, _MM_PERM_BADC),
                                 _mm512_clmulepi64_epi128(lo, poly, 0x00));
        const __m256i half =
            _mm256_xor_si256(_mm512_castsi512_si256(sum), _mm512_extracti64x4_epi64(sum, 1));
        return _mm_xor_si128(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
    }
};

__m128i multiply(__m128i a, __m128i b) {
    Product product;
    product.add(_mm512_zextsi128_si512(a), _mm512_zextsi128_si512(b));
    return product.reduced();
}

enum class Way { seal, open };

// The first round key and the counter's place are known early: what is left of a round is one
// instruction.
template <std::uint32_t Rounds>
struct Cipher {
    explicit Cipher(const aes::aesni::Key& key) {
        for (std::uint32_t r = 0; r <= Rounds; ++r) {
            k[r] = _mm512_broadcast_i32x4(load128(key.round_keys[r]));
        }
    }

    template <std::size_t N>
    void encrypt(__m512i* s) const {
        for (std::size_t i = 0; i < N; ++i) s[i] = _mm512_xor_si512(s[i], k[0]);
        for (std::uint32_t r = 1; r < Rounds; ++r) {
            for (std::size_t i = 0; i < N; ++i) s[i] = _mm512_aesenc_epi128(s[i], k[r]);
        }
        for (std::size_t i = 0; i < N; ++i) s[i] = _mm512_aesenclast_epi128(s[i], k[Rounds]);
    }

    [[nodiscard]] __m128i encrypt(__m128i s) const {
        s = _mm_xor_si128(s, _mm512_castsi512_si128(k[0]));
        for (std::uint32_t r = 1; r < Rounds; ++r) {
            s = _mm_aesenc_si128(s, _mm512_castsi512_si128(k[r]));
        }
        return _mm_aesenclast_si128(s, _mm512_castsi512_si128(k[Rounds]));
    }

    __m512i k[Rounds + 1];
};

// Four counter blocks with their bytes swapped, so that counting is adding.
class Counter {
  public:
    explicit Counter(__m128i j0)
        : next_(
              _mm512_add_epi32(_mm512_broadcast_i32x4(swap_bytes(j0)),
                               _mm512_set_epi32(0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 1))) {}

    __m512i take() {
        const __m512i blocks = swap_bytes(next_);
        next_ = _mm512_add_epi32(next_,
                                 _mm512_set_epi32(0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4, 0, 0, 0, 4));
        return blocks;
    }

  private:
    __m512i next_;
};

// 512 bytes: en- or decrypts them in place and absorbs the ciphertext.
template <Way W, std::uint32_t Rounds>
__m128i batch(
    const Key& key, const Cipher<Rounds>& cipher, Counter& counter, __m128i y, std::uint8_t* data) {
    __m512i stream[kBatch];
    for (__m512i& s : stream) s = counter.take();
    cipher.template encrypt<kBatch>(stream);
    Product product;
    for (std::size_t i = 0; i < kBatch; ++i) {
        const __m512i in = load512(data + kWide * i);
        const __m512i out = _mm512_xor_si512(in, stream[i]);
        _mm512_storeu_si512(data + kWide * i, out);
        __m512i x = swap_bytes(W == Way::seal ? out : in);
        if (i == 0) x = _mm512_xor_si512(x, _mm512_zextsi128_si512(y));
        product.add(x, load512(power(key, 4 * (kBatch - i))));
    }
    return product.reduced();
}

// The last n <= 64 N bytes; products gather in `product`.
template <Way W, std::size_t N, std::uint32_t Rounds>
void tail(const Key& key,
          const Cipher<Rounds>& cipher,
          Counter& counter,
          std::uint8_t* data,
          std::size_t n,
          Product& product) {
    __m512i stream[N];
    for (__m512i& s : stream) s = counter.take();
    cipher.template encrypt<N>(stream);
    const std::uint8_t* powers = power(key, (n + kBlock - 1) / kBlock + 1);
    for (std::size_t i = 0; i < N; ++i) {
        const __mmask64 mask = first_bytes(n > kWide * i ? n - kWide * i : 0);
        const __m512i in = _mm512_maskz_loadu_epi8(mask, data + kWide * i);
        const __m512i out = _mm512_maskz_mov_epi8(mask, _mm512_xor_si512(in, stream[i]));
        _mm512_mask_storeu_epi8(data + kWide * i, mask, out);
        product.add(swap_bytes(W == Way::seal ? out : in), load512(powers + kWide * i));
    }
}

template <Way W, std::uint32_t Rounds>
void tail_of_any_size(const Key& key,
                      const Cipher<Rounds>& cipher,
                      Counter& counter,
                      MutByteView rest,
                      Product& product) {
    if (rest.empty()) return;
    std::uint8_t* const data = rest.data();
    const std::size_t n = rest.size();
    if (n <= kWide) {
        tail<W, 1>(key, cipher, counter, data, n, product);
    } else if (n <= 2 * kWide) {
        tail<W, 2>(key, cipher, counter, data, n, product);
    } else if (n <= 4 * kWide) {
        tail<W, 4>(key, cipher, counter, data, n, product);
    } else {
        tail<W, 8>(key, cipher, counter, data, n, product);
    }
}

// All but the last block of the additional data is absorbed in Y; the last one waits, with Y added,
// for the power it still has to meet. A record's 13 bytes are only a last block.
__m128i waiting_aad(const Key& key, ByteView aad) {
    const __m128i h = load128(power(key, 1));
    __m128i y = _mm_setzero_si128();
    const std::uint8_t* p = aad.data();
    std::size_t n = aad.size();
    for (; n > kBlock; n -= kBlock, p += kBlock) {
        y = multiply(_mm_xor_si128(y, swap_bytes(load128(p))), h);
    }
    const __mmask16 mask = static_cast<__mmask16>(_bzhi_u32(0xffff, static_cast<unsigned>(n)));
    return _mm_xor_si128(y, swap_bytes(_mm_maskz_loadu_epi8(mask, p)));
}

template <Way W, std::uint32_t Rounds>
void run(const Key& key, const AeadMessage& message, std::uint8_t* tag) {
    const Cipher<Rounds> cipher(key.cipher);
    const __m128i nonce = _mm_maskz_loadu_epi8(0x0fff, message.nonce);
    const __m128i j0 = _mm_or_si128(nonce, _mm_set_epi32(0x01000000, 0, 0, 0));
    const __m128i tag_mask = cipher.encrypt(j0);
    Counter counter(j0);

    __m128i y = waiting_aad(key, message.aad);
    std::size_t waits = message.aad.empty() ? 0 : 1;  // factors H that y still lacks
    MutByteView rest = message.data;
    if (rest.size() >= kBatchBytes && waits != 0) {
        y = multiply(y, load128(power(key, 1)));
        waits = 0;
    }
    for (; rest.size() >= kBatchBytes; rest = rest.subspan(kBatchBytes)) {
        y = batch<W>(key, cipher, counter, y, rest.data());
    }

    Product product;
    const std::size_t blocks = (rest.size() + kBlock - 1) / kBlock;
    product.add(_mm512_zextsi128_si512(y),
                _mm512_zextsi128_si512(load128(power(key, blocks + 1 + waits))));
    const __m128i lengths = _mm_set_epi64x(static_cast<long long>(8 * message.aad.size()),
                                           static_cast<long long>(8 * message.data.size()));
    product.add(_mm512_zextsi128_si512(lengths), _mm512_zextsi128_si512(load128(power(key, 1))));
    tail_of_any_size<W>(key, cipher, counter, rest, product);
    const __m128i sum = _mm_xor_si128(swap_bytes(product.reduced()), tag_mask);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(tag), sum);
}

template <Way W>
void run(const Key& key, const AeadMessage& message, std::uint8_t* tag) {
    if (key.cipher.rounds == 10) {
        run<W, 10>(key, message, tag);
    } else {
        run<W, 14>(key, message, tag);
    }
}

// x times `h`, both read backwards: one place left, and what falls out comes back as the
// polynomial.
__m128i times_x(__m128i h) {
    const __m128i carries = _mm_srli_epi64(h, 63);
    const __m128i shifted = _mm_or_si128(_mm_slli_epi64(h, 1), _mm_slli_si128(carries, 8));
    const __m128i mask = _mm_sub_epi32(_mm_setzero_si128(), _mm_shuffle_epi32(carries, 0xaa));
    const __m128i poly = _mm_set_epi64x(static_cast<long long>(0xc200000000000000), 1);
    return _mm_xor_si128(shifted, _mm_and_si128(mask, poly));
}

}  // namespace

void expand_key(ByteView key, std::uint8_t* state) {
    Key& out = *reinterpret_cast<Key*>(state);
    aes::aesni::expand_key(key, out.cipher);
    alignas(16) std::uint8_t h[kBlock] = {};
    aes::aesni::encrypt_blocks(out.cipher, h, h, 1);
    const __m128i first = times_x(swap_bytes(load128(h)));
    __m128i now = first;
    for (std::size_t exponent = 1; exponent <= kPowers; ++exponent) {
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out.powers[kPowers - exponent]), now);
        now = multiply(now, first);
    }
    wipe(h);
}

void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    run<Way::seal>(key_in(state), message, tag);
}

void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    run<Way::open>(key_in(state), message, tag);
}

}  // namespace vitrine::crypto::gcm_vaes

// Galois/Counter Mode by VAES and VPCLMULQDQ: a register of 512 bits is four blocks, one
// instruction a round of each. Encryption and GHASH pass over the data once, the rounds of one
// batch between the products of another: they need different units. The readable version is
// gcm.cpp.
//
// Blocks are absorbed in four lanes, each for itself, register after register (X1 is four blocks):
//     batch  Z' = Z H^32 + X1 H^28 + ... + X7 H^4 + X8
// or two batches alike, from H^64 on. At the end each lane meets the powers it lacks:
//     tail   Y' = Z1 H^(n+5) + ... + Z4 H^(n+2) + X1 H^(n+1) + ... + Xn H^2 + lengths H
// Every such sum is reduced once, whatever it holds. A message below 512 bytes is a tail alone.
// Masks cut what lies beyond its end: zeros times any power are zero.

#include <utility>

#include "base/secret.h"
#include "crypto/mode/counter_vaes.h"

namespace vitrine::crypto::gcm_vaes {

namespace {

enum class Way { seal, open };

// Z, and the products of the batches at work.
class Absorber {
  public:
    Absorber(const Key& key, __m512i z) : key_(key), z_(z) {}

    // A quarter of a batch that begins with H^kTop.
    template <std::size_t kTop, std::size_t kQuarter>
    [[gnu::always_inline]] void absorb(const std::uint8_t* ciphertext) {
        constexpr std::size_t kExponent = kTop - 8 * kQuarter;
        const std::uint8_t* const from = ciphertext + kWide * 2 * kQuarter;
        const __m512i first = swap_bytes(load512(from));
        product_.add(z_, in_all_lanes(power(key_, kExponent)), first,
                     in_all_lanes(power(key_, kExponent - 4)));
        z_ = swap_bytes(load512(from + kWide));
    }
    void reduce() {
        z_ = _mm512_xor_si512(z_, product_.reduced_lanes());
        product_ = Product{};
    }
    [[nodiscard]] __m512i z() const { return z_; }

  private:
    const Key& key_;
    __m512i z_;
    Product product_;
};

// 512 bytes: en- or decrypts them in place, between the products of the ciphertext `other`.
template <std::size_t kTop, std::uint32_t Rounds>
[[gnu::always_inline]] inline void batch(const Cipher<Rounds>& cipher,
                                         Counter& counter,
                                         std::uint8_t* data,
                                         Absorber& absorber,
                                         const std::uint8_t* other) {
    __m512i s[kBatch];
    counter.take_batch(s);
    for (__m512i& block : s) block = _mm512_xor_si512(block, cipher.k[0]);
    const auto round = [&](std::size_t r) __attribute__((always_inline)) {
        for (__m512i& block : s) block = _mm512_aesenc_epi128(block, cipher.k[r]);
    };
    // The quarters are spread over the rounds, which have another port of the processor; the first
    // waits a little for ciphertext that was just written.
    constexpr std::size_t kApart = (Rounds - 2) / 4;
    const auto after = [&]<std::size_t kRound>() __attribute__((always_inline)) {
        if constexpr (kRound >= 2 && (kRound - 2) % kApart == 0 && (kRound - 2) / kApart < 4)
            absorber.template absorb<kTop, (kRound - 2) / kApart>(other);
    };
    [&]<std::size_t... kBefore>(std::index_sequence<kBefore...>) __attribute__((always_inline)) {
        ((round(kBefore + 1), after.template operator()<kBefore + 1>()), ...);
    }(std::make_index_sequence<Rounds - 1>{});
    for (std::size_t i = 0; i < kBatch; ++i) {
        const __m512i stream = _mm512_aesenclast_epi128(s[i], cipher.k[Rounds]);
        _mm512_storeu_si512(data + kWide * i, _mm512_xor_si512(stream, load512(data + kWide * i)));
    }
}

template <std::uint32_t Rounds>
void encrypt_first_batch(const Cipher<Rounds>& cipher, Counter& counter, std::uint8_t* data) {
    __m512i s[kBatch];
    counter.take_batch(s);
    cipher.template encrypt<kBatch>(s);
    for (std::size_t i = 0; i < kBatch; ++i) {
        _mm512_storeu_si512(data + kWide * i, _mm512_xor_si512(s[i], load512(data + kWide * i)));
    }
}

void absorb_last_batch(Absorber& absorber, const std::uint8_t* ciphertext) {
    [&]<std::size_t... kQuarter>(std::index_sequence<kQuarter...>) {
        (absorber.absorb<32, kQuarter>(ciphertext), ...);
    }(std::make_index_sequence<kBatch / 2>{});
    absorber.reduce();
}

// All whole batches of `rest`, which keeps what is left. A sealed batch is absorbed beside the
// encryption of the next, an opened one beside its own decryption.
template <Way W, std::uint32_t Rounds>
__m512i batches(
    const Key& key, const Cipher<Rounds>& cipher, Counter& counter, __m512i z, MutByteView& rest) {
    constexpr std::size_t kBehind = W == Way::seal ? kBatchBytes : 0;
    Absorber absorber(key, z);
    std::uint8_t* data = rest.data() + kBehind;
    if (W == Way::seal) encrypt_first_batch(cipher, counter, rest.data());
    std::size_t n = (rest.size() - kBehind) / kBatchBytes;
    rest = rest.subspan(kBehind + n * kBatchBytes);
    if (n % 2 != 0) {
        batch<32>(cipher, counter, data, absorber, data - kBehind);
        absorber.reduce();
        data += kBatchBytes;
    }
    for (n /= 2; n > 0; --n, data += 2 * kBatchBytes) {
        std::uint8_t* const second = data + kBatchBytes;
        batch<64>(cipher, counter, data, absorber, data - kBehind);
        batch<32>(cipher, counter, second, absorber, second - kBehind);
        absorber.reduce();
    }
    if (W == Way::seal) absorb_last_batch(absorber, data - kBehind);
    return absorber.z();
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

    // In the lane that lacks one power yet, as the last block of AAD does.
    __m512i z = _mm512_inserti32x4(_mm512_setzero_si512(), waiting_aad(key, message.aad), 3);
    MutByteView rest = message.data;
    if (rest.size() >= kBatchBytes) z = batches<W>(key, cipher, counter, z, rest);

    Product product;
    const std::size_t blocks = (rest.size() + kBlock - 1) / kBlock;
    product.add(z, load512(power(key, blocks + 5)));
    const __m128i lengths = _mm_set_epi64x(8 * static_cast<long long>(message.aad.size()),
                                           8 * static_cast<long long>(message.data.size()));
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

}  // namespace

void expand_key(ByteView key, std::uint8_t* state) {
    Key& out = *reinterpret_cast<Key*>(state);
    aes::aesni::expand_key(key, out.cipher);
    alignas(16) std::uint8_t h[kBlock] = {};
    aes::aesni::encrypt_blocks(out.cipher, h, h, 1);
    const __m128i first = times_x(swap_bytes(load128(h)));
    fill_powers(out, first);
    wipe(h);
}

void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    run<Way::seal>(key_in(state), message, tag);
}

void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    run<Way::open>(key_in(state), message, tag);
}

}  // namespace vitrine::crypto::gcm_vaes

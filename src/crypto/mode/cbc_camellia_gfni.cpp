// CBC of Camellia: one block after another for a chain, eight at once for decryption and for the
// chains of a batch.

#include <immintrin.h>

#include "base/secret.h"
#include "crypto/cipher/camellia_gfni.h"
#include "crypto/mode/cbc_batch_lanes.h"
#include "crypto/mode/cbc_kernel.h"

namespace vitrine::crypto {

namespace camellia_gfni {

// With K the key of a half at its next round, each F adds up to
//     half + K(now) + (K(now) + K(next) + constant of F),
// where K holds the input constant of the boxes where a box takes the half, and is zero where FL
// does.
void expand(const camellia::Key& key, Key& out) {
    using Lone = Cipher<One, 1>;
    const auto enter = [](std::uint64_t half) {
        return Lone::right_of(_mm_set_epi64x(static_cast<long long>(__builtin_bswap64(half)), 0));
    };
    const __m128i input = _mm_set1_epi8(static_cast<char>(domain::kInput));
    const __m128i output = One::constant(domain::kOutput.data());
    const auto taken = [&](std::size_t round) { return One::add(enter(key.k[round]), input); };
    const std::size_t rounds = key.rounds;

    out.rounds = key.rounds;
    out.first = One::add(enter(key.kw[0]), taken(0));
    out.last = One::add(enter(key.kw[2]), taken(rounds - 1));
    __m128i held = enter(key.kw[1]);  // by the half that the round changes
    for (std::size_t r = 0; r < rounds; ++r) {
        const bool to_fl = r % 6 == 5;  // public, as all of the numbers here
        __m128i next = to_fl ? _mm_setzero_si128() : taken(r + 1 < rounds ? r + 1 : r);
        if (r + 1 == rounds) next = enter(key.kw[3]);
        out.delta[r] = One::add(held, next, output);
        held = taken(r);  // by the other half
        if (!to_fl || r + 1 == rounds) continue;
        Key::Between& between = out.between[r / 6];
        for (std::size_t i = 0; i < 2; ++i)
            between.ke[i] = _mm_set1_epi64x(static_cast<long long>(key.ke[r / 6 * 2 + i]));
        between.before_d2 = held;
        between.after_d1 = taken(r + 1);
        held = _mm_setzero_si128();
    }
}

}  // namespace camellia_gfni

namespace cbc_camellia_gfni {

namespace {

using camellia::kBlock;
using camellia_gfni::Cipher;
using camellia_gfni::Four;
using camellia_gfni::Key;
using camellia_gfni::One;
using cbc_batch::Lane;
static_assert(sizeof(Key) <= CbcKey::kStateSize);

constexpr std::size_t kWide = 4;  // blocks of a register

const Key& key_in(const std::uint8_t* state) {
    return *reinterpret_cast<const Key*>(state);
}
__m128i load(const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
void store(std::uint8_t* to, __m128i value) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), value);
}
__mmask8 first_blocks(std::size_t n) {  // in words of 64 bits
    return static_cast<__mmask8>(n >= kWide ? 0xffU : (1U << (2 * n)) - 1);
}

// Up to 4 N blocks. `previous` ends with the ciphertext block before them, and then with the last.
template <std::size_t N>
void decrypt_some(const Cipher<Four, N>& cipher,
                  __m512i& previous,
                  std::uint8_t* data,
                  std::size_t n) {
    using Wide = Cipher<Four, N>;
    __m512i in[N];
    typename Wide::Halves s;
    const auto mask = [n](std::size_t i) {
        return first_blocks(n > kWide * i ? n - kWide * i : 0);
    };
    for (std::size_t i = 0; i < N; ++i) {
        in[i] = _mm512_maskz_loadu_epi64(mask(i), data + kBlock * kWide * i);
        s.d1[i] = Four::add(Wide::left_of(in[i]), cipher.first());
        s.d2[i] = Wide::right_of(in[i]);
    }
    cipher.run(s);
    for (std::size_t i = 0; i < N; ++i) {
        const __m512i chain = _mm512_alignr_epi64(in[i], previous, 6);
        _mm512_mask_storeu_epi64(data + kBlock * kWide * i, mask(i),
                                 Four::add(Wide::blocks_of(s.d2[i], s.d1[i]), chain));
        previous = in[i];
    }
}

// A chain stays in the cipher's domain from block to block.
template <class Lanes, std::size_t N>
class Chain {
  public:
    using V = typename Lanes::V;
    explicit Chain(const Key& key) : cipher_(key) {}

    void start(std::size_t i, V iv) {
        s_.d2[i] = Cipher<Lanes, N>::left_of(iv);
        s_.d1[i] = Cipher<Lanes, N>::right_of(iv);
    }
    [[gnu::always_inline]] void encrypt(V (&blocks)[N]) {
        for (std::size_t i = 0; i < N; ++i) {
            const V left = Lanes::add(Cipher<Lanes, N>::left_of(blocks[i]), cipher_.first());
            const V right = Cipher<Lanes, N>::right_of(blocks[i]);
            const V d1 = Lanes::add(left, s_.d2[i]);
            s_.d2[i] = Lanes::add(right, s_.d1[i]);
            s_.d1[i] = d1;
        }
        cipher_.run(s_);
        for (std::size_t i = 0; i < N; ++i)
            blocks[i] = Cipher<Lanes, N>::blocks_of(s_.d2[i], s_.d1[i]);
    }

  private:
    Cipher<Lanes, N> cipher_;
    typename Cipher<Lanes, N>::Halves s_;
};

__m512i gather(const std::uint8_t* const (&from)[kWide]) {
    const __m256i low =
        _mm256_inserti128_si256(_mm256_castsi128_si256(load(from[0])), load(from[1]), 1);
    const __m256i high =
        _mm256_inserti128_si256(_mm256_castsi128_si256(load(from[2])), load(from[3]), 1);
    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}
void scatter(__m512i blocks, std::uint8_t* const (&to)[kWide]) {
    store(to[0], _mm512_castsi512_si128(blocks));
    store(to[1], _mm512_extracti32x4_epi32(blocks, 1));
    store(to[2], _mm512_extracti32x4_epi32(blocks, 2));
    store(to[3], _mm512_extracti32x4_epi32(blocks, 3));
}

// `active` lanes, at most 4 N, as long as all have blocks. Idle ones stay at a block of their own.
template <std::size_t N>
void run_lanes(const Key& key, Lane* lanes, std::size_t active) {
    std::uint8_t idle[kBlock] = {};
    std::uint8_t* at[N][kWide];
    std::uint8_t* iv[N][kWide];
    std::size_t stride[N][kWide];
    for (std::size_t i = 0; i < N * kWide; ++i) {
        const bool works = i < active;
        at[i / kWide][i % kWide] = works ? lanes[i].data : idle;
        iv[i / kWide][i % kWide] = works ? lanes[i].iv : idle;
        stride[i / kWide][i % kWide] = works ? kBlock : 0;
    }
    Chain<Four, N> chain(key);
    for (std::size_t i = 0; i < N; ++i)
        chain.start(i, gather({iv[i][0], iv[i][1], iv[i][2], iv[i][3]}));
    const std::size_t steps = cbc_batch::shortest(lanes, active);
    __m512i blocks[N];
    for (std::size_t step = 0; step < steps; ++step) {
        for (std::size_t i = 0; i < N; ++i)
            blocks[i] = gather({at[i][0], at[i][1], at[i][2], at[i][3]});
        chain.encrypt(blocks);
        for (std::size_t i = 0; i < N; ++i) {
            scatter(blocks[i], at[i]);
            for (std::size_t lane = 0; lane < kWide; ++lane) at[i][lane] += stride[i][lane];
        }
    }
    for (std::size_t i = 0; i < N; ++i) scatter(blocks[i], iv[i]);
    for (std::size_t i = 0; i < active; ++i) {
        lanes[i].data += steps * kBlock;
        lanes[i].blocks -= steps;
    }
    wipe(idle);
}

}  // namespace

void expand_key(ByteView key, CbcKey::Use use, std::uint8_t* state) {
    camellia::Key plain;
    camellia::expand_key(key, plain);
    if (use == CbcKey::Use::decrypt) plain = camellia::decryption_key(plain);
    camellia_gfni::expand(plain, *reinterpret_cast<Key*>(state));
    wipe_object(plain);
}

void encrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n) {
    Chain<One, 1> chain(key_in(state));
    chain.start(0, load(iv));
    for (; n > 0; --n, data += kBlock) {
        __m128i block[1] = {load(data)};
        chain.encrypt(block);
        store(data, block[0]);
        if (n == 1) store(iv, block[0]);
    }
}

void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n) {
    if (n == 0) return;
    const Key& key = key_in(state);
    __m512i previous = _mm512_broadcast_i32x4(load(iv));
    store(iv, load(data + kBlock * (n - 1)));
    const Cipher<Four, 2> wide(key);
    for (; n > kWide; data += kBlock * 2 * kWide) {
        decrypt_some(wide, previous, data, n);
        n -= n < 2 * kWide ? n : 2 * kWide;
    }
    if (n > 0) decrypt_some(Cipher<Four, 1>(key), previous, data, n);
}

void encrypt_batch(const std::uint8_t* state, const CbcStream* streams, std::size_t n) {
    const Key& key = key_in(state);
    cbc_batch::for_all<2 * kWide>(streams, n, kBlock, [&](Lane* lanes, std::size_t active) {
        if (active > kWide) {
            run_lanes<2>(key, lanes, active);
        } else if (active > 1) {
            run_lanes<1>(key, lanes, active);
        } else {
            encrypt(state, lanes[0].iv, lanes[0].data, lanes[0].blocks);
            lanes[0].blocks = 0;
        }
    });
}

}  // namespace cbc_camellia_gfni

}  // namespace vitrine::crypto

// AEAD_CHACHA20_POLY1305 by AVX2: a register holds one row of two blocks; Poly1305 runs in integer
// registers between the rounds. The readable version is chacha20_poly1305.cpp; the order of work is
// that of chacha20_poly1305_ifma.cpp.

#include <immintrin.h>

#include "base/secret.h"
#include "crypto/cipher/chacha20.h"
#include "crypto/mac/poly1305_44.h"
#include "crypto/mode/aead_kernel.h"

namespace vitrine::crypto::chacha20_poly1305_avx2 {

namespace {

using chacha20::kBlock;

constexpr std::size_t kHead = 3 * kBlock;  // encrypted by the blocks that come with the MAC's key
constexpr std::size_t kChunk = 8 * kBlock;
constexpr std::size_t kLong = kChunk + 16;  // an opening authenticates whole blocks of 16 ahead

enum class Way { seal, open };

template <int Bits>
__m256i rotate(__m256i x) {
    return _mm256_or_si256(_mm256_slli_epi32(x, Bits), _mm256_srli_epi32(x, 32 - Bits));
}
template <>
__m256i rotate<16>(__m256i x) {
    return _mm256_shuffle_epi8(x, _mm256_broadcastsi128_si256(_mm_set_epi8(
                                      13, 12, 15, 14, 9, 8, 11, 10, 5, 4, 7, 6, 1, 0, 3, 2)));
}
template <>
__m256i rotate<8>(__m256i x) {
    return _mm256_shuffle_epi8(x, _mm256_broadcastsi128_si256(_mm_set_epi8(
                                      14, 13, 12, 15, 10, 9, 8, 11, 6, 5, 4, 7, 2, 1, 0, 3)));
}

void quarter_rounds(__m256i& a, __m256i& b, __m256i& c, __m256i& d) {
    a = _mm256_add_epi32(a, b), d = rotate<16>(_mm256_xor_si256(d, a));
    c = _mm256_add_epi32(c, d), b = rotate<12>(_mm256_xor_si256(b, c));
    a = _mm256_add_epi32(a, b), d = rotate<8>(_mm256_xor_si256(d, a));
    c = _mm256_add_epi32(c, d), b = rotate<7>(_mm256_xor_si256(b, c));
}

__m256i row_of(const chacha20::State& state, unsigned row) {
    return _mm256_broadcastsi128_si256(
        _mm_loadu_si128(reinterpret_cast<const __m128i*>(state.words + 4 * row)));
}

void store(std::uint8_t* to, __m256i value) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), value);
}

// 2 G blocks of key stream; `between` is called after each of ten double rounds.
template <unsigned G, class Between>
void rows_stream(chacha20::State& state, std::uint8_t* out, Between between) {
    __m256i a[G], b[G], c[G], d[G];
    for (unsigned g = 0; g < G; ++g) {
        const int n = static_cast<int>(2 * g);
        a[g] = row_of(state, 0), b[g] = row_of(state, 1), c[g] = row_of(state, 2);
        d[g] = _mm256_add_epi32(row_of(state, 3), _mm256_set_epi32(0, 0, 0, n + 1, 0, 0, 0, n));
    }
    for (int i = 0; i < 10; ++i) {
        for (unsigned g = 0; g < G; ++g) {
            quarter_rounds(a[g], b[g], c[g], d[g]);
            b[g] = _mm256_shuffle_epi32(b[g], 0x39);  // columns become diagonals
            c[g] = _mm256_shuffle_epi32(c[g], 0x4e);
            d[g] = _mm256_shuffle_epi32(d[g], 0x93);
        }
        for (unsigned g = 0; g < G; ++g) {
            quarter_rounds(a[g], b[g], c[g], d[g]);
            b[g] = _mm256_shuffle_epi32(b[g], 0x93);
            c[g] = _mm256_shuffle_epi32(c[g], 0x4e);
            d[g] = _mm256_shuffle_epi32(d[g], 0x39);
        }
        between();
    }
    for (unsigned g = 0; g < G; ++g, out += 2 * kBlock) {
        const int n = static_cast<int>(2 * g);
        a[g] = _mm256_add_epi32(a[g], row_of(state, 0));
        b[g] = _mm256_add_epi32(b[g], row_of(state, 1));
        c[g] = _mm256_add_epi32(c[g], row_of(state, 2));
        d[g] = _mm256_add_epi32(d[g], row_of(state, 3));
        d[g] = _mm256_add_epi32(d[g], _mm256_set_epi32(0, 0, 0, n + 1, 0, 0, 0, n));
        store(out, _mm256_permute2x128_si256(a[g], b[g], 0x20));
        store(out + 32, _mm256_permute2x128_si256(c[g], d[g], 0x20));
        store(out + 64, _mm256_permute2x128_si256(a[g], b[g], 0x31));
        store(out + 96, _mm256_permute2x128_si256(c[g], d[g], 0x31));
    }
    state.words[12] += 2 * G;
}

void xor_stream(const std::uint8_t* stream, std::uint8_t* data, std::size_t n) {
    std::size_t i = 0;
    for (; i + 32 <= n; i += 32) {
        const auto* s = reinterpret_cast<const __m256i*>(stream + i);
        const auto* p = reinterpret_cast<const __m256i*>(data + i);
        store(data + i, _mm256_xor_si256(_mm256_loadu_si256(s), _mm256_loadu_si256(p)));
    }
    for (; i < n; ++i) data[i] = static_cast<std::uint8_t>(data[i] ^ stream[i]);
}

// Poly1305 of the data: it may follow the encryption or run ahead of the decryption.
class DataMac {
  public:
    DataMac(poly1305_44::State& state, ByteView data)
        : state_(state), at_(data.data()), end_(at_ + data.size()) {}

    /// At most `blocks` blocks, whole ones before `limit`.
    void step(const std::uint8_t* limit, std::size_t blocks) {
        const std::size_t there = static_cast<std::size_t>(limit - at_) / 16;
        const std::size_t now = there < blocks ? there : blocks;
        state_.add_blocks(at_, now);
        at_ += 16 * now;
    }
    void finish() { state_.add_padded({at_, end_}); }
    [[nodiscard]] const std::uint8_t* end() const { return end_; }

  private:
    poly1305_44::State& state_;
    const std::uint8_t* at_;
    const std::uint8_t* end_;
};

void crypt_rest(chacha20::State& state, std::uint8_t* stream, MutByteView rest) {
    while (!rest.empty()) {
        const std::size_t now = rest.size() < kChunk ? rest.size() : kChunk;
        if (now <= 4 * kBlock) {
            rows_stream<2>(state, stream, [] {});
        } else {
            rows_stream<4>(state, stream, [] {});
        }
        xor_stream(stream, rest.data(), now);
        rest = rest.subspan(now);
    }
}

template <Way W>
void run(const std::uint8_t* key, const AeadMessage& message, std::uint8_t* tag) {
    chacha20::State state = chacha20::make_state(key, message.nonce, 0);
    alignas(32) std::uint8_t stream[kChunk];
    rows_stream<2>(state, stream, [] {});
    alignas(32) std::uint8_t mac_key[32];
    copy_bytes({stream, sizeof mac_key}, mac_key);

    poly1305_44::State sum(mac_key);
    sum.add_padded(message.aad);
    DataMac mac(sum, message.data);
    if (W == Way::open) mac.step(mac.end(), kHead / 16);
    MutByteView rest = message.data;
    const bool is_long = rest.size() >= kHead + kLong;
    if (W == Way::open && !is_long) mac.finish();
    const std::size_t in_head = rest.size() < kHead ? rest.size() : kHead;
    xor_stream(stream + kBlock, rest.data(), in_head);
    rest = rest.subspan(in_head);
    for (; rest.size() >= kLong; rest = rest.subspan(kChunk)) {
        const std::uint8_t* limit = W == Way::open ? mac.end() : rest.data();
        rows_stream<4>(state, stream, [&] { mac.step(limit, 4); });
        xor_stream(stream, rest.data(), kChunk);
    }
    if (W == Way::open && is_long) mac.finish();
    crypt_rest(state, stream, rest);
    if (W == Way::seal) mac.finish();

    sum.add(poly1305_44::from_words(message.aad.size(), message.data.size(), 1));
    poly1305_44::finish(sum.h, mac_key + 16, tag);
    wipe(mac_key);
    wipe(stream);
    wipe_object(sum);
    wipe_object(state);
}

}  // namespace

void expand_key(ByteView key, std::uint8_t* state) {
    copy_bytes(key, {state, key.size()});
}

void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    run<Way::seal>(state, message, tag);
}

void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    run<Way::open>(state, message, tag);
}

}  // namespace vitrine::crypto::chacha20_poly1305_avx2

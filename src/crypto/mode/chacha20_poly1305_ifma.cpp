// AEAD_CHACHA20_POLY1305 by AVX-512 and IFMA. Block 0 of the key stream (the key of Poly1305) comes
// with blocks 1-3, which are all that a short message needs; long ones go sixteen blocks at a time,
// with Poly1305 of other bytes between the rounds. The readable version is chacha20_poly1305.cpp.

#include "base/secret.h"
#include "crypto/cipher/chacha20_zmm.h"
#include "crypto/mac/poly1305_lanes.h"
#include "crypto/mode/aead_kernel.h"

namespace vitrine::crypto::chacha20_poly1305_ifma {

namespace {

using poly1305_44::kLanesBytes;
using poly1305_44::Lanes;

constexpr std::size_t kHead =
    3 * chacha20::kBlock;  // encrypted by the blocks that come with the MAC's key
constexpr std::size_t kChunk = 16 * chacha20::kBlock;
// An opening may overwrite only what was authenticated: the lanes must be able to run ahead.
constexpr std::size_t kLong = kChunk + kLanesBytes;
constexpr std::size_t kWorthLanes = 4 * kLanesBytes;  // below, computing powers of r costs more

enum class Way { seal, open };

__mmask64 first_bytes(std::size_t n) {
    return n >= 64 ? ~__mmask64{0} : _bzhi_u64(~0ULL, static_cast<unsigned>(n));
}

// At most 64 N bytes.
template <std::size_t N>
void xor_stream(const __m512i* stream, std::uint8_t* data, std::size_t n) {
    for (std::size_t i = 0; i < N && 64 * i < n; ++i) {
        const __mmask64 mask = first_bytes(n - 64 * i);
        const __m512i in = _mm512_maskz_loadu_epi8(mask, data + 64 * i);
        _mm512_mask_storeu_epi8(data + 64 * i, mask, _mm512_xor_si512(in, stream[i]));
    }
}

// Up to sixteen blocks.
template <unsigned G>
void crypt_rows(chacha20::State& state, std::uint8_t* data, std::size_t n) {
    __m512i stream[4 * G];
    chacha20::rows_stream<G>(state, stream);
    xor_stream<4 * G>(stream, data, n);
    state.words[12] += 4 * G;
}

void crypt_rest(chacha20::State& state, std::uint8_t* data, std::size_t n) {
    while (n > 0) {
        const std::size_t now = n < kChunk ? n : kChunk;
        if (now <= 256) {
            crypt_rows<1>(state, data, now);
        } else if (now <= 512) {
            crypt_rows<2>(state, data, now);
        } else {
            crypt_rows<4>(state, data, now);
        }
        data += now;
        n -= now;
    }
}

// Poly1305 of the data: it may follow the encryption or run ahead of the decryption.
class DataMac {
  public:
    DataMac(const poly1305_44::State& start, ByteView data)
        : scalar_(start), lanes_(start), at_(data.data()), end_(at_ + data.size()) {}

    /// Eight blocks, if there are as many before `limit`.
    void step(const std::uint8_t* limit) {
        if (limit - at_ < static_cast<std::ptrdiff_t>(kLanesBytes)) return;
        lanes_.absorb(at_);
        at_ += kLanesBytes;
    }
    /// All that is left.
    poly1305_44::State finish() {
        while (end_ - at_ >= static_cast<std::ptrdiff_t>(kLanesBytes)) step(end_);
        scalar_.h = lanes_.finish();
        scalar_.add_padded({at_, end_});
        return scalar_;
    }
    [[nodiscard]] const std::uint8_t* end() const { return end_; }

  private:
    poly1305_44::State scalar_;
    Lanes lanes_;
    const std::uint8_t* at_;
    const std::uint8_t* end_;
};

// Data of at least kWorthLanes bytes.
template <Way W>
poly1305_44::State crypt_and_mac(chacha20::State& state,
                                 const __m512i* head,
                                 const poly1305_44::State& start,
                                 MutByteView data) {
    DataMac mac(start, data);
    if (W == Way::open) {
        mac.step(mac.end());
        mac.step(mac.end());  // 256 bytes ahead of the head's 192
    }
    xor_stream<3>(head, data.data(), kHead);
    MutByteView rest = data.subspan(kHead);
    for (; rest.size() >= kLong; rest = rest.subspan(kChunk)) {
        const std::uint8_t* limit = W == Way::open ? mac.end() : rest.data();
        chacha20::columns_crypt(state, rest.data(), [&] { mac.step(limit); });
    }
    if (W == Way::seal) {
        crypt_rest(state, rest.data(), rest.size());
        return mac.finish();
    }
    const poly1305_44::State sum = mac.finish();
    crypt_rest(state, rest.data(), rest.size());
    return sum;
}

template <Way W>
poly1305_44::State crypt_and_mac_short(chacha20::State& state,
                                       const __m512i* head,
                                       poly1305_44::State mac,
                                       MutByteView data) {
    if (W == Way::open) mac.add_padded(data);
    const std::size_t in_head = data.size() < kHead ? data.size() : kHead;
    xor_stream<3>(head, data.data(), in_head);
    crypt_rest(state, data.data() + in_head, data.size() - in_head);
    if (W == Way::seal) mac.add_padded(data);
    return mac;
}

template <Way W>
void run(const std::uint8_t* key, const AeadMessage& message, std::uint8_t* tag) {
    chacha20::State state = chacha20::make_state(key, message.nonce, 0);
    __m512i first[4];
    chacha20::rows_stream<1>(state, first);
    state.words[12] = 4;
    alignas(64) std::uint8_t mac_key[64];
    _mm512_store_si512(mac_key, first[0]);

    poly1305_44::State mac(mac_key);
    mac.add_padded(message.aad);
    mac = message.data.size() >= kWorthLanes
              ? crypt_and_mac<W>(state, first + 1, mac, message.data)
              : crypt_and_mac_short<W>(state, first + 1, mac, message.data);
    mac.add(poly1305_44::from_words(message.aad.size(), message.data.size(), 1));
    poly1305_44::finish(mac.h, mac_key + 16, tag);
    wipe(mac_key);
    wipe_object(first);
    wipe_object(mac);
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

}  // namespace vitrine::crypto::chacha20_poly1305_ifma

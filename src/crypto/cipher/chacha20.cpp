#include "crypto/cipher/chacha20.h"

#include <bit>

#include "base/secret.h"

namespace vitrine::crypto::chacha20 {

namespace {

std::uint32_t load_le(const std::uint8_t* p) {
    return static_cast<std::uint32_t>(p[0] | (p[1] << 8) | (p[2] << 16)) |
           (std::uint32_t{p[3]} << 24);
}

void store_le(std::uint8_t* p, std::uint32_t x) {
    for (unsigned i = 0; i < 4; ++i) p[i] = static_cast<std::uint8_t>(x >> (8 * i));
}

// RFC 8439 §2.1.
void quarter_round(std::uint32_t& a, std::uint32_t& b, std::uint32_t& c, std::uint32_t& d) {
    a += b, d = std::rotl(d ^ a, 16);
    c += d, b = std::rotl(b ^ c, 12);
    a += b, d = std::rotl(d ^ a, 8);
    c += d, b = std::rotl(b ^ c, 7);
}

}  // namespace

State make_state(const std::uint8_t* key, const std::uint8_t* nonce, std::uint32_t counter) {
    State s{{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574}};  // "expand 32-byte k"
    for (unsigned i = 0; i < 8; ++i) s.words[4 + i] = load_le(key + 4 * i);
    s.words[12] = counter;
    for (unsigned i = 0; i < 3; ++i) s.words[13 + i] = load_le(nonce + 4 * i);
    return s;
}

// RFC 8439 §2.3.
void block(const State& state, std::uint8_t* out) {
    State working = state;
    std::uint32_t* s = working.words;
    for (int i = 0; i < 10; ++i) {
        quarter_round(s[0], s[4], s[8], s[12]);
        quarter_round(s[1], s[5], s[9], s[13]);
        quarter_round(s[2], s[6], s[10], s[14]);
        quarter_round(s[3], s[7], s[11], s[15]);
        quarter_round(s[0], s[5], s[10], s[15]);
        quarter_round(s[1], s[6], s[11], s[12]);
        quarter_round(s[2], s[7], s[8], s[13]);
        quarter_round(s[3], s[4], s[9], s[14]);
    }
    for (unsigned i = 0; i < 16; ++i) store_le(out + 4 * i, s[i] + state.words[i]);
    wipe_object(working);
}

// RFC 8439 §2.4.
void crypt(State& state, MutByteView data) {
    std::uint8_t stream[kBlock];
    while (!data.empty()) {
        block(state, stream);
        ++state.words[12];
        const std::size_t now = data.size() < kBlock ? data.size() : kBlock;
        for (std::size_t i = 0; i < now; ++i)
            data[i] = static_cast<std::uint8_t>(data[i] ^ stream[i]);
        data = data.subspan(now);
    }
    wipe(stream);
}

}  // namespace vitrine::crypto::chacha20

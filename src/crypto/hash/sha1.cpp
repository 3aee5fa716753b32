// SHA-1 (FIPS 180-4 §6.1.2). Collisions since 2017; lives on in HMAC and in the PRF of TLS 1.0
// and 1.1.
#include <array>
#include <bit>

#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

namespace {

std::uint32_t load_be(const std::uint8_t* p) {
    return (std::uint32_t{p[0]} << 24) | (std::uint32_t{p[1]} << 16) | (std::uint32_t{p[2]} << 8) |
           p[3];
}

constexpr std::uint32_t kK[] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};

std::uint32_t f(std::size_t t, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    switch (t / 20) {
        case 0:
            return d ^ (b & (c ^ d));  // Ch
        case 2:
            return (b & c) | (d & (b | c));  // Maj
        default:
            return b ^ c ^ d;  // Parity
    }
}

}  // namespace

void sha1_compress(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    auto& h = state.w32;
    for (; count > 0; --count, blocks += 64) {
        std::array<std::uint32_t, 80> w;
        for (std::size_t t = 0; t < 16; ++t) w[t] = load_be(blocks + 4 * t);
        for (std::size_t t = 16; t < 80; ++t)
            w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
        std::uint32_t a = h[0];
        std::uint32_t b = h[1];
        std::uint32_t c = h[2];
        std::uint32_t d = h[3];
        std::uint32_t e = h[4];
        for (std::size_t t = 0; t < 80; ++t) {
            const std::uint32_t next = std::rotl(a, 5) + f(t, b, c, d) + e + kK[t / 20] + w[t];
            e = d;
            d = c;
            c = std::rotl(b, 30);
            b = a;
            a = next;
        }
        h[0] += a;
        h[1] += b;
        h[2] += c;
        h[3] += d;
        h[4] += e;
    }
}

}  // namespace vitrine::crypto

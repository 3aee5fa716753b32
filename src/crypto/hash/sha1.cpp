// SHA-1 (FIPS 180-4 §6.1.2). Collisions since 2017; lives on in HMAC and in the PRF of TLS 1.0
// and 1.1.
#include <array>
#include <bit>
#include <utility>

#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

namespace {

std::uint32_t load_be(const std::uint8_t* p) {
    return (std::uint32_t{p[0]} << 24) | (std::uint32_t{p[1]} << 16) | (std::uint32_t{p[2]} << 8) |
           p[3];
}

constexpr std::uint32_t kK[] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};

template <std::size_t kPart>
std::uint32_t f(std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    if constexpr (kPart == 0) return d ^ (b & (c ^ d));        // Ch
    if constexpr (kPart == 2) return (b & c) | (d & (b | c));  // Maj
    return b ^ c ^ d;                                          // Parity
}

using Letters = std::array<std::uint32_t, 5>;

/// The last sixteen words of the message schedule; W(t) takes the place of W(t - 16).
using Words = std::array<std::uint32_t, 16>;

/// a ... e of the standard walk through the array, so that nothing has to move.
template <std::size_t kT>
void round(Letters& s, Words& w) {
    const auto letter = [&](std::size_t i) -> std::uint32_t& { return s[(i + 80 - kT) % 5]; };
    const auto word = [&](std::size_t before) -> std::uint32_t& {
        return w[(kT + 16 - before) % 16];
    };
    if constexpr (kT >= 16) word(0) = std::rotl(word(3) ^ word(8) ^ word(14) ^ word(16), 1);
    letter(4) += std::rotl(letter(0), 5) + f<kT / 20>(letter(1), letter(2), letter(3)) +
                 kK[kT / 20] + word(0);
    letter(1) = std::rotl(letter(1), 30);
}

void eighty_rounds(Letters& s, Words& w) {
    [&]<std::size_t... kT>(std::index_sequence<kT...>) {
        (round<kT>(s, w), ...);
    }(std::make_index_sequence<80>{});
}

}  // namespace

void sha1_compress(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    auto& h = state.w32;
    for (; count > 0; --count, blocks += 64) {
        Words w;
        for (std::size_t t = 0; t < 16; ++t) w[t] = load_be(blocks + 4 * t);
        Letters s = {h[0], h[1], h[2], h[3], h[4]};
        eighty_rounds(s, w);
        for (std::size_t i = 0; i < s.size(); ++i) h[i] += s[i];
    }
}

}  // namespace vitrine::crypto

#include "crypto/drbg.h"

#include <algorithm>
#include <bit>

#include "base/secret.h"

namespace vitrine::crypto {

namespace {

using Words = std::array<std::uint32_t, 16>;

void quarter_round(Words& x, std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
    x[a] += x[b];
    x[d] = std::rotl(x[d] ^ x[a], 16);
    x[c] += x[d];
    x[b] = std::rotl(x[b] ^ x[c], 12);
    x[a] += x[b];
    x[d] = std::rotl(x[d] ^ x[a], 8);
    x[c] += x[d];
    x[b] = std::rotl(x[b] ^ x[c], 7);
}

/// One keystream block of ChaCha20 (RFC 8439 §2.3) with a zero nonce.
void keystream_block(ByteView key, std::uint32_t counter, std::span<std::uint8_t, 64> out) {
    Words x = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    for (std::size_t i = 0; i < 8; ++i) {
        for (std::size_t k = 4; k > 0; --k) x[4 + i] = (x[4 + i] << 8) | key[4 * i + k - 1];
    }
    x[12] = counter;
    Words start = x;
    for (int i = 0; i < 10; ++i) {
        for (std::size_t k = 0; k < 4; ++k) quarter_round(x, k, 4 + k, 8 + k, 12 + k);
        for (std::size_t k = 0; k < 4; ++k)
            quarter_round(x, k, 4 + (k + 1) % 4, 8 + (k + 2) % 4, 12 + (k + 3) % 4);
    }
    for (std::size_t i = 0; i < 64; ++i)
        out[i] = static_cast<std::uint8_t>((x[i / 4] + start[i / 4]) >> (8 * (i % 4)));
    wipe_object(x);
    wipe_object(start);
}

}  // namespace

Drbg::Drbg(std::span<const std::uint8_t, 32> seed) {
    copy_bytes(seed, key_);
}

Drbg::~Drbg() {
    wipe(key_);
    wipe_stack();
}

Status Drbg::fill(MutByteView out) {
    std::array<std::uint8_t, 64> block;
    keystream_block(key_, 0, block);
    std::array<std::uint8_t, 32> next_key;
    copy_bytes(ByteView{block}.first(32), next_key);
    std::size_t used = 32;
    for (std::uint32_t counter = 1; !out.empty();) {
        if (used == block.size()) {
            keystream_block(key_, counter++, block);
            used = 0;
        }
        const std::size_t n = std::min(block.size() - used, out.size());
        copy_bytes(ByteView{block}.subspan(used, n), out);
        out = out.subspan(n);
        used += n;
    }
    key_ = next_key;
    wipe(block);
    wipe(next_key);
    return done();
}

}  // namespace vitrine::crypto

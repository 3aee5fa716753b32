// Poly1305 with limbs of 44 bits, for the kernels: three limbs instead of five, and the same limbs
// that the 52-bit multiplier of AVX-512 IFMA takes. Follows mac/poly1305.cpp, which is the one to
// read first.
#pragma once

#include <cstring>

#include "base/bytes.h"
#include "base/ct.h"
#include "base/int128.h"

namespace vitrine::crypto::poly1305_44 {

inline constexpr std::uint64_t kLimb = (std::uint64_t{1} << 44) - 1;
inline constexpr std::uint64_t kTopLimb = (std::uint64_t{1} << 42) - 1;

/// x[0] + 2^44 x[1] + 2^88 x[2].
struct Number {
    std::uint64_t x[3];
};

/// 128 bits, little-endian, and the bit above them.
inline Number from_words(std::uint64_t low, std::uint64_t high, std::uint64_t bit_128) {
    return {{low & kLimb, ((low >> 44) | (high << 20)) & kLimb, (high >> 24) | (bit_128 << 40)}};
}

inline std::uint64_t load_word(const std::uint8_t* p) {
    std::uint64_t word = 0;
    std::memcpy(&word, p, 8);
    return word;
}

inline Number from_block(const std::uint8_t* block) {
    return from_words(load_word(block), load_word(block + 8), 1);
}

/// Products added up before anything is carried: 2^132 weighs 4 * 5.
struct Sums {
    u128 c0, c1, c2;
};

[[gnu::always_inline]] inline Sums sums_of(const Number& a, const Number& b) {
    const std::uint64_t b1 = 20 * b.x[1];
    const std::uint64_t b2 = 20 * b.x[2];
    return {u128{a.x[0]} * b.x[0] + u128{a.x[1]} * b2 + u128{a.x[2]} * b1,
            u128{a.x[0]} * b.x[1] + u128{a.x[1]} * b.x[0] + u128{a.x[2]} * b2,
            u128{a.x[0]} * b.x[2] + u128{a.x[1]} * b.x[1] + u128{a.x[2]} * b.x[0]};
}

/// Modulo 2^130 - 5, but for some small excess.
[[gnu::always_inline]] inline Number carried(const Sums& sums) {
    auto [c0, c1, c2] = sums;
    c1 += static_cast<std::uint64_t>(c0 >> 44);
    c2 += static_cast<std::uint64_t>(c1 >> 44);
    std::uint64_t h0 = static_cast<std::uint64_t>(c0) & kLimb;
    h0 += 5 * static_cast<std::uint64_t>(c2 >> 42);
    return {{h0 & kLimb, (static_cast<std::uint64_t>(c1) & kLimb) + (h0 >> 44),
             static_cast<std::uint64_t>(c2) & kTopLimb}};
}

/// a b modulo 2^130 - 5, but for some small excess.
[[gnu::always_inline]] inline Number product(const Number& a, const Number& b) {
    return carried(sums_of(a, b));
}

[[gnu::always_inline]] inline Number sum(const Number& a, const Number& b) {
    return {{a.x[0] + b.x[0], a.x[1] + b.x[1], a.x[2] + b.x[2]}};
}

/// h and r of one message.
struct State {
    Number r;
    Number h{};

    /// clamp(), RFC 8439 §2.5, of the key's first half.
    explicit State(const std::uint8_t* key)
        : r(from_words(
              load_word(key) & 0x0ffffffc0fffffff, load_word(key + 8) & 0x0ffffffc0ffffffc, 0)) {}

    void add(const Number& block) { h = product(sum(h, block), r); }
    /// Two blocks in the time of one, for `r_squared`: (h + first) r^2 + second r.
    void add_pair(const Number& first, const Number& second, const Number& r_squared) {
        const Sums old = sums_of(sum(h, first), r_squared);
        const Sums fresh = sums_of(second, r);
        h = carried({old.c0 + fresh.c0, old.c1 + fresh.c1, old.c2 + fresh.c2});
    }
    void add_blocks(const std::uint8_t* p, std::size_t n) {
        for (; n > 0; --n, p += 16) add(from_block(p));
    }
    /// The last n < 16 bytes, filled up with zeros.
    void add_part(const std::uint8_t* p, std::size_t n) {
        if (n == 0) return;
        std::uint8_t block[16] = {};
        std::memcpy(block, p, n);
        add(from_block(block));
    }
    void add_padded(ByteView data) {
        add_blocks(data.data(), data.size() / 16);
        add_part(data.data() + data.size() / 16 * 16, data.size() % 16);
    }
};

/// h modulo 2^130 - 5, + s modulo 2^128; `s` is the key's second half.
inline void finish(const Number& sum, const std::uint8_t* s, std::uint8_t* tag) {
    Number h = sum;
    for (int i = 0; i < 2; ++i) {
        h.x[1] += h.x[0] >> 44, h.x[0] &= kLimb;
        h.x[2] += h.x[1] >> 44, h.x[1] &= kLimb;
        h.x[0] += 5 * (h.x[2] >> 42), h.x[2] &= kTopLimb;
    }
    h.x[1] += h.x[0] >> 44, h.x[0] &= kLimb;
    std::uint64_t g0 = h.x[0] + 5;  // g = h - (2^130 - 5)
    std::uint64_t g1 = h.x[1] + (g0 >> 44);
    const std::uint64_t g2 = h.x[2] + (g1 >> 44);
    g0 &= kLimb, g1 &= kLimb;
    // all ones if h was not smaller; no branch is to come of it
    const std::uint64_t take = ct::barrier(std::uint64_t{0} - (g2 >> 42));
    h.x[0] ^= take & (h.x[0] ^ g0);
    h.x[1] ^= take & (h.x[1] ^ g1);
    h.x[2] ^= take & (h.x[2] ^ (g2 & kTopLimb));
    u128 low = u128{h.x[0] | (h.x[1] << 44)} + load_word(s);
    const std::uint64_t high = ((h.x[1] >> 20) | (h.x[2] << 24)) + load_word(s + 8) +
                               static_cast<std::uint64_t>(low >> 64);
    const std::uint64_t words[2] = {static_cast<std::uint64_t>(low), high};
    std::memcpy(tag, words, 16);
}

}  // namespace vitrine::crypto::poly1305_44

#include "crypto/mode/ghash.h"

namespace vitrine::crypto {

namespace {

// The low 64 bits of a product over GF(2), by the processor's integer multiplier. Each factor is
// cut into four with three zeros between its bits: sums of up to eight fit the gap, and the
// sixteenth of the top column falls out at the end, so that carries never reach a bit that is kept.
std::uint64_t carryless_low(std::uint64_t x, std::uint64_t y) {
    constexpr std::uint64_t kEveryFourth = 0x1111111111111111;
    std::uint64_t xs[4];
    std::uint64_t ys[4];
    for (unsigned i = 0; i < 4; ++i) {
        xs[i] = x & (kEveryFourth << i);
        ys[i] = y & (kEveryFourth << i);
    }
    std::uint64_t product = 0;
    for (unsigned k = 0; k < 4; ++k) {
        std::uint64_t sum = 0;
        for (unsigned i = 0; i < 4; ++i) sum ^= xs[i] * ys[(k + 4 - i) % 4];
        product |= sum & (kEveryFourth << k);
    }
    return product;
}

std::uint64_t reverse_bits(std::uint64_t x) {
    const auto swap = [&](std::uint64_t mask, unsigned by) {
        x = ((x & mask) << by) | ((x >> by) & mask);
    };
    swap(0x5555555555555555, 1);
    swap(0x3333333333333333, 2);
    swap(0x0f0f0f0f0f0f0f0f, 4);
    swap(0x00ff00ff00ff00ff, 8);
    swap(0x0000ffff0000ffff, 16);
    return (x << 32) | (x >> 32);
}

// 127 bits of product: the upper ones are the lower ones of the factors read backwards.
GhashBlock carryless(std::uint64_t x, std::uint64_t y) {
    return {reverse_bits(carryless_low(reverse_bits(x), reverse_bits(y))) >> 1,
            carryless_low(x, y)};
}

// Word `w` stands for coefficients 128 and more places above those of `high` and `low` together:
// x^128 = x^7 + x^2 + x + 1, and a higher power lies further right.
void fold(std::uint64_t w, std::uint64_t& high, std::uint64_t& low) {
    high ^= w ^ (w >> 1) ^ (w >> 2) ^ (w >> 7);
    low ^= (w << 63) ^ (w << 62) ^ (w << 57);
}

}  // namespace

GhashBlock ghash_multiply(const GhashBlock& a, const GhashBlock& b) {
    const GhashBlock high = carryless(a.high, b.high);
    const GhashBlock low = carryless(a.low, b.low);
    GhashBlock mid = carryless(a.high ^ a.low, b.high ^ b.low);  // Karatsuba
    mid.high ^= high.high ^ low.high;
    mid.low ^= high.low ^ low.low;
    std::uint64_t p3 = high.high;
    std::uint64_t p2 = high.low ^ mid.high;
    std::uint64_t p1 = low.high ^ mid.low;
    std::uint64_t p0 = low.low;
    // Read backwards, a product of 2 x 128 bits has 255: it lies one place too far right.
    p3 = (p3 << 1) | (p2 >> 63);
    p2 = (p2 << 1) | (p1 >> 63);
    p1 = (p1 << 1) | (p0 >> 63);
    p0 <<= 1;
    fold(p0, p2, p1);
    fold(p1, p3, p2);
    return {p3, p2};
}

void Ghash::update(const GhashBlock& block) {
    y_ = ghash_multiply({y_.high ^ block.high, y_.low ^ block.low}, h_);
}

void Ghash::update(ByteView data) {
    while (!data.empty()) {
        const std::size_t now = data.size() < 16 ? data.size() : 16;
        update(load_ghash_block(data.first(now)));
        data = data.subspan(now);
    }
}

GhashBlock load_ghash_block(ByteView bytes) {
    GhashBlock block;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::uint64_t& half = i < 8 ? block.high : block.low;
        half |= std::uint64_t{bytes[i]} << (56 - 8 * (i % 8));
    }
    return block;
}

void store_ghash_block(const GhashBlock& block, std::uint8_t* out) {
    for (unsigned i = 0; i < 8; ++i) {
        out[i] = static_cast<std::uint8_t>(block.high >> (56 - 8 * i));
        out[8 + i] = static_cast<std::uint8_t>(block.low >> (56 - 8 * i));
    }
}

}  // namespace vitrine::crypto

#include "crypto/bignum/montgomery_lanes.h"

#include "base/secret.h"

namespace vitrine::crypto::bignum {

const LaneArithmetic* lane_arithmetic() {
#if defined(__x86_64__)
    if (const LaneArithmetic* kernel = lane_arithmetic_ifma(); cpu::usable(*kernel)) return kernel;
#endif
    return nullptr;
}

LaneModulus::~LaneModulus() {
    for (LaneInteger* secret : {&n, &rr}) wipe_object(*secret);
    wipe_object(n0);
    wipe_object(columns);
}

std::size_t lane_digits_for(std::size_t bits) {
    const std::size_t digits = (bits + 2 + 51) / 52;
    return (digits + kLaneBlock - 1) / kLaneBlock * kLaneBlock;
}

void load_lane(
    LaneInteger& r, std::size_t lane, const Limb* limbs, std::size_t width, std::size_t digits) {
    for (std::size_t i = 0; i < digits; ++i) {
        const std::size_t limb = 52 * i / 64;
        const std::size_t shift = 52 * i % 64;
        std::uint64_t digit = limb < width ? limbs[limb] >> shift : 0;  // public: positions only
        if (shift > 12 && limb + 1 < width) digit |= std::uint64_t{limbs[limb + 1]} << (64 - shift);
        r.digit[i][lane] = digit & kLaneDigitMask;
    }
}

void store_lane(
    Limb* limbs, std::size_t width, const LaneInteger& a, std::size_t lane, std::size_t digits) {
    const auto digit_at = [&](std::size_t i) { return i < digits ? a.digit[i][lane] : 0; };
    for (std::size_t i = 0; i < width; ++i) {
        const std::size_t at = 64 * i / 52;
        const std::size_t shift = 64 * i % 52;
        std::uint64_t limb = (digit_at(at) >> shift) | (digit_at(at + 1) << (52 - shift));
        if (shift > 40) limb |= digit_at(at + 2) << (104 - shift);
        limbs[i] = static_cast<Limb>(limb);
    }
}

void fill_lanes(LaneInteger& r, std::uint64_t value, std::size_t digits) {
    for (std::size_t i = 0; i < digits; ++i) {
        for (std::uint64_t& word : r.digit[i]) word = i == 0 ? value : 0;
    }
}

// 2^(128 w) squared is 2^(256 w) / R; times 2^(208 d - 256 w) it is 2^(208 d) / R^2 = R^2.
void complete_lane_modulus(LaneModulus& m, std::size_t width, const LaneArithmetic& arithmetic) {
    const std::size_t exponent = 208 * m.digits - 256 * width;
    LaneInteger power;
    fill_lanes(power, 0, m.digits);
    for (std::uint64_t& word : power.digit[exponent / 52])
        word = std::uint64_t{1} << (exponent % 52);
    arithmetic.square(m.rr, m.rr, m);
    arithmetic.multiply(m.rr, m.rr, power, m);
}

}  // namespace vitrine::crypto::bignum

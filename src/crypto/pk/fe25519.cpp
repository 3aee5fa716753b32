#include "crypto/pk/fe25519.h"

#include "crypto/pk/division_steps.h"

namespace vitrine::crypto {

namespace {

struct Prime25519 {
    static constexpr std::size_t kBits = 255;
    static constexpr std::array<std::uint64_t, 4> kModulus = {
        0xffffffffffffffed, 0xffffffffffffffff, 0xffffffffffffffff, 0x7fffffffffffffff};
};

std::uint64_t load_le64(const std::uint8_t* p) {
    std::uint64_t value = 0;
    for (int i = 7; i >= 0; --i) value = (value << 8) | p[i];
    return value;
}

}  // namespace

Fe25519 Fe25519::from_bytes(std::span<const std::uint8_t, 32> bytes) {
    const std::uint8_t* p = bytes.data();
    // Limb i begins at bit 51 i: at bytes 0, 6 + 3 bits, 12 + 6 bits, 19 + 1 bit, 24 + 12 bits.
    return Fe25519{{load_le64(p) & kLimbMask, (load_le64(p + 6) >> 3) & kLimbMask,
                    (load_le64(p + 12) >> 6) & kLimbMask, (load_le64(p + 19) >> 1) & kLimbMask,
                    (load_le64(p + 24) >> 12) & kLimbMask}};
}

void Fe25519::to_bytes(std::span<std::uint8_t, 32> bytes) const {
    Fe25519 r =
        carried(carried(*this));  // now below 2^255 + 19, each limb below 2^51 but for the lowest
    // q = 1 if r >= p: exactly then r + 19 reaches 2^255.
    std::uint64_t q = 19;
    for (const std::uint64_t l : r.limb) q = (l + q) >> 51;
    r.limb[0] += 19 * q;
    std::uint64_t carry = 0;
    for (std::uint64_t& l : r.limb) {
        l += carry;
        carry = l >> 51;
        l &= kLimbMask;
    }
    const auto& [l0, l1, l2, l3, l4] = r.limb;
    const std::array<std::uint64_t, 4> words = {l0 | (l1 << 51), (l1 >> 13) | (l2 << 38),
                                                (l2 >> 26) | (l3 << 25), (l3 >> 39) | (l4 << 12)};
    for (std::size_t i = 0; i < 32; ++i) {
        bytes[i] = static_cast<std::uint8_t>(words[i / 8] >> (8 * (i % 8)));
    }
}

Fe25519 power_2_250_minus_1(const Fe25519& a, Fe25519& eleven) {
    const Fe25519 a2 = square(a);
    const Fe25519 a9 = square(a2, 2) * a;
    eleven = a9 * a2;
    const Fe25519 e5 = square(eleven) * a9;  // a^(2^5 - 1), and so on
    const Fe25519 e10 = square(e5, 5) * e5;
    const Fe25519 e20 = square(e10, 10) * e10;
    const Fe25519 e40 = square(e20, 20) * e20;
    const Fe25519 e50 = square(e40, 10) * e10;
    const Fe25519 e100 = square(e50, 50) * e50;
    const Fe25519 e200 = square(e100, 100) * e100;
    return square(e200, 50) * e50;
}

Fe25519 inverse(const Fe25519& a) {
    std::array<std::uint8_t, 32> bytes{};
    a.to_bytes(bytes);
    std::array<std::uint64_t, 4> words{};
    for (std::size_t i = 0; i < 4; ++i) words[i] = load_le64(&bytes[8 * i]);
    words = ec::DivisionSteps<Prime25519>::inverse(words);
    for (std::size_t i = 0; i < 32; ++i) {
        bytes[i] = static_cast<std::uint8_t>(words[i / 8] >> (8 * (i % 8)));
    }
    const Fe25519 r = Fe25519::from_bytes(bytes);
    wipe_object(bytes);
    wipe_object(words);
    return r;
}

Fe25519 inverse_by_power(const Fe25519& a) {
    Fe25519 eleven;
    const Fe25519 e250 = power_2_250_minus_1(a, eleven);
    return square(e250, 5) * eleven;  // 2^255 - 32 + 11 = p - 2
}

Fe25519 power_p58(const Fe25519& a) {
    Fe25519 eleven;
    const Fe25519 e250 = power_2_250_minus_1(a, eleven);
    return square(e250, 2) * a;  // 2^252 - 4 + 1 = (p - 5) / 8
}

}  // namespace vitrine::crypto

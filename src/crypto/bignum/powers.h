// Powers modulo an odd number over any multiplication of residues in Montgomery's form: fixed
// windows for a secret exponent, squares and products for a public one. The multiplication is a
// `Multiplier` with mul(r, a, b) and square(r, a); bignum/montgomery.cpp has one, and so has
// bignum/gmp_backend.cpp. Secret: bases, exponents, moduli.  Public: widths, bit lengths.
#pragma once

#include "base/secret.h"
#include "crypto/bignum/montgomery.h"

namespace vitrine::crypto::bignum {

template <class L>
void wipe_limbs(L* limbs, std::size_t width) {
    wipe({reinterpret_cast<std::uint8_t*>(limbs), width * sizeof(L)});
}

/// Bits of a window: few for short exponents, whose table would cost more than it saves.
constexpr std::size_t window_bits(std::size_t exponent_bits) {
    return exponent_bits <= 320 ? 4 : 5;
}
inline constexpr std::size_t kMaxEntries = 32;

/// r = table[index], touching every entry.
template <class L>
void select_entry(
    L* r, const L* table, std::size_t entries, std::uint32_t index, std::size_t width) {
    for (std::size_t j = 0; j < width; ++j) r[j] = 0;
    for (std::size_t i = 0; i < entries; ++i) {
        const auto mask = static_cast<L>(ct::eq(i, index).u64());
        const L* entry = table + i * width;
        for (std::size_t j = 0; j < width; ++j) r[j] = static_cast<L>(r[j] | (entry[j] & mask));
    }
}

/// What exp_secret of montgomery.h says.
template <class L, class Multiplier>
void windowed_power(L* r,
                    const L* base,
                    const L* exponent,
                    std::size_t exponent_bits,
                    const Modulus<L>& m,
                    Multiplier& times) {
    constexpr std::size_t kWidth = kMaxSecretBits / kLimbBits<L>;
    const std::size_t window = window_bits(exponent_bits);
    const std::size_t entries = std::size_t{1} << window;
    const std::size_t exponent_width = limbs_for<L>(exponent_bits);
    std::array<L, kMaxEntries * kWidth> table;
    std::array<L, kWidth> entry;
    std::array<L, kWidth> power;

    for (std::size_t j = 0; j < m.width; ++j) entry[j] = 0;
    entry[0] = 1;
    times.mul(table.data(), m.rr, entry.data());  // 1 * R
    times.mul(table.data() + m.width, base, m.rr);
    for (std::size_t i = 2; i < entries; ++i) {
        times.mul(&table[i * m.width], &table[(i - 1) * m.width], &table[m.width]);
    }
    for (std::size_t j = 0; j < m.width; ++j) power[j] = table[j];
    for (std::size_t left = (exponent_bits + window - 1) / window; left-- > 0;) {
        for (std::size_t i = 0; i < window; ++i) times.square(power.data(), power.data());
        const std::uint32_t index = bits_at(exponent, exponent_width, left * window, window);
        select_entry(entry.data(), table.data(), entries, index, m.width);
        times.mul(power.data(), power.data(), entry.data());
    }
    for (std::size_t j = 0; j < m.width; ++j) entry[j] = 0;
    entry[0] = 1;
    times.mul(r, power.data(), entry.data());
    wipe_limbs(table.data(), entries * m.width);
    wipe_limbs(entry.data(), m.width);
    wipe_limbs(power.data(), m.width);
}

/// What exp_public of montgomery.h says; `m.rr` must be there.
template <class L, class Multiplier>
void public_power(
    L* r, const L* base, std::uint64_t exponent, const Modulus<L>& m, Multiplier& times) {
    constexpr std::size_t kWidth = kMaxPublicBits / kLimbBits<L>;
    std::array<L, kWidth> plain;
    std::array<L, kWidth> start;
    std::array<L, kWidth> power;
    for (std::size_t j = 0; j < m.width; ++j) plain[j] = base[j];
    times.mul(start.data(), base, m.rr);
    for (std::size_t j = 0; j < m.width; ++j) power[j] = start[j];
    std::size_t bit = 63;
    while (((exponent >> bit) & 1) == 0) --bit;  // public: the exponent
    while (bit > 0) {
        times.square(power.data(), power.data());
        --bit;
        if (bit > 0 && ((exponent >> bit) & 1) != 0)
            times.mul(power.data(), power.data(), start.data());
    }
    // The last factor, 1 or the base as it came, takes the power out of Montgomery's form.
    for (std::size_t j = 0; j < m.width; ++j) start[j] = 0;
    start[0] = 1;
    const bool odd = exponent > 1 && (exponent & 1) != 0;
    times.mul(r, power.data(), odd ? plain.data() : start.data());
    wipe_limbs(plain.data(), m.width);
    wipe_limbs(start.data(), m.width);
    wipe_limbs(power.data(), m.width);
}

/// A Multiplier as the field that bignum/two_powers.h wants.
template <class L, class Multiplier>
class MultiplierField {
  public:
    MultiplierField(const Modulus<L>& m, Multiplier& times) : m_(m), times_(times) {}
    [[nodiscard]] std::size_t width() const { return m_.width; }
    void enter(L* r, const L* x) { times_.mul(r, x, m_.rr); }
    void multiply(L* r, const L* a, const L* b) { times_.mul(r, a, b); }
    void square(L* r, const L* a) { times_.square(r, a); }
    void leave(L* r, const L* a) {
        std::array<L, kMaxPublicBits / kLimbBits<L>> one;
        for (std::size_t j = 0; j < m_.width; ++j) one[j] = 0;
        one[0] = 1;
        times_.mul(r, a, one.data());
    }

  private:
    const Modulus<L>& m_;
    Multiplier& times_;
};

}  // namespace vitrine::crypto::bignum

// The product of two powers with one walk of squarings for both (Straus, Addition chains of
// vectors, 1964; HAC §14.6.1), as DSA's verification wants it: everything is public. A backend
// brings its field: width(), enter(r, x), multiply(r, a, b), square(r, a), leave(r, a), numbers in
// its own form of width() words.
#pragma once

#include "crypto/bignum/modexp.h"

namespace vitrine::crypto::bignum {

/// An exponent as odd digits below 16 at some of its bits, at least four places apart.
class OddDigits {
  public:
    [[gnu::always_inline]] explicit OddDigits(const ExpJob& job) : at_{} {
        for (std::size_t i = 0; i < job.exponent_bits;) {
            const std::uint64_t four = four_bits(job, i);
            at_[i] = (four & 1) != 0 ? static_cast<std::uint8_t>(four) : std::uint8_t{0};
            i += (four & 1) != 0 ? 4 : 1;
        }
    }
    /// Zero: none at this bit.
    [[gnu::always_inline]] std::uint8_t operator[](std::size_t bit) const { return at_[bit]; }

  private:
    [[gnu::always_inline]] static std::uint64_t four_bits(const ExpJob& job, std::size_t at) {
        std::uint64_t bits = 0;
        for (std::size_t i = at; i < at + 4 && i < job.exponent_bits; ++i)
            bits |= std::uint64_t{(job.exponent[i / kLimbBits<Limb>] >> (i % kLimbBits<Limb>)) & 1}
                    << (i - at);
        return bits;
    }

    std::uint8_t at_[kMaxSecretBits];
};

/// The odd powers of a base up to its 15th.
template <class Field, class Word, std::size_t kMaxWidth>
class OddPowers {
  public:
    OddPowers(Field& field, const Limb* base) : width_(field.width()) {
        alignas(64) Word square[kMaxWidth];  // as kernels load it
        field.enter(words_, base);
        field.square(square, words_);
        for (std::size_t i = 1; i < 8; ++i)
            field.multiply(words_ + i * width_, words_ + (i - 1) * width_, square);
    }
    [[nodiscard]] const Word* of(std::uint8_t digit) const { return words_ + digit / 2 * width_; }

  private:
    std::size_t width_;
    alignas(64) Word words_[8 * kMaxWidth];
};

/// r = a.base^a.exponent * b.base^b.exponent mod n, exponents of as many bits; a.m is b.m. An
/// exponent that is zero gives 1.
template <class Word, std::size_t kMaxWidth, class Field>
void two_powers_vartime(Limb* r, const ExpJob& a, const ExpJob& b, Field& field) {
    const OddPowers<Field, Word, kMaxWidth> powers[2] = {{field, a.base}, {field, b.base}};
    const OddDigits digits[2] = {OddDigits(a), OddDigits(b)};
    alignas(64) Word result[kMaxWidth];
    std::array<Limb, kMaxSecretBits / kLimbBits<Limb>> one{};
    one[0] = 1;
    field.enter(result, one.data());
    bool begun = false;
    for (std::size_t bit = a.exponent_bits; bit-- > 0;) {
        if (begun) field.square(result, result);
        for (std::size_t k = 0; k < 2; ++k) {
            if (digits[k][bit] == 0) continue;
            field.multiply(result, result, powers[k].of(digits[k][bit]));
            begun = true;
        }
    }
    field.leave(r, result);
}

}  // namespace vitrine::crypto::bignum

// Arithmetic modulo an odd number in Montgomery's form: x stands as x R mod m, R = 2^(width).
// Every value is kept below m, every operation takes the same steps for all values, so all of it is
// constant-time in its operands. `Modulus` gives kBits and kModulus (64-bit words, least
// significant first). A kernel may put its own product in place of the portable one: the Kernel
// parameter. Source: Handbook of Applied Cryptography §14.3.2.  Read next: ec_point.h.
#pragma once

#include "crypto/pk/division_steps.h"
#include "crypto/pk/ec_limbs.h"

namespace vitrine::crypto::ec {

/// The product and square every machine can do: one row of the product, one step of the reduction,
/// in turn.
struct PortableKernel {
    template <class Modulus, class Limb, std::size_t N>
    static constexpr Limbs<Limb, N> multiply(const Limbs<Limb, N>& a,
                                             const Limbs<Limb, N>& b,
                                             const Limbs<Limb, N>& m,
                                             Limb m_inverse) {
        Limbs<Limb, N> t{};
        Limb top = 0;
        for (std::size_t i = 0; i < N; ++i) {
            Limb carry = 0;
            for (std::size_t j = 0; j < N; ++j) t[j] = multiply_add(a[j], b[i], t[j], carry);
            Limb top_carry = 0;
            const Limb above = add_with_carry(top, carry, top_carry);
            const Limb q = static_cast<Limb>(t[0] * m_inverse);
            carry = 0;
            multiply_add(q, m[0], t[0],
                         carry);  // makes the lowest limb zero; only its carry is kept
            for (std::size_t j = 1; j < N; ++j) t[j - 1] = multiply_add(q, m[j], t[j], carry);
            Limb high_carry = 0;
            t[N - 1] = add_with_carry(above, carry, high_carry);
            top = static_cast<Limb>(top_carry + high_carry);
        }
        return subtract_once(t, top, m);
    }

    template <class Modulus, class Limb, std::size_t N>
    static constexpr Limbs<Limb, N> square(const Limbs<Limb, N>& a,
                                           const Limbs<Limb, N>& m,
                                           Limb m_inverse) {
        return multiply<Modulus>(a, a, m, m_inverse);
    }

    template <class Modulus, class Limb, std::size_t N>
    static constexpr Limbs<Limb, N> add(const Limbs<Limb, N>& a,
                                        const Limbs<Limb, N>& b,
                                        const Limbs<Limb, N>& m) {
        Limbs<Limb, N> sum = a;
        const Limb carry = ec::add(sum, b);
        return subtract_once(sum, carry, m);
    }

    template <class Modulus, class Limb, std::size_t N>
    static constexpr Limbs<Limb, N> subtract(const Limbs<Limb, N>& a,
                                             const Limbs<Limb, N>& b,
                                             const Limbs<Limb, N>& m) {
        Limbs<Limb, N> difference = a;
        const Limb borrow = ec::subtract(difference, b);
        const Limb mask = static_cast<Limb>(Limb{0} - borrow);
        ec::add(difference, select_limbs(mask, m, Limbs<Limb, N>{}));
        return difference;
    }

    /// a / 2: an odd a has m added first.
    template <class Modulus, class Limb, std::size_t N>
    static constexpr Limbs<Limb, N> halve(const Limbs<Limb, N>& a, const Limbs<Limb, N>& m) {
        const Limb odd = static_cast<Limb>(Limb{0} - static_cast<Limb>(a[0] & 1u));
        Limbs<Limb, N> even = a;
        Limb above = ec::add(even, select_limbs(odd, m, Limbs<Limb, N>{}));
        for (std::size_t i = N; i-- > 0;) {
            const Limb shifted =
                static_cast<Limb>((even[i] >> 1) | (above << (kLimbBits<Limb> - 1)));
            above = static_cast<Limb>(even[i] & 1u);
            even[i] = shifted;
        }
        return even;
    }

    /// table[magnitude - 1], every entry read; any entry for magnitude 0.
    template <class Entry, std::size_t N>
    static Entry entry(const std::array<Entry, N>& table, std::uint32_t magnitude) {
        Entry r = table[0];
        for (std::size_t i = 1; i < N; ++i) r = select(ct::eq(magnitude, i + 1), table[i], r);
        return r;
    }
};

template <class Modulus, class Limb = NativeLimb, class Operations = PortableKernel>
class Field {
  public:
    using Kernel = Operations;
    static constexpr std::size_t kLimbCount =
        (Modulus::kBits + kLimbBits<Limb> - 1) / kLimbBits<Limb>;
    static constexpr std::size_t kBytes = (Modulus::kBits + 7) / 8;
    using Raw = Limbs<Limb, kLimbCount>;
    static constexpr Raw kModulus = limbs_from_words<Limb, kLimbCount>(Modulus::kModulus);

    constexpr Field() = default;
    static constexpr Field zero() { return Field{}; }
    static constexpr Field one() { return Field{kOne}; }
    /// A plain number, below m.
    static constexpr Field from_raw(const Raw& value) { return Field{times(value, kRSquared)}; }
    static constexpr Field from_words(
        const std::array<std::uint64_t, (Modulus::kBits + 63) / 64>& words) {
        return from_raw(limbs_from_words<Limb, kLimbCount>(words));
    }
    [[nodiscard]] constexpr Raw to_raw() const {
        Raw unit{};
        unit[0] = 1;
        return times(value_, unit);
    }
    /// The limbs as they stand, in Montgomery's form; for kernels.
    [[nodiscard]] constexpr const Raw& montgomery_form() const { return value_; }
    static constexpr Field from_montgomery_form(const Raw& value) { return Field{value}; }

    friend constexpr Field operator*(const Field& a, const Field& b) {
        return Field{times(a.value_, b.value_)};
    }
    friend constexpr Field operator+(const Field& a, const Field& b) {
        return Field{Kernel::template add<Modulus>(a.value_, b.value_, kModulus)};
    }
    friend constexpr Field operator-(const Field& a, const Field& b) {
        return Field{Kernel::template subtract<Modulus>(a.value_, b.value_, kModulus)};
    }
    [[nodiscard]] constexpr Field square() const {
        return Field{Kernel::template square<Modulus>(value_, kModulus, kInverse)};
    }
    [[nodiscard]] constexpr Field twice() const { return *this + *this; }
    [[nodiscard]] constexpr Field halved() const {
        return Field{Kernel::template halve<Modulus>(value_, kModulus)};
    }
    [[nodiscard]] constexpr Field negated() const { return Field{} - *this; }

    /// The inverse; zero for zero. (x R)^-1 R^3 is x^-1 R in Montgomery's form.
    [[nodiscard]] Field inverse() const {
        const auto inverted = DivisionSteps<Modulus>::inverse(words_from_limbs(value_));
        return Field{times(limbs_from_words<Limb, kLimbCount>(inverted), kRCubed)};
    }
    /// The same by Fermat's theorem, for a prime m: this^(m-2).
    [[nodiscard]] Field inverse_by_power() const {
        Raw exponent = kModulus;
        Raw two{};
        two[0] = 2;
        subtract(exponent, two);
        return power(exponent);
    }
    /// this^exponent for a public exponent, four bits at a time.
    [[nodiscard]] Field power(const Raw& exponent) const {
        std::array<Field, 16> table;
        table[0] = one();
        for (std::size_t i = 1; i < 16; ++i) table[i] = table[i - 1] * *this;
        Field r = one();
        for (std::size_t i = kLimbCount * kLimbBits<Limb> / 4; i-- > 0;) {
            for (int j = 0; j < 4; ++j) r = r.square();
            const std::size_t bit = 4 * i;
            r = r * table[(exponent[bit / kLimbBits<Limb>] >> (bit % kLimbBits<Limb>)) & 15u];
        }
        return r;
    }

    [[nodiscard]] ct::Mask is_zero() const { return ec::is_zero(value_); }
    friend ct::Mask equal(const Field& a, const Field& b) { return (a - b).is_zero(); }
    friend Field select(ct::Mask mask, const Field& yes, const Field& no) {
        return Field{select_limbs(static_cast<Limb>(mask.u64()), yes.value_, no.value_)};
    }

    /// kBytes bytes, big-endian.
    void to_bytes(MutByteView out) const { limbs_to_bytes(to_raw(), out); }
    /// Any value of up to kBytes bytes that is below 2m.
    static Field from_bytes_reduced(ByteView bytes) {
        return from_raw(
            subtract_once(limbs_from_bytes<Limb, kLimbCount>(bytes), Limb{0}, kModulus));
    }

  private:
    explicit constexpr Field(const Raw& value) : value_(value) {}

    static constexpr Raw times(const Raw& a, const Raw& b) {
        return Kernel::template multiply<Modulus>(a, b, kModulus, kInverse);
    }
    /// 2^doublings mod m.
    static constexpr Raw power_of_two(std::size_t doublings) {
        Raw r{};
        r[0] = 1;
        for (std::size_t i = 0; i < doublings; ++i) {
            Raw copy = r;
            const Limb carry = add(r, copy);
            r = subtract_once(r, carry, kModulus);
        }
        return r;
    }
    /// -m^-1 mod 2^kLimbBits, by Newton's iteration.
    static constexpr Limb minus_inverse() {
        Limb x = 1;
        for (int i = 0; i < 6; ++i) x = static_cast<Limb>(x * (2u - kModulus[0] * x));
        return static_cast<Limb>(Limb{0} - x);
    }

    static constexpr Limb kInverse = minus_inverse();
    static constexpr Raw kOne = power_of_two(kLimbCount * kLimbBits<Limb>);
    static constexpr Raw kRSquared = power_of_two(2 * kLimbCount * kLimbBits<Limb>);
    static constexpr Raw kRCubed =
        PortableKernel::template multiply<Modulus>(kRSquared, kRSquared, kModulus, kInverse);

    Raw value_{};
};

}  // namespace vitrine::crypto::ec

// Scalar times point. Scalars are cut into signed digits of fixed width (Booth), so that all
// scalars take the same additions; tables are read whole, the wanted entry kept by a mask (attack
// A32's timing half). The variable-time forms serve signature verification, where everything is
// public. Source: Guide to Elliptic Curve Cryptography §3.3.  Read next: ec_operations.h.
#pragma once

#include "base/secret.h"
#include "crypto/pk/ec_point.h"

namespace vitrine::crypto::ec {

/// A signed digit: magnitude 0 ... 2^(w-1).
struct Digit {
    std::uint32_t magnitude;
    ct::Mask negative;
};

/// The bit at `position`, which may lie outside (0).
template <class Limb, std::size_t N>
std::uint32_t bit_at(const Limbs<Limb, N>& k, std::size_t position) {
    if (position >= N * kLimbBits<Limb>) return 0;  // public: a position
    return static_cast<std::uint32_t>(
        (k[position / kLimbBits<Limb>] >> (position % kLimbBits<Limb>)) & 1u);
}

/// `Count` bits from `position` on, zeros past the end.
template <std::size_t Count, class Limb, std::size_t N>
std::uint32_t bits_at(const Limbs<Limb, N>& k, std::size_t position) {
    const std::size_t limb = position / kLimbBits<Limb>, shift = position % kLimbBits<Limb>;
    std::uint32_t bits = limb < N ? static_cast<std::uint32_t>(k[limb] >> shift) : 0;
    if (shift + Count > kLimbBits<Limb> && limb + 1 < N) {  // public: a position
        bits |= static_cast<std::uint32_t>(k[limb + 1] << (kLimbBits<Limb> - shift));
    }
    return bits & ((1u << Count) - 1);
}

/// Digit i of width w: bits w i - 1 ... w i + w - 1, the lowest counted as a carry in, the top as
/// minus.
template <std::size_t W, class Limb, std::size_t N>
Digit booth_digit(const Limbs<Limb, N>& k, std::size_t i) {
    const std::uint32_t bits = i == 0 ? bits_at<W>(k, 0) << 1 : bits_at<W + 1>(k, W * i - 1);
    const std::uint32_t rounded = (bits >> 1) + (bits & 1);
    const ct::Mask negative = ct::Mask::from_bit(bits >> W);
    const std::uint32_t complement = (1u << W) - rounded;
    return {ct::select(negative, complement, rounded), negative};
}

template <class F>
AffinePoint<F> select(ct::Mask mask, const AffinePoint<F>& yes, const AffinePoint<F>& no) {
    return {select(mask, yes.x, no.x), select(mask, yes.y, no.y)};
}

/// table[magnitude - 1] with the digit's sign; any value for magnitude 0.
template <class P, std::size_t N>
P look_up(const std::array<P, N>& table, const Digit& digit) {
    P r = decltype(P::x)::Kernel::entry(table, digit.magnitude);
    r.y = select(digit.negative, r.y.negated(), r.y);
    return r;
}

/// Digits that cover a scalar of the curve and its last carry.
template <std::size_t W>
constexpr std::size_t digit_count(std::size_t bits) {
    return bits / W + 1;
}

/// k * p. Secret: k.  Public: p.  Leaks: nothing.
/// The table's additions and all but the last step cannot meet equal points: the running multiple
/// is below the order and, but for infinity, larger than any table entry.
template <class Scalar, class F>
JacobianPoint<F> multiply(const typename Scalar::Raw& k,
                          const AffinePoint<F>& p,
                          std::size_t bits) {
    constexpr std::size_t kWidth = 5;
    std::array<JacobianPoint<F>, 16> table;  // p, 2p ... 16p
    table[0] = JacobianPoint<F>::from(p);
    for (std::size_t i = 1; i < table.size(); ++i) {
        table[i] =
            i % 2 == 1 ? doubled(table[i / 2]) : add_affine(table[i - 1], p, ct::Mask::none());
    }
    JacobianPoint<F> sum;
    for (std::size_t i = digit_count<kWidth>(bits); i-- > 0;) {
        for (std::size_t j = 0; j < kWidth; ++j) sum = doubled(sum);
        const Digit digit = booth_digit<kWidth>(k, i);
        JacobianPoint<F> entry = look_up(table, digit);
        entry.z = select(ct::is_zero(digit.magnitude), F::zero(), entry.z);
        sum = i == 0 ? add_complete(sum, entry) : add(sum, entry);
    }
    return sum;
}

/// Multiples of the base point: row i holds 1 ... 2^(W-1) times 2^(W i) G, affine.
template <class F, std::size_t Bits, std::size_t W>
struct BaseTable {
    static constexpr std::size_t kWidth = W;
    static constexpr std::size_t kRows = digit_count<W>(Bits);
    std::array<std::array<AffinePoint<F>, std::size_t{1} << (W - 1)>, kRows> rows;

    /// Fills the table from the base point; one inversion a row.
    void fill(const AffinePoint<F>& base) {
        AffinePoint<F> first = base;
        for (auto& row : rows) first = fill_row(first, row);
    }
    /// One row; returns the first entry of the next. The multiples are made in Jacobian form, then
    /// all affine by one inversion (Montgomery's trick).
    static AffinePoint<F> fill_row(const AffinePoint<F>& first,
                                   std::array<AffinePoint<F>, std::size_t{1} << (W - 1)>& row) {
        constexpr std::size_t kCount = std::size_t{1} << (W - 1);
        std::array<JacobianPoint<F>, kCount> points;
        std::array<F, kCount> products;  // z_0 ... z_i
        points[0] = JacobianPoint<F>::from(first);
        products[0] = points[0].z;
        for (std::size_t i = 1; i < kCount; ++i) {
            points[i] =
                i == 1 ? doubled(points[0]) : add_affine(points[i - 1], first, ct::Mask::none());
            products[i] = products[i - 1] * points[i].z;
        }
        F inverse = products[kCount - 1].inverse();
        for (std::size_t i = kCount; i-- > 0;) {
            const F z_inverse = i == 0 ? inverse : inverse * products[i - 1];
            inverse = inverse * points[i].z;
            const F zz = z_inverse.square();
            row[i] = {points[i].x * zz, points[i].y * (zz * z_inverse)};
        }
        return to_affine(doubled(points[kCount - 1]));  // 2^(W-1) first -> 2^W first
    }
};

/// k * G from the table. Secret: k.  Leaks: nothing.
/// Below the last row the running sum is smaller than the row's entries, so never equal to one.
template <class F, std::size_t Bits, std::size_t W, class Limb, std::size_t N>
JacobianPoint<F> multiply_base(const Limbs<Limb, N>& k, const BaseTable<F, Bits, W>& table) {
    JacobianPoint<F> sum;
    for (std::size_t i = 0; i < table.kRows; ++i) {
        const Digit digit = booth_digit<W>(k, i);
        const AffinePoint<F> entry = look_up(table.rows[i], digit);
        const ct::Mask skip = ct::is_zero(digit.magnitude);
        sum = i + 1 == table.kRows ? add_affine_complete(sum, entry, skip)
                                   : add_affine(sum, entry, skip);
    }
    return sum;
}

/// Signed odd digits with at least W - 1 zeros after each; Bits + 1 of them. Variable-time.
template <std::size_t W, std::size_t Bits, class Limb, std::size_t N>
std::array<std::int8_t, Bits + 1> naf_digits_vartime(const Limbs<Limb, N>& k) {
    std::array<std::int8_t, Bits + 1> digits{};
    std::uint32_t carry = 0;
    for (std::size_t i = 0; i <= Bits;) {
        if (((bit_at(k, i) + carry) & 1) == 0) {
            ++i;  // the carry goes on: 0 + 0, or 1 + 1
            continue;
        }
        std::uint32_t window = carry;
        for (std::size_t j = 0; j < W; ++j) window += bit_at(k, i + j) << j;
        carry = window >> (W - 1);
        digits[i] =
            static_cast<std::int8_t>(static_cast<int>(window) - static_cast<int>(carry << W));
        i += W;
    }
    return digits;
}

/// a * G + b * q for public scalars.
template <class F, std::size_t Bits, std::size_t W, class Limb, std::size_t N>
JacobianPoint<F> multiply_two_vartime(const Limbs<Limb, N>& a,
                                      const BaseTable<F, Bits, W>& table,
                                      const Limbs<Limb, N>& b,
                                      const AffinePoint<F>& q) {
    constexpr std::size_t kWidth = 5;
    std::array<JacobianPoint<F>, 8> odd;  // q, 3q ... 15q
    odd[0] = JacobianPoint<F>::from(q);
    const JacobianPoint<F> two_q = doubled(odd[0]);
    for (std::size_t i = 1; i < odd.size(); ++i) odd[i] = add(odd[i - 1], two_q);
    const auto digits = naf_digits_vartime<kWidth, Bits>(b);
    JacobianPoint<F> sum;
    for (std::size_t i = digits.size(); i-- > 0;) {
        sum = doubled(sum);
        if (digits[i] == 0) continue;
        const auto index = static_cast<std::size_t>(digits[i] > 0 ? digits[i] : -digits[i]) / 2;
        JacobianPoint<F> entry = odd[index];
        if (digits[i] < 0) entry.y = entry.y.negated();
        sum = add_vartime(sum, entry);
    }
    for (std::size_t i = 0; i < table.kRows; ++i) {
        const Digit digit = booth_digit<W>(a, i);
        if (digit.magnitude == 0) continue;
        AffinePoint<F> entry = table.rows[i][digit.magnitude - 1];
        if (ct::declassify(digit.negative, "a verifier's scalars are public"))
            entry.y = entry.y.negated();
        sum = add_affine_vartime(sum, entry);
    }
    return sum;
}

/// The multiplications that ec_operations.h asks for, over field F with the scalars of S. Another
/// class with these functions may stand in its place (ec_vector.h).
template <class C, class F, class S, std::size_t BaseWidth>
class TableMultiplier {
  public:
    using Raw = typename S::Raw;
    static JacobianPoint<F> base(const Raw& k) { return multiply_base(k, table()); }
    static JacobianPoint<F> point(const Raw& k, const AffinePoint<F>& p) {
        return multiply<S>(k, p, C::kBits);
    }
    static JacobianPoint<F> two_vartime(const Raw& a, const Raw& b, const AffinePoint<F>& q) {
        return multiply_two_vartime(a, table(), b, q);
    }

  private:
    using Table = BaseTable<F, C::kBits, BaseWidth>;
    /// Made at first use; C++ makes that safe between threads.
    static const Table& table() {
        static const Table filled = [] {
            Table t;
            t.fill({F::from_words(C::kGx), F::from_words(C::kGy)});
            return t;
        }();
        return filled;
    }
};
template <class C, class F, class S>
using PlainMultiplier = TableMultiplier<C, F, S, C::kBaseWidth>;

}  // namespace vitrine::crypto::ec

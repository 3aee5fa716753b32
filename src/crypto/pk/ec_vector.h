// Scalar multiplication by a vector kernel: the bridge between a curve's plain arithmetic and eight
// lanes of AVX-512. The kernel knows points in limbs of its own; this side cuts scalars into
// digits, fills the table of the base point's multiples, and takes the results back. It is ordinary
// code, so nothing of it may use what the kernel's file may. Read next: ec_vector_ifma.h,
// p256_ifma.cpp.
#pragma once

#include "crypto/pk/ec_multiply.h"

namespace vitrine::crypto::ec {

inline constexpr std::size_t kVectorLanes = 8;
inline constexpr std::size_t kVectorWidth = 5;  ///< bits of a signed digit
inline constexpr std::size_t kVectorEntries = std::size_t{1} << (kVectorWidth - 1);

/// How a kernel writes the numbers of a curve: `limbs` of `radix_bits` bits. Coordinates come out
/// up to a little above the modulus, and homogeneous: (X : Y : Z) is (X/Z, Y/Z).
template <std::size_t Bits, std::size_t Limbs, std::size_t RadixBits>
struct VectorShape {
    static constexpr std::size_t kBits = Bits;
    static constexpr std::size_t kLimbs = Limbs;
    static constexpr std::size_t kRadixBits = RadixBits;
    static constexpr std::size_t kWords = (Bits + 63) / 64;
    static constexpr std::size_t kDigits = digit_count<kVectorWidth>(Bits);
    static constexpr std::size_t kGroups = (kDigits + kVectorLanes - 1) / kVectorLanes;

    using Number = std::array<std::uint64_t, Limbs>;
    struct Point {
        Number x, y, z;
    };
    struct Constants {
        Number b, one;
    };
    /// A scalar's signed digits, least significant first; those past the last are zero.
    struct Digits {
        std::array<std::uint8_t, kVectorLanes * kGroups> magnitude;
        std::array<std::uint8_t, kVectorLanes * kGroups> negative;
    };
    /// Entry e of group g: for each word of x and y, lane i holds (e + 1) 32^(8 g + i) G.
    struct BaseTable {
        alignas(64) std::uint64_t word[kGroups][kVectorEntries][2 * kWords][kVectorLanes];
    };

    /// digits * G and digits * p.  Secret: digits, result.  Leaks: nothing.
    struct Kernel {
        void (*multiply_base)(const BaseTable& table,
                              const Constants& constants,
                              const Digits& digits,
                              Point& product);
        void (*multiply)(const Point& p,
                         const Constants& constants,
                         const Digits& digits,
                         Point& product);
    };
};

using P256Vector = VectorShape<256, 5, 52>;
using P384Vector = VectorShape<384, 8, 52>;
using P521Vector = VectorShape<521, 11, 52>;
extern const P256Vector::Kernel kP256VectorIfma;  ///< x86-64 only
extern const P384Vector::Kernel kP384VectorIfma;  ///< x86-64 only
extern const P521Vector::Kernel kP521VectorIfma;  ///< x86-64 only

/// The multiplications of ec_operations.h, by `kKernel`. F is the curve's field; a kernel that
/// works in Montgomery's form has R = 2^FormBits, and FormBits is zero for one that does not.
template <class C,
          class F,
          class Shape,
          const typename Shape::Kernel& kKernel,
          std::size_t FormBits>
class VectorMultiplier {
  public:
    using Raw = typename F::Raw;
    using Point = typename Shape::Point;

    static JacobianPoint<F> base(const Raw& k) {
        auto digits = digits_of(k);
        Point product;
        kKernel.multiply_base(base_table(), constants(), digits, product);
        wipe_object(digits);
        return taken(product);
    }
    static JacobianPoint<F> point(const Raw& k, const AffinePoint<F>& p) {
        auto digits = digits_of(k);
        Point product;
        kKernel.multiply({given(p.x), given(p.y), constants().one}, constants(), digits, product);
        wipe_object(digits);
        return taken(product);
    }
    /// a G + b q.
    static JacobianPoint<F> two_vartime(const Raw& a, const Raw& b, const AffinePoint<F>& q) {
        return add_complete(base(a), point(b, q));
    }

  private:
    static typename Shape::Digits digits_of(const Raw& k) {
        typename Shape::Digits digits{};
        for (std::size_t i = 0; i < Shape::kDigits; ++i) {
            const Digit digit = booth_digit<kVectorWidth>(k, i);
            digits.magnitude[i] = static_cast<std::uint8_t>(digit.magnitude);
            digits.negative[i] = static_cast<std::uint8_t>(digit.negative.u64() & 1);
        }
        return digits;
    }

    /// A field element in the kernel's form, as words below the modulus.
    static Raw in_form(const F& a) {
        if constexpr (FormBits == 0) {
            return a.to_raw();
        } else {
            // Our own form has R = 2^(64 words); the kernel's is a few doublings further.
            F shifted = a;
            for (std::size_t i = 64 * Shape::kWords; i < FormBits; ++i) shifted = shifted.twice();
            return shifted.montgomery_form();
        }
    }
    static typename Shape::Number given(const F& a) {
        const Raw words = in_form(a);
        typename Shape::Number r{};
        for (std::size_t i = 0; i < Shape::kLimbs; ++i) {
            constexpr std::uint64_t kMask = (std::uint64_t{1} << Shape::kRadixBits) - 1;
            const std::size_t bit = i * Shape::kRadixBits, word = bit / 64, shift = bit % 64;
            if (word < Shape::kWords) r[i] = words[word] >> shift;  // public: positions
            if (shift + Shape::kRadixBits > 64 && word + 1 < Shape::kWords)
                r[i] |= words[word + 1] << (64 - shift);
            r[i] &= kMask;
        }
        return r;
    }

    /// The limbs' sum, reduced: what lies above the modulus's bits is folded back. The factor by
    /// which the forms differ is the same for all three coordinates, so it changes no point.
    static F taken(const typename Shape::Number& a) {
        std::array<std::uint64_t, Shape::kWords + 1> sum{};
        for (std::size_t i = 0; i < Shape::kLimbs; ++i) add_at(sum, i * Shape::kRadixBits, a[i]);
        constexpr std::size_t kTop = Shape::kBits / 64, kTopBits = Shape::kBits % 64;
        Raw low{}, high{};
        for (std::size_t i = 0; i < Shape::kWords; ++i) low[i] = sum[i];
        high[0] = sum[kTop] >> kTopBits;
        if constexpr (kTopBits != 0) {
            high[0] |= sum[kTop + 1] << (64 - kTopBits);
            low[kTop] &= (std::uint64_t{1} << kTopBits) - 1;
        }
        return F::from_montgomery_form(subtract_once(low, std::uint64_t{0}, F::kModulus)) +
               F::from_montgomery_form(high) * fold();
    }
    /// 2^bits.
    static const F& fold() {
        static const F folded = [] {
            F power = F::one();
            for (std::size_t i = 0; i < Shape::kBits; ++i) power = power.twice();
            return power;
        }();
        return folded;
    }
    template <std::size_t N>
    static void add_at(std::array<std::uint64_t, N>& sum, std::size_t bit, std::uint64_t limb) {
        const u128 wide = static_cast<u128>(limb) << (bit % 64);
        std::uint64_t carry = 0;
        const std::size_t word = bit / 64;
        sum[word] = add_with_carry(sum[word], static_cast<std::uint64_t>(wide), carry);
        if (word + 1 < N) {
            sum[word + 1] =
                add_with_carry(sum[word + 1], static_cast<std::uint64_t>(wide >> 64), carry);
        }
        for (std::size_t i = word + 2; i < N; ++i)
            sum[i] = add_with_carry(sum[i], std::uint64_t{0}, carry);
    }
    /// (X : Y : Z) is (X Z, Y Z^2, Z) in Jacobian coordinates.
    static JacobianPoint<F> taken(Point& p) {
        const F z = taken(p.z);
        const JacobianPoint<F> r{taken(p.x) * z, taken(p.y) * z.square(), z};
        wipe_object(p);
        return r;
    }

    static const typename Shape::Constants& constants() {
        static const typename Shape::Constants made{given(F::from_words(C::kB)), given(F::one())};
        return made;
    }
    /// Made at first use; C++ makes that safe between threads.
    static const typename Shape::BaseTable& base_table() {
        static const Filled filled;
        return filled.table;
    }
    struct Filled {
        Filled() : table{} {
            using Rows = ec::BaseTable<F, Shape::kBits, kVectorWidth>;
            AffinePoint<F> first{F::from_words(C::kGx), F::from_words(C::kGy)};
            std::array<AffinePoint<F>, kVectorEntries> row;
            for (std::size_t i = 0; i < Shape::kDigits; ++i) {
                first = Rows::fill_row(first, row);
                for (std::size_t e = 0; e < kVectorEntries; ++e) store(i, e, row[e]);
            }
        }
        void store(std::size_t digit, std::size_t entry, const AffinePoint<F>& p) {
            auto& words = table.word[digit / kVectorLanes][entry];
            const Raw x = in_form(p.x), y = in_form(p.y);
            for (std::size_t i = 0; i < Shape::kWords; ++i) {
                words[i][digit % kVectorLanes] = x[i];
                words[Shape::kWords + i][digit % kVectorLanes] = y[i];
            }
        }
        typename Shape::BaseTable table;
    };
};

}  // namespace vitrine::crypto::ec

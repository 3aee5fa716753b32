// Inverses modulo an odd number by division steps, always as many as the largest number could need:
// constant-time, and four times as fast as a power by Fermat's theorem. A batch of up to 60 steps
// looks at the lowest words of f and g only and leaves a matrix; the matrix is then applied to the
// long numbers. Source: Bernstein and Yang, Fast constant-time gcd computation and modular
// inversion (2019), §8 to §11.  Read next: ec_field.h, whose `inverse` this is.
#pragma once

#include <array>
#include <cstdint>

#include "base/ct.h"
#include "base/int128.h"
#include "base/secret.h"

namespace vitrine::crypto::ec {

/// Signed numbers in limbs of 62 bits, least significant first; only the last limb has a sign.
template <std::size_t N>
using SignedLimbs = std::array<std::int64_t, N>;

inline constexpr int kSignedLimbBits = 62;
inline constexpr std::int64_t kSignedLimbMask = (std::int64_t{1} << kSignedLimbBits) - 1;

/// (f, g) becomes (u f + v g, q f + r g) / 2^62.
struct StepMatrix {
    std::int64_t u, v, q, r;
};

template <class Modulus>
class DivisionSteps {
  public:
    static constexpr std::size_t kWords = (Modulus::kBits + 63) / 64;
    using Words = std::array<std::uint64_t, kWords>;

    /// x^-1 mod m for x in [0, m) prime to m; zero for zero.  Secret: x.  Leaks: nothing.
    static Words inverse(const Words& x) {
        Pair fg{kModulus, to_signed(x)};
        Pair de{Number{}, Number{1}};
        std::int64_t delta = -1;  // minus delta, or minus (delta + 1/2): one in both cases
        for (int i = 0; i < kBatches; ++i) {
            const StepMatrix t = batch(delta, fg.first[0], fg.second[0]);
            update_cofactors(de, t);
            update(fg, t);
        }
        const Words r = from_signed(normalized(de.first, fg.first[kCount - 1] >> 63));
        wipe_object(fg);
        wipe_object(de);
        return r;
    }

  private:
    static constexpr std::size_t kCount =
        (Modulus::kBits + 2 + kSignedLimbBits - 1) / kSignedLimbBits;
    using Number = SignedLimbs<kCount>;
    struct Pair {
        Number first;
        Number second;
    };

    // §11, theorem 11.2, for steps that begin with delta = 1. Beginning with 1/2 takes fewer: 590
    // for 256 bits, which the convex hulls of all inputs show (Wuille, safegcd-bounds, 2021).
    static constexpr bool kHalf = Modulus::kBits > 250 && Modulus::kBits <= 256;
    static constexpr int kBits = static_cast<int>(Modulus::kBits);
    static constexpr int kSteps = kHalf ? 590 : (49 * kBits + (kBits < 46 ? 80 : 57)) / 17;
    static constexpr int kBatches = (kSteps + 59) / 60;
    static constexpr int kBatchSteps = (kSteps + kBatches - 1) / kBatches;
    static constexpr int kHalfSteps = kBatchSteps / 2;

    static constexpr Number to_signed(const Words& x) {
        Number r{};
        for (std::size_t i = 0; i < kCount; ++i) {
            const std::size_t word = kSignedLimbBits * i / 64, shift = kSignedLimbBits * i % 64;
            std::uint64_t limb = word < kWords ? x[word] >> shift : 0;  // public: positions only
            if (shift > 2 && word + 1 < kWords) limb |= x[word + 1] << (64 - shift);
            r[i] = static_cast<std::int64_t>(limb) & kSignedLimbMask;
        }
        return r;
    }
    static Words from_signed(const Number& x) {
        Words r{};
        for (std::size_t i = 0; i < kCount; ++i) {
            const std::size_t word = kSignedLimbBits * i / 64, shift = kSignedLimbBits * i % 64;
            const auto limb = static_cast<std::uint64_t>(x[i]);
            if (word < kWords) r[word] |= limb << shift;  // public: positions only
            if (shift > 2 && word + 1 < kWords) r[word + 1] |= limb >> (64 - shift);
        }
        return r;
    }

    static constexpr Number kModulus = to_signed(Modulus::kModulus);
    /// m^-1 mod 2^62, by Newton's iteration.
    static constexpr std::uint64_t modulus_inverse() {
        std::uint64_t x = 1;
        for (int i = 0; i < 6; ++i) x *= 2 - Modulus::kModulus[0] * x;
        return x;
    }
    static constexpr std::uint64_t kModulusInverse = modulus_inverse();

    /// What the steps work on. Two cofactors share a word, u + 2^32 v modulo 2^64: all that is done
    /// to them is linear, so they do not disturb each other. That lasts for 30 steps, while they
    /// are below 2^31.
    struct State {
        std::uint64_t f, g, eta;  ///< eta: minus delta, or minus (delta + 1/2)
        std::uint64_t uv, qr;
    };

    /// A step: if delta > 0 and g is odd, (delta, f, g) becomes (1 - delta, g, (g - f) / 2); else
    /// (1 + delta, f, (g + (g mod 2) f) / 2).
    static StepMatrix half_batch(State& state, int steps) {
        State s = state;
        s.uv = 1;
        s.qr = std::uint64_t{1} << 32;
        for (int i = 0; i < steps; ++i) {
            const std::uint64_t positive = ct::barrier(0 - (s.eta >> 63));
            const std::uint64_t odd = ct::barrier(0 - (s.g & 1));
            const std::uint64_t swap = positive & odd;
            const std::uint64_t g = s.g, qr = s.qr;
            s.g += ((s.f ^ positive) - positive) & odd;
            s.qr += ((s.uv ^ positive) - positive) & odd;
            s.eta = (s.eta ^ swap) - 1 - (kHalf ? 0 : swap);
            s.f ^= (s.f ^ g) & swap;
            s.uv ^= (s.uv ^ qr) & swap;
            s.g >>= 1;
            s.uv <<= 1;
        }
        state = s;
        const auto [u, v] = unpacked(s.uv);
        const auto [q, r] = unpacked(s.qr);
        return {u, v, q, r};
    }
    struct Cofactors {
        std::int64_t first, second;
    };
    static Cofactors unpacked(std::uint64_t pair) {
        const std::int64_t low = static_cast<std::int32_t>(static_cast<std::uint32_t>(pair));
        return {low, static_cast<std::int64_t>(pair - static_cast<std::uint64_t>(low)) >> 32};
    }

    /// kBatchSteps steps; the matrix is scaled to 2^62.
    static StepMatrix batch(std::int64_t& minus_delta, std::int64_t f, std::int64_t g) {
        State s{static_cast<std::uint64_t>(f), static_cast<std::uint64_t>(g),
                static_cast<std::uint64_t>(minus_delta), 0, 0};
        const StepMatrix a = half_batch(s, kHalfSteps);
        const StepMatrix b = half_batch(s, kBatchSteps - kHalfSteps);
        minus_delta = static_cast<std::int64_t>(s.eta);
        constexpr std::int64_t kScale = std::int64_t{1} << (kSignedLimbBits - kBatchSteps);
        return {(b.u * a.u + b.v * a.q) * kScale, (b.u * a.v + b.v * a.r) * kScale,
                (b.q * a.u + b.r * a.q) * kScale, (b.q * a.v + b.r * a.r) * kScale};
    }

    static i128 product(std::int64_t a, std::int64_t b) { return static_cast<i128>(a) * b; }

    /// The division is exact: the matrix was made to be so.
    static void update(Pair& fg, const StepMatrix& t) {
        i128 cf = 0, cg = 0;
        for (std::size_t i = 0; i < kCount; ++i) {
            const std::int64_t f = fg.first[i], g = fg.second[i];
            cf += product(t.u, f) + product(t.v, g);
            cg += product(t.q, f) + product(t.r, g);
            if (i > 0) {
                fg.first[i - 1] = static_cast<std::int64_t>(cf) & kSignedLimbMask;
                fg.second[i - 1] = static_cast<std::int64_t>(cg) & kSignedLimbMask;
            }
            cf >>= kSignedLimbBits;
            cg >>= kSignedLimbBits;
        }
        fg.first[kCount - 1] = static_cast<std::int64_t>(cf);
        fg.second[kCount - 1] = static_cast<std::int64_t>(cg);
    }

    /// The same for d and e modulo m: multiples of m make the division exact. Both stay in (-2m,
    /// m).
    static void update_cofactors(Pair& de, const StepMatrix& t) {
        const std::int64_t d_sign = de.first[kCount - 1] >> 63;
        const std::int64_t e_sign = de.second[kCount - 1] >> 63;
        std::int64_t md = (t.u & d_sign) + (t.v & e_sign);
        std::int64_t me = (t.q & d_sign) + (t.r & e_sign);
        i128 cd = 0, ce = 0;
        for (std::size_t i = 0; i < kCount; ++i) {
            const std::int64_t d = de.first[i], e = de.second[i];
            cd += product(t.u, d) + product(t.v, e);
            ce += product(t.q, d) + product(t.r, e);
            if (i == 0) {
                md -= correction(cd, md);
                me -= correction(ce, me);
            }
            cd += product(kModulus[i], md);
            ce += product(kModulus[i], me);
            if (i > 0) {
                de.first[i - 1] = static_cast<std::int64_t>(cd) & kSignedLimbMask;
                de.second[i - 1] = static_cast<std::int64_t>(ce) & kSignedLimbMask;
            }
            cd >>= kSignedLimbBits;
            ce >>= kSignedLimbBits;
        }
        de.first[kCount - 1] = static_cast<std::int64_t>(cd);
        de.second[kCount - 1] = static_cast<std::int64_t>(ce);
    }
    static std::int64_t correction(i128 lowest, std::int64_t multiple) {
        return static_cast<std::int64_t>(kModulusInverse * static_cast<std::uint64_t>(lowest) +
                                         static_cast<std::uint64_t>(multiple)) &
               kSignedLimbMask;
    }

    /// x or -x mod m, in [0, m), for x in (-2m, m) and `negate` all ones or zeros.
    static Number normalized(Number x, std::int64_t negate) {
        add_modulus(x, x[kCount - 1] >> 63);
        std::int64_t carry = 0;
        for (std::int64_t& limb : x) {
            limb = ((limb ^ negate) - negate) + carry;
            carry = limb >> kSignedLimbBits;
            if (&limb != &x[kCount - 1]) limb &= kSignedLimbMask;  // public: a position
        }
        add_modulus(x, x[kCount - 1] >> 63);
        return x;
    }
    static void add_modulus(Number& x, std::int64_t mask) {
        std::int64_t carry = 0;
        for (std::size_t i = 0; i < kCount; ++i) {
            x[i] += (kModulus[i] & mask) + carry;
            carry = x[i] >> kSignedLimbBits;
            if (i + 1 < kCount) x[i] &= kSignedLimbMask;  // public: a position
        }
    }
};

}  // namespace vitrine::crypto::ec

// Montgomery arithmetic modulo an odd number, portable and constant-time
// (P. Montgomery, Modular multiplication without trial division, 1985; HAC §14.3.2).
// A residue x is kept as x * R mod n with R = 2^(bits of all limbs), so reduction is additions and
// shifts. Secret: residues, exponents, the modulus itself.  Public: widths, bit lengths. Read next:
// bignum/modexp.h, which picks this or a faster twin.
#pragma once

#include "crypto/bignum/limbs.h"

namespace vitrine::crypto::bignum {

/// An odd modulus made ready; a view of limbs that the caller keeps.
template <class L>
struct Modulus {
    const L* n = nullptr;
    const L* rr = nullptr;  ///< R^2 mod n; null where make_public_vartime left it out
    L n0 = 0;               ///< -1 / n mod 2^(bits of a limb)
    std::size_t width = 0;  ///< limbs
    std::size_t bits = 0;   ///< bits of n, public

    /// n: `width` limbs, odd, above 1, of exactly `bits` bits.  rr: room for `width` limbs, filled
    /// in.
    static Modulus make(const L* n, std::size_t width, std::size_t bits, L* rr);
    /// Without R^2, which costs as much as some products: for exp_public alone.  n: public.
    static Modulus make_public_vartime(const L* n, std::size_t width, std::size_t bits);
};

/// The modulus with R^2, computed into `rr` by long division if it had none.  n: then public.
template <class L>
Modulus<L> with_rr_vartime(const Modulus<L>& m, L* rr);

/// r = 2^exponent mod n, for exponents of at least all bits of n's limbs.  n: public.
template <class L>
void power_of_two_vartime(L* r, std::size_t exponent, const Modulus<L>& m);

/// r = a * b / R mod n, below n.  a < R and b < n (or the other way round).  r may be a or b.
template <class L>
void mont_mul(L* r, const L* a, const L* b, const Modulus<L>& m);

/// r = a * R mod n, for any a of `width` limbs.
template <class L>
void to_mont(L* r, const L* a, const Modulus<L>& m) {
    mont_mul(r, a, m.rr, m);
}

/// r = a / R mod n.
template <class L>
void from_mont(L* r, const L* a, const Modulus<L>& m);

/// r = a * b mod n for plain numbers.  a of `width` limbs, b < n.
template <class L>
void mul_mod(L* r, const L* a, const L* b, const Modulus<L>& m) {
    mont_mul(r, a, b, m);
    to_mont(r, r, m);
}

/// r = a - b mod n, both below n.
template <class L>
void mod_sub(L* r, const L* a, const L* b, const Modulus<L>& m);

/// r = a mod n, for any a of 2 * width limbs.
template <class L>
void reduce_double(L* r, const L* a, const Modulus<L>& m);

/// r = a mod n, for any a of a_width limbs; r may not be a.
template <class L>
void reduce_any(L* r, const L* a, std::size_t a_width, const Modulus<L>& m);

/// r = base^exponent mod n by fixed windows, each entry read by a scan of the whole table.
/// base: `width` limbs, any value.  exponent: limbs_for(exponent_bits) limbs.
/// Secret: all values.  Leaks: nothing.  m.bits at most kMaxSecretBits.
template <class L>
void exp_secret(
    L* r, const L* base, const L* exponent, std::size_t exponent_bits, const Modulus<L>& m);

/// r = base^exponent mod n for a public exponent of at least 1.  Leaks: the exponent; n, if the
/// modulus has no R^2.
template <class L>
void exp_public(L* r, const L* base, std::uint64_t exponent, const Modulus<L>& m);

}  // namespace vitrine::crypto::bignum

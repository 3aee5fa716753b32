// Points of y^2 = x^3 - 3x + b in Jacobian coordinates: (X, Y, Z) is (X/Z^2, Y/Z^3), Z = 0 the
// point at infinity. The formulas have exceptions (an operand at infinity, two equal points); each
// is computed beside the rule and chosen by a mask, so that no secret is ever branched on. Source:
// IEEE P1363 §A.10; formulas dbl-2001-b and add-1998-cmo-2 of the Explicit-Formulas Database. Read
// next: ec_multiply.h.
#pragma once

#include "crypto/pk/ec_field.h"

namespace vitrine::crypto::ec {

template <class F>
struct AffinePoint {
    F x;
    F y;
};

template <class F>
struct JacobianPoint {
    F x = F::one();
    F y = F::one();
    F z = F::zero();

    [[nodiscard]] ct::Mask is_infinity() const { return z.is_zero(); }
    static JacobianPoint from(const AffinePoint<F>& p) { return {p.x, p.y, F::one()}; }
};

template <class F>
JacobianPoint<F> select(ct::Mask mask, const JacobianPoint<F>& yes, const JacobianPoint<F>& no) {
    return {select(mask, yes.x, no.x), select(mask, yes.y, no.y), select(mask, yes.z, no.z)};
}

/// 2p. Has no exceptions: the curves have odd order, and infinity stays at infinity.
template <class F>
JacobianPoint<F> doubled(const JacobianPoint<F>& p) {
    const F two_y = p.y.twice();
    const F four_yy = two_y.square();
    const F beta4 = four_yy * p.x;
    const F delta = p.z.square();
    const F product = (p.x - delta) * (p.x + delta);
    const F alpha = product + product.twice();
    JacobianPoint<F> r;
    r.x = alpha.square() - beta4.twice();
    r.y = alpha * (beta4 - r.x) - four_yy.square().halved();
    r.z = two_y * p.z;
    return r;
}

/// What the addition formulas share: h and r are zero together exactly if the operands are equal.
template <class F>
struct Difference {
    F h;
    F r;
};

template <class F>
JacobianPoint<F> finish_addition(const Difference<F>& d,
                                 const F& u1,
                                 const F& s1,
                                 const F& z_product) {
    const F hh = d.h.square();
    const F hhh = d.h * hh;
    const F v = u1 * hh;
    JacobianPoint<F> sum;
    sum.x = d.r.square() - hhh - v.twice();
    sum.y = d.r * (v - sum.x) - s1 * hhh;
    sum.z = z_product * d.h;
    return sum;
}

/// p + q for p != q (p = -q is fine); either may be at infinity.
/// `equal`, if wanted, is set where p = q, both finite: the sum is then not to be used.
template <class F>
JacobianPoint<F> add(const JacobianPoint<F>& p,
                     const JacobianPoint<F>& q,
                     ct::Mask* equal = nullptr) {
    const F zz1 = p.z.square();
    const F zz2 = q.z.square();
    const F u1 = p.x * zz2;
    const F s1 = p.y * (q.z * zz2);
    const Difference<F> d{q.x * zz1 - u1, q.y * (p.z * zz1) - s1};
    const ct::Mask p_infinite = p.is_infinity();
    const ct::Mask q_infinite = q.is_infinity();
    if (equal != nullptr) *equal = d.h.is_zero() & d.r.is_zero() & ~p_infinite & ~q_infinite;
    const JacobianPoint<F> sum = finish_addition(d, u1, s1, p.z * q.z);
    return select(p_infinite, q, select(q_infinite, p, sum));
}

/// The same for an affine q, which is finite unless `skip` says to leave p as it is.
template <class F>
JacobianPoint<F> add_affine(const JacobianPoint<F>& p,
                            const AffinePoint<F>& q,
                            ct::Mask skip,
                            ct::Mask* equal = nullptr) {
    const F zz1 = p.z.square();
    const Difference<F> d{q.x * zz1 - p.x, q.y * (p.z * zz1) - p.y};
    const ct::Mask p_infinite = p.is_infinity();
    if (equal != nullptr) *equal = d.h.is_zero() & d.r.is_zero() & ~p_infinite & ~skip;
    const JacobianPoint<F> sum = finish_addition(d, p.x, p.y, p.z);
    return select(skip, p, select(p_infinite, JacobianPoint<F>::from(q), sum));
}

/// p + q without exception.
template <class F>
JacobianPoint<F> add_complete(const JacobianPoint<F>& p, const JacobianPoint<F>& q) {
    ct::Mask equal = ct::Mask::none();
    const JacobianPoint<F> sum = add(p, q, &equal);
    return select(equal, doubled(p), sum);
}

template <class F>
JacobianPoint<F> add_affine_complete(const JacobianPoint<F>& p,
                                     const AffinePoint<F>& q,
                                     ct::Mask skip) {
    ct::Mask equal = ct::Mask::none();
    const JacobianPoint<F> sum = add_affine(p, q, skip, &equal);
    return select(equal, doubled(p), sum);
}

/// The same for points that anybody may know: doubles only where it must.
template <class F>
JacobianPoint<F> add_vartime(const JacobianPoint<F>& p, const JacobianPoint<F>& q) {
    ct::Mask equal = ct::Mask::none();
    const JacobianPoint<F> sum = add(p, q, &equal);
    return ct::declassify(equal, "a verifier's points are public") ? doubled(p) : sum;
}

template <class F>
JacobianPoint<F> add_affine_vartime(const JacobianPoint<F>& p, const AffinePoint<F>& q) {
    ct::Mask equal = ct::Mask::none();
    const JacobianPoint<F> sum = add_affine(p, q, ct::Mask::none(), &equal);
    return ct::declassify(equal, "a verifier's points are public") ? doubled(p) : sum;
}

/// One inversion; (0, 0) for infinity, which no curve here contains.
template <class F>
AffinePoint<F> to_affine(const JacobianPoint<F>& p) {
    const F z_inverse = p.z.inverse();
    const F zz = z_inverse.square();
    return {p.x * zz, p.y * (zz * z_inverse)};
}

/// y^2 = x^3 - 3x + b.
template <class F>
ct::Mask on_curve(const AffinePoint<F>& p, const F& b) {
    const F three_x = p.x + p.x.twice();
    return equal(p.y.square(), p.x.square() * p.x - three_x + b);
}

}  // namespace vitrine::crypto::ec

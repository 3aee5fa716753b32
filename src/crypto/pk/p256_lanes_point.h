// Points of P-256 for eight lanes, in Jacobian coordinates as in ec_point.h. Which lanes are at
// infinity is known from the digits of their scalars alone and kept beside the point, as a mask.
// The additions of ec_multiply.h cannot meet equal or opposite points: below the last digit the
// running multiple is smaller than the order and larger than any entry; and at the last one they
// would need n = 2 d or 0 modulo 32 for a digit d, while n is 17 (test:
// P256Lanes.ScalarsAtTheEdges). Coordinates are below 1.3 p. For kernel files (*_ifma.cpp) only.
#pragma once

#include "crypto/pk/p256_lanes_field.h"

namespace vitrine::crypto::lanes::p256 {

struct Affine {
    Fe x, y;
};

struct Jacobian {
    Fe x, y, z;
};

[[gnu::always_inline]] inline Jacobian select(__mmask8 mask,
                                              const Jacobian& yes,
                                              const Jacobian& no) {
    return {select(mask, yes.x, no.x), select(mask, yes.y, no.y), select(mask, yes.z, no.z)};
}

/// dbl-2001-b of the Explicit-Formulas Database.
[[gnu::always_inline]] inline Jacobian doubled(const Jacobian& p) {
    const Fe delta = square(p.z);
    const Fe gamma = square(p.y);
    const Fe beta = p.x * gamma;
    const Fe product = carried(p.x - delta + multiple_of_p(2)) * carried(p.x + delta);
    const Fe alpha = carried(product + times_power(product, 1));  // below 4.5
    Jacobian r;
    r.x = folded(square(alpha) - times_power(beta, 3) + multiple_of_p(10));
    r.z = folded(square(carried(p.y + p.z)) - (gamma + delta) + multiple_of_p(3));
    const Fe rest = carried(times_power(beta, 2) - r.x + multiple_of_p(2));  // below 6.5
    r.y = folded(alpha * rest - times_power(square(gamma), 3) + multiple_of_p(10));
    return r;
}

/// add-1998-cmo-2 from where the operands differ: h in x, r in y.
[[gnu::always_inline]] inline Jacobian finish_addition(
    const Fe& h, const Fe& r, const Fe& u1, const Fe& s1, const Fe& z_product) {
    const Fe hh = square(h);
    const Fe hhh = h * hh;
    const Fe v = u1 * hh;
    Jacobian sum;
    sum.x = folded(square(r) - (hhh + times_power(v, 1)) + multiple_of_p(4));
    sum.y = folded(r * carried(v - sum.x + multiple_of_p(2)) - s1 * hhh + multiple_of_p(2));
    sum.z = z_product * h;
    return sum;
}

/// p + q for finite points that are neither equal nor opposite.
[[gnu::always_inline]] inline Jacobian add(const Jacobian& p, const Jacobian& q) {
    const Fe zz1 = square(p.z);
    const Fe zz2 = square(q.z);
    const Fe u1 = p.x * zz2;
    const Fe s1 = p.y * (q.z * zz2);
    const Fe h = carried(q.x * zz1 - u1 + multiple_of_p(2));
    const Fe r = carried(q.y * (p.z * zz1) - s1 + multiple_of_p(2));
    return finish_addition(h, r, u1, s1, p.z * q.z);
}

[[gnu::always_inline]] inline Jacobian add(const Jacobian& p, const Affine& q) {
    const Fe zz1 = square(p.z);
    const Fe h = carried(q.x * zz1 - p.x + multiple_of_p(2));
    const Fe r = carried(q.y * (p.z * zz1) - p.y + multiple_of_p(2));
    return finish_addition(h, r, p.x, p.y, p.z);
}

/// y, or -y where the mask says so.
[[gnu::always_inline]] inline Fe negated_where(__mmask8 mask, const Fe& y) {
    return select(mask, carried(multiple_of_p(2) - y), y);
}

/// y^2 = x^3 - 3 x + b.
[[gnu::always_inline]] inline __mmask8 on_curve(const Affine& p) {
    constexpr Digits kB = {0xe3c3e27d2604b, 0xb0cc53b0f63bc, 0x69886bc651d06, 0x93e7b3ebbd557,
                           0x05ac635d8aa3a};
    const Fe right = square(p.x) * p.x;
    const Fe b = constant(kB) * constant(kRr);
    const Loose left = square(p.y) + p.x + times_power(p.x, 1);
    return is_zero(folded(left - (right + b) + multiple_of_p(4)));
}

}  // namespace vitrine::crypto::lanes::p256

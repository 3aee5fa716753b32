// Points of y^2 = x^3 - 3x + b in eight lanes, homogeneous: (X : Y : Z) is (X/Z, Y/Z). The formulas
// are complete, so that neither equal points nor infinity are special. Two uses:
//   across: the lanes work on one point; a doubling is two products deep, an addition three;
//   along:  each lane has a point of its own, as in the sum over a table.
// Across, the b of the formulas goes into a fourth coordinate W = b Z, for which a free lane pays.
// For kernel files (*_ifma.cpp) only. Source: Renes, Costello and Batina, Complete addition
// formulas for prime order elliptic curves (2016), algorithms 4 to 6.  Read next:
// ec_multiply_ifma.h.
#pragma once

#include "crypto/pk/ec_vector_ifma.h"

namespace vitrine::crypto::ec::vector {

/// A vector of eight indices or shifts.
template <int... Values>
[[gnu::always_inline]] inline Vector lanes_of() {
    static_assert(sizeof...(Values) == 8);
    alignas(64) static constexpr long long kValues[] = {Values...};
    return _mm512_load_si512(kValues);
}

/// One point across: lanes X X Y Y Z W, loose.
template <class Fe>
struct Across {
    Fe lanes;
};

/// The other operand of an addition across, tight: Y, X, Z, X - bZ, bX - 3Z, bZ - X, -Z, -Y.
template <class Fe>
struct Addend {
    Fe lanes;
};

/// Algorithm 6 with U, V = YY +- 3(bZZ - 2XZ), G = 3(2bXZ - 3ZZ - XX), T = 3(XX - ZZ):
/// X' = 2XY V - 2YZ G, Y' = U V + T G, Z' = 8 YZ YY, W' = 8 bYZ YY.
template <class Fe>
[[gnu::noinline]] Across<Fe> doubled(const Across<Fe>& p) {
    const Fe& s = p.lanes;
    const Fe s3 = three_times(s);
    // Y Y, X 2Y, Z 2Y, W 2Y, Z (3W - 6X), X (6W - 3X), Z 3Z, X 3X
    const Fe a = pick(s, lanes_of<2, 0, 4, 5, 4, 0, 4, 0>());
    const Fe b = minus(shifted(pick(s, s3, lanes_of<2, 2, 2, 2, 13, 13, 12, 8>()),
                               lanes_of<0, 1, 1, 1, 0, 1, 0, 0>()),
                       shifted(pick(s3, lanes_of<0, 0, 0, 0, 0, 0, 0, 0>(), 0x30),
                               lanes_of<0, 0, 0, 0, 1, 0, 0, 0>()));
    const Fe r = multiply(tightened(a), tightened(b));
    const Fe r3 = three_times(r);
    // V 2XY, 2YZ (-G), U V, T G, 2YZ 4YY, 2bYZ 4YY
    const Fe from_4_and_6 = pick(r, lanes_of<4, 0, 4, 6, 0, 0, 0, 0>(), 0x0d);
    const Fe left =
        plus_in(0x04, minus_in(0x09, pick(r, lanes_of<0, 2, 0, 7, 2, 3, 0, 0>()), from_4_and_6),
                from_4_and_6);
    const Fe right = minus(shifted(pick(r, r3, lanes_of<1, 14, 0, 5, 0, 0, 0, 0>()),
                                   lanes_of<0, 0, 0, 0, 2, 2, 0, 0>()),
                           pick(r, r3, lanes_of<0, 5, 4, 14, 0, 0, 0, 0>(), 0x0e));
    const Fe t = multiply(tightened(left), tightened(right));
    return {plus_in(0x0f, t, swapped_pairs(t))};
}

/// W from Z, which stands in lanes 4 and 5.
template <class Fe>
[[gnu::always_inline]] inline Fe with_w(const Fe& lanes, const Fe& b) {
    return select(0x20, multiply(tightened(lanes), b), lanes);
}

/// Algorithm 4 with the addend's part prepared: U, V = Y1 Y2 +- 3(X1 Z2 + Z1 X2 - b Z1 Z2),
/// G = 3(b (X1 Z2 + Z1 X2) - 3 Z1 Z2 - X1 X2), T = 3(X1 X2 - Z1 Z2).
/// `negative`: all ones in every lane to subtract instead.
template <class Fe>
[[gnu::noinline]] Across<Fe> add(const Across<Fe>& p,
                                 const Addend<Fe>& q,
                                 Vector negative,
                                 const Fe& b) {
    const Vector minus_y = _mm512_and_si512(negative, every_lane(7));
    // Y1 Y2, X1 Y2 + Y1 X2, Y1 Z2 + Z1 Y2, X1 Z2 + Z1 (X2 - b Z2), X1 (b Z2 - X2) + Z1 (b X2 - 3
    // Z2), X1 X2 + Z1 (-Z2); Y2 stands in lane 0 and -Y2 in lane 7.
    const Vector y2_first =
        _mm512_mask_mov_epi64(lanes_of<0, 0, 2, 2, 5, 1, 0, 0>(), 0x03, minus_y);
    const Vector y2_second =
        _mm512_mask_mov_epi64(lanes_of<0, 1, 0, 3, 4, 6, 0, 0>(), 0x04, minus_y);
    const Fe r = multiply_add(tightened(pick(p.lanes, lanes_of<2, 0, 2, 0, 0, 0, 0, 0>())),
                              pick(q.lanes, y2_first, 0x3f),
                              tightened(pick(p.lanes, lanes_of<2, 2, 4, 4, 4, 4, 4, 4>())),
                              pick(q.lanes, y2_second, 0x3e));
    const Fe r3 = three_times(r);
    // (X1 Y2 + Y1 X2) U, (Y1 Z2 + Z1 Y2) (-G), U V, T G, (Y1 Z2 + Z1 Y2) V, (X1 Y2 + Y1 X2) T
    const Fe left = plus(pick(r, r3, lanes_of<1, 2, 0, 13, 2, 1, 0, 0>()),
                         pick(r3, lanes_of<3, 3, 3, 3, 3, 3, 3, 3>(), 0x04));
    const Fe three_f = pick(r3, lanes_of<3, 4, 3, 3, 3, 3, 3, 3>());
    const Fe right = minus_in(
        0x16, plus_in(0x01, pick(r, r3, lanes_of<0, 0, 0, 12, 0, 13, 0, 0>(), 0x3d), three_f),
        three_f);
    const Fe t = multiply(tightened(left), tightened(right));
    return {with_w(plus(t, swapped_pairs(t)), b)};
}

/// A point made ready to be added.
template <class Fe>
[[gnu::noinline]] Addend<Fe> prepared(const Across<Fe>& p, const Fe& b) {
    const Fe s = tightened(p.lanes);
    const Fe bs = multiply(s, b);  // b X in lane 0, b Z in lane 4
    // Y, X, Z, X, bX, bZ, 0, 0 less 0, 0, 0, bZ, 3Z, X, Z, Y
    const Fe plus_part = pick(s, bs, lanes_of<2, 0, 4, 0, 8, 12, 0, 0>(), 0x3f);
    const Fe minus_part = pick(s, bs, lanes_of<0, 0, 0, 12, 4, 0, 4, 2>(), 0xf8);
    return {tightened(minus(plus_part, plus_in(0x10, minus_part, plus(minus_part, minus_part))))};
}

/// Eight points along, tight.
template <class Fe>
struct Along {
    Fe x, y, z;
};
template <class Fe>
struct AffineAlong {
    Fe x, y;
};

/// The common end of algorithms 4 and 5, from x x', y y', z z', x y' + y x', y z' + z y', x z' + z
/// x'.
template <class Fe>
struct Products {
    Fe xx, yy, zz, xy, yz, xz;
};
template <class Fe>
[[gnu::always_inline]] inline Along<Fe> finished(const Products<Fe>& m, const Fe& b) {
    const Fe f = three_times(minus(m.xz, multiply(tightened(m.zz), b)));
    const Fe u = tightened(plus(m.yy, f));
    const Fe v = tightened(minus(m.yy, f));
    const Fe bxz = multiply(tightened(m.xz), b);
    const Fe g = three_times(minus(bxz, plus(three_times(m.zz), m.xx)));
    const Fe plus_g = tightened(g);
    const Fe minus_g = tightened(minus(zero<Fe>(), g));
    const Fe t = tightened(three_times(minus(m.xx, m.zz)));
    const Fe xy = tightened(m.xy);
    const Fe yz = tightened(m.yz);
    return {tightened(multiply_add(xy, u, yz, minus_g)), tightened(multiply_add(u, v, t, plus_g)),
            tightened(multiply_add(yz, v, xy, t))};
}

template <class Fe>
[[gnu::noinline]] Along<Fe> add(const Along<Fe>& p, const Along<Fe>& q, const Fe& b) {
    Products<Fe> m;
    m.xx = multiply(p.x, q.x);
    m.yy = multiply(p.y, q.y);
    m.zz = multiply(p.z, q.z);
    m.xy = multiply_add(p.x, q.y, p.y, q.x);
    m.yz = multiply_add(p.y, q.z, p.z, q.y);
    m.xz = multiply_add(p.x, q.z, p.z, q.x);
    return finished(m, b);
}

/// The same for z' = 1.
template <class Fe>
[[gnu::noinline]] Along<Fe> add(const Along<Fe>& p, const AffineAlong<Fe>& q, const Fe& b) {
    Products<Fe> m;
    m.xx = multiply(p.x, q.x);
    m.yy = multiply(p.y, q.y);
    m.zz = p.z;
    m.xy = multiply_add(p.x, q.y, p.y, q.x);
    m.yz = plus(p.y, multiply(p.z, q.y));
    m.xz = plus(p.x, multiply(p.z, q.x));
    return finished(m, b);
}

template <class Fe>
[[gnu::always_inline]] inline Along<Fe> select(__mmask8 mask,
                                               const Along<Fe>& yes,
                                               const Along<Fe>& no) {
    return {select(mask, yes.x, no.x), select(mask, yes.y, no.y), select(mask, yes.z, no.z)};
}

}  // namespace vitrine::crypto::ec::vector

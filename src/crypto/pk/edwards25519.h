// The curve -x^2 + y^2 = 1 + d x^2 y^2 over 2^255 - 19: the same group as X25519's, in a form whose
// addition has no exceptions. X25519 makes public keys with it, Ed25519 is defined on it. Source:
// RFC 8032 §5.1.4; "Twisted Edwards Curves Revisited" (Hisil, Wong, Carter, Dawson), §3.1 and §3.3.
#pragma once

#include "crypto/pk/ec_multiply.h"
#include "crypto/pk/fe25519.h"

namespace vitrine::crypto::ed {

/// (X : Y : Z : T) with x = X/Z, y = Y/Z, xy = T/Z.
struct Point {
    Fe25519 x = Fe25519::small(0);
    Fe25519 y = Fe25519::small(1);
    Fe25519 z = Fe25519::small(1);
    Fe25519 t = Fe25519::small(0);
};

/// A point made ready to be added: y + x, y - x, 2dxy, and 2z where z is not 1.
struct AffineAddend {
    Fe25519 sum = Fe25519::small(1);
    Fe25519 difference = Fe25519::small(1);
    Fe25519 product = Fe25519::small(0);
};
struct Addend {
    AffineAddend xy;
    Fe25519 two_z;
};

Addend addend(const Point& p);
AffineAddend negated(const AffineAddend& p);
Point doubled(const Point& p);
Point add(const Point& p, const Addend& q);
Point add(const Point& p, const AffineAddend& q);

/// RFC 8032 §5.1.3. False: not canonical, or no such point. Variable-time.
bool decode_vartime(std::span<const std::uint8_t, 32> bytes, Point& point);
/// RFC 8032 §5.1.2.
void encode(const Point& point, std::span<std::uint8_t, 32> bytes);

using Scalar = ec::Limbs<ec::NativeLimb, 32 / sizeof(ec::NativeLimb)>;
Scalar scalar_from_bytes(std::span<const std::uint8_t, 32> little_endian);

/// k B for the base point.  Secret: k.  Leaks: nothing.
Point multiply_base(const Scalar& k);
/// a B + b q.
Point multiply_two_vartime(const Scalar& a, const Scalar& b, const Point& q);

}  // namespace vitrine::crypto::ed

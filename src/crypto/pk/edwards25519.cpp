#include "crypto/pk/edwards25519.h"

namespace vitrine::crypto::ed {

namespace {

constexpr std::size_t kWidth = 5;
constexpr std::size_t kRows = ec::digit_count<kWidth>(256);
constexpr std::size_t kEntries = std::size_t{1} << (kWidth - 1);

/// Row i holds 1 ... 16 times 32^i B.
struct BaseTable {
    std::array<std::array<AffineAddend, kEntries>, kRows> rows;
};

using Constant = std::array<std::uint8_t, 32>;
// RFC 8032 §5.1 and RFC 7748 §4.1, little-endian: d, the base point's encoding (y = 4/5, x even).
constexpr Constant kD = {0xa3, 0x78, 0x59, 0x13, 0xca, 0x4d, 0xeb, 0x75, 0xab, 0xd8, 0x41,
                         0x41, 0x4d, 0x0a, 0x70, 0x00, 0x98, 0xe8, 0x79, 0x77, 0x79, 0x40,
                         0xc7, 0x8c, 0x73, 0xfe, 0x6f, 0x2b, 0xee, 0x6c, 0x03, 0x52};
constexpr Constant kBase = {0x58, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                            0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                            0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66};

const Fe25519& two_d() {
    static const Fe25519 value = Fe25519::from_bytes(kD) + Fe25519::from_bytes(kD);
    return value;
}

bool same_vartime(const Fe25519& a, const Fe25519& b) {
    Constant x{}, y{};
    a.to_bytes(x);
    b.to_bytes(y);
    return x == y;
}

AffineAddend affine_addend(const Point& p) {
    const Fe25519 z_inverse = inverse(p.z);
    const Fe25519 x = p.x * z_inverse;
    const Fe25519 y = p.y * z_inverse;
    return {y + x, y - x, x * y * two_d()};
}

BaseTable make_base_table() {
    BaseTable table;
    Point first;
    decode_vartime(kBase, first);
    for (auto& row : table.rows) {
        const Addend step = addend(first);
        Point next = first;
        for (AffineAddend& entry : row) {
            entry = affine_addend(next);
            next = add(next, step);
        }
        for (std::size_t i = 0; i < kWidth; ++i) first = doubled(first);
    }
    return table;
}

/// Made at first use; C++ makes that safe between threads.
const BaseTable& base_table() {
    static const BaseTable table = make_base_table();
    return table;
}

AffineAddend select(ct::Mask mask, const AffineAddend& yes, const AffineAddend& no) {
    return {select(mask, yes.sum, no.sum), select(mask, yes.difference, no.difference),
            select(mask, yes.product, no.product)};
}

Point finish(const Fe25519& e, const Fe25519& f, const Fe25519& g, const Fe25519& h) {
    return {e * f, g * h, f * g, e * h};
}

Point add(const Point& p, const AffineAddend& q, const Fe25519& two_zz) {
    const Fe25519 a = (p.y - p.x) * q.difference;
    const Fe25519 b = (p.y + p.x) * q.sum;
    const Fe25519 c = p.t * q.product;
    return finish(b - a, two_zz - c, two_zz + c, b + a);
}

}  // namespace

Addend addend(const Point& p) {
    return {{p.y + p.x, p.y - p.x, p.t * two_d()}, p.z + p.z};
}

AffineAddend negated(const AffineAddend& p) {
    return {p.difference, p.sum, Fe25519::small(0) - p.product};
}

Point doubled(const Point& p) {
    const Fe25519 a = square(p.x);
    const Fe25519 b = square(p.y);
    const Fe25519 zz = square(p.z);
    const Fe25519 h = a + b;
    const Fe25519 e = h - square(p.x + p.y);
    const Fe25519 g = a - b;
    return finish(e, zz + zz + g, g, h);
}

Point add(const Point& p, const Addend& q) {
    return add(p, q.xy, p.z * q.two_z);
}
Point add(const Point& p, const AffineAddend& q) {
    return add(p, q, p.z + p.z);
}

bool decode_vartime(std::span<const std::uint8_t, 32> bytes, Point& point) {
    point.z = Fe25519::small(1);
    point.y = Fe25519::from_bytes(bytes);
    Constant canonical{};
    point.y.to_bytes(canonical);
    const std::uint8_t sign = bytes[31] >> 7;
    canonical[31] = static_cast<std::uint8_t>(canonical[31] | (sign << 7));
    if (!equal_public(canonical, bytes)) return false;  // y >= p
    // x = u v^3 (u v^7)^((p-5)/8) for x^2 = u/v, or that times sqrt(-1), or there is none.
    const Fe25519 yy = square(point.y);
    const Fe25519 u = yy - point.z;
    const Fe25519 v = Fe25519::from_bytes(kD) * yy + point.z;
    const Fe25519 v3 = square(v) * v;
    point.x = u * v3 * power_p58(u * square(v3) * v);
    const Fe25519 vxx = v * square(point.x);
    if (!same_vartime(vxx, u)) {
        if (!same_vartime(vxx, Fe25519::small(0) - u)) return false;
        // sqrt(-1) = 2^((p-1)/4) = (2^((p-5)/8))^2 * 2.
        const Fe25519 two = Fe25519::small(2);
        point.x = point.x * (square(power_p58(two)) * two);
    }
    point.x.to_bytes(canonical);
    if (sign == 1 && same_vartime(point.x, Fe25519::small(0))) return false;
    if ((canonical[0] & 1) != sign) point.x = Fe25519::small(0) - point.x;
    point.t = point.x * point.y;
    return true;
}

void encode(const Point& point, std::span<std::uint8_t, 32> bytes) {
    const Fe25519 z_inverse = inverse(point.z);
    Constant x{};
    (point.x * z_inverse).to_bytes(x);
    (point.y * z_inverse).to_bytes(bytes);
    bytes[31] = static_cast<std::uint8_t>(bytes[31] | ((x[0] & 1) << 7));
}

Scalar scalar_from_bytes(std::span<const std::uint8_t, 32> little_endian) {
    constexpr std::size_t kPerLimb = sizeof(ec::NativeLimb);
    Scalar k{};
    for (std::size_t i = 0; i < 32; ++i) {
        k[i / kPerLimb] |= ec::NativeLimb{little_endian[i]} << (8 * (i % kPerLimb));
    }
    return k;
}

Point multiply_base(const Scalar& k) {
    const BaseTable& table = base_table();
    Point sum;
    for (std::size_t i = 0; i < kRows; ++i) {
        const ec::Digit digit = ec::booth_digit<kWidth>(k, i);
        AffineAddend entry;  // the neutral element, for magnitude 0
        for (std::size_t j = 0; j < kEntries; ++j) {
            entry = select(ct::eq(digit.magnitude, j + 1), table.rows[i][j], entry);
        }
        sum = add(sum, select(digit.negative, negated(entry), entry));
    }
    return sum;
}

Point multiply_two_vartime(const Scalar& a, const Scalar& b, const Point& q) {
    std::array<Addend, 8> odd;  // q, 3q ... 15q
    const Addend two_q = addend(doubled(q));
    Point next = q;
    for (Addend& entry : odd) {
        entry = addend(next);
        next = add(next, two_q);
    }
    const auto digits = ec::naf_digits_vartime<5, 256>(b);
    Point sum;
    for (std::size_t i = digits.size(); i-- > 0;) {
        sum = doubled(sum);
        if (digits[i] == 0) continue;
        Addend entry = odd[static_cast<std::size_t>(digits[i] > 0 ? digits[i] : -digits[i]) / 2];
        if (digits[i] < 0) entry.xy = negated(entry.xy);
        sum = add(sum, entry);
    }
    const BaseTable& table = base_table();
    for (std::size_t i = 0; i < kRows; ++i) {
        const ec::Digit digit = ec::booth_digit<kWidth>(a, i);
        if (digit.magnitude == 0) continue;
        const AffineAddend& entry = table.rows[i][digit.magnitude - 1];
        const bool negative = ct::declassify(digit.negative, "a verifier's scalars are public");
        sum = add(sum, negative ? negated(entry) : entry);
    }
    return sum;
}

}  // namespace vitrine::crypto::ed

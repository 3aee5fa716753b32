// P-256 in eight lanes: any point times a scalar, and the base point by a table whose rows hold a
// vector of eight entries for each digit, so that permutations of registers look up secret digits
// (as in x25519_lanes_ifma.cpp). Twin of ec_multiply.h.
// Secret: scalars, results.  Leaks: nothing.
#include "base/secret.h"
#include "crypto/pk/p256_lanes.h"
#include "crypto/pk/p256_lanes_point.h"

namespace vitrine::crypto {

namespace {

using lanes::booth_digit;
using lanes::Digit;
using lanes::each;
using lanes::every_lane;
using lanes::kDigits;
using lanes::kDigitWidth;
using lanes::Vector;
using namespace lanes::p256;

constexpr std::size_t kEntries = 16;

// FIPS 186-4 §D.1.2.3, least significant word first: the base point.
using Words = std::uint64_t[4];
constexpr Words kGx = {0xf4a13945d898c296, 0x77037d812deb33a0, 0xf8bce6e563a440f2,
                       0x6b17d1f2e12c4247};
constexpr Words kGy = {0xcbb6406837bf51f5, 0x2bce33576b315ece, 0x8ee7eb4a7c0f9e16,
                       0x4fe342e2fe1a7f9b};

// Out of line: where speed does not ask for copies.
[[gnu::noinline]] Fe multiply(const Fe& a, const Fe& b) {
    return a * b;
}
[[gnu::noinline]] Fe square_times(Fe a, int times) {
    for (int i = 0; i < times; ++i) a = square(a);
    return a;
}
[[gnu::noinline]] Jacobian doubled_times(Jacobian p, std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) p = doubled(p);
    return p;
}
[[gnu::noinline]] Jacobian add_points(const Jacobian& p, const Jacobian& q) {
    return add(p, q);
}
[[gnu::noinline]] Jacobian add_points(const Jacobian& p, const Affine& q) {
    return add(p, q);
}

/// a^(p-2), p - 2 = ffffffff 00000001 00000000 00000000 00000000 ffffffff ffffffff fffffffd.
Fe inverse(const Fe& a) {
    const Fe x2 = multiply(square_times(a, 1), a);  // a^(2^2 - 1), and so on
    const Fe x4 = multiply(square_times(x2, 2), x2);
    const Fe x8 = multiply(square_times(x4, 4), x4);
    const Fe x16 = multiply(square_times(x8, 8), x8);
    const Fe x32 = multiply(square_times(x16, 16), x16);
    Fe r = multiply(square_times(x32, 32), a);
    r = multiply(square_times(r, 128), x32);
    r = multiply(square_times(r, 32), x32);
    r = multiply(square_times(r, 16), x16);
    r = multiply(square_times(r, 8), x8);
    r = multiply(square_times(r, 4), x4);
    r = multiply(square_times(r, 2), x2);
    return multiply(square_times(r, 2), a);
}

Affine to_affine(const Jacobian& p) {
    const Fe z_inverse = inverse(p.z);
    const Fe zz = multiply(z_inverse, z_inverse);
    return {multiply(p.x, zz), multiply(p.y, multiply(zz, z_inverse))};
}

// Any point.

/// p, 2p ... 16p of each lane.
struct PointTable {
    Jacobian entry[kEntries];
};

void fill(PointTable& table, const Affine& p) {
    table.entry[0] = {p.x, p.y, one()};
    for (std::size_t i = 1; i < kEntries; ++i) {
        table.entry[i] =
            i % 2 == 1 ? doubled_times(table.entry[i / 2], 1) : add_points(table.entry[i - 1], p);
    }
}

Jacobian look_up(const PointTable& table, const Digit& digit) {
    Jacobian found = table.entry[0];
    for (std::size_t i = 1; i < kEntries; ++i) {
        const __mmask8 here = _mm512_cmpeq_epu64_mask(digit.magnitude, every_lane(i + 1));
        found = select(here, table.entry[i], found);
    }
    found.y = negated_where(digit.negative, found.y);
    return found;
}

__mmask8 is_none(const Digit& digit) {
    return _mm512_testn_epi64_mask(digit.magnitude, digit.magnitude);
}

Jacobian multiply(const LaneNumbers& k, const Affine& p) {
    PointTable table;
    fill(table, p);
    Digit digit = booth_digit(k, kDigits - 1);
    Jacobian sum = look_up(table, digit);
    __mmask8 infinite = is_none(digit);
    for (std::size_t i = kDigits - 1; i-- > 0;) {
        sum = doubled_times(sum, kDigitWidth);
        digit = booth_digit(k, i);
        const Jacobian entry = look_up(table, digit);
        const __mmask8 none = is_none(digit);
        const Jacobian added = select(infinite, entry, add_points(sum, entry));
        sum = select(none, sum, added);
        infinite = _kand_mask8(infinite, none);
    }
    wipe({reinterpret_cast<std::uint8_t*>(&table), sizeof table});
    return sum;
}

Affine point_of(const LaneNumbers& x, const LaneNumbers& y) {
    return {from_words(x), from_words(y)};
}

Affine base_point() {
    LaneNumbers x, y;
    for (std::size_t i = 0; i < 4; ++i) {
        _mm512_store_si512(x.word[i], every_lane(kGx[i]));
        _mm512_store_si512(y.word[i], every_lane(kGy[i]));
    }
    return point_of(x, y);
}

std::uint8_t agree(const LaneNumbers& scalars,
                   const LaneNumbers& x,
                   const LaneNumbers& y,
                   LaneNumbers& shared) {
    Affine peer = point_of(x, y);
    const Affine base = base_point();
    const __mmask8 good = on_curve(peer);
    // A secret is not multiplied with a point of another curve, even where the result is dropped.
    peer = {select(good, peer.x, base.x), select(good, peer.y, base.y)};
    Jacobian product = multiply(scalars, peer);
    Affine result = to_affine(product);
    to_words(result.x, shared);
    wipe({reinterpret_cast<std::uint8_t*>(&product), sizeof product});
    wipe({reinterpret_cast<std::uint8_t*>(&result), sizeof result});
    return good;
}

// The base point.

/// Row i holds 1 ... 16 times 32^i G: for each digit two vectors, entries 1 to 8 and 9 to 16.
struct BaseTable {
    struct Entries {
        Vector low, high;
    };
    struct Row {
        Entries x[5], y[5];
    };
    Row rows[kDigits];
};

void store_half(BaseTable::Row& row, Vector BaseTable::Entries::* half, const Jacobian& points) {
    const Affine affine = to_affine(points);
    for (std::size_t i = 0; i < 5; ++i) {
        row.x[i].*half = affine.x.digit[i];
        row.y[i].*half = affine.y.digit[i];
    }
}

/// Lane j of `low` becomes (j + 1) G and of `high` (j + 9) G.
void first_multiples(Jacobian& low, Jacobian& high) {
    PointTable table;
    fill(table, base_point());
    low = table.entry[0];
    high = table.entry[8];
    for (unsigned j = 1; j < 8; ++j) {
        const auto lane = static_cast<__mmask8>(1u << j);
        low = select(lane, table.entry[j], low);
        high = select(lane, table.entry[8 + j], high);
    }
}

/// Made at first use; C++ makes that safe between threads.
const BaseTable& base_table() {
    static const BaseTable table = [] {
        BaseTable made;
        Jacobian low, high;
        first_multiples(low, high);
        for (BaseTable::Row& row : made.rows) {
            store_half(row, &BaseTable::Entries::low, low);
            store_half(row, &BaseTable::Entries::high, high);
            low = doubled_times(low, kDigitWidth);
            high = doubled_times(high, kDigitWidth);
        }
        return made;
    }();
    return table;
}

Fe look_up(const BaseTable::Entries (&digits)[5], Vector index) {
    Fe found;
    each<5>([&](auto i) __attribute__((always_inline)) {
        found.digit[i] = _mm512_permutex2var_epi64(digits[i].low, index, digits[i].high);
    });
    return found;
}

void multiply_base(const LaneNumbers& scalars, LaneNumbers& x, LaneNumbers& y) {
    const BaseTable& table = base_table();
    Jacobian sum{one(), one(), one()};
    __mmask8 infinite = 0xff;
    for (std::size_t i = 0; i < kDigits; ++i) {
        const Digit digit = booth_digit(scalars, i);
        const Vector index = _mm512_sub_epi64(digit.magnitude, every_lane(1));
        Affine entry{look_up(table.rows[i].x, index), look_up(table.rows[i].y, index)};
        entry.y = negated_where(digit.negative, entry.y);
        const __mmask8 none = is_none(digit);
        const Jacobian added =
            select(infinite, Jacobian{entry.x, entry.y, one()}, add_points(sum, entry));
        sum = select(none, sum, added);
        infinite = _kand_mask8(infinite, none);
    }
    const Affine result = to_affine(sum);
    to_words(result.x, x);
    to_words(result.y, y);
    wipe({reinterpret_cast<std::uint8_t*>(&sum), sizeof sum});
}

constexpr P256LanesImpl kIfma = {"ifma x8", cpu::kAvx512 | cpu::kIfma, agree, multiply_base};

}  // namespace

const P256LanesImpl* p256_lanes_ifma() {
    return &kIfma;
}

}  // namespace vitrine::crypto

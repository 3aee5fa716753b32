// X25519 in eight lanes: the ladder of RFC 7748 §5 for agreements, and for public values the
// Edwards form of the same group with a table of the base point's multiples (as in
// edwards25519.cpp). A table row has a vector of eight entries for each limb, so that one
// permutation of registers looks up eight secret digits: no address depends on them. Secret:
// scalars, results.  Leaks: nothing.
#include "base/secret.h"
#include "crypto/pk/fe25519_lanes.h"
#include "crypto/pk/x25519_lanes.h"

namespace vitrine::crypto {

namespace {

using lanes::Digit;
using lanes::each;
using lanes::Fe;
using lanes::Vector;

/// Out of line: where speed does not ask for copies.
[[gnu::noinline]] Fe square_times(Fe a, int times) {
    for (int i = 0; i < times; ++i) a = square(a);
    return a;
}

[[gnu::noinline]] Fe multiply(const Fe& a, const Fe& b) {
    return a * b;
}

/// a^(p-2) by the chain of fe25519.cpp.
Fe inverse(const Fe& a) {
    const Fe a2 = square_times(a, 1);
    const Fe a9 = multiply(square_times(a2, 2), a);
    const Fe eleven = multiply(a9, a2);
    const Fe e5 = multiply(square_times(eleven, 1), a9);  // a^(2^5 - 1), and so on
    const Fe e10 = multiply(square_times(e5, 5), e5);
    const Fe e20 = multiply(square_times(e10, 10), e10);
    const Fe e40 = multiply(square_times(e20, 20), e20);
    const Fe e50 = multiply(square_times(e40, 10), e10);
    const Fe e100 = multiply(square_times(e50, 50), e50);
    const Fe e200 = multiply(square_times(e100, 100), e100);
    const Fe e250 = multiply(square_times(e200, 50), e50);
    return multiply(square_times(e250, 5), eleven);
}

/// Bit `at` of each lane's scalar.
__mmask8 bit_of(const LaneNumbers& k, std::size_t at) {
    const Vector word = _mm512_load_si512(k.word[at / 64]);
    return _mm512_test_epi64_mask(word, lanes::every_lane(std::uint64_t{1} << (at % 64)));
}

void swap(__mmask8 mask, Fe& a, Fe& b) {
    const Fe first = select(mask, b, a);
    b = select(mask, a, b);
    a = first;
}

/// The loop of RFC 7748 §5, variable names as there; a24 = (486662 - 2) / 4.
void agree(const LaneNumbers& scalars, const LaneNumbers& peers, LaneNumbers& shared) {
    constexpr std::uint64_t kA24 = 121665;
    const Fe x_1 = lanes::from_words(peers);
    Fe x_2 = lanes::small(1), z_2 = lanes::small(0), x_3 = x_1, z_3 = lanes::small(1);
    __mmask8 last = 0;
    for (std::size_t t = 255; t-- > 0;) {
        const __mmask8 k_t = bit_of(scalars, t);
        const __mmask8 change = _kxor_mask8(last, k_t);
        swap(change, x_2, x_3);
        swap(change, z_2, z_3);
        last = k_t;
        const Fe a = x_2 + z_2;
        const Fe b = x_2 - z_2;
        const Fe da = (x_3 - z_3) * a;
        const Fe cb = (x_3 + z_3) * b;
        const Fe aa = square(a);
        const Fe bb = square(b);
        const Fe e = aa - bb;
        x_3 = square(da + cb);
        z_3 = x_1 * square(da - cb);
        x_2 = aa * bb;
        z_2 = e * add_multiple(aa, e, kA24);
    }
    swap(last, x_2, x_3);
    swap(last, z_2, z_3);
    to_words(multiply(x_2, inverse(z_2)), shared);
    for (Fe* secret : {&x_2, &z_2, &x_3, &z_3}) wipe_object(*secret);
}

// The base point's multiples: -x^2 + y^2 = 1 + d x^2 y^2 (RFC 8032 §5.1).

/// (X : Y : Z : T) with x = X/Z, y = Y/Z, xy = T/Z.
struct Point {
    Fe x, y, z, t;
};

/// y + x, y - x and 2dxy of affine points.
struct Addend {
    Fe sum, difference, product;
};

/// Row i holds 1 ... 16 times 32^i B: for each limb two vectors, entries 1 to 8 and 9 to 16.
struct BaseTable {
    struct Limb {
        Vector low, high;
    };
    struct Row {
        Limb sum[5], difference[5], product[5];
    };
    Row rows[lanes::kDigits];
};

using Words = std::uint64_t[4];
// RFC 8032 §5.1, least significant word first: the base point and d.
constexpr Words kBaseX = {0xc9562d608f25d51a, 0x692cc7609525a7b2, 0xc0a4e231fdd6dc5c,
                          0x216936d3cd6e53fe};
constexpr Words kBaseY = {0x6666666666666658, 0x6666666666666666, 0x6666666666666666,
                          0x6666666666666666};
constexpr Words kD = {0x75eb4dca135978a3, 0x00700a4d4141d8ab, 0x8cc740797779e898,
                      0x52036cee2b6ffe73};

Fe constant(const Words& words) {
    LaneNumbers numbers;
    for (std::size_t i = 0; i < 4; ++i)
        _mm512_store_si512(numbers.word[i], lanes::every_lane(words[i]));
    return lanes::from_words(numbers);
}

Point finish(const Fe& e, const Fe& f, const Fe& g, const Fe& h) {
    return {e * f, g * h, f * g, e * h};
}

/// "Twisted Edwards Curves Revisited" (Hisil, Wong, Carter, Dawson), §3.3, 2z1z2 = two_zz.
Point add(const Point& p, const Addend& q, const Fe& two_zz) {
    const Fe a = (p.y - p.x) * q.difference;
    const Fe b = (p.y + p.x) * q.sum;
    const Fe c = p.t * q.product;
    return finish(b - a, two_zz - c, two_zz + c, b + a);
}

Point doubled(const Point& p) {
    const Fe a = square(p.x);
    const Fe b = square(p.y);
    const Fe zz = square(p.z);
    const Fe h = a + b;
    const Fe e = h - square(p.x + p.y);
    const Fe g = a - b;
    return finish(e, zz + zz + g, g, h);
}

Addend affine_addend(const Point& p, const Fe& two_d) {
    const Fe z_inverse = inverse(p.z);
    const Fe x = p.x * z_inverse;
    const Fe y = p.y * z_inverse;
    return {y + x, y - x, x * y * two_d};
}

Point select(__mmask8 mask, const Point& yes, const Point& no) {
    return {select(mask, yes.x, no.x), select(mask, yes.y, no.y), select(mask, yes.z, no.z),
            select(mask, yes.t, no.t)};
}

/// Lane j of `low` becomes (j + 1) B and of `high` (j + 9) B.
void first_multiples(Point& low, Point& high, const Fe& two_d) {
    const Fe x = constant(kBaseX);
    const Fe y = constant(kBaseY);
    const Addend step{y + x, y - x, x * y * two_d};
    Point next{x, y, lanes::small(1), x * y};
    low = high = next;
    for (unsigned j = 1; j < 16; ++j) {
        next = add(next, step, next.z + next.z);
        Point& half = j < 8 ? low : high;
        half = select(static_cast<__mmask8>(1u << (j % 8)), next, half);
    }
}

void store_row(BaseTable::Row& row, Vector BaseTable::Limb::* half, const Addend& entries) {
    for (std::size_t i = 0; i < 5; ++i) {
        row.sum[i].*half = entries.sum.limb[i];
        row.difference[i].*half = entries.difference.limb[i];
        row.product[i].*half = entries.product.limb[i];
    }
}

/// Made at first use; C++ makes that safe between threads.
const BaseTable& base_table() {
    static const BaseTable table = [] {
        BaseTable made;
        const Fe d = constant(kD);
        const Fe two_d = d + d;
        Point low, high;
        first_multiples(low, high, two_d);
        for (BaseTable::Row& row : made.rows) {
            store_row(row, &BaseTable::Limb::low, affine_addend(low, two_d));
            store_row(row, &BaseTable::Limb::high, affine_addend(high, two_d));
            for (std::size_t i = 0; i < lanes::kDigitWidth; ++i) {
                low = doubled(low);
                high = doubled(high);
            }
        }
        return made;
    }();
    return table;
}

/// Entry `index` of a row; `missing` lanes get `neutral`.
Fe look_up(const BaseTable::Limb (&limbs)[5], Vector index, __mmask8 missing, const Fe& neutral) {
    Fe found;
    each<5>([&](auto i) __attribute__((always_inline)) {
        const Vector entry = _mm512_permutex2var_epi64(limbs[i].low, index, limbs[i].high);
        found.limb[i] = _mm512_mask_mov_epi64(entry, missing, neutral.limb[i]);
    });
    return found;
}

Addend look_up(const BaseTable::Row& row, const Digit& digit) {
    const Vector index = _mm512_sub_epi64(digit.magnitude, lanes::every_lane(1));
    const __mmask8 none = _mm512_testn_epi64_mask(digit.magnitude, digit.magnitude);
    const Fe one = lanes::small(1);
    const Fe zero = lanes::small(0);
    const Fe sum = look_up(row.sum, index, none, one);
    const Fe difference = look_up(row.difference, index, none, one);
    const Fe product = look_up(row.product, index, none, zero);
    return {select(digit.negative, difference, sum), select(digit.negative, sum, difference),
            select(digit.negative, zero - product, product)};
}

/// u = (Z + Y) / (Z - Y) (RFC 7748 §4.1).
void public_values(const LaneNumbers& scalars, LaneNumbers& values) {
    const BaseTable& table = base_table();
    Point sum{lanes::small(0), lanes::small(1), lanes::small(1), lanes::small(0)};
    for (std::size_t i = 0; i < lanes::kDigits; ++i) {
        const Addend entry = look_up(table.rows[i], lanes::booth_digit(scalars, i));
        sum = add(sum, entry, sum.z + sum.z);
    }
    to_words(multiply(sum.z + sum.y, inverse(sum.z - sum.y)), values);
    wipe_object(sum);
}

constexpr X25519LanesImpl kIfma = {"ifma x8", cpu::kAvx512 | cpu::kIfma, agree, public_values};

}  // namespace

const X25519LanesImpl* x25519_lanes_ifma() {
    return &kIfma;
}

}  // namespace vitrine::crypto

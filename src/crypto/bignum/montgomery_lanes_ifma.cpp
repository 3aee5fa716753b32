// Eight moduli at once with AVX-512 IFMA. The unit of work is a tile: ten digits times ten, whose
// twenty columns and one row live in registers, so that memory is hardly touched; products, squares
// and reductions of any width are tiles. Columns are sums of products' halves, at most 320 of them,
// and become digits only at the end. Twin of bignum/montgomery_ifma.cpp.
// Secret: all numbers.  Leaks: nothing: control depends on widths alone.
#include "base/secret.h"
#include "crypto/bignum/montgomery_lanes.h"
#include "crypto/pk/lanes_kernel.h"

namespace vitrine::crypto::bignum {

namespace {

using lanes::each;
using lanes::Vector;

constexpr std::size_t kWindow = 4;
constexpr std::size_t kEntries = std::size_t{1} << kWindow;

[[gnu::always_inline]] inline Vector load(const LaneWord& word) {
    return _mm512_load_si512(word);
}
[[gnu::always_inline]] inline void store(LaneWord& word, Vector value) {
    _mm512_store_si512(word, value);
}

/// t += a * b for ten digits each.
[[gnu::noinline]] void tile(LaneWord* t, const LaneWord* a, const LaneWord* b) {
    Vector sum[2 * kLaneBlock];
    Vector x[kLaneBlock];
    each<2 * kLaneBlock>([&](auto k) __attribute__((always_inline)) { sum[k] = load(t[k]); });
    each<kLaneBlock>([&](auto k) __attribute__((always_inline)) { x[k] = load(a[k]); });
    each<kLaneBlock>([&](auto i) __attribute__((always_inline)) {
        const Vector y = load(b[i]);
        each<kLaneBlock>([&](auto j) __attribute__((always_inline)) {
            sum[i + j] = _mm512_madd52lo_epu64(sum[i + j], x[j], y);
        });
        each<kLaneBlock>([&](auto j) __attribute__((always_inline)) {
            sum[i + j + 1] = _mm512_madd52hi_epu64(sum[i + j + 1], x[j], y);
        });
    });
    each<2 * kLaneBlock>([&](auto k) __attribute__((always_inline)) { store(t[k], sum[k]); });
}

/// t += the products of two different digits among ten, each pair once.
[[gnu::noinline]] void tile_of_pairs(LaneWord* t, const LaneWord* a) {
    Vector sum[2 * kLaneBlock];
    Vector x[kLaneBlock];
    each<2 * kLaneBlock>([&](auto k) __attribute__((always_inline)) { sum[k] = load(t[k]); });
    each<kLaneBlock>([&](auto k) __attribute__((always_inline)) { x[k] = load(a[k]); });
    each<kLaneBlock>([&](auto i) __attribute__((always_inline)) {
        each<kLaneBlock>([&](auto j) __attribute__((always_inline)) {
            if constexpr (i < j) sum[i + j] = _mm512_madd52lo_epu64(sum[i + j], x[j], x[i]);
        });
        each<kLaneBlock>([&](auto j) __attribute__((always_inline)) {
            if constexpr (i < j) sum[i + j + 1] = _mm512_madd52hi_epu64(sum[i + j + 1], x[j], x[i]);
        });
    });
    each<2 * kLaneBlock>([&](auto k) __attribute__((always_inline)) { store(t[k], sum[k]); });
}

/// Ten steps of Montgomery's reduction on the lowest block of n: makes columns 0 to 9 vanish,
/// passes their carry to column 10, and leaves the multiples of n that the other blocks still lack.
[[gnu::noinline]] void reduce_head(LaneWord* t, LaneModulus& m) {
    Vector sum[2 * kLaneBlock];
    Vector n[kLaneBlock];
    each<2 * kLaneBlock>([&](auto k) __attribute__((always_inline)) { sum[k] = load(t[k]); });
    each<kLaneBlock>([&](auto k) __attribute__((always_inline)) { n[k] = load(m.n.digit[k]); });
    each<kLaneBlock>([&](auto i) __attribute__((always_inline)) {
        const Vector by = _mm512_madd52lo_epu64(_mm512_setzero_si512(), sum[i], load(m.n0));
        store(m.columns.multiple[i], by);
        each<kLaneBlock>([&](auto j) __attribute__((always_inline)) {
            sum[i + j] = _mm512_madd52lo_epu64(sum[i + j], n[j], by);
            sum[i + j + 1] = _mm512_madd52hi_epu64(sum[i + j + 1], n[j], by);
            if constexpr (j == 0)
                sum[i + 1] = _mm512_add_epi64(sum[i + 1], _mm512_srli_epi64(sum[i], 52));
        });
    });
    each<kLaneBlock>([&](auto k) __attribute__((always_inline)) {
        store(t[k], _mm512_setzero_si512());
        store(t[kLaneBlock + k], sum[kLaneBlock + k]);
    });
}

/// Columns to digits; leaves zeros.
void carry_through(LaneWord* r, LaneWord* t, std::size_t digits) {
    const Vector mask = _mm512_set1_epi64(static_cast<long long>(kLaneDigitMask));
    Vector carry = _mm512_setzero_si512();
    for (std::size_t i = 0; i < digits; ++i) {
        const Vector sum = _mm512_add_epi64(load(t[i]), carry);
        store(t[i], _mm512_setzero_si512());
        store(r[i], _mm512_and_si512(sum, mask));
        carry = _mm512_srli_epi64(sum, 52);
    }
}

void reduce_columns(LaneInteger& r, LaneModulus& m) {
    LaneWord* const t = m.columns.sum;
    for (std::size_t row = 0; row < m.digits; row += kLaneBlock) {
        reduce_head(t + row, m);
        for (std::size_t at = kLaneBlock; at < m.digits; at += kLaneBlock)
            tile(t + row + at, m.n.digit + at, m.columns.multiple);
    }
    carry_through(r.digit, t + m.digits, m.digits);
}

void add_product(LaneWord* t, const LaneInteger& a, const LaneInteger& b, std::size_t digits) {
    for (std::size_t i = 0; i < digits; i += kLaneBlock) {
        for (std::size_t j = 0; j < digits; j += kLaneBlock)
            tile(t + i + j, a.digit + j, b.digit + i);
    }
}

void multiply(LaneInteger& r, const LaneInteger& a, const LaneInteger& b, LaneModulus& m) {
    add_product(m.columns.sum, a, b, m.digits);
    reduce_columns(r, m);
}

/// Doubles the columns of different digits and adds those of equal ones.
void complete_square(LaneWord* t, const LaneInteger& a, std::size_t digits) {
    for (std::size_t i = 0; i < digits; ++i) {
        const Vector x = load(a.digit[i]);
        const Vector low = load(t[2 * i]);
        const Vector high = load(t[2 * i + 1]);
        store(t[2 * i], _mm512_madd52lo_epu64(_mm512_add_epi64(low, low), x, x));
        store(t[2 * i + 1], _mm512_madd52hi_epu64(_mm512_add_epi64(high, high), x, x));
    }
}

void square(LaneInteger& r, const LaneInteger& a, LaneModulus& m) {
    LaneWord* const t = m.columns.sum;
    for (std::size_t i = 0; i < m.digits; i += kLaneBlock) {
        tile_of_pairs(t + 2 * i, a.digit + i);
        for (std::size_t j = i + kLaneBlock; j < m.digits; j += kLaneBlock)
            tile(t + i + j, a.digit + j, a.digit + i);
    }
    complete_square(t, a, m.digits);
    reduce_columns(r, m);
}

void reduce(LaneInteger& r, const LaneInteger& x, LaneModulus& m) {
    for (std::size_t i = 0; i < 2 * m.digits; ++i) store(m.columns.sum[i], load(x.digit[i]));
    reduce_columns(r, m);
}

struct Table {
    LaneWord entry[kEntries][kMaxLaneExpDigits];
};

/// r = entry `index` of each lane, touching every entry.
void select_entry(LaneInteger& r, const Table& table, Vector index, std::size_t digits) {
    for (std::size_t at = 0; at < digits; at += kLaneBlock) {
        Vector found[kLaneBlock];
        each<kLaneBlock>([&](auto k) __attribute__((always_inline)) {
            found[k] = load(table.entry[0][at + k]);
        });
        for (std::size_t e = 1; e < kEntries; ++e) {
            const __mmask8 here =
                _mm512_cmpeq_epu64_mask(index, _mm512_set1_epi64(static_cast<long long>(e)));
            each<kLaneBlock>([&](auto k) __attribute__((always_inline)) {
                found[k] = _mm512_mask_mov_epi64(found[k], here, load(table.entry[e][at + k]));
            });
        }
        each<kLaneBlock>([&](auto k)
                             __attribute__((always_inline)) { store(r.digit[at + k], found[k]); });
    }
}

void store_entry(Table& table, std::size_t entry, const LaneInteger& a, std::size_t digits) {
    for (std::size_t i = 0; i < digits; ++i) store(table.entry[entry][i], load(a.digit[i]));
}

/// Powers 0 to 15 of a, in Montgomery's form.
void fill_table(Table& table, const LaneInteger& a, LaneModulus& m) {
    LaneInteger power;
    for (std::size_t i = 0; i < m.digits; ++i)
        store(power.digit[i], i == 0 ? _mm512_set1_epi64(1) : _mm512_setzero_si512());
    multiply(power, m.rr, power, m);
    store_entry(table, 0, power, m.digits);
    for (std::size_t i = 1; i < kEntries; ++i) {
        multiply(power, power, a, m);
        store_entry(table, i, power, m.digits);
    }
}

void exp(
    LaneInteger& r, const LaneInteger& a, const LaneWord* k, std::size_t words, LaneModulus& m) {
    struct alignas(64) {
        Table table;
        LaneInteger power, entry;
    } work;
    fill_table(work.table, a, m);
    const Vector mask = _mm512_set1_epi64(kEntries - 1);
    for (std::size_t left = words * (64 / kWindow); left-- > 0;) {
        const std::size_t at = left * kWindow;
        const Vector digit = _mm512_and_si512(
            _mm512_srli_epi64(load(k[at / 64]), static_cast<unsigned>(at % 64)), mask);
        select_entry(work.entry, work.table, digit, m.digits);
        if (left + 1 == words * (64 / kWindow)) {  // public: the first window
            work.power = work.entry;
            continue;
        }
        for (std::size_t i = 0; i < kWindow; ++i) square(work.power, work.power, m);
        multiply(work.power, work.power, work.entry, m);
    }
    for (std::size_t i = 0; i < m.digits; ++i) store(r.digit[i], load(work.power.digit[i]));
    wipe({reinterpret_cast<std::uint8_t*>(&work), sizeof work});
}

void subtract(LaneInteger& r, const LaneInteger& a, const LaneInteger& b, LaneModulus& m) {
    const Vector mask = _mm512_set1_epi64(static_cast<long long>(kLaneDigitMask));
    Vector carry = _mm512_setzero_si512();  // signed
    for (std::size_t i = 0; i < m.digits; ++i) {
        const Vector n = load(m.n.digit[i]);
        const Vector more =
            _mm512_add_epi64(_mm512_add_epi64(load(a.digit[i]), carry), _mm512_add_epi64(n, n));
        const Vector sum = _mm512_sub_epi64(more, load(b.digit[i]));
        store(r.digit[i], _mm512_and_si512(sum, mask));
        carry = _mm512_srai_epi64(sum, 52);
    }
}

void multiply_add(LaneInteger& r,
                  const LaneInteger& a,
                  const LaneInteger& b,
                  const LaneInteger& c,
                  LaneModulus& m) {
    LaneWord* const t = m.columns.sum;
    for (std::size_t i = 0; i < m.digits; ++i) store(t[i], load(c.digit[i]));
    add_product(t, a, b, m.digits);
    carry_through(r.digit, t, 2 * m.digits);
}

constexpr LaneArithmetic kIfma = {
    "ifma x8", cpu::kAvx512 | cpu::kIfma, multiply, square, reduce, exp, subtract, multiply_add};

}  // namespace

const LaneArithmetic* lane_arithmetic_ifma() {
    return &kIfma;
}

}  // namespace vitrine::crypto::bignum

// Modular powers with AVX-512 IFMA: digits of 52 bits, eight to a register, "almost Montgomery"
// products (Gueron and Krasnov, Software implementation of modular exponentiation, using advanced
// vector instructions architectures, 2012): residues stay below 2n, so no product ends in a
// subtraction; one at the very end does. Twin of bignum/montgomery.cpp; both pass the same tests.
// Only what is in this file's own anonymous namespace is called here: a shared inline function
// compiled for AVX-512 could be the copy that the linker keeps for everyone. Secret: bases,
// exponents, moduli.  Public: widths.  Leaks: nothing.
#include <immintrin.h>

#include <utility>

#include "base/secret.h"
#include "crypto/bignum/modexp.h"

namespace vitrine::crypto::bignum {

namespace {

constexpr std::uint64_t kDigitMask = (std::uint64_t{1} << 52) - 1;
constexpr std::size_t kWindow = 5;
constexpr std::size_t kEntries = std::size_t{1} << kWindow;

/// Calls f(0) ... f(N - 1), unrolled, so that arrays of vectors live in registers.
template <std::size_t N, class F>
[[gnu::always_inline]] inline void each(F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) {
        (f(std::integral_constant<std::size_t, I>{}), ...);
    }(std::make_index_sequence<N>{});
}

/// V vectors of eight digits.
template <std::size_t V>
struct alignas(64) Number {
    std::uint64_t digit[8 * V];
};

/// A modulus made ready; -1 / n mod 2^104 in two digits.
template <std::size_t V>
struct Prepared {
    Number<V> n;
    Number<V> rr;  ///< 2^(104 * digits) mod n
    std::uint64_t inverse0;
    std::uint64_t inverse1;
};

template <std::size_t V>
[[gnu::always_inline]] inline __m512i load(const Number<V>& x, std::size_t v) {
    return _mm512_load_si512(&x.digit[8 * v]);
}

/// Digits of up to 64 bits to digits of 52: a wide carry by one place, then the single carries that
/// it causes, rippled through as one addition of bit masks.
template <std::size_t V>
[[gnu::always_inline]] inline void normalize(Number<V>& r, __m512i (&acc)[V]) {
    const __m512i mask = _mm512_set1_epi64(static_cast<long long>(kDigitMask));
    __m512i below = _mm512_setzero_si512();
    unsigned carry = 0;
    each<V>([&](auto v) __attribute__((always_inline)) {
        const __m512i high = _mm512_srli_epi64(acc[v], 52);
        const __m512i sum =
            _mm512_add_epi64(_mm512_and_si512(acc[v], mask), _mm512_alignr_epi64(high, below, 7));
        below = high;
        const unsigned over = _mm512_cmpgt_epu64_mask(sum, mask);
        const unsigned full = _mm512_cmpeq_epu64_mask(sum, mask);
        const unsigned ripple = ((over << 1) | carry) + full;
        carry = ripple >> 8;
        const auto bumped = static_cast<__mmask8>(ripple ^ full);
        const __m512i one_more = _mm512_mask_add_epi64(sum, bumped, sum, _mm512_set1_epi64(1));
        _mm512_store_si512(&r.digit[8 * v], _mm512_and_si512(one_more, mask));
    });
}

/// All lanes K places down, zeros from above.
template <int K, std::size_t V>
[[gnu::always_inline]] inline void shift_down(__m512i (&x)[V]) {
    each<V>([&](auto v) __attribute__((always_inline)) {
        if constexpr (v + 1 < V) {
            x[v] = _mm512_alignr_epi64(x[v + 1], x[v], K);
        } else {
            x[v] = _mm512_alignr_epi64(_mm512_setzero_si512(), x[v], K);
        }
    });
}

template <int K>
[[gnu::always_inline]] inline std::uint64_t lane(__m512i x) {
    return static_cast<std::uint64_t>(_mm_extract_epi64(_mm512_castsi512_si128(x), K));
}

template <std::size_t V>
struct Product {
    Number<V>* r;
    const Number<V>* a;
    const Number<V>* b;
    const Prepared<V>* m;
};

/// The low 52 bits of a product.
[[gnu::always_inline]] inline std::uint64_t low_product(std::uint64_t a, std::uint64_t b) {
    return (a * b) & kDigitMask;
}

[[gnu::always_inline]] inline __m512i broadcast(std::uint64_t x) {
    return _mm512_set1_epi64(static_cast<long long>(x));
}

/// One digit of b at a time. The lowest digit of the sum is followed in a scalar register: it
/// decides y, the multiple of n that makes it vanish.
template <std::size_t V, std::size_t N>
[[gnu::always_inline]] inline void multiply_by_digits(const Product<V> (&p)[N],
                                                      std::size_t digits) {
    __m512i acc[N][V];
    std::uint64_t low[N];
    each<N>([&](auto k) __attribute__((always_inline)) {
        low[k] = 0;
        each<V>([&](auto v) __attribute__((always_inline)) { acc[k][v] = _mm512_setzero_si512(); });
    });
    for (std::size_t i = 0; i < digits; ++i) {
        each<N>([&](auto k) __attribute__((always_inline)) {
            const Number<V>& a = *p[k].a;
            const Number<V>& n = p[k].m->n;
            const std::uint64_t b = p[k].b->digit[i];
            const __m512i bs = broadcast(b);
            u128 lowest = u128{a.digit[0]} * b + low[k];
            const std::uint64_t y =
                low_product(static_cast<std::uint64_t>(lowest), p[k].m->inverse0);
            lowest += u128{n.digit[0]} * y;
            const __m512i ys = broadcast(y);
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52lo_epu64(acc[k][v], load(a, v), bs);
            });
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52lo_epu64(acc[k][v], load(n, v), ys);
            });
            shift_down<1>(acc[k]);
            low[k] = static_cast<std::uint64_t>(lowest >> 52) + lane<0>(acc[k][0]);
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52hi_epu64(acc[k][v], load(a, v), bs);
            });
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52hi_epu64(acc[k][v], load(n, v), ys);
            });
        });
    }
    each<N>([&](auto k) __attribute__((always_inline)) {
        acc[k][0] = _mm512_mask_set1_epi64(acc[k][0], 1, static_cast<long long>(low[k]));
        normalize(*p[k].r, acc[k]);
    });
}

/// Two digits of b at a time, so that half as many steps wait for each other. The two lowest digits
/// are followed in scalar registers; `middle` collects what stands one place above its lane, and
/// does not wait for the sum of the step before. digits: even.
template <std::size_t V, std::size_t N>
[[gnu::always_inline]] inline void multiply_by_pairs(const Product<V> (&p)[N], std::size_t digits) {
    __m512i acc[N][V];
    std::uint64_t low[N];
    std::uint64_t next[N];
    each<N>([&](auto k) __attribute__((always_inline)) {
        low[k] = next[k] = 0;
        each<V>([&](auto v) __attribute__((always_inline)) { acc[k][v] = _mm512_setzero_si512(); });
    });
    for (std::size_t i = 0; i < digits; i += 2) {
        each<N>([&](auto k) __attribute__((always_inline)) {
            const Number<V>& a = *p[k].a;
            const Number<V>& n = p[k].m->n;
            const std::uint64_t b0 = p[k].b->digit[i];
            const std::uint64_t b1 = p[k].b->digit[i + 1];
            const __m512i bs0 = broadcast(b0);
            const __m512i bs1 = broadcast(b1);
            __m512i middle[V];
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52lo_epu64(acc[k][v], load(a, v), bs0);
                middle[v] = _mm512_madd52hi_epu64(_mm512_setzero_si512(), load(a, v), bs0);
                middle[v] = _mm512_madd52lo_epu64(middle[v], load(a, v), bs1);
            });
            // y = -(first + 2^52 second) / n mod 2^104
            const u128 lowest = u128{a.digit[0]} * b0 + low[k];
            const std::uint64_t first = static_cast<std::uint64_t>(lowest) & kDigitMask;
            std::uint64_t second = next[k] + low_product(a.digit[0], b1) +
                                   low_product(a.digit[1], b0) +
                                   static_cast<std::uint64_t>(lowest >> 52);
            const u128 scaled = u128{first} * p[k].m->inverse0;
            const std::uint64_t y0 = static_cast<std::uint64_t>(scaled) & kDigitMask;
            const std::uint64_t y1 = (static_cast<std::uint64_t>(scaled >> 52) +
                                      first * p[k].m->inverse1 + second * p[k].m->inverse0) &
                                     kDigitMask;
            const __m512i ys0 = broadcast(y0);
            const __m512i ys1 = broadcast(y1);
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52lo_epu64(acc[k][v], load(n, v), ys0);
                middle[v] = _mm512_madd52hi_epu64(middle[v], load(n, v), ys0);
            });
            shift_down<2>(acc[k]);
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52hi_epu64(acc[k][v], load(a, v), bs1);
                middle[v] = _mm512_madd52lo_epu64(middle[v], load(n, v), ys1);
                acc[k][v] = _mm512_madd52hi_epu64(acc[k][v], load(n, v), ys1);
            });
            shift_down<1>(middle);
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_add_epi64(acc[k][v], middle[v]);
            });
            second += static_cast<std::uint64_t>((u128{n.digit[0]} * y0 + first) >> 52) +
                      low_product(n.digit[1], y0) + low_product(n.digit[0], y1);
            low[k] = (second >> 52) + lane<0>(acc[k][0]);
            next[k] = lane<1>(acc[k][0]);
        });
    }
    each<N>([&](auto k) __attribute__((always_inline)) {
        acc[k][0] = _mm512_mask_set1_epi64(acc[k][0], 1, static_cast<long long>(low[k]));
        normalize(*p[k].r, acc[k]);
    });
}

/// r = a * b / 2^(52 * digits) mod n for N independent products in step, which hide each other's
/// latency. Inputs and outputs are below 2n. Few vectors leave the multipliers waiting for the
/// lowest digit; then pairs of digits are faster, else they only cost registers.
template <std::size_t V, std::size_t N>
void multiply(const Product<V> (&p)[N], std::size_t digits) {
    if constexpr (V * N <= 6) {
        multiply_by_pairs<V, N>(p, digits);
    } else {
        multiply_by_digits<V, N>(p, digits);
    }
}

/// Limbs of 64 bits to digits of 52.
template <std::size_t V>
void to_digits(Number<V>& r, const Limb* x, std::size_t width) {
    for (std::size_t i = 0; i < 8 * V; ++i) {
        const std::size_t limb = 52 * i / 64;
        const std::size_t shift = 52 * i % 64;
        std::uint64_t digit = limb < width ? x[limb] >> shift : 0;  // public: positions only
        if (shift > 12 && limb + 1 < width) digit |= x[limb + 1] << (64 - shift);
        r.digit[i] = digit & kDigitMask;
    }
}

/// Digits of a number below 2n back to limbs, below n.
template <std::size_t V>
void from_digits(Limb* r, const Number<V>& x, const Modulus<Limb>& m) {
    Limb value[8 * V];
    Limb less_n[8 * V];
    std::uint64_t borrow = 0;
    const std::size_t digits = 8 * V;
    for (std::size_t i = 0; i < m.width; ++i) {
        const std::size_t at = 64 * i / 52;
        const std::size_t shift = 64 * i % 52;
        std::uint64_t limb = x.digit[at] >> shift;
        if (at + 1 < digits) limb |= x.digit[at + 1] << (52 - shift);
        if (at + 2 < digits && shift > 40) limb |= x.digit[at + 2] << (104 - shift);
        value[i] = limb;
        const u128 difference = u128{limb} - m.n[i] - borrow;
        less_n[i] = static_cast<std::uint64_t>(difference);
        borrow = static_cast<std::uint64_t>(difference >> 64) & 1;
    }
    // What stands above the limbs is one bit; it and the borrow cancel.
    const std::size_t top = 64 * m.width;
    const std::uint64_t above = top / 52 < digits ? x.digit[top / 52] >> (top % 52) : 0;
    const std::uint64_t keep = 0 - (borrow & (above ^ 1));
    for (std::size_t i = 0; i < m.width; ++i) r[i] = less_n[i] ^ (keep & (less_n[i] ^ value[i]));
    wipe({reinterpret_cast<std::uint8_t*>(value), sizeof value});
    wipe({reinterpret_cast<std::uint8_t*>(less_n), sizeof less_n});
}

/// Enough for 4n, and even.
std::size_t digits_for(std::size_t width) {
    return (64 * width + 2 + 103) / 104 * 2;
}

/// Everything of a modulus but R^2.
template <std::size_t V>
void prepare_modulus(Prepared<V>& r, const Modulus<Limb>& m) {
    to_digits(r.n, m.n, m.width);
    const u128 n = u128{m.n[1]} << 64 | m.n[0];
    const u128 inverse = m.n0 * (2 + n * m.n0);  // Newton's step: from 64 bits right to 128
    r.inverse0 = static_cast<std::uint64_t>(inverse) & kDigitMask;
    r.inverse1 = static_cast<std::uint64_t>(inverse >> 52) & kDigitMask;
}

/// n and 2^(104 d) mod n, the latter from the modulus's own R^2 = 2^(128 w) by two products:
/// squared it is 2^(256 w - 52 d), and times 2^(208 d - 256 w) / 2^(52 d) it is what is wanted.
template <std::size_t V>
void prepare(Prepared<V>& r, const Modulus<Limb>& m) {
    const std::size_t digits = digits_for(m.width);
    prepare_modulus(r, m);
    to_digits(r.rr, m.rr, m.width);
    Number<V> power{};
    const std::size_t exponent = 208 * digits - 256 * m.width;
    power.digit[exponent / 52] = std::uint64_t{1} << (exponent % 52);
    multiply<V, 1>({{&r.rr, &r.rr, &r.rr, &r}}, digits);
    multiply<V, 1>({{&r.rr, &r.rr, &power, &r}}, digits);
}

/// r = table[index], touching every entry.
template <std::size_t V>
[[gnu::always_inline]] inline void select_entry(Number<V>& r,
                                                const Number<V>* table,
                                                std::uint64_t index) {
    const __m512i wanted = _mm512_set1_epi64(static_cast<long long>(index));
    __m512i found[V];
    each<V>([&](auto v) __attribute__((always_inline)) { found[v] = _mm512_setzero_si512(); });
    for (std::size_t i = 0; i < kEntries; ++i) {
        const __mmask8 here =
            _mm512_cmpeq_epu64_mask(wanted, _mm512_set1_epi64(static_cast<long long>(i)));
        each<V>([&](auto v) __attribute__((always_inline)) {
            found[v] = _mm512_mask_mov_epi64(found[v], here, load(table[i], v));
        });
    }
    each<V>([&](auto v)
                __attribute__((always_inline)) { _mm512_store_si512(&r.digit[8 * v], found[v]); });
}

std::uint64_t window_at(const ExpJob& job, std::size_t at) {
    const std::size_t limb = at / 64;
    const std::size_t shift = at % 64;
    std::uint64_t bits = job.exponent[limb] >> shift;
    const bool crosses = shift > 64 - kWindow && limb + 1 < (job.exponent_bits + 63) / 64;
    if (crosses) bits |= job.exponent[limb + 1] << (64 - shift);  // public: positions only
    return bits & (kEntries - 1);
}

/// Everything that one power needs; wiped at its end.
template <std::size_t V>
struct Work {
    Prepared<V> m;
    Number<V> table[kEntries];
    Number<V> power;
    Number<V> entry;
};

template <std::size_t V, std::size_t N>
void multiply_each(Work<V> (&w)[N], std::size_t digits, Number<V> Work<V>::* by) {
    Product<V> products[N];
    for (std::size_t k = 0; k < N; ++k)
        products[k] = {&w[k].power, &w[k].power, &(w[k].*by), &w[k].m};
    multiply<V, N>(products, digits);
}

template <std::size_t V, std::size_t N>
void fill_tables(Work<V> (&w)[N], const ExpJob* const (&jobs)[N], std::size_t digits) {
    Number<V> one{};
    one.digit[0] = 1;
    Product<V> products[N];
    for (std::size_t k = 0; k < N; ++k) {
        prepare(w[k].m, *jobs[k]->m);
        to_digits(w[k].entry, jobs[k]->base, jobs[k]->m->width);
        products[k] = {&w[k].table[0], &w[k].m.rr, &one, &w[k].m};
    }
    multiply<V, N>(products, digits);
    for (std::size_t k = 0; k < N; ++k)
        products[k] = {&w[k].table[1], &w[k].entry, &w[k].m.rr, &w[k].m};
    multiply<V, N>(products, digits);
    for (std::size_t i = 2; i < kEntries; ++i) {
        for (std::size_t k = 0; k < N; ++k) {
            products[k] = {&w[k].table[i], &w[k].table[i - 1], &w[k].table[1], &w[k].m};
        }
        multiply<V, N>(products, digits);
    }
}

template <std::size_t V, std::size_t N>
void raise(const ExpJob* const (&jobs)[N]) {
    const std::size_t digits = digits_for(jobs[0]->m->width);
    Work<V> w[N];
    fill_tables<V, N>(w, jobs, digits);
    for (std::size_t k = 0; k < N; ++k) w[k].power = w[k].table[0];
    for (std::size_t left = (jobs[0]->exponent_bits + kWindow - 1) / kWindow; left-- > 0;) {
        for (std::size_t i = 0; i < kWindow; ++i) multiply_each<V, N>(w, digits, &Work<V>::power);
        for (std::size_t k = 0; k < N; ++k) {
            select_entry(w[k].entry, w[k].table, window_at(*jobs[k], left * kWindow));
        }
        multiply_each<V, N>(w, digits, &Work<V>::entry);
    }
    for (std::size_t k = 0; k < N; ++k) {
        w[k].entry = Number<V>{};
        w[k].entry.digit[0] = 1;
    }
    multiply_each<V, N>(w, digits, &Work<V>::entry);
    for (std::size_t k = 0; k < N; ++k) from_digits(jobs[k]->r, w[k].power, *jobs[k]->m);
    wipe({reinterpret_cast<std::uint8_t*>(&w[0]), sizeof w});
}

/// 2^(104 d) mod n of a public modulus whose R^2 nobody has computed: 2^(65 d) by division, then
/// 2^(52 d + 13 d) squared twice.
template <std::size_t V>
void prepare_public(Prepared<V>& r, const Modulus<Limb>& m) {
    const std::size_t digits = digits_for(m.width);
    prepare_modulus(r, m);
    Limb power[8 * V];
    power_of_two_vartime(power, 65 * digits, m);
    to_digits(r.rr, power, m.width);
    multiply<V, 1>({{&r.rr, &r.rr, &r.rr, &r}}, digits);
    multiply<V, 1>({{&r.rr, &r.rr, &r.rr, &r}}, digits);
}

template <std::size_t V>
void raise_public(Limb* r, const Limb* base, std::uint64_t exponent, const Modulus<Limb>& m) {
    const std::size_t digits = digits_for(m.width);
    Prepared<V> ready;
    Number<V> plain, start, power;
    if (m.rr != nullptr) {
        prepare(ready, m);
    } else {
        prepare_public(ready, m);
    }
    to_digits(plain, base, m.width);
    multiply<V, 1>({{&start, &plain, &ready.rr, &ready}}, digits);
    power = start;
    for (int bit = 62 - __builtin_clzll(exponent); bit > 0; --bit) {  // public: the exponent
        multiply<V, 1>({{&power, &power, &power, &ready}}, digits);
        if (((exponent >> bit) & 1) != 0)
            multiply<V, 1>({{&power, &power, &start, &ready}}, digits);
    }
    // The last factor, 1 or the base as it came, takes the power out of Montgomery's form.
    if (exponent > 1) multiply<V, 1>({{&power, &power, &power, &ready}}, digits);
    start = Number<V>{};
    start.digit[0] = 1;
    const bool odd = exponent > 1 && (exponent & 1) != 0;
    multiply<V, 1>({{&power, &power, odd ? &plain : &start, &ready}}, digits);
    from_digits(r, power, m);
    for (Number<V>* secret : {&plain, &start, &power})
        wipe({reinterpret_cast<std::uint8_t*>(secret), sizeof *secret});
    wipe({reinterpret_cast<std::uint8_t*>(&ready), sizeof ready});
}

/// a * R mod n by R^2, then times b over R: below 2n.
template <std::size_t V>
void multiply_plain(Limb* r, const Limb* a, const Limb* b, const Modulus<Limb>& m) {
    const std::size_t digits = digits_for(m.width);
    Prepared<V> ready;
    Number<V> x, y;
    prepare(ready, m);
    to_digits(x, a, m.width);
    to_digits(y, b, m.width);
    multiply<V, 1>({{&x, &x, &ready.rr, &ready}}, digits);
    multiply<V, 1>({{&x, &x, &y, &ready}}, digits);
    from_digits(r, x, m);
    for (Number<V>* secret : {&x, &y})
        wipe({reinterpret_cast<std::uint8_t*>(secret), sizeof *secret});
    wipe({reinterpret_cast<std::uint8_t*>(&ready), sizeof ready});
}

template <std::size_t V>
Number<V>* comb_block(FixedBase& comb, std::size_t block) {
    static_assert(8 * V <= FixedBase::kMaxNumber);
    return reinterpret_cast<Number<V>*>(comb.words.data()) + block * FixedBase::kEntries;
}

/// One walk of squarings through base^(2^k) meets every tooth of every block; then each entry is
/// the product of a smaller one and a tooth.  Everything here is public.
template <std::size_t V>
void fill_comb(FixedBase& comb, const ExpJob& job) {
    const std::size_t digits = digits_for(job.m->width);
    const std::size_t columns = FixedBase::columns(job.exponent_bits);
    const std::size_t block = FixedBase::block(job.exponent_bits);
    Prepared<V> ready;
    Number<V> power, one{};
    prepare(ready, *job.m);
    one.digit[0] = 1;
    to_digits(power, job.base, job.m->width);
    multiply<V, 1>({{&power, &power, &ready.rr, &ready}}, digits);
    std::size_t reached = 0;
    for (std::size_t tooth = 0; tooth < FixedBase::kTeeth; ++tooth) {
        for (std::size_t j = 0; j < FixedBase::kBlocks; ++j) {
            for (; reached < tooth * columns + j * block; ++reached)
                multiply<V, 1>({{&power, &power, &power, &ready}}, digits);
            comb_block<V>(comb, j)[std::size_t{1} << tooth] = power;
        }
    }
    for (std::size_t j = 0; j < FixedBase::kBlocks; ++j) {
        Number<V>* table = comb_block<V>(comb, j);
        multiply<V, 1>({{&table[0], &ready.rr, &one, &ready}}, digits);
        for (std::size_t u = 3; u < FixedBase::kEntries; ++u) {
            const std::size_t lowest = u & (0 - u);
            if (u == lowest) continue;
            multiply<V, 1>({{&table[u], &table[u - lowest], &table[lowest], &ready}}, digits);
        }
    }
}

/// The bits of the exponent that stand at `column` of each row.
std::uint64_t comb_index(const ExpJob& job, std::size_t columns, std::size_t column) {
    std::uint64_t index = 0;
    for (std::size_t tooth = 0; tooth < FixedBase::kTeeth; ++tooth) {
        const std::size_t at = tooth * columns + column;
        if (at >= job.exponent_bits) continue;  // public: positions only
        index |= ((job.exponent[at / 64] >> (at % 64)) & 1) << tooth;
    }
    return index;
}

template <std::size_t V>
void raise_fixed(const FixedBase& comb, const ExpJob& job) {
    const std::size_t digits = digits_for(job.m->width);
    const std::size_t columns = FixedBase::columns(job.exponent_bits);
    const std::size_t block = FixedBase::block(job.exponent_bits);
    const auto* tables = reinterpret_cast<const Number<V>*>(comb.words.data());
    Prepared<V> ready;
    Number<V> power = tables[0];
    Number<V> entry;
    prepare_modulus(ready, *job.m);
    for (std::size_t k = block; k-- > 0;) {
        if (k + 1 < block) multiply<V, 1>({{&power, &power, &power, &ready}}, digits);
        for (std::size_t j = 0; j < FixedBase::kBlocks; ++j) {
            if (j * block + k >= columns) continue;  // public: positions only
            const std::uint64_t index = comb_index(job, columns, j * block + k);
            select_entry(entry, tables + j * FixedBase::kEntries, index);
            multiply<V, 1>({{&power, &power, &entry, &ready}}, digits);
        }
    }
    entry = Number<V>{};
    entry.digit[0] = 1;
    multiply<V, 1>({{&power, &power, &entry, &ready}}, digits);
    from_digits(job.r, power, *job.m);
    wipe({reinterpret_cast<std::uint8_t*>(&power), sizeof power});
}

/// Calls f with the number of vectors that hold `width` limbs; false if there is no such kernel.
template <class F>
bool with_vectors(std::size_t width, F&& f) {
    const std::size_t vectors = (digits_for(width) + 7) / 8;
    if (width < 8 || vectors > 20) return false;  // public: the width
    if (vectors <= 2)
        f(std::integral_constant<std::size_t, 2>{});
    else if (vectors == 3)
        f(std::integral_constant<std::size_t, 3>{});
    else if (vectors == 4)
        f(std::integral_constant<std::size_t, 4>{});
    else if (vectors == 5)
        f(std::integral_constant<std::size_t, 5>{});
    else if (vectors <= 8)
        f(std::integral_constant<std::size_t, 8>{});
    else if (vectors <= 10)
        f(std::integral_constant<std::size_t, 10>{});
    else
        f(std::integral_constant<std::size_t, 20>{});
    return true;
}

void exp(const ExpJob& job) {
    const bool taken = with_vectors(job.m->width, [&](auto v) {
        const ExpJob* const jobs[1] = {&job};
        raise<v, 1>(jobs);
    });
    if (!taken) exp_secret(job.r, job.base, job.exponent, job.exponent_bits, *job.m);
}

void exp_pair(const ExpJob& a, const ExpJob& b) {
    bool taken = a.m->width == b.m->width && a.exponent_bits == b.exponent_bits && a.m->width <= 32;
    if (taken) {
        taken = with_vectors(a.m->width, [&](auto v) {
            if constexpr (v <= 5) {
                const ExpJob* const jobs[2] = {&a, &b};
                raise<v, 2>(jobs);
            }
        });
    }
    if (taken) return;
    exp(a);
    exp(b);
}

void exp_with_public(Limb* r, const Limb* base, std::uint64_t exponent, const Modulus<Limb>& m) {
    const bool taken =
        with_vectors(m.width, [&](auto v) { raise_public<v>(r, base, exponent, m); });
    if (!taken) exp_public(r, base, exponent, m);
}

void multiply_numbers(Limb* r, const Limb* a, const Limb* b, const Modulus<Limb>& m) {
    const bool taken = with_vectors(m.width, [&](auto v) { multiply_plain<v>(r, a, b, m); });
    if (!taken) mul_mod(r, a, b, m);
}

bool has_comb(std::size_t width) {
    return width >= 8 && digits_for(width) <= FixedBase::kMaxNumber;
}

bool prepare_base(FixedBase& comb, const ExpJob& job) {
    if (!has_comb(job.m->width)) return false;
    return with_vectors(job.m->width, [&](auto v) {
        if constexpr (8 * v <= FixedBase::kMaxNumber) fill_comb<v>(comb, job);
    });
}

void exp_fixed(const FixedBase& comb, const ExpJob& job) {
    with_vectors(job.m->width, [&](auto v) {
        if constexpr (8 * v <= FixedBase::kMaxNumber) raise_fixed<v>(comb, job);
    });
}

constexpr ModExpImpl kIfma = {"ifma",          cpu::kAvx512 | cpu::kIfma, exp,          exp_pair,
                              exp_with_public, multiply_numbers,          prepare_base, exp_fixed};

}  // namespace

const ModExpImpl* ifma_backend() {
    return &kIfma;
}

}  // namespace vitrine::crypto::bignum

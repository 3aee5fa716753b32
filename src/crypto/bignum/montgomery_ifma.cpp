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

template <std::size_t V>
struct Prepared {
    Number<V> n;
    Number<V> rr;  ///< 2^(104 * digits) mod n
    std::uint64_t n0;
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

template <std::size_t V>
struct Product {
    Number<V>* r;
    const Number<V>* a;
    const Number<V>* b;
    const Prepared<V>* m;
};

/// r = a * b / 2^(52 * digits) mod n for N independent products in step, which hide each other's
/// latency. Inputs and outputs are below 2n.
template <std::size_t V, std::size_t N>
void multiply(const Product<V> (&p)[N], std::size_t digits) {
    __m512i acc[N][V];
    std::uint64_t low[N];  // the lowest digit is followed in a scalar register: it decides y
    each<N>([&](auto k) __attribute__((always_inline)) {
        low[k] = 0;
        each<V>([&](auto v) __attribute__((always_inline)) { acc[k][v] = _mm512_setzero_si512(); });
    });
    for (std::size_t i = 0; i < digits; ++i) {
        each<N>([&](auto k) __attribute__((always_inline)) {
            const Number<V>& a = *p[k].a;
            const Number<V>& n = p[k].m->n;
            const std::uint64_t b = p[k].b->digit[i];
            const __m512i bs = _mm512_set1_epi64(static_cast<long long>(b));
            u128 lowest = u128{a.digit[0]} * b + low[k];
            const std::uint64_t y = (static_cast<std::uint64_t>(lowest) * p[k].m->n0) & kDigitMask;
            lowest += u128{n.digit[0]} * y;
            const __m512i ys = _mm512_set1_epi64(static_cast<long long>(y));
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52lo_epu64(acc[k][v], load(a, v), bs);
            });
            each<V>([&](auto v) __attribute__((always_inline)) {
                acc[k][v] = _mm512_madd52lo_epu64(acc[k][v], load(n, v), ys);
            });
            each<V>([&](auto v) __attribute__((always_inline)) {
                if constexpr (v + 1 < V) {
                    acc[k][v] = _mm512_alignr_epi64(acc[k][v + 1], acc[k][v], 1);
                } else {
                    acc[k][v] = _mm512_alignr_epi64(_mm512_setzero_si512(), acc[k][v], 1);
                }
            });
            low[k] =
                static_cast<std::uint64_t>(lowest >> 52) +
                static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm512_castsi512_si128(acc[k][0])));
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

/// Digits of a number at most n back to limbs, with n itself becoming 0.
template <std::size_t V>
void from_digits(Limb* r, const Number<V>& x, const Modulus<Limb>& m) {
    Limb value[8 * V];
    for (std::size_t i = 0; i < m.width; ++i) {
        const std::size_t at = 64 * i / 52;
        const std::size_t shift = 64 * i % 52;
        std::uint64_t limb = x.digit[at] >> shift;
        if (at + 1 < 8 * V) limb |= x.digit[at + 1] << (52 - shift);
        if (at + 2 < 8 * V && shift > 40) limb |= x.digit[at + 2] << (104 - shift);
        value[i] = limb;
    }
    std::uint64_t different = 0;
    for (std::size_t i = 0; i < m.width; ++i) different |= value[i] ^ m.n[i];
    const std::uint64_t keep = 0 - ((different | (0 - different)) >> 63);
    for (std::size_t i = 0; i < m.width; ++i) r[i] = value[i] & keep;
}

std::size_t digits_for(std::size_t width) {
    return (64 * width + 2 + 51) / 52;
}

/// n and 2^(104 d) mod n, the latter from the modulus's own R^2 = 2^(128 w) by two products:
/// squared it is 2^(256 w - 52 d), and times 2^(208 d - 256 w) / 2^(52 d) it is what is wanted.
template <std::size_t V>
void prepare(Prepared<V>& r, const Modulus<Limb>& m) {
    const std::size_t digits = digits_for(m.width);
    to_digits(r.n, m.n, m.width);
    to_digits(r.rr, m.rr, m.width);
    r.n0 = m.n0;
    Number<V> power{};
    const std::size_t exponent = 208 * digits - 256 * m.width;
    power.digit[exponent / 52] = std::uint64_t{1} << (exponent % 52);
    multiply<V, 1>({{&r.rr, &r.rr, &r.rr, &r}}, digits);
    multiply<V, 1>({{&r.rr, &r.rr, &power, &r}}, digits);
}

/// r = table[index], touching every entry.
template <std::size_t V>
void select_entry(Number<V>& r, const Number<V>* table, std::uint64_t index) {
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

template <std::size_t V>
void raise_public(Limb* r, const Limb* base, std::uint64_t exponent, const Modulus<Limb>& m) {
    const std::size_t digits = digits_for(m.width);
    Prepared<V> ready;
    Number<V> start, power;
    prepare(ready, m);
    to_digits(power, base, m.width);
    multiply<V, 1>({{&start, &power, &ready.rr, &ready}}, digits);
    power = start;
    int bit = 63 - __builtin_clzll(exponent);
    while (bit-- > 0) {
        multiply<V, 1>({{&power, &power, &power, &ready}}, digits);
        if (((exponent >> bit) & 1) != 0)
            multiply<V, 1>({{&power, &power, &start, &ready}}, digits);
    }
    start = Number<V>{};
    start.digit[0] = 1;
    multiply<V, 1>({{&power, &power, &start, &ready}}, digits);
    from_digits(r, power, m);
    wipe({reinterpret_cast<std::uint8_t*>(&power), sizeof power});
}

/// Calls f with the number of vectors that hold `width` limbs; false if there is no such kernel.
template <class F>
bool with_vectors(std::size_t width, F&& f) {
    const std::size_t vectors = (digits_for(width) + 7) / 8;
    if (width < 8 || vectors > 20) return false;
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

constexpr ModExpImpl kIfma = {"ifma", cpu::kAvx512 | cpu::kIfma, exp, exp_pair, exp_with_public};

}  // namespace

const ModExpImpl* ifma_backend() {
    return &kIfma;
}

}  // namespace vitrine::crypto::bignum

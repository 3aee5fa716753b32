// Powers by windows of five bits, each entry read by a scan of the whole table, over the products
// of products_ifma.h; one or two in step. For kernel files (*_ifma.cpp) only.  Secret: bases,
// exponents, moduli.  Public: widths.  Leaks: nothing.
#pragma once

#include "crypto/bignum/exponent_bits.h"
#include "crypto/bignum/products_ifma.h"

namespace vitrine::crypto::bignum::ifma {

// A kernel file's own copies: they hold instructions that not every processor has.
namespace {  // NOLINT(cert-dcl59-cpp)

constexpr std::size_t kWindow = 5;
constexpr std::size_t kEntries = std::size_t{1} << kWindow;

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
            select_entry(w[k].entry, w[k].table, window_at<kWindow>(*jobs[k], left * kWindow));
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

}  // namespace

}  // namespace vitrine::crypto::bignum::ifma

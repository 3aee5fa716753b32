// Powers of a base that is met again, by the comb of bignum/modexp.h, over the products of
// products_ifma.h. For kernel files (*_ifma.cpp) only.  Secret: exponents.  Public: base, modulus.
// Leaks: nothing.
#pragma once

#include "crypto/bignum/powers_ifma.h"

namespace vitrine::crypto::bignum::ifma {

// A kernel file's own copies: they hold instructions that not every processor has.
namespace {  // NOLINT(cert-dcl59-cpp)

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

}  // namespace

}  // namespace vitrine::crypto::bignum::ifma

// Modular powers with AVX-512 IFMA: digits of 52 bits, eight to a register, residues below 2n until
// one subtraction at the very end. Twin of bignum/montgomery.cpp; both pass the same tests. Only
// what is this file's own, or inlined always, is called here: a shared function compiled for
// AVX-512 could be the copy that the linker keeps for everyone. Secret: bases, exponents, moduli.
// Public: widths.  Leaks: nothing.
#include "crypto/bignum/comb_ifma.h"
#include "crypto/bignum/two_powers.h"

namespace vitrine::crypto::bignum {

namespace ifma {

namespace {

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

/// As bignum/two_powers.h wants it.
template <std::size_t V>
class PublicField {
  public:
    explicit PublicField(const Modulus<Limb>& m) : m_(m), digits_(digits_for(m.width)) {
        prepare(ready_, m);
    }
    [[nodiscard]] std::size_t width() const { return 8 * V; }
    void enter(std::uint64_t* r, const Limb* x) {
        Number<V>& number = *reinterpret_cast<Number<V>*>(r);
        to_digits(number, x, m_.width);
        ifma::multiply<V, 1>({{&number, &number, &ready_.rr, &ready_}}, digits_);
    }
    void multiply(std::uint64_t* r, const std::uint64_t* a, const std::uint64_t* b) {
        ifma::multiply<V, 1>(
            {{reinterpret_cast<Number<V>*>(r), reinterpret_cast<const Number<V>*>(a),
              reinterpret_cast<const Number<V>*>(b), &ready_}},
            digits_);
    }
    void square(std::uint64_t* r, const std::uint64_t* a) { multiply(r, a, a); }
    void leave(Limb* r, std::uint64_t* a) {
        alignas(64) std::uint64_t one[8 * V] = {1};
        multiply(a, a, one);
        from_digits(r, *reinterpret_cast<const Number<V>*>(a), m_);
    }

  private:
    const Modulus<Limb>& m_;
    std::size_t digits_;
    Prepared<V> ready_;
};

void two_powers(Limb* r, const ExpJob& a, const ExpJob& b) {
    const bool taken = with_vectors(a.m->width, [&](auto v) {
        PublicField<v> field(*a.m);
        two_powers_vartime<std::uint64_t, 8 * v>(r, a, b, field);
    });
    if (!taken) portable_two_powers_vartime(r, a, b);
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

constexpr ModExpImpl kIfma = {"ifma",          cpu::kAvx512 | cpu::kIfma, exp,        exp_pair,
                              exp_with_public, multiply_numbers,          two_powers, prepare_base,
                              exp_fixed};

}  // namespace

}  // namespace ifma

const ModExpImpl* ifma_backend() {
    return &ifma::kIfma;
}

}  // namespace vitrine::crypto::bignum

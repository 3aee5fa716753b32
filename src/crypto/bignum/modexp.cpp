#include "crypto/bignum/modexp.h"

#include "crypto/bignum/powers.h"
#include "crypto/bignum/two_powers.h"

namespace vitrine::crypto::bignum {

namespace {

namespace portable {

/// The product that montgomery.h has.
struct Products {
    const Modulus<Limb>& m;
    void mul(Limb* r, const Limb* a, const Limb* b) const { mont_mul(r, a, b, m); }
    void square(Limb* r, const Limb* a) const { mont_mul(r, a, a, m); }
};

void exp(const ExpJob& job) {
    exp_secret(job.r, job.base, job.exponent, job.exponent_bits, *job.m);
}

void exp_pair(const ExpJob& a, const ExpJob& b) {
    exp(a);
    exp(b);
}

}  // namespace portable

constexpr ModExpImpl kPortable = {"portable",
                                  cpu::kBaseline,
                                  portable::exp,
                                  portable::exp_pair,
                                  exp_public<Limb>,
                                  mul_mod<Limb>,
                                  portable_two_powers_vartime};

struct Backends {
    std::array<const ModExpImpl*, 4> rows{};
    std::size_t count = 0;

    void add(const ModExpImpl* row) {
        if (row != nullptr) rows[count++] = row;
    }
};

#if defined(__x86_64__)
void add_vector_backends(Backends& found) {
    found.add(ifma_backend());
    found.add(adx_backend());
}
#else
void add_vector_backends(Backends&) {}
#endif

Backends find_backends() {
    Backends found;
    add_vector_backends(found);
    found.add(gmp_backend());
    found.add(&kPortable);
    return found;
}

}  // namespace

void portable_two_powers_vartime(Limb* r, const ExpJob& a, const ExpJob& b) {
    const portable::Products times{*a.m};
    MultiplierField<Limb, const portable::Products> field(*a.m, times);
    two_powers_vartime<Limb, kMaxSecretBits / kLimbBits<Limb>>(r, a, b, field);
}

std::span<const ModExpImpl* const> modexp_impls() {
    static const Backends found = find_backends();
    return {found.rows.data(), found.count};
}

const ModExpImpl& modexp() {
    // VITRINE_CPU=portable asks for the readable twins; GMP's products are no processor's feature.
    const auto impls = modexp_impls();
    if (cpu::level() == "portable") return kPortable;
    for (const ModExpImpl* row : impls) {
        if (cpu::usable(*row)) return *row;
    }
    return kPortable;
}

}  // namespace vitrine::crypto::bignum

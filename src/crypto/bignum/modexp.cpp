#include "crypto/bignum/modexp.h"

namespace vitrine::crypto::bignum {

namespace {

namespace portable {

void exp(const ExpJob& job) {
    exp_secret(job.r, job.base, job.exponent, job.exponent_bits, *job.m);
}

void exp_pair(const ExpJob& a, const ExpJob& b) {
    exp(a);
    exp(b);
}

}  // namespace portable

constexpr ModExpImpl kPortable = {"portable", cpu::kBaseline, portable::exp, portable::exp_pair,
                                  exp_public<Limb>};

#if defined(__x86_64__)
const ModExpImpl* vector_backend() {
    return ifma_backend();
}
#else
const ModExpImpl* vector_backend() {
    return nullptr;
}
#endif

struct Backends {
    std::array<const ModExpImpl*, 3> rows{};
    std::size_t count = 0;
};

Backends find_backends() {
    Backends found;
    if (const ModExpImpl* vectors = vector_backend(); vectors != nullptr)
        found.rows[found.count++] = vectors;
    if (const ModExpImpl* gmp = gmp_backend(); gmp != nullptr) found.rows[found.count++] = gmp;
    found.rows[found.count++] = &kPortable;
    return found;
}

}  // namespace

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

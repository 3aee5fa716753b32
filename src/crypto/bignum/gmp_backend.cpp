// The one file that knows GMP: its constant-time powers (mpn_sec_*) for secret exponents.
// Left out with VITRINE_GMP=OFF; gmp_absent.cpp then stands here.
#include <gmp.h>

#include "base/secret.h"
#include "crypto/bignum/modexp.h"

namespace vitrine::crypto::bignum {

namespace {

static_assert(sizeof(mp_limb_t) == sizeof(Limb) && GMP_NAIL_BITS == 0);

// mpn_sec_powm wants scratch space; moduli for which this is too small go the portable way.
constexpr std::size_t kScratchLimbs = 10240;

void exp(const ExpJob& job) {
    const std::size_t width = job.m->width;
    const auto n = static_cast<mp_size_t>(width);
    const mp_size_t scratch_len = mpn_sec_powm_itch(n, job.exponent_bits, n);
    const bool top_limb_used = job.m->bits > (width - 1) * kLimbBits<Limb>;  // GMP wants it so
    if (!top_limb_used || static_cast<std::size_t>(scratch_len) > kScratchLimbs) {
        exp_secret(job.r, job.base, job.exponent, job.exponent_bits, *job.m);
        return;
    }
    std::array<mp_limb_t, kScratchLimbs> scratch;
    std::array<mp_limb_t, kMaxSecretBits / kLimbBits<Limb>> power;
    mpn_sec_powm(power.data(), job.base, n, job.exponent, job.exponent_bits, job.m->n, n,
                 scratch.data());
    for (std::size_t i = 0; i < width; ++i) job.r[i] = power[i];
    wipe({reinterpret_cast<std::uint8_t*>(scratch.data()),
          static_cast<std::size_t>(scratch_len) * sizeof(Limb)});
    wipe({reinterpret_cast<std::uint8_t*>(power.data()), width * sizeof(Limb)});
}

void exp_pair(const ExpJob& a, const ExpJob& b) {
    exp(a);
    exp(b);
}

constexpr ModExpImpl kGmp = {"gmp", cpu::kBaseline, exp, exp_pair, exp_public<Limb>};

}  // namespace

const ModExpImpl* gmp_backend() {
    return &kGmp;
}

}  // namespace vitrine::crypto::bignum

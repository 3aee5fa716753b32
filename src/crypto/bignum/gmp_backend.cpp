// The one file that knows GMP. It lends its products only: mpn_sec_mul, mpn_sec_sqr and
// mpn_addmul_1, which have no branch and no address that depends on a value. The powers are ours
// (bignum/powers.h), since mpn_sec_powm itself looks up tables by the lowest byte and by the top
// limb of the modulus, which for RSA is a secret prime. Left out with VITRINE_GMP=OFF;
// gmp_absent.cpp then stands here.
#include <gmp.h>

#include "crypto/bignum/modexp.h"
#include "crypto/bignum/powers.h"
#include "crypto/bignum/two_powers.h"

namespace vitrine::crypto::bignum {

namespace {

static_assert(sizeof(mp_limb_t) == sizeof(Limb) && GMP_NAIL_BITS == 0);

constexpr std::size_t kMaxWidth = kMaxPublicBits / kLimbBits<Limb>;

/// Products in Montgomery's form; wipes what it used at its end.
class GmpMultiplier {
  public:
    explicit GmpMultiplier(const Modulus<Limb>& m) : m_(m), n_(static_cast<mp_size_t>(m.width)) {}
    GmpMultiplier(const GmpMultiplier&) = delete;
    GmpMultiplier& operator=(const GmpMultiplier&) = delete;
    ~GmpMultiplier() {
        wipe_limbs(product_.data(), 2 * m_.width);
        wipe_limbs(scratch_.data(), scratch_.size());
    }

    /// The scratch space that this version of GMP wants is there.
    [[nodiscard]] bool fits() const {
        const auto room = static_cast<mp_size_t>(scratch_.size());
        return mpn_sec_mul_itch(n_, n_) <= room && mpn_sec_sqr_itch(n_) <= room;
    }
    void mul(Limb* r, const Limb* a, const Limb* b) {
        mpn_sec_mul(product_.data(), a, n_, b, n_, scratch_.data());
        reduce(r);
    }
    void square(Limb* r, const Limb* a) {
        mpn_sec_sqr(product_.data(), a, n_, scratch_.data());
        reduce(r);
    }

  private:
    /// r = product / R mod n: a multiple of n clears one low limb after the other; the carry of
    /// each step is kept in the limb that it cleared.
    void reduce(Limb* r) {
        for (std::size_t i = 0; i < m_.width; ++i) {
            product_[i] = mpn_addmul_1(&product_[i], m_.n, n_, product_[i] * m_.n0);
        }
        const Limb top = mpn_add_n(&product_[m_.width], &product_[m_.width], product_.data(), n_);
        const Limb borrow = mpn_sub_n(product_.data(), &product_[m_.width], m_.n, n_);
        const ct::Mask keep = ct::is_zero(top) & ct::is_nonzero(borrow);
        assign(keep, product_.data(), &product_[m_.width], m_.width);
        for (std::size_t i = 0; i < m_.width; ++i) r[i] = product_[i];
    }

    const Modulus<Limb>& m_;
    mp_size_t n_;
    std::array<mp_limb_t, 2 * kMaxWidth> product_;
    std::array<mp_limb_t, 1024> scratch_;
};

void exp(const ExpJob& job) {
    GmpMultiplier times(*job.m);
    if (!times.fits()) return exp_secret(job.r, job.base, job.exponent, job.exponent_bits, *job.m);
    windowed_power(job.r, job.base, job.exponent, job.exponent_bits, *job.m, times);
}

void exp_pair(const ExpJob& a, const ExpJob& b) {
    exp(a);
    exp(b);
}

void exp_with_public(Limb* r, const Limb* base, std::uint64_t exponent, const Modulus<Limb>& m) {
    std::array<Limb, kMaxWidth> rr;
    const Modulus<Limb> ready = with_rr_vartime(m, rr.data());
    GmpMultiplier times(ready);
    if (!times.fits()) return exp_public(r, base, exponent, ready);
    public_power(r, base, exponent, ready, times);
}

void multiply(Limb* r, const Limb* a, const Limb* b, const Modulus<Limb>& m) {
    GmpMultiplier times(m);
    if (!times.fits()) return mul_mod(r, a, b, m);
    times.mul(r, a, b);
    times.mul(r, r, m.rr);
}

void two_powers(Limb* r, const ExpJob& a, const ExpJob& b) {
    GmpMultiplier times(*a.m);
    MultiplierField<Limb, GmpMultiplier> field(*a.m, times);
    two_powers_vartime<Limb, kMaxSecretBits / kLimbBits<Limb>>(r, a, b, field);
}

/// Calls once, with numbers that are no secret, what is called with secrets later. The first call
/// of a function in a shared library goes through the dynamic linker, which saves all vector
/// registers to the stack, and with them what the caller just copied (found by tests/secrets).
bool bind_functions() {
    constexpr Limb kThree[8] = {3};
    Limb rr[8];
    Limb r[8];
    const auto m = Modulus<Limb>::make(kThree, 8, 2, rr);
    GmpMultiplier times(m);
    times.mul(r, rr, rr);
    times.square(r, r);
    return times.fits();
}

constexpr ModExpImpl kGmp = {"gmp",           cpu::kBaseline, exp,       exp_pair,
                             exp_with_public, multiply,       two_powers};

}  // namespace

const ModExpImpl* gmp_backend() {
    static const bool bound = bind_functions();
    return bound ? &kGmp : nullptr;
}

namespace {

// At program start, before there is a secret that a vector register could hold.
[[maybe_unused]] const ModExpImpl* const kBoundAtStart = gmp_backend();

}  // namespace

}  // namespace vitrine::crypto::bignum

// DSA with the private key (FIPS 186-4 §4.6, RFC 6979): signing and new keys.
// Countered here: repeated or biased nonces (RFC 6979), and the wrong signature of a processor that
// errs, which would tell x: it is verified before it leaves, by g^(u1 + x u2) = r.
#include "crypto/bignum/inverse.h"
#include "crypto/bignum/modexp.h"
#include "crypto/pk/dsa_core.h"
#include "crypto/pk/ecdsa_nonce.h"

namespace vitrine::crypto {

using dsa::Group;
using dsa::Limb;
using dsa::Scalar;

namespace {

/// What a signature is made of; wiped at its end.
struct Work {
    Scalar x, k, z, inverse, r, s;

    Work() = default;
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    ~Work() { wipe({reinterpret_cast<std::uint8_t*>(this), sizeof *this}); }
};

/// r = a + b mod q.
/// Powers of the generator modulo p modulo q: two for a signature, so that a comb is worth making
/// where the backend has one.
class GeneratorPowers {
  public:
    explicit GeneratorPowers(const Group& group) : group_(group), impl_(bignum::modexp()) {
        const bignum::ExpJob job = job_for(nullptr, group.mod_q().n);
        has_comb_ = impl_.prepare_base != nullptr && impl_.prepare_base(comb_, job);
    }
    /// Secret: exponent.
    void raise(const Scalar& exponent, Scalar& r) const {
        dsa::Residue power;
        const bignum::ExpJob job = job_for(power.data(), exponent.data());
        if (has_comb_) {  // public: the size of p
            impl_.exp_fixed(comb_, job);
        } else {
            impl_.exp(job);
        }
        group_.reduce(power, r);
        wipe({reinterpret_cast<std::uint8_t*>(power.data()), group_.mod_p().width * sizeof(Limb)});
    }

  private:
    [[nodiscard]] bignum::ExpJob job_for(Limb* r, const Limb* exponent) const {
        return {r, group_.generator().data(), exponent, group_.mod_q().bits, &group_.mod_p()};
    }

    const Group& group_;
    const bignum::ModExpImpl& impl_;
    bignum::FixedBase comb_;
    bool has_comb_;
};

void add_mod(Scalar& r, const Scalar& a, const Scalar& b, const bignum::Modulus<Limb>& m) {
    Scalar negative{};
    bignum::mod_sub(negative.data(), negative.data(), b.data(), m);
    bignum::mod_sub(r.data(), a.data(), negative.data(), m);
    wipe_object(negative);
}

/// r = g^k mod p mod q, s = (z + x r) / k.  Whether neither is zero.
ct::Mask make_signature(const Group& group, const GeneratorPowers& powers, Work& w) {
    const auto& m = group.mod_q();
    powers.raise(w.k, w.r);
    const ct::Mask coprime = bignum::inverse(w.inverse.data(), w.k.data(), m);
    bignum::mul_mod(w.s.data(), w.x.data(), w.r.data(), m);
    add_mod(w.s, w.s, w.z, m);
    bignum::mul_mod(w.s.data(), w.s.data(), w.inverse.data(), m);
    return coprime & ~bignum::equal_to(w.r.data(), Limb{0}, m.width) &
           ~bignum::equal_to(w.s.data(), Limb{0}, m.width);
}

/// Verification by one who knows x: g^u1 y^u2 is g^((z + x r) / s).
ct::Mask verifies(const Group& group, const GeneratorPowers& powers, Work& w) {
    const auto& m = group.mod_q();
    Scalar v;
    const ct::Mask coprime = bignum::inverse(w.inverse.data(), w.s.data(), m);
    bignum::mul_mod(w.k.data(), w.x.data(), w.r.data(), m);
    add_mod(w.k, w.k, w.z, m);
    bignum::mul_mod(w.k.data(), w.k.data(), w.inverse.data(), m);
    powers.raise(w.k, v);
    return coprime & bignum::equal(v.data(), w.r.data(), m.width);
}

Status load_private(const Group& group, const DsaPrivateKey& x, Scalar& scalar) {
    if (x.size() != group.mod_q().bits / 8) return fail(ErrorCode::bad_private_key);
    if (!ct::declassify(group.load_scalar(x.expose(), scalar),
                        "a key out of range is refused in public")) {
        return fail(ErrorCode::bad_private_key);
    }
    return done();
}

}  // namespace

Status dsa_sign(const DsaParameters& parameters,
                const DsaPrivateKey& x,
                HashAlg hash,
                ByteView digest,
                Rng* hedge,
                DsaSignature& signature) {
    signature = DsaSignature{};
    Group group;
    TLS_TRY(group.load(parameters));
    Work w;
    TLS_TRY(load_private(group, x, w.x));
    group.reduce_digest(digest, w.z);

    const GeneratorPowers powers(group);
    const auto& m = group.mod_q();
    Secret<32, struct DsaHedgeTag> fresh;
    if (hedge != nullptr) TLS_TRY(hedge->fill(fresh.expose_mut()));
    std::array<std::uint8_t, kMaxDsaOrderLen> reduced;
    const auto z = MutByteView{reduced}.first(x.size());
    bignum::store_be(z, w.z.data(), m.width);
    ec::NonceGenerator nonces{hash, x.expose(), z,
                              hedge == nullptr ? ByteView{} : ByteView{fresh.expose()}};
    DsaPrivateKey nonce;
    nonce.resize(x.size());
    for (;;) {
        nonces.next(m.bits, nonce.expose_mut());
        if (!ct::declassify(group.load_scalar(nonce.expose(), w.k), "such a nonce is thrown away"))
            continue;
        if (ct::declassify(make_signature(group, powers, w), "such a signature is thrown away"))
            break;
    }
    if (!ct::declassify(verifies(group, powers, w), "a wrong signature must not leave"))
        return fail(ErrorCode::fault_detected);
    bignum::store_be(MutByteView{signature.r}.first(x.size()), w.r.data(), m.width);
    bignum::store_be(MutByteView{signature.s}.first(x.size()), w.s.data(), m.width);
    return done();
}

Status dsa_public_key(const DsaParameters& parameters, const DsaPrivateKey& x, MutByteView y) {
    Group group;
    TLS_TRY(group.load(parameters));
    const std::size_t len = parameters.prime_len();
    if (y.size() < len) return fail(ErrorCode::output_full);
    Work w;
    TLS_TRY(load_private(group, x, w.x));
    dsa::Residue power;
    const auto& m = group.mod_p();
    bignum::modexp().exp(
        {power.data(), group.generator().data(), w.x.data(), group.mod_q().bits, &m});
    bignum::store_be(y.first(len), power.data(), m.width);
    return done();
}

Status dsa_generate(const DsaParameters& parameters, Rng& rng, DsaPrivateKey& x, MutByteView y) {
    Group group;
    TLS_TRY(group.load(parameters));
    x.clear();
    x.resize(parameters.order_len());
    Scalar scalar;
    do {
        TLS_TRY(rng.fill(x.expose_mut()));
    } while (!ct::declassify(group.load_scalar(x.expose(), scalar), "such a key is thrown away"));
    wipe_object(scalar);
    return dsa_public_key(parameters, x, y);
}

}  // namespace vitrine::crypto

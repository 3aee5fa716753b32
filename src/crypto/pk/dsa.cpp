// DSA parameters and verification (FIPS 186-4 §4.2, §4.7).
// Countered here: r or s of 0 or out of range, which forge in careless verifiers ("psychic
// signatures", CVE-2022-21449; test Dsa.RefusesNumbersOutOfRange).
#include "crypto/pk/dsa.h"

#include <algorithm>

#include "crypto/bignum/inverse.h"
#include "crypto/bignum/modexp.h"
#include "crypto/pk/dsa_core.h"

namespace vitrine::crypto {

namespace dsa {

using bignum::Modulus;

namespace {

bool is_odd(ByteView number) {
    return !number.empty() && (number.back() & 1) != 0;
}

bool sizes_fit(const DsaParameters& parameters) {
    const std::size_t p_bits = bignum::bit_length(parameters.p);
    const std::size_t q_bits = bignum::bit_length(parameters.q);
    const bool q_fits = q_bits == 160 || q_bits == 224 || q_bits == 256;
    return p_bits >= 512 && p_bits <= 8 * kMaxDsaPrimeLen && q_fits && is_odd(parameters.p) &&
           is_odd(parameters.q);
}

/// 1 < x < p - 1, x of any length; x as limbs.
bool load_public(ByteView bytes, const Modulus<Limb>& mod_p, Residue& x) {
    bytes = bignum::strip_zeros(bytes);
    if (bignum::bit_length(bytes) < 2 || bytes.size() > mod_p.width * sizeof(Limb)) return false;
    bignum::load_be(x.data(), mod_p.width, bytes);
    Residue limit;
    for (std::size_t i = 0; i < mod_p.width; ++i) limit[i] = mod_p.n[i];
    limit[0] -= 1;  // p is odd
    return ct::declassify(bignum::less(x.data(), limit.data(), mod_p.width), "a public value");
}

}  // namespace

Status Group::load(const DsaParameters& parameters) {
    if (!sizes_fit(parameters))
        return fail(ErrorCode::bad_parameters, Error::kNoOffset, "Dss-Parms");
    const ByteView p = bignum::strip_zeros(parameters.p);
    const ByteView q = bignum::strip_zeros(parameters.q);
    const std::size_t p_width = bignum::limbs_for(8 * p.size());
    const std::size_t q_width = bignum::limbs_for(8 * q.size());
    bignum::load_be(p_.data(), p_width, p);
    bignum::load_be(q_.data(), q_width, q);
    mod_p_ = bignum::with_rr_vartime(
        Modulus<Limb>::make_public_vartime(p_.data(), p_width, bignum::bit_length(p)),
        p_rr_.data());
    mod_q_ = bignum::with_rr_vartime(
        Modulus<Limb>::make_public_vartime(q_.data(), q_width, bignum::bit_length(q)),
        q_rr_.data());
    if (!load_public(parameters.g, mod_p_, g_))
        return fail(ErrorCode::bad_parameters, Error::kNoOffset, "g");
    return done();
}

ct::Mask Group::load_scalar(ByteView bytes, Scalar& scalar) const {
    scalar.fill(0);
    bignum::load_be(scalar.data(), mod_q_.width, bytes);
    return bignum::less(scalar.data(), q_.data(), mod_q_.width) &
           ~bignum::equal_to(scalar.data(), Limb{0}, mod_q_.width);
}

// FIPS 186-4 §4.6: "z = the leftmost min(N, outlen) bits of Hash(M)"; N is a multiple of 8 here.
void Group::reduce_digest(ByteView digest, Scalar& z) const {
    std::array<Limb, 2 * std::tuple_size_v<Scalar>> wide{};
    const std::size_t len = std::min(digest.size(), mod_q_.bits / 8);
    bignum::load_be(wide.data(), mod_q_.width, digest.first(len));
    bignum::reduce_double(z.data(), wide.data(), mod_q_);
}

void Group::reduce(const Residue& x, Scalar& r) const {
    bignum::reduce_any(r.data(), x.data(), mod_p_.width, mod_q_);
}

}  // namespace dsa

using dsa::Limb;

std::size_t DsaParameters::order_len() const {
    return bignum::strip_zeros(q).size();
}
std::size_t DsaParameters::prime_len() const {
    return bignum::strip_zeros(p).size();
}

Result<Unit> dsa_check_parameters_vartime(const DsaParameters& parameters) {
    dsa::Group group;
    TLS_TRY(group.load(parameters));
    const auto& mod_p = group.mod_p();
    dsa::Residue power;
    bignum::modexp().exp(
        {power.data(), group.generator().data(), group.mod_q().n, group.mod_q().bits, &mod_p});
    const ct::Mask is_one = bignum::equal_to(power.data(), Limb{1}, mod_p.width);
    if (!ct::declassify(is_one, "public parameters"))
        return fail(ErrorCode::bad_parameters, Error::kNoOffset, "g");
    return done();
}

// FIPS 186-4 §4.7: w = 1 / s, u1 = z w, u2 = r w mod q; v = g^u1 y^u2 mod p mod q; v must be r.
Result<Unit> dsa_verify_vartime(
    const DsaParameters& parameters, ByteView y, ByteView digest, ByteView r, ByteView s) {
    dsa::Group group;
    TLS_TRY(group.load(parameters));
    const auto& mod_p = group.mod_p();
    const auto& mod_q = group.mod_q();
    dsa::Residue base;
    if (!dsa::load_public(y, mod_p, base)) return fail(ErrorCode::bad_public_value);
    dsa::Scalar r_scalar, s_scalar, z, w, u1, u2;
    r = bignum::strip_zeros(r);
    s = bignum::strip_zeros(s);
    const std::size_t order_len = mod_q.bits / 8;
    if (r.size() > order_len || s.size() > order_len) return fail(ErrorCode::bad_signature);
    const ct::Mask in_range = group.load_scalar(r, r_scalar) & group.load_scalar(s, s_scalar);
    if (!ct::declassify(in_range, "a public signature")) return fail(ErrorCode::bad_signature);

    group.reduce_digest(digest, z);
    if (!ct::declassify(bignum::inverse(w.data(), s_scalar.data(), mod_q), "public: q not prime"))
        return fail(ErrorCode::bad_parameters);
    bignum::mul_mod(u1.data(), z.data(), w.data(), mod_q);
    bignum::mul_mod(u2.data(), r_scalar.data(), w.data(), mod_q);
    dsa::Residue v;
    bignum::modexp().two_powers_vartime(
        v.data(), {nullptr, group.generator().data(), u1.data(), mod_q.bits, &mod_p},
        {nullptr, base.data(), u2.data(), mod_q.bits, &mod_p});
    group.reduce(v, w);
    if (!ct::declassify(bignum::equal(w.data(), r_scalar.data(), mod_q.width),
                        "a public signature"))
        return fail(ErrorCode::bad_signature);
    return done();
}

}  // namespace vitrine::crypto

// RSA with the private key: RSADP and RSASP1 by CRT (RFC 8017 §5.1.2), blinded and checked.
// Countered here: Kocher's timing attack (blinding), CacheBleed (full table scans,
// bignum/montgomery.cpp), Lenstra's fault attack (every result is raised to e again; test
// Rsa.FaultInEitherHalfIsDetected).
#include <new>
#include <utility>

#include "crypto/bignum/modexp.h"
#include "crypto/pk/pkcs1.h"
#include "crypto/pk/rsa_core.h"

namespace vitrine::crypto {

using bignum::Limb;
using bignum::Modulus;

namespace {

template <std::size_t N>
void wipe_array(std::array<Limb, N>& limbs, std::size_t width) {
    wipe({reinterpret_cast<std::uint8_t*>(limbs.data()), width * sizeof(Limb)});
}

/// A blinding factor r has 128 bits, the top one set: nobody guesses it, and its power of e is as
/// long as n.
constexpr std::size_t kBlindLen = 16;
constexpr std::size_t kBlindWidth = bignum::limbs_for(8 * kBlindLen);

}  // namespace

// RFC 8017 §5.1.2, 2.b: m_1 = c^dP mod p, m_2 = c^dQ mod q, h = (m_1 - m_2) qInv mod p, m = m_2 + q
// h. Here with dP - 1 and dQ - 1, which are even.
void RsaPrivateKey::Prepared::power_less_one(const Limb* input, Limb* output) const {
    const std::size_t half = mod_p.width;
    Full wide{};
    Half m1, m2, h;
    Half less_dp = dp, less_dq = dq;
    less_dp[0] ^= 1;
    less_dq[0] ^= 1;
    for (std::size_t i = 0; i < mod_n.width; ++i) wide[i] = input[i];
    bignum::reduce_double(m1.data(), wide.data(), mod_p);
    bignum::reduce_double(m2.data(), wide.data(), mod_q);
    bignum::modexp().exp_pair(
        {m1.data(), m1.data(), less_dp.data(), half * bignum::kLimbBits<Limb>, &mod_p},
        {m2.data(), m2.data(), less_dq.data(), half * bignum::kLimbBits<Limb>, &mod_q});
    bignum::mont_mul(h.data(), m2.data(), mod_p.rr, mod_p);  // m_2 may be above p
    bignum::from_mont(h.data(), h.data(), mod_p);
    bignum::mod_sub(h.data(), m1.data(), h.data(), mod_p);
    bignum::mont_mul(h.data(), h.data(), qinv_mont.data(), mod_p);
    bignum::mul(wide.data(), q.data(), half, h.data(), half);
    Full addend{};
    for (std::size_t i = 0; i < half; ++i) addend[i] = m2[i];
    bignum::add(wide.data(), wide.data(), addend.data(), 2 * half);
    for (std::size_t i = 0; i < mod_n.width; ++i) output[i] = wide[i];
    wipe_array(wide, 2 * half);
    wipe_array(addend, half);
    for (Half* secret : {&m1, &m2, &h, &less_dp, &less_dq}) wipe_array(*secret, half);
}

// Blinded without an inversion: r^(e d - 1) = 1, so
//     m^d = (r^e m)^(d - 1) r^(e - 1) m.
// r^(e - 1) m is made first, since it is wanted twice.
// The secret exponent meets only r^e m, which could be anything. An r that shares a factor with n
// gives a result that is not m^d, and is found out as a fault is.
Status RsaPrivateKey::Prepared::private_op(ByteView input,
                                           Rng& rng,
                                           MutByteView output,
                                           ct::Mask& sound) const {
    const std::size_t width = mod_n.width;
    Secret<kBlindLen, struct BlindTag> drawn;
    TLS_TRY(rng.fill(drawn.expose_mut()));
    Full message, blind{}, unblind, work;
    bignum::load_be(blind.data(), kBlindWidth, drawn.expose());
    blind[kBlindWidth - 1] |= Limb{1} << (bignum::kLimbBits<Limb> - 1);
    bignum::load_be(message.data(), width, input);

    bignum::modexp().exp_public(unblind.data(), blind.data(), exponent - 1, mod_n);
    const auto multiply = bignum::modexp().multiply;
    multiply(unblind.data(), message.data(), unblind.data(), mod_n);
    multiply(work.data(), blind.data(), unblind.data(), mod_n);
    power_less_one(work.data(), work.data());
    multiply(unblind.data(), unblind.data(), work.data(), mod_n);

    bignum::modexp().exp_public(work.data(), unblind.data(), exponent, mod_n);
    sound = bignum::equal(work.data(), message.data(), width);
    work.fill(0);
    bignum::assign(~sound, unblind.data(), work.data(), width);
    bignum::store_be(output, unblind.data(), width);
    for (Full* secret : {&message, &blind, &unblind, &work}) wipe_array(*secret, width);
    return done();
}

bool RsaPrivateKey::Prepared::consistent() const {
    const std::size_t half = mod_p.width;
    Full product{};
    bignum::mul(product.data(), p.data(), half, q.data(), half);
    ct::Mask good = bignum::equal(product.data(), n.data(), 2 * half);

    // qInv * q = 1 mod p
    Half x, y;
    bignum::mont_mul(x.data(), q.data(), qinv_mont.data(), mod_p);
    bignum::mont_mul(x.data(), x.data(), mod_p.rr, mod_p);
    bignum::from_mont(x.data(), x.data(), mod_p);
    good = good & bignum::equal_to(x.data(), Limb{1}, half);

    // 2^(e dP) = 2 and 2^d = 2^dP mod p, the same for q: no division by the secret p - 1 needed.
    Half two{};
    two[0] = 2;
    Full d_limbs;
    const std::size_t d_width = mod_n.width;
    bignum::load_be(d_limbs.data(), d_width, parts.d);
    for (const auto& [m, exponent_half] : {std::pair{&mod_p, &dp}, std::pair{&mod_q, &dq}}) {
        bignum::modexp().exp(
            {x.data(), two.data(), exponent_half->data(), half * bignum::kLimbBits<Limb>, m});
        bignum::modexp().exp(
            {y.data(), two.data(), d_limbs.data(), d_width * bignum::kLimbBits<Limb>, m});
        good = good & bignum::equal(x.data(), y.data(), half);
        bignum::modexp().exp_public(x.data(), x.data(), exponent, *m);
        good = good & bignum::equal(x.data(), two.data(), half);
    }
    wipe_array(product, 2 * half);
    wipe_array(d_limbs, d_width);
    for (Half* secret : {&x, &y}) wipe_array(*secret, half);
    return ct::declassify(good, "whether a key file fits together");
}

void RsaPrivateKey::Prepared::wipe_all() {
    wipe(bytes);
    for (Half* secret : {&p, &p_rr, &q, &q_rr, &dp, &dq, &qinv_mont}) wipe_object(*secret);
}

Result<RsaPrivateKey> RsaPrivateKey::make(const RsaPrivateParts& parts) {
    const auto refuse = [] { return fail(ErrorCode::bad_private_key); };
    const RsaPublicKey public_part{parts.n, parts.e};
    if (!check_public_key(public_part).ok()) return refuse();
    if (public_part.modulus_len() > kMaxRsaPrivateModulusLen) return refuse();
    static_cast<void>(bignum::modexp());  // chosen, and GMP bound, before secrets come
    RsaPrivateKey key{new (std::nothrow) Prepared};
    if (key.prepared_ == nullptr) return fail(ErrorCode::out_of_memory);
    Prepared& ready = *key.prepared_;

    // Copies without leading zeros (public: the lengths of a key's numbers), one after another.
    std::size_t used = 0;
    const auto keep = [&](ByteView from, ByteView& to, std::size_t max_len) {
        from = bignum::strip_zeros(from);
        if (from.empty() || from.size() > max_len) return false;
        const auto place = MutByteView{ready.bytes}.subspan(used, from.size());
        copy_bytes(from, place);
        used += from.size();
        to = place;
        return true;
    };
    const std::size_t n_len = public_part.modulus_len();
    const std::size_t half_len = kMaxRsaPrivateModulusLen / 2;
    const bool kept =
        keep(parts.n, ready.parts.n, n_len) && keep(parts.e, ready.parts.e, 8) &&
        keep(parts.d, ready.parts.d, n_len) && keep(parts.p, ready.parts.p, half_len) &&
        keep(parts.q, ready.parts.q, half_len) && keep(parts.dp, ready.parts.dp, half_len) &&
        keep(parts.dq, ready.parts.dq, half_len) && keep(parts.qinv, ready.parts.qinv, half_len);
    if (!kept || !ready.load()) return refuse();
    ready.poison_numbers();
    const bool consistent = ready.consistent();
    wipe_stack();
    if (!consistent) return refuse();
    return key;
}

bool RsaPrivateKey::Prepared::load() {
    const std::size_t n_bits = bignum::bit_length(parts.n);
    const std::size_t p_bits = bignum::bit_length(parts.p);
    const std::size_t q_bits = bignum::bit_length(parts.q);
    const std::size_t full = bignum::limbs_for(n_bits);
    const std::size_t half = bignum::limbs_for(p_bits > q_bits ? p_bits : q_bits);
    const bool sizes_fit =
        p_bits > 1 && q_bits > 1 && p_bits + q_bits <= n_bits + 1 && 2 * half >= full;
    if (!sizes_fit || 2 * half > kFull) return false;
    for (const ByteView part : {parts.dp, parts.dq, parts.qinv}) {
        if (part.size() > half * sizeof(Limb)) return false;
    }
    // p - 1 is even, so e dP = 1 mod p - 1 makes dP odd; dQ likewise
    for (const ByteView odd : {parts.p, parts.q, parts.dp, parts.dq}) {
        if ((odd.back() & 1) == 0) return false;
    }
    modulus_len = parts.n.size();
    exponent = rsa_exponent(parts.e);
    bignum::load_be(n.data(), full, parts.n);
    bignum::load_be(p.data(), half, parts.p);
    bignum::load_be(q.data(), half, parts.q);
    bignum::load_be(dp.data(), half, parts.dp);
    bignum::load_be(dq.data(), half, parts.dq);
    bignum::load_be(qinv_mont.data(), half, parts.qinv);
    mod_n = Modulus<Limb>::make(n.data(), full, n_bits, n_rr.data());
    mod_p = Modulus<Limb>::make(p.data(), half, p_bits, p_rr.data());
    mod_q = Modulus<Limb>::make(q.data(), half, q_bits, q_rr.data());
    bignum::to_mont(qinv_mont.data(), qinv_mont.data(), mod_p);
    return true;
}

void RsaPrivateKey::Prepared::poison_numbers() const {
    for (const ByteView part : {parts.d, parts.p, parts.q, parts.dp, parts.dq, parts.qinv}) {
        ct::poison(part.data(), part.size());
    }
    for (const Half* number : {&p, &p_rr, &q, &q_rr, &dp, &dq, &qinv_mont}) {
        ct::poison(number->data(), sizeof *number);
    }
    for (const auto* m : {&mod_p, &mod_q}) ct::poison(&m->n0, sizeof m->n0);
}

RsaPrivateKey::RsaPrivateKey(RsaPrivateKey&& other) noexcept
    : prepared_(std::exchange(other.prepared_, nullptr)) {}

RsaPrivateKey& RsaPrivateKey::operator=(RsaPrivateKey&& other) noexcept {
    std::swap(prepared_, other.prepared_);
    return *this;
}

RsaPrivateKey::~RsaPrivateKey() {
    delete prepared_;
}

RsaPublicKey RsaPrivateKey::public_key() const {
    return {prepared_->parts.n, prepared_->parts.e};
}

RsaPrivateParts RsaPrivateKey::parts() const {
    return prepared_->parts;
}

}  // namespace vitrine::crypto

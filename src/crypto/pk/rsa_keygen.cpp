// New RSA keys (FIPS 186-4 §B.3): two random primes, e = 65537, and the CRT numbers.
// No division by a secret: 1/e comes from the inverse of the secret modulo e, and exact divisions
// by e are multiplications by its inverse modulo 2^bits.
#include "crypto/bignum/inverse.h"
#include "crypto/bignum/prime.h"
#include "crypto/pk/rsa_core.h"

namespace vitrine::crypto {

using bignum::kF4;
using bignum::Limb;

namespace {

constexpr std::size_t kFull = 8 * kMaxRsaPrivateModulusLen / bignum::kLimbBits<Limb>;
using Number = std::array<Limb, kFull>;

/// Everything secret of a key in the making, wiped together.
struct Draft {
    Number p{}, q{}, n{}, d{}, dp{}, dq{}, qinv{}, p1{}, q1{}, work{};
    std::array<std::array<std::uint8_t, kMaxRsaPrivateModulusLen>, 7> bytes{};

    Draft() = default;
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() { wipe({reinterpret_cast<std::uint8_t*>(this), sizeof *this}); }
};

/// a * b mod 65537, for both below it: 2^16 = -1.
std::uint64_t mul_f4(std::uint64_t a, std::uint64_t b) {
    const std::uint64_t product = a * b;  // at most 2^32
    std::uint64_t r = (product & 0xffff) + kF4 - ((product >> 16) & 0xffff) + (product >> 32);
    for (int i = 0; i < 2; ++i) r = ct::select(ct::ge(r, kF4), r - kF4, r);
    return r;
}

/// -1 / x mod 65537, by Fermat: x^(65535) = x^-1.
std::uint64_t negative_inverse_f4(std::uint64_t x) {
    std::uint64_t power = x;
    for (int i = 0; i < 15; ++i) power = mul_f4(mul_f4(power, power), x);
    return kF4 - power;
}

/// r = 1 / e mod m for even m of `width` limbs: (1 + k m) / e with k = -1 / m mod e.
void invert_exponent(Number& r, const Number& m, std::size_t width) {
    const std::uint64_t k = negative_inverse_f4(bignum::mod_f4(m.data(), width));
    Number dividend{};
    dividend[0] = 1;
    const Limb top = bignum::mul_add(dividend.data(), m.data(), static_cast<Limb>(k), width);
    // Exact division by e, limb by limb from below: what is left must vanish modulo 2^bits.
    Limb e_inverse = 1;  // Newton: 1 / e mod 2^bits
    for (int i = 0; i < 6; ++i) {
        e_inverse = static_cast<Limb>(
            e_inverse * static_cast<Limb>(Limb{2} - static_cast<Limb>(kF4) * e_inverse));
    }
    Limb borrow = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const Limb rest = dividend[i] - borrow;
        const Limb under = static_cast<Limb>(ct::lt(dividend[i], borrow).u64() & 1);
        r[i] = static_cast<Limb>(rest * e_inverse);
        const auto product =
            static_cast<bignum::Double<Limb>>(bignum::Double<Limb>{r[i]} * static_cast<Limb>(kF4));
        borrow = static_cast<Limb>(static_cast<Limb>(product >> bignum::kLimbBits<Limb>) + under);
    }
    static_cast<void>(top);  // equals borrow: the division is exact
    wipe({reinterpret_cast<std::uint8_t*>(dividend.data()), sizeof dividend});
}

/// FIPS 186-4 §B.3.3 step 5.4: |p - q| > 2^(half_bits - 100); also puts the larger one first.
bool order_primes(Draft& draft, std::size_t half_bits, std::size_t half) {
    const ct::Mask swap = bignum::less(draft.p.data(), draft.q.data(), half);
    draft.work = draft.p;
    bignum::assign(swap, draft.p.data(), draft.q.data(), half);
    bignum::assign(swap, draft.q.data(), draft.work.data(), half);
    bignum::sub(draft.work.data(), draft.p.data(), draft.q.data(), half);
    Limb high = 0;
    const std::size_t from = half_bits - 100;
    for (std::size_t at = from; at < half_bits; at += 25) {
        high |= bignum::bits_at(draft.work.data(), half, at, 25);
    }
    return ct::declassify(ct::is_nonzero(high), "primes too close are dropped");
}

void fill_in(Draft& draft, std::size_t full, std::size_t half) {
    bignum::mul(draft.n.data(), draft.p.data(), half, draft.q.data(), half);
    draft.p1 = draft.p;
    draft.q1 = draft.q;
    draft.p1[0] -= 1;
    draft.q1[0] -= 1;
    invert_exponent(draft.dp, draft.p1, half);
    invert_exponent(draft.dq, draft.q1, half);
    bignum::mul(draft.work.data(), draft.p1.data(), half, draft.q1.data(), half);
    invert_exponent(draft.d, draft.work, full);
    Number rr;
    const std::size_t p_bits = half * bignum::kLimbBits<Limb>;
    const auto mod_p = bignum::Modulus<Limb>::make(draft.p.data(), half, p_bits, rr.data());
    static_cast<void>(
        bignum::inverse(draft.qinv.data(), draft.q.data(), mod_p));  // coprime: both prime
    wipe({reinterpret_cast<std::uint8_t*>(rr.data()), sizeof rr});
}

}  // namespace

Result<RsaPrivateKey> RsaPrivateKey::generate(std::size_t bits, Rng& rng) {
    const bool size_fits = bits >= 1024 && bits <= 8 * kMaxRsaPrivateModulusLen && bits % 128 == 0;
    if (!size_fits) return fail(ErrorCode::bad_parameters, Error::kNoOffset, "bits");
    const std::size_t full = bignum::limbs_for(bits);
    const std::size_t half = bignum::limbs_for(bits / 2);
    Draft draft;
    do {
        TLS_TRY(bignum::random_prime(draft.p.data(), bits / 2, rng));
        TLS_TRY(bignum::random_prime(draft.q.data(), bits / 2, rng));
    } while (!order_primes(draft, bits / 2, half));
    fill_in(draft, full, half);

    static constexpr std::uint8_t kE[] = {1, 0, 1};
    const Number* const numbers[] = {&draft.n,  &draft.d,  &draft.p,   &draft.q,
                                     &draft.dp, &draft.dq, &draft.qinv};
    std::array<ByteView, 7> views;
    for (std::size_t i = 0; i < 7; ++i) {
        const auto place = MutByteView{draft.bytes[i]}.first(i < 2 ? bits / 8 : bits / 16);
        bignum::store_be(place, numbers[i]->data(), i < 2 ? full : half);
        views[i] = place;
    }
    return make({views[0], kE, views[1], views[2], views[3], views[4], views[5], views[6]});
}

}  // namespace vitrine::crypto

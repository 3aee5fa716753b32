#include "crypto/bignum/prime.h"

#include "base/secret.h"
#include "crypto/bignum/inverse.h"
#include "crypto/bignum/modexp.h"

namespace vitrine::crypto::bignum {

namespace {

constexpr std::size_t kMaxWidth = kMaxSecretBits / kLimbBits<Limb>;
using Number = std::array<Limb, kMaxWidth>;

void wipe_number(Number& x, std::size_t width) {
    wipe({reinterpret_cast<std::uint8_t*>(x.data()), width * sizeof(Limb)});
}

/// The product of the odd primes up to 367, of 501 bits: what it shares a factor with is not prime.
constexpr std::size_t kPrimorialWidth = 512 / kLimbBits<Limb>;

Number small_primes_product() {
    Number product{};
    product[0] = 1;
    for (Limb candidate = 3; candidate <= 367; candidate += 2) {
        bool prime = true;
        for (Limb divisor = 3; divisor * divisor <= candidate; divisor += 2) {
            if (candidate % divisor == 0) prime = false;
        }
        if (!prime) continue;
        Number times{};
        mul_add(times.data(), product.data(), candidate, kPrimorialWidth);
        product = times;
    }
    return product;
}

/// A random number below 2^(bits - 1), hence below n, and at least 2.
Status random_base(Number& base, std::size_t width, std::size_t bits, Rng& rng) {
    const MutByteView bytes{reinterpret_cast<std::uint8_t*>(base.data()), width * sizeof(Limb)};
    std::array<std::uint8_t, kMaxSecretBits / 8> drawn;
    const auto random = MutByteView{drawn}.first(bytes.size());
    TLS_TRY(rng.fill(random));
    load_be(base.data(), width, random);
    base[(bits - 1) / kLimbBits<Limb>] &= (Limb{1} << ((bits - 1) % kLimbBits<Limb>)) - 1;
    base[0] |= 2;
    wipe(random);
    return done();
}

/// r = n >> count, count public.
void shift_right(Limb* r, const Limb* n, std::size_t count, std::size_t width) {
    const std::size_t limbs = count / kLimbBits<Limb>;
    const std::size_t bits = count % kLimbBits<Limb>;
    for (std::size_t i = 0; i < width; ++i) {
        const Limb low = i + limbs < width ? n[i + limbs] : 0;
        const Limb high = i + limbs + 1 < width ? n[i + limbs + 1] : 0;
        r[i] =
            bits == 0 ? low : static_cast<Limb>((low >> bits) | (high << (kLimbBits<Limb> - bits)));
    }
}

/// One round: base^odd_part is 1, or one of its `twos` squares is n - 1.
ct::Mask passes(const Number& base,
                const Number& odd_part,
                std::size_t twos,
                const Modulus<Limb>& m) {
    Number x{};
    Number minus_one{};
    for (std::size_t i = 0; i < m.width; ++i) minus_one[i] = m.n[i];
    minus_one[0] -= 1;
    modexp().exp({x.data(), base.data(), odd_part.data(), m.bits, &m});
    ct::Mask pass = equal_to(x.data(), Limb{1}, m.width);
    for (std::size_t i = 0; i < twos; ++i) {
        pass = pass | equal(x.data(), minus_one.data(), m.width);
        mul_mod(x.data(), x.data(), x.data(), m);
    }
    wipe_number(x, m.width);
    wipe_number(minus_one, m.width);
    return pass;
}

}  // namespace

Result<bool> is_probable_prime(
    const Limb* n, std::size_t width, std::size_t bits, std::size_t rounds, Rng& rng) {
    Number rr, base, odd_part;
    const auto m = Modulus<Limb>::make(n, width, bits, rr.data());
    std::size_t twos = 1;
    while (bits_at(n, width, twos, 1) == 0) ++twos;  // n is odd: n - 1 differs in bit 0 only
    shift_right(odd_part.data(), n, twos, width);
    bool prime = true;
    for (std::size_t i = 0; i < rounds && prime; ++i) {
        TLS_TRY(random_base(base, width, bits, rng));
        prime = ct::declassify(passes(base, odd_part, twos, m), "a composite candidate is dropped");
    }
    wipe_number(odd_part, width);
    wipe_number(rr, width);
    return prime;
}

std::uint64_t mod_f4(const Limb* x, std::size_t width) {
    std::uint64_t sum = kF4 << 32;  // stays positive
    for (std::size_t at = 0; at < width * kLimbBits<Limb>; at += 16) {
        const std::uint64_t chunk = (x[at / kLimbBits<Limb>] >> (at % kLimbBits<Limb>)) & 0xffff;
        sum = at % 32 == 0 ? sum + chunk : sum - chunk;  // public: positions only
    }
    for (int i = 0; i < 3; ++i)
        sum = (sum & 0xffff) + kF4 * 2 - ((sum >> 16) & 0xffff) + (sum >> 32);
    for (int i = 0; i < 3; ++i) sum = ct::select(ct::ge(sum, kF4), sum - kF4, sum);
    return sum;
}

Status random_prime(Limb* p, std::size_t bits, Rng& rng) {
    const std::size_t width = limbs_for(bits);
    const Number primorial = small_primes_product();
    const std::size_t rounds = bits < 1024 ? 8 : 5;  // FIPS 186-4 table C.2: 7 and 4 at least
    std::array<std::uint8_t, kMaxSecretBits / 8> drawn;
    const auto random = MutByteView{drawn}.first(bits / 8);
    Number rr, ignored;
    while (true) {
        TLS_TRY(rng.fill(random));
        load_be(p, width, random);
        p[0] |= 1;
        p[width - 1] |= Limb{3} << (kLimbBits<Limb> - 2);
        const auto m = Modulus<Limb>::make(p, width, bits, rr.data());
        const ct::Mask plausible =
            inverse(ignored.data(), primorial.data(), m) & ~ct::eq(mod_f4(p, width), 1);
        if (!ct::declassify(plausible, "a composite candidate is dropped")) continue;
        TLS_TRY_ASSIGN(const bool prime, is_probable_prime(p, width, bits, rounds, rng));
        if (prime) break;
    }
    wipe(random);
    wipe_number(rr, width);
    return done();
}

}  // namespace vitrine::crypto::bignum

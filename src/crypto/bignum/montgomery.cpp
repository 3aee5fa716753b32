#include "crypto/bignum/montgomery.h"

#include "crypto/bignum/powers.h"

namespace vitrine::crypto::bignum {

namespace {

template <class L>
inline constexpr std::size_t kMaxWidth = kMaxPublicBits / kLimbBits<L>;

/// r = t - n if t (with `top` above it) reaches n, else t.
template <class L>
void subtract_once(L* r, const L* t, L top, const Modulus<L>& m) {
    const L borrow = sub(r, t, m.n, m.width);
    const ct::Mask keep = ct::is_zero(top) & ct::is_nonzero(borrow);
    assign(keep, r, t, m.width);
}

/// -1 / n mod 2^bits: Newton's iteration doubles the correct bits each time.
template <class L>
L negative_inverse(L n) {
    L inverse = n;  // correct to 3 bits
    for (int i = 0; i < 5; ++i) {
        const auto error = static_cast<L>(L{2} - static_cast<L>(Double<L>{n} * inverse));
        inverse = static_cast<L>(Double<L>{inverse} * error);
    }
    return static_cast<L>(L{0} - inverse);
}

/// r = 2 * r mod n.
template <class L>
void double_mod(L* r, const Modulus<L>& m) {
    std::array<L, kMaxWidth<L>> doubled;
    const L top = add(doubled.data(), r, r, m.width);
    subtract_once(r, doubled.data(), top, m);
    wipe_limbs(doubled.data(), m.width);
}

/// r = r / 2, for even r.
template <class L>
void halve(L* r, std::size_t width) {
    L above = 0;
    for (std::size_t i = width; i-- > 0;) {
        const L limb = r[i];
        r[i] =
            static_cast<L>(static_cast<L>(limb >> 1) | static_cast<L>(above << (kLimbBits<L> - 1)));
        above = limb;
    }
}

/// The multiplication that this file has, for bignum/powers.h.
template <class L>
struct PortableMultiplier {
    const Modulus<L>& m;
    void mul(L* r, const L* a, const L* b) { mont_mul(r, a, b, m); }
    void square(L* r, const L* a) { mont_mul(r, a, a, m); }
};

/// r = (r * 2^count + 0) mod n for r < n, n with its top bit set and `width` limbs: one step of
/// long division (Knuth, The Art of Computer Programming, volume 2, §4.3.1, algorithm D).
template <class L>
void shift_step_vartime(L* r, std::size_t count, const L* n, std::size_t width) {
    using D = Double<L>;
    L top = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const L limb = r[i];
        r[i] = count == kLimbBits<L> ? top : static_cast<L>(static_cast<L>(limb << count) | top);
        top = static_cast<L>(D{limb} >> (kLimbBits<L> - count));
    }
    const auto high = static_cast<D>(static_cast<D>(D{top} << kLimbBits<L>) | r[width - 1]);
    const L largest = static_cast<L>(~L{0});
    const L divisor = n[width - 1];
    // NOLINTNEXTLINE(clang-analyzer-core.DivideZero): its top bit is set
    const L estimate = top >= divisor ? largest : static_cast<L>(high / divisor);
    L carry = 0;  // r -= estimate * n; the estimate is at most 2 too large
    L borrow = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const auto product = static_cast<D>(D{estimate} * n[i] + carry);
        carry = static_cast<L>(product >> kLimbBits<L>);
        const auto difference = static_cast<D>(D{r[i]} - static_cast<L>(product) - borrow);
        r[i] = static_cast<L>(difference);
        borrow = static_cast<L>((difference >> kLimbBits<L>)&1);
    }
    auto rest = static_cast<L>(static_cast<L>(top - carry) - borrow);
    while (rest != 0) rest = static_cast<L>(rest + add(r, r, n, width));
}

}  // namespace

template <class L>
Modulus<L> Modulus<L>::make(const L* n, std::size_t width, std::size_t bits, L* rr) {
    Modulus m{n, rr, negative_inverse(n[0]), width, bits};
    for (std::size_t i = 0; i < width; ++i) rr[i] = 0;
    rr[(bits - 1) / kLimbBits<L>] = static_cast<L>(L{1} << ((bits - 1) % kLimbBits<L>));  // below n
    // Doubling gives R * 2^width; each squaring then doubles the power of two beside R.
    const std::size_t doublings = width * kLimbBits<L> - (bits - 1) + width;
    for (std::size_t i = 0; i < doublings; ++i) double_mod(rr, m);
    for (std::size_t reached = 1; reached < kLimbBits<L>; reached *= 2) mont_mul(rr, rr, rr, m);
    return m;
}

// One pass for each limb of b: t = (t + a * b[i] + n * y) / 2^limb, y making the low limb vanish.
template <class L>
void mont_mul(L* r, const L* a, const L* b, const Modulus<L>& m) {
    using D = Double<L>;
    std::array<L, kMaxWidth<L> + 1> t;
    for (std::size_t j = 0; j <= m.width; ++j) t[j] = 0;
    for (std::size_t i = 0; i < m.width; ++i) {
        auto product = static_cast<D>(D{a[0]} * b[i] + t[0]);
        L carry_product = static_cast<L>(product >> kLimbBits<L>);
        const auto y = static_cast<L>(D{static_cast<L>(product)} * m.n0);
        auto sum = static_cast<D>(D{m.n[0]} * y + static_cast<L>(product));
        L carry_sum = static_cast<L>(sum >> kLimbBits<L>);
        for (std::size_t j = 1; j < m.width; ++j) {
            product = static_cast<D>(D{a[j]} * b[i] + t[j] + carry_product);
            carry_product = static_cast<L>(product >> kLimbBits<L>);
            sum = static_cast<D>(D{m.n[j]} * y + static_cast<L>(product) + carry_sum);
            carry_sum = static_cast<L>(sum >> kLimbBits<L>);
            t[j - 1] = static_cast<L>(sum);
        }
        sum = static_cast<D>(D{t[m.width]} + carry_product + carry_sum);
        t[m.width - 1] = static_cast<L>(sum);
        t[m.width] = static_cast<L>(sum >> kLimbBits<L>);
    }
    subtract_once(r, t.data(), t[m.width], m);
    wipe_limbs(t.data(), m.width + 1);
}

template <class L>
void from_mont(L* r, const L* a, const Modulus<L>& m) {
    std::array<L, kMaxWidth<L>> one;
    for (std::size_t i = 0; i < m.width; ++i) one[i] = 0;
    one[0] = 1;
    mont_mul(r, a, one.data(), m);
}

template <class L>
void mod_sub(L* r, const L* a, const L* b, const Modulus<L>& m) {
    std::array<L, kMaxWidth<L>> plus_n;
    const L borrow = sub(r, a, b, m.width);
    add(plus_n.data(), r, m.n, m.width);
    assign(ct::is_nonzero(borrow), r, plus_n.data(), m.width);
    wipe_limbs(plus_n.data(), m.width);
}

template <class L>
void reduce_double(L* r, const L* a, const Modulus<L>& m) {
    // a = high * R + low; low and high become residues one by one: low * R * R / R^2, high * R^2 /
    // R.
    std::array<L, kMaxWidth<L>> low;
    std::array<L, kMaxWidth<L>> high;
    to_mont(low.data(), a, m);
    from_mont(low.data(), low.data(), m);
    to_mont(high.data(), a + m.width, m);
    const L carry = add(low.data(), low.data(), high.data(), m.width);
    subtract_once(r, low.data(), carry, m);
    wipe_limbs(low.data(), m.width);
    wipe_limbs(high.data(), m.width);
}

// Horner's rule from the top, one width of n at a time: r = r * R + next.
template <class L>
void reduce_any(L* r, const L* a, std::size_t a_width, const Modulus<L>& m) {
    std::array<L, 2 * kMaxWidth<L>> wide;
    for (std::size_t i = 0; i < m.width; ++i) wide[i] = 0;
    std::size_t at = 0;
    while (at < a_width) at += m.width;
    for (; at > 0; at -= m.width) {
        for (std::size_t i = 0; i < m.width; ++i) {
            const std::size_t from = at - m.width + i;
            wide[m.width + i] = wide[i];
            wide[i] = from < a_width ? a[from] : L{0};  // public: positions only
        }
        reduce_double(wide.data(), wide.data(), m);
    }
    for (std::size_t i = 0; i < m.width; ++i) r[i] = wide[i];
    wipe_limbs(wide.data(), 2 * m.width);
}

template <class L>
void exp_secret(
    L* r, const L* base, const L* exponent, std::size_t exponent_bits, const Modulus<L>& m) {
    PortableMultiplier<L> times{m};
    windowed_power(r, base, exponent, exponent_bits, m, times);
}

template <class L>
void exp_public(L* r, const L* base, std::uint64_t exponent, const Modulus<L>& m) {
    std::array<L, kMaxWidth<L>> rr;
    const Modulus<L> ready = with_rr_vartime(m, rr.data());
    PortableMultiplier<L> times{ready};
    public_power(r, base, exponent, ready, times);
}

template <class L>
Modulus<L> Modulus<L>::make_public_vartime(const L* n, std::size_t width, std::size_t bits) {
    return {n, nullptr, negative_inverse(n[0]), width, bits};
}

template <class L>
Modulus<L> with_rr_vartime(const Modulus<L>& m, L* rr) {
    if (m.rr != nullptr) return m;
    power_of_two_vartime(rr, 2 * m.width * kLimbBits<L>, m);
    Modulus<L> ready = m;
    ready.rr = rr;
    return ready;
}

// Modulo n * 2^shift, whose top bit is set, 2^(exponent + shift) is 2^shift times what is wanted.
template <class L>
void power_of_two_vartime(L* r, std::size_t exponent, const Modulus<L>& m) {
    const std::size_t all_bits = m.width * kLimbBits<L>;
    const std::size_t shift = all_bits - m.bits;
    std::array<L, kMaxWidth<L>> n;
    for (std::size_t i = 0; i < m.width; ++i) n[i] = m.n[i];
    for (std::size_t done = 0; done < shift; ++done) add(n.data(), n.data(), n.data(), m.width);
    for (std::size_t i = 0; i < m.width; ++i) r[i] = 0;
    sub(r, r, n.data(), m.width);  // 2^all_bits - n, below n since n is at least half of it
    std::size_t left = exponent + shift - all_bits;
    while (left > 0) {
        const std::size_t step = left % kLimbBits<L> != 0 ? left % kLimbBits<L> : kLimbBits<L>;
        shift_step_vartime(r, step, n.data(), m.width);
        left -= step;
    }
    for (std::size_t done = 0; done < shift; ++done) halve(r, m.width);
}

// 8 bits: so small that tests try every case.
template struct Modulus<std::uint8_t>;
template void reduce_any(std::uint8_t*,
                         const std::uint8_t*,
                         std::size_t,
                         const Modulus<std::uint8_t>&);
template Modulus<std::uint8_t> with_rr_vartime(const Modulus<std::uint8_t>&, std::uint8_t*);
template void power_of_two_vartime(std::uint8_t*, std::size_t, const Modulus<std::uint8_t>&);
template void mont_mul(std::uint8_t*,
                       const std::uint8_t*,
                       const std::uint8_t*,
                       const Modulus<std::uint8_t>&);
template void from_mont(std::uint8_t*, const std::uint8_t*, const Modulus<std::uint8_t>&);
template void mod_sub(std::uint8_t*,
                      const std::uint8_t*,
                      const std::uint8_t*,
                      const Modulus<std::uint8_t>&);
template void reduce_double(std::uint8_t*, const std::uint8_t*, const Modulus<std::uint8_t>&);
template void exp_secret(std::uint8_t*,
                         const std::uint8_t*,
                         const std::uint8_t*,
                         std::size_t,
                         const Modulus<std::uint8_t>&);
template void exp_public(std::uint8_t*,
                         const std::uint8_t*,
                         std::uint64_t,
                         const Modulus<std::uint8_t>&);
template struct Modulus<std::uint32_t>;
template void reduce_any(std::uint32_t*,
                         const std::uint32_t*,
                         std::size_t,
                         const Modulus<std::uint32_t>&);
template Modulus<std::uint32_t> with_rr_vartime(const Modulus<std::uint32_t>&, std::uint32_t*);
template void power_of_two_vartime(std::uint32_t*, std::size_t, const Modulus<std::uint32_t>&);
template void mont_mul(std::uint32_t*,
                       const std::uint32_t*,
                       const std::uint32_t*,
                       const Modulus<std::uint32_t>&);
template void from_mont(std::uint32_t*, const std::uint32_t*, const Modulus<std::uint32_t>&);
template void mod_sub(std::uint32_t*,
                      const std::uint32_t*,
                      const std::uint32_t*,
                      const Modulus<std::uint32_t>&);
template void reduce_double(std::uint32_t*, const std::uint32_t*, const Modulus<std::uint32_t>&);
template void exp_secret(std::uint32_t*,
                         const std::uint32_t*,
                         const std::uint32_t*,
                         std::size_t,
                         const Modulus<std::uint32_t>&);
template void exp_public(std::uint32_t*,
                         const std::uint32_t*,
                         std::uint64_t,
                         const Modulus<std::uint32_t>&);
#if defined(__SIZEOF_INT128__)
template struct Modulus<std::uint64_t>;
template void reduce_any(std::uint64_t*,
                         const std::uint64_t*,
                         std::size_t,
                         const Modulus<std::uint64_t>&);
template Modulus<std::uint64_t> with_rr_vartime(const Modulus<std::uint64_t>&, std::uint64_t*);
template void power_of_two_vartime(std::uint64_t*, std::size_t, const Modulus<std::uint64_t>&);
template void mont_mul(std::uint64_t*,
                       const std::uint64_t*,
                       const std::uint64_t*,
                       const Modulus<std::uint64_t>&);
template void from_mont(std::uint64_t*, const std::uint64_t*, const Modulus<std::uint64_t>&);
template void mod_sub(std::uint64_t*,
                      const std::uint64_t*,
                      const std::uint64_t*,
                      const Modulus<std::uint64_t>&);
template void reduce_double(std::uint64_t*, const std::uint64_t*, const Modulus<std::uint64_t>&);
template void exp_secret(std::uint64_t*,
                         const std::uint64_t*,
                         const std::uint64_t*,
                         std::size_t,
                         const Modulus<std::uint64_t>&);
template void exp_public(std::uint64_t*,
                         const std::uint64_t*,
                         std::uint64_t,
                         const Modulus<std::uint64_t>&);
#endif

}  // namespace vitrine::crypto::bignum

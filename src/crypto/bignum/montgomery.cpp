#include "crypto/bignum/montgomery.h"

#include "base/secret.h"

namespace vitrine::crypto::bignum {

namespace {

template <class L>
inline constexpr std::size_t kMaxWidth = kMaxPublicBits / kLimbBits<L>;

template <class L>
void wipe_limbs(L* limbs, std::size_t width) {
    wipe({reinterpret_cast<std::uint8_t*>(limbs), width * sizeof(L)});
}

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

/// The bits of a window, read from limbs whose place is public.
constexpr std::size_t window_bits(std::size_t exponent_bits) {
    return exponent_bits <= 320 ? 4 : 5;
}

/// r = table[index], touching every entry.
template <class L>
void select_entry(
    L* r, const L* table, std::size_t entries, std::uint32_t index, std::size_t width) {
    for (std::size_t j = 0; j < width; ++j) r[j] = 0;
    for (std::size_t i = 0; i < entries; ++i) {
        const auto mask = static_cast<L>(ct::eq(i, index).u64());
        const L* entry = table + i * width;
        for (std::size_t j = 0; j < width; ++j) r[j] = static_cast<L>(r[j] | (entry[j] & mask));
    }
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

template <class L>
void exp_secret(
    L* r, const L* base, const L* exponent, std::size_t exponent_bits, const Modulus<L>& m) {
    const std::size_t window = window_bits(exponent_bits);
    const std::size_t entries = std::size_t{1} << window;
    const std::size_t exponent_width = limbs_for<L>(exponent_bits);
    std::array<L, 32 * (kMaxSecretBits / kLimbBits<L>)> table;
    std::array<L, kMaxSecretBits / kLimbBits<L>> entry;
    std::array<L, kMaxSecretBits / kLimbBits<L>> power;

    from_mont(table.data(), m.rr, m);  // 1 * R
    to_mont(table.data() + m.width, base, m);
    for (std::size_t i = 2; i < entries; ++i) {
        mont_mul(&table[i * m.width], &table[(i - 1) * m.width], &table[m.width], m);
    }
    for (std::size_t j = 0; j < m.width; ++j) power[j] = table[j];
    for (std::size_t left = (exponent_bits + window - 1) / window; left-- > 0;) {
        for (std::size_t i = 0; i < window; ++i)
            mont_mul(power.data(), power.data(), power.data(), m);
        const std::uint32_t index = bits_at(exponent, exponent_width, left * window, window);
        select_entry(entry.data(), table.data(), entries, index, m.width);
        mont_mul(power.data(), power.data(), entry.data(), m);
    }
    from_mont(r, power.data(), m);
    wipe_limbs(table.data(), entries * m.width);
    wipe_limbs(entry.data(), m.width);
    wipe_limbs(power.data(), m.width);
}

template <class L>
void exp_public(L* r, const L* base, std::uint64_t exponent, const Modulus<L>& m) {
    std::array<L, kMaxWidth<L>> start;
    std::array<L, kMaxWidth<L>> power;
    to_mont(start.data(), base, m);
    for (std::size_t j = 0; j < m.width; ++j) power[j] = start[j];
    int bit = 63;
    while (((exponent >> bit) & 1) == 0) --bit;  // public: the exponent
    while (bit-- > 0) {
        mont_mul(power.data(), power.data(), power.data(), m);
        if (((exponent >> bit) & 1) != 0) mont_mul(power.data(), power.data(), start.data(), m);
    }
    from_mont(r, power.data(), m);
    wipe_limbs(start.data(), m.width);
    wipe_limbs(power.data(), m.width);
}

// 8 bits: so small that tests try every case.
template struct Modulus<std::uint8_t>;
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

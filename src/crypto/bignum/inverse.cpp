#include "crypto/bignum/inverse.h"

#include <algorithm>

#include "base/secret.h"

namespace vitrine::crypto::bignum {

namespace {

template <class L>
inline constexpr std::size_t kMaxWide =
    kMaxSecretBits / kLimbBits<L> + 2;  // a sign and a carry above

/// Two's complement, width + 2 limbs.
template <class L>
using Wide = std::array<L, kMaxWide<L>>;

/// What a batch of division steps does to (f, g): both times this matrix, then divided by 2^kBatch.
/// Entries are signed, at most 2^kBatch in size.
template <class L>
struct Matrix {
    L ff = 1, fg = 0, gf = 0, gg = 1;
};

template <class L>
inline constexpr std::size_t kBatch = kLimbBits<L> - 2;

template <class L>
L sign_mask(L x) {
    return static_cast<L>(
        ct::Mask::from_bit(static_cast<std::uint64_t>(x >> (kLimbBits<L> - 1))).u64());
}

/// -x where the mask is all ones, x where it is zero.
template <class L>
L negate_if(L mask, L x) {
    return static_cast<L>(static_cast<L>(x ^ mask) - mask);
}

/// kBatch steps on the low limbs, which decide them (§8 of the paper). delta: kept between batches.
template <class L>
Matrix<L> divsteps(std::int64_t& delta, L f, L g) {
    Matrix<L> m;
    for (std::size_t i = 0; i < kBatch<L>; ++i) {
        const auto odd = static_cast<L>(ct::Mask::from_bit(g & 1u).u64());
        const ct::Mask positive = ct::Mask::from_bit(static_cast<std::uint64_t>(-delta) >> 63);
        const auto swap = static_cast<L>(odd & static_cast<L>(positive.u64()));
        // g += or -= f if g is odd; f takes the old g on a swap, which is the new g plus f.
        g = static_cast<L>(g + (odd & negate_if(swap, f)));
        m.gf = static_cast<L>(m.gf + (odd & negate_if(swap, m.ff)));
        m.gg = static_cast<L>(m.gg + (odd & negate_if(swap, m.fg)));
        f = static_cast<L>(f + (swap & g));
        m.ff = static_cast<L>(m.ff + (swap & m.gf));
        m.fg = static_cast<L>(m.fg + (swap & m.gg));
        const std::int64_t swap64 = -static_cast<std::int64_t>(swap & 1u);
        delta = (delta ^ swap64) - swap64 + 1;
        g = static_cast<L>(g >> 1);
        m.ff = static_cast<L>(m.ff << 1);
        m.fg = static_cast<L>(m.fg << 1);
    }
    return m;
}

/// r = u * a + v * b in two's complement; u and v are signed limbs.
template <class L>
void combine(L* r, L u, const L* a, L v, const L* b, std::size_t width) {
    using D = Double<L>;
    const L u_sign = sign_mask(u);
    const L v_sign = sign_mask(v);
    const L u_size = negate_if(u_sign, u);
    const L v_size = negate_if(v_sign, v);
    auto a_carry = static_cast<L>(u_sign & 1);  // -x = ~x + 1
    auto b_carry = static_cast<L>(v_sign & 1);
    L carry = 0;
    for (std::size_t i = 0; i < width; ++i) {
        const auto a_limb = static_cast<D>(D{static_cast<L>(a[i] ^ u_sign)} + a_carry);
        const auto b_limb = static_cast<D>(D{static_cast<L>(b[i] ^ v_sign)} + b_carry);
        a_carry = static_cast<L>(a_limb >> kLimbBits<L>);
        b_carry = static_cast<L>(b_limb >> kLimbBits<L>);
        const auto sum = static_cast<D>(D{static_cast<L>(a_limb)} * u_size +
                                        D{static_cast<L>(b_limb)} * v_size + carry);
        r[i] = static_cast<L>(sum);
        carry = static_cast<L>(sum >> kLimbBits<L>);
    }
}

/// Arithmetic shift to the right by kBatch bits.
template <class L>
void shift_batch(L* r, std::size_t width) {
    const L sign = sign_mask(r[width - 1]);
    for (std::size_t i = 0; i < width; ++i) {
        const L above = i + 1 < width ? r[i + 1] : sign;  // public: positions only
        r[i] = static_cast<L>(static_cast<L>(r[i] >> kBatch<L>) |
                              static_cast<L>(above << (kLimbBits<L> - kBatch<L>)));
    }
}

/// r / 2^(bits of a limb) mod n: a multiple of n clears the low limb, as in Montgomery's reduction.
/// |r| < n * 2^kBatch before; 0 <= r < n after.
template <class L>
void shift_limb_mod(L* r, const L* n, L n0, std::size_t width) {
    const auto y = static_cast<L>(Double<L>{r[0]} * n0);
    mul_add(r, n, y, width);
    for (std::size_t i = 0; i + 1 < width; ++i) r[i] = r[i + 1];
    r[width - 1] = sign_mask(r[width - 2]);
    Wide<L> other;  // r lies between -n/4 and 5n/4: first up, then down
    add(other.data(), r, n, width);
    assign(ct::is_nonzero(sign_mask(r[width - 1])), r, other.data(), width);
    sub(other.data(), r, n, width);
    assign(ct::is_zero(sign_mask(other[width - 1])), r, other.data(), width);
}

/// Steps that are enough for numbers of `bits` bits (theorem 11.2).
constexpr std::size_t steps_for(std::size_t bits) {
    return bits < 46 ? (49 * bits + 80) / 17 : (49 * bits + 57) / 17;
}

/// r = 2^exponent mod n.
template <class L>
void power_of_two(
    Wide<L>& r, std::size_t exponent, const L* n, std::size_t bits, std::size_t width) {
    r.fill(0);
    const std::size_t start = exponent < bits - 1 ? exponent : bits - 1;
    r[start / kLimbBits<L>] = static_cast<L>(L{1} << (start % kLimbBits<L>));
    Wide<L> less_n;
    for (std::size_t i = start; i < exponent; ++i) {
        add(r.data(), r.data(), r.data(), width);
        const L borrow = sub(less_n.data(), r.data(), n, width);
        assign(ct::is_zero(borrow), r.data(), less_n.data(), width);
    }
}

}  // namespace

// Kept true: d * a = f * s and e * a = g * s (mod n), where s loses a factor 4 with every batch,
// since f and g are divided by 2^kBatch but d and e by 2^(bits of a limb).
template <class L>
ct::Mask inverse(L* r, const L* a, const Modulus<L>& m) {
    const std::size_t n_width = std::min(m.width, kMaxWide<L> - 2);
    const std::size_t width = n_width + 2;
    const std::size_t batches = (steps_for(m.bits) + kBatch<L> - 1) / kBatch<L>;
    Wide<L> n{}, f{}, g{}, d{}, e{}, next_f{}, next_d{};
    for (std::size_t i = 0; i < n_width; ++i) n[i] = m.n[i];
    for (std::size_t i = 0; i < n_width; ++i) g[i] = a[i];
    f = n;
    power_of_two(e, 2 * batches, n.data(), m.bits, width);
    std::int64_t delta = 1;
    for (std::size_t i = 0; i < batches; ++i) {
        const Matrix<L> t = divsteps(delta, f[0], g[0]);
        combine(next_f.data(), t.ff, f.data(), t.fg, g.data(), width);
        combine(g.data(), t.gf, f.data(), t.gg, g.data(), width);
        f = next_f;
        shift_batch(f.data(), width);
        shift_batch(g.data(), width);
        combine(next_d.data(), t.ff, d.data(), t.fg, e.data(), width);
        combine(e.data(), t.gf, d.data(), t.gg, e.data(), width);
        d = next_d;
        shift_limb_mod(d.data(), n.data(), m.n0, width);
        shift_limb_mod(e.data(), n.data(), m.n0, width);
    }
    // f is now the greatest common divisor or its negative; d takes its sign.
    const L negative = sign_mask(f[width - 1]);
    sub(e.data(), n.data(), d.data(), width);
    assign(ct::is_nonzero(negative), d.data(), e.data(), width);
    g.fill(0);
    sub(next_f.data(), g.data(), f.data(), width);
    assign(ct::is_nonzero(negative), f.data(), next_f.data(), width);
    for (std::size_t i = 0; i < n_width; ++i) r[i] = d[i];
    const ct::Mask coprime = equal_to(f.data(), L{1}, width);
    for (Wide<L>* secret : {&n, &f, &g, &d, &e, &next_f, &next_d}) wipe_object(*secret);
    return coprime;
}

// 8 bits: so small that tests try every case.
template ct::Mask inverse(std::uint8_t*, const std::uint8_t*, const Modulus<std::uint8_t>&);
template ct::Mask inverse(std::uint32_t*, const std::uint32_t*, const Modulus<std::uint32_t>&);
#if defined(__SIZEOF_INT128__)
template ct::Mask inverse(std::uint64_t*, const std::uint64_t*, const Modulus<std::uint64_t>&);
#endif

}  // namespace vitrine::crypto::bignum

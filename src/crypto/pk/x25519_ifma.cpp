// The ladder of X25519 with AVX-512 IFMA, four products at a time in the lanes of 256 bits. A step
// is three products deep (letters as in RFC 7748 §5):
//   AA = A A       BB = B B             DA = D A             CB = C B
//   Z = E AA       EE = E E             X3' = (DA + CB)^2    t = (DA - CB)^2
//   X2' = AA BB    Z2' = Z + a24 EE     .                    Z3' = x1 t
// Limbs have 51 bits. A product leaves them "loose", below 2^60, so that sums and differences may
// be taken first; `carried` makes them ready for the next product. What is subtracted from gets a
// multiple of p before: the columns of its product begin with it. Twin of x25519_ladder.cpp.
#include <immintrin.h>

#include "crypto/pk/lanes_kernel.h"
#include "crypto/pk/x25519_ladder.h"

namespace vitrine::crypto {

namespace {

using lanes::each;
using Vector4 = __m256i;

constexpr std::uint64_t kMask51 = (std::uint64_t{1} << 51) - 1;
constexpr std::uint64_t kA24 = 121665;

/// Four elements: x2, z2, x3, z3 between the steps.
struct Four {
    Vector4 limb[5];
};

[[gnu::always_inline]] inline Vector4 all(std::uint64_t value) {
    return _mm256_set1_epi64x(static_cast<long long>(value));
}

[[gnu::always_inline]] inline Four zero() {
    Four r;
    each<5>([&](auto i) __attribute__((always_inline)) { r.limb[i] = _mm256_setzero_si256(); });
    return r;
}

/// 1024 p in the lanes of the mask: every limb about 2^61.
template <__mmask8 kLanes>
[[gnu::always_inline]] inline Four bias() {
    Four r;
    each<5>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm256_maskz_mov_epi64(kLanes, all(1024 * (kMask51 - (i == 0 ? 18 : 0))));
    });
    return r;
}

/// Limbs below 2^63 to limbs below 2^51 + 2^17: each passes its excess on, once.
[[gnu::always_inline]] inline Four carried(const Four& a) {
    Four r;
    each<5>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm256_and_si256(a.limb[i], all(kMask51));
    });
    each<4>([&](auto i) __attribute__((always_inline)) {
        r.limb[i + 1] = _mm256_add_epi64(r.limb[i + 1], _mm256_srli_epi64(a.limb[i], 51));
    });
    r.limb[0] = _mm256_madd52lo_epu64(r.limb[0], _mm256_srli_epi64(a.limb[4], 51), all(19));
    return r;
}

/// start + a b. The upper halves of products weigh 2^52, twice a limb, and are gathered apart.
/// Products with limb 0, the last to be ready, come last.
[[gnu::always_inline]] inline Four multiply_add(const Four& a, const Four& b, const Four& start) {
    Vector4 low[10], high[10];
    each<10>([&](auto k) __attribute__((always_inline)) {
        low[k] = high[k] = _mm256_setzero_si256();
        if constexpr (k < 5) low[k] = start.limb[k];
    });
    each<5>([&](auto i) __attribute__((always_inline)) {
        each<5>([&](auto j) __attribute__((always_inline)) {
            constexpr std::size_t kColumn = 8 - i - j;
            const Vector4 left = a.limb[4 - i], right = b.limb[4 - j];
            low[kColumn] = _mm256_madd52lo_epu64(low[kColumn], left, right);
            high[kColumn + 1] = _mm256_madd52hi_epu64(high[kColumn + 1], left, right);
        });
    });
    Four r;
    each<5>([&](auto k) __attribute__((always_inline)) {
        const Vector4 upper = _mm256_add_epi64(low[k + 5], _mm256_slli_epi64(high[k + 5], 1));
        const Vector4 lower = _mm256_add_epi64(low[k], _mm256_slli_epi64(high[k], 1));
        const Vector4 three = _mm256_add_epi64(upper, _mm256_add_epi64(upper, upper));
        r.limb[k] = _mm256_add_epi64(_mm256_add_epi64(lower, three), _mm256_slli_epi64(upper, 4));
    });
    return r;
}

/// x1 in lane 3 and a24 in lane 1, beside zeros.
[[gnu::always_inline]] inline Four factors(const X25519Limbs& u) {
    Four r;
    each<5>([&](auto i) __attribute__((always_inline)) {
        const long long x1 = static_cast<long long>(u[i]);
        r.limb[i] = _mm256_set_epi64x(x1, 0, i == 0 ? static_cast<long long>(kA24) : 0, 0);
    });
    return r;
}

/// A, B of the first pair, C, D of the second; x2 and x3 have the bias.
[[gnu::always_inline]] inline Four sums_and_differences(const Four& v) {
    Four r;
    each<5>([&](auto i) __attribute__((always_inline)) {
        const Vector4 other = _mm256_shuffle_epi32(v.limb[i], 0x4e);
        r.limb[i] =
            _mm256_mask_sub_epi64(_mm256_add_epi64(other, v.limb[i]), 0x0a, other, v.limb[i]);
    });
    return r;
}

/// A A, B B, D A, C B, where `swap` (2 in every lane, or 0) exchanges the pairs before.
[[gnu::always_inline]] inline Four first_products(const Four& v, Vector4 swap) {
    const Four h = carried(sums_and_differences(v));
    const Vector4 left_lanes = _mm256_xor_si256(_mm256_set_epi64x(2, 3, 1, 0), swap);
    const Vector4 right_lanes = _mm256_xor_si256(_mm256_set_epi64x(1, 0, 1, 0), swap);
    Four left, right;
    each<5>([&](auto i) __attribute__((always_inline)) {
        left.limb[i] = _mm256_permutexvar_epi64(left_lanes, h.limb[i]);
        right.limb[i] = _mm256_permutexvar_epi64(right_lanes, h.limb[i]);
    });
    return multiply_add(left, right, bias<0x05>());
}

/// E, E, DA + CB, DA - CB.
[[gnu::always_inline]] inline Four second_factors(const Four& p) {
    Four r;
    each<5>([&](auto i) __attribute__((always_inline)) {
        const Vector4 first = _mm256_unpacklo_epi64(p.limb[i], p.limb[i]);
        const Vector4 second = _mm256_unpackhi_epi64(p.limb[i], p.limb[i]);
        r.limb[i] = _mm256_mask_add_epi64(_mm256_sub_epi64(first, second), 0x04, first, second);
    });
    return r;
}

/// no, but for lane 0 of yes.
[[gnu::always_inline]] inline Four with_lane_0(const Four& no, const Four& yes) {
    Four r;
    each<5>([&](auto i) __attribute__((always_inline)) {
        r.limb[i] = _mm256_mask_mov_epi64(no.limb[i], 0x01, yes.limb[i]);
    });
    return r;
}

[[gnu::always_inline]] inline Four step(const Four& v, Vector4 swap, const Four& x1_a24) {
    const Four p = first_products(v, swap);
    const Four squares = carried(p);  // AA and BB
    const Four e = carried(second_factors(p));
    const Four q = multiply_add(e, with_lane_0(e, squares), bias<0x04>());
    Four right, start;
    each<5>([&](auto i) __attribute__((always_inline)) {
        right.limb[i] =
            _mm256_mask_unpackhi_epi64(x1_a24.limb[i], 0x01, squares.limb[i], squares.limb[i]);
        start.limb[i] =
            _mm256_mask_unpacklo_epi64(bias<0x01>().limb[i], 0x06, q.limb[i], q.limb[i]);
        start.limb[i] = _mm256_maskz_mov_epi64(0x07, start.limb[i]);
    });
    return multiply_add(with_lane_0(carried(q), squares), right, start);
}

void ladder(const std::uint8_t* k, const X25519Limbs& u, X25519Limbs& x, X25519Limbs& z) {
    const Four x1_a24 = factors(u);
    Four v = zero();  // 1 : 0 and u : 1
    v.limb[0] = _mm256_set_epi64x(1, 0, 0, 1);
    each<5>([&](auto i) __attribute__((always_inline)) {
        v.limb[i] = _mm256_add_epi64(v.limb[i],
                                     _mm256_maskz_set1_epi64(0x04, static_cast<long long>(u[i])));
        v.limb[i] = _mm256_add_epi64(v.limb[i], bias<0x05>().limb[i]);
    });
    std::uint64_t swap = 0;
    for (std::size_t t = 255; t-- > 0;) {
        const std::uint64_t k_t = (k[t / 8] >> (t % 8)) & 1u;
        v = step(v, all(2 * (swap ^ k_t)), x1_a24);
        swap = k_t;
    }
    const Vector4 pair = _mm256_xor_si256(_mm256_set_epi64x(1, 0, 1, 0), all(2 * swap));
    const Four result = carried(v);
    each<5>([&](auto i) __attribute__((always_inline)) {
        alignas(32) std::uint64_t lane[4];
        _mm256_store_si256(reinterpret_cast<Vector4*>(lane),
                           _mm256_permutexvar_epi64(pair, result.limb[i]));
        x[i] = lane[0];
        z[i] = lane[1];
    });
}

}  // namespace

const X25519Impl kX25519Ifma = {"ifma", cpu::kAvx512 | cpu::kIfma, ladder};

}  // namespace vitrine::crypto

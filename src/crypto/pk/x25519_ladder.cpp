#include "crypto/pk/x25519_ladder.h"

#include <algorithm>

#include "base/secret.h"
#include "crypto/pk/fe25519.h"

namespace vitrine::crypto {

namespace {

/// The loop of RFC 7748 §5, variable names as there; a24 = (486662 - 2) / 4.
void ladder(const std::uint8_t* k, const X25519Limbs& u, X25519Limbs& x, X25519Limbs& z) {
    constexpr std::uint64_t kA24 = 121665;
    Fe25519 x_1;
    std::copy_n(u, 5, x_1.limb.begin());
    Fe25519 x_2 = Fe25519::small(1), z_2 = Fe25519::small(0), x_3 = x_1, z_3 = Fe25519::small(1);
    std::uint64_t swap = 0;
    for (std::size_t t = 255; t-- > 0;) {
        const std::uint64_t k_t = (k[t / 8] >> (t % 8)) & 1u;
        conditional_swap(ct::Mask::from_bit(swap ^ k_t), x_2, x_3);
        conditional_swap(ct::Mask::from_bit(swap ^ k_t), z_2, z_3);
        swap = k_t;
        const Fe25519 a = lazy_sum(x_2, z_2);
        const Fe25519 aa = square(a);
        const Fe25519 b = lazy_difference(x_2, z_2);
        const Fe25519 bb = square(b);
        const Fe25519 e = lazy_difference(aa, bb);
        const Fe25519 da = lazy_difference(x_3, z_3) * a;
        const Fe25519 cb = lazy_sum(x_3, z_3) * b;
        x_3 = square(lazy_sum(da, cb));
        z_3 = x_1 * square(lazy_difference(da, cb));
        x_2 = aa * bb;
        z_2 = e * lazy_sum(aa, times_small(e, kA24));
    }
    conditional_swap(ct::Mask::from_bit(swap), x_2, x_3);
    conditional_swap(ct::Mask::from_bit(swap), z_2, z_3);
    std::copy_n(x_2.limb.begin(), 5, x);
    std::copy_n(z_2.limb.begin(), 5, z);
    for (Fe25519* secret : {&x_2, &z_2, &x_3, &z_3}) wipe_object(*secret);
}

#if defined(__x86_64__)
constexpr const X25519Impl* kImplementations[] = {&kX25519Ifma, &kX25519Portable};
#else
constexpr const X25519Impl* kImplementations[] = {&kX25519Portable};
#endif

}  // namespace

const X25519Impl kX25519Portable = {"portable", cpu::kBaseline, ladder};

const X25519Impl& x25519_implementation() {
    for (const X25519Impl* row : kImplementations) {
        if (cpu::usable(*row)) return *row;
    }
    return kX25519Portable;
}

}  // namespace vitrine::crypto

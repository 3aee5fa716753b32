#include "crypto/pk/x25519.h"

#include "base/ct.h"
#include "base/secret.h"
#include "crypto/pk/edwards25519.h"
#include "crypto/pk/fe25519.h"

namespace vitrine::crypto {

namespace {

/// The loop of RFC 7748 §5, variable names as there; a24 = (486662 - 2) / 4.
void ladder(std::span<const std::uint8_t, 32> k,
            std::span<const std::uint8_t, 32> u,
            std::span<std::uint8_t, 32> out) {
    constexpr std::uint64_t kA24 = 121665;
    const Fe25519 x_1 = Fe25519::from_bytes(u);
    Fe25519 x_2 = Fe25519::small(1), z_2 = Fe25519::small(0), x_3 = x_1, z_3 = Fe25519::small(1);
    std::uint64_t swap = 0;
    for (std::size_t t = 255; t-- > 0;) {
        const std::uint64_t k_t = (k[t / 8] >> (t % 8)) & 1u;
        conditional_swap(ct::Mask::from_bit(swap ^ k_t), x_2, x_3);
        conditional_swap(ct::Mask::from_bit(swap ^ k_t), z_2, z_3);
        swap = k_t;
        const Fe25519 a = x_2 + z_2;
        const Fe25519 aa = square(a);
        const Fe25519 b = x_2 - z_2;
        const Fe25519 bb = square(b);
        const Fe25519 e = aa - bb;
        const Fe25519 da = (x_3 - z_3) * a;
        const Fe25519 cb = (x_3 + z_3) * b;
        x_3 = square(da + cb);
        z_3 = x_1 * square(da - cb);
        x_2 = aa * bb;
        z_2 = e * (aa + times_small(e, kA24));
    }
    conditional_swap(ct::Mask::from_bit(swap), x_2, x_3);
    conditional_swap(ct::Mask::from_bit(swap), z_2, z_3);
    (x_2 * inverse(z_2)).to_bytes(out);
    for (Fe25519* secret : {&x_2, &z_2, &x_3, &z_3}) wipe_object(*secret);
}

/// RFC 7748 §5, decodeScalar25519: the cofactor divides it, and its top bit is fixed.
Secret<32, struct X25519ScalarTag> clamped(std::span<const std::uint8_t, 32> scalar) {
    Secret<32, struct X25519ScalarTag> k{scalar};
    const std::span<std::uint8_t, 32> bytes = k.expose_mut();
    bytes[0] &= 248;
    bytes[31] &= 127;
    bytes[31] |= 64;
    return k;
}

}  // namespace

void x25519_public_key(std::span<const std::uint8_t, 32> scalar,
                       std::span<std::uint8_t, 32> public_value) {
    // The ladder would do; the same group's Edwards form has a table of the base point's multiples.
    // Its y is (u - 1) / (u + 1) (RFC 7748 §4.1), so u = (Z + Y) / (Z - Y).
    on_wiped_stack([&] {
        const auto k = clamped(scalar);
        ed::Scalar limbs = ed::scalar_from_bytes(k.expose());
        ed::Point point = ed::multiply_base(limbs);
        ((point.z + point.y) * inverse(point.z - point.y)).to_bytes(public_value);
        wipe_object(limbs);
        wipe_object(point);
        return Unit{};
    });
}

Status x25519(std::span<const std::uint8_t, 32> scalar,
              std::span<const std::uint8_t, 32> peer,
              std::span<std::uint8_t, 32> shared) {
    on_wiped_stack([&] {
        const auto k = clamped(scalar);
        ladder(k.expose(), peer, shared);
        return Unit{};
    });
    std::uint32_t any = 0;
    for (const std::uint8_t byte : shared) any |= byte;
    // RFC 8422 §5.11: "implementations MUST check whether the computed Diffie-Hellman shared secret
    // is the all-zero value and abort if so". Small-order points land here (test:
    // RefusesPointsOfSmallOrder).
    if (ct::declassify(ct::is_zero(any), "an all-zero secret ends the handshake in public")) {
        return fail(ErrorCode::zero_shared_secret);
    }
    return done();
}

}  // namespace vitrine::crypto

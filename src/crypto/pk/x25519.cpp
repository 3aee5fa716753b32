#include "crypto/pk/x25519.h"

#include <algorithm>

#include "base/ct.h"
#include "base/secret.h"
#include "crypto/pk/edwards25519.h"
#include "crypto/pk/fe25519.h"
#include "crypto/pk/x25519_ladder.h"

namespace vitrine::crypto {

namespace {

/// out = u-coordinate of k times the point of u: the ladder, and the division.
void multiply(std::span<const std::uint8_t, 32> k,
              std::span<const std::uint8_t, 32> u,
              std::span<std::uint8_t, 32> out) {
    const Fe25519 x_1 = Fe25519::from_bytes(u);
    X25519Limbs given, x, z;
    std::copy_n(x_1.limb.begin(), 5, given);
    x25519_implementation().ladder(k.data(), given, x, z);
    Fe25519 x_2, z_2;
    std::copy_n(x, 5, x_2.limb.begin());
    std::copy_n(z, 5, z_2.limb.begin());
    (x_2 * inverse(z_2)).to_bytes(out);
    for (X25519Limbs* secret : {&x, &z}) wipe_object(*secret);
    for (Fe25519* secret : {&x_2, &z_2}) wipe_object(*secret);
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
        multiply(k.expose(), peer, shared);
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

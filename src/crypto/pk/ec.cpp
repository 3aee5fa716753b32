#include "crypto/pk/ec.h"

#include "base/ct.h"
#include "base/secret.h"
#include "crypto/pk/ec_implementations.h"

namespace vitrine::crypto {

namespace {

struct CurveFacts {
    std::string_view name;
    std::size_t field_len;
    std::uint8_t top_mask;  // of a random scalar's first byte
};

constexpr CurveFacts kCurves[] = {{"P-256", 32, 0xff}, {"P-384", 48, 0xff}, {"P-521", 66, 0x01}};

const CurveFacts& facts(Curve curve) {
    return kCurves[static_cast<std::size_t>(curve)];
}

/// Errors: bad_private_key.
Status check_scalar(Curve curve, const ec::EcImpl& impl, ByteView scalar) {
    if (scalar.size() != field_len(curve)) return fail(ErrorCode::bad_private_key);
    const bool good =
        ct::declassify(impl.scalar_in_range(scalar), "a key out of range is refused in public");
    return good ? done() : fail(ErrorCode::bad_private_key);
}

}  // namespace

std::size_t field_len(Curve curve) {
    return facts(curve).field_len;
}
std::size_t point_len(Curve curve) {
    return 1 + 2 * field_len(curve);
}
std::string_view name_of(Curve curve) {
    return facts(curve).name;
}

Status ec_generate(Curve curve, Rng& rng, MutByteView scalar, MutByteView point) {
    if (scalar.size() != field_len(curve) || point.size() != point_len(curve)) {
        return fail(ErrorCode::bad_input_length);
    }
    const ec::EcImpl& impl = ec::best_implementation(curve);
    // FIPS 186-4 §B.4.2, testing candidates. Even on P-521 one in two is good: 128 misses mean a
    // broken rng.
    for (int tries = 0; tries < 128; ++tries) {
        TLS_TRY(rng.fill(scalar));
        scalar[0] &= facts(curve).top_mask;
        if (ct::declassify(impl.scalar_in_range(scalar),
                           "candidates out of range are thrown away")) {
            impl.multiply_base(scalar, point);
            wipe_stack();
            return done();
        }
    }
    return fail(ErrorCode::entropy_failure);
}

Status ec_public_key(Curve curve, ByteView scalar, MutByteView point) {
    if (point.size() != point_len(curve)) return fail(ErrorCode::bad_input_length);
    const ec::EcImpl& impl = ec::best_implementation(curve);
    TLS_TRY(check_scalar(curve, impl, scalar));
    impl.multiply_base(scalar, point);
    wipe_stack();
    return done();
}

Status ec_check_point(Curve curve, ByteView point) {
    // Uncompressed only (RFC 8422 §5.4.1); a point off the curve would be attack A30, and is
    // refused here.
    if (point.size() != point_len(curve) || point[0] != 4)
        return fail(ErrorCode::bad_point, 0, "point");
    if (!ec::best_implementation(curve).check_coordinates(point))
        return fail(ErrorCode::bad_point, 1, "point");
    return done();
}

Status ec_agree(Curve curve, ByteView scalar, ByteView peer_point, MutByteView shared) {
    if (shared.size() != field_len(curve)) return fail(ErrorCode::bad_input_length);
    const ec::EcImpl& impl = ec::best_implementation(curve);
    TLS_TRY(check_scalar(curve, impl, scalar));
    TLS_TRY(ec_check_point(curve, peer_point));
    impl.agree(scalar, peer_point,
               shared);  // never infinity: the order is prime and the cofactor 1
    wipe_stack();
    return done();
}

}  // namespace vitrine::crypto

// ECDSA (FIPS 186-4 §6.4, RFC 6979): signing and verification over ec_operations.h.
#include "base/ct.h"
#include "base/secret.h"
#include "crypto/pk/ec.h"
#include "crypto/pk/ec_implementations.h"
#include "crypto/pk/ecdsa_nonce.h"

namespace vitrine::crypto {

namespace {

using Scalar = SecretBytes<struct EcdsaScalarTag, kMaxFieldLen>;

std::size_t order_bits(Curve curve) {
    return curve == Curve::p521 ? 521 : 8 * field_len(curve);
}

}  // namespace

Status ecdsa_sign(Curve curve,
                  ByteView scalar,
                  HashAlg hash,
                  ByteView digest,
                  Rng* hedge,
                  EcdsaSignature& signature) {
    const ec::EcImpl& impl = ec::best_implementation(curve);
    const std::size_t len = field_len(curve);
    if (scalar.size() != len) return fail(ErrorCode::bad_private_key);
    if (!ct::declassify(impl.scalar_in_range(scalar), "a key out of range is refused in public")) {
        return fail(ErrorCode::bad_private_key);
    }
    Secret<32, struct HedgeTag> fresh;
    if (hedge != nullptr) TLS_TRY(hedge->fill(fresh.expose_mut()));
    std::array<std::uint8_t, kMaxFieldLen> reduced{};
    const MutByteView z = MutByteView{reduced}.first(len);
    impl.reduce_digest(digest, z);
    ec::NonceGenerator nonces{hash, scalar, z,
                              hedge == nullptr ? ByteView{} : ByteView{fresh.expose()}};
    Scalar nonce;
    nonce.resize(len);
    ec::InvertedSignature made;
    for (;;) {
        nonces.next(order_bits(curve), nonce.expose_mut());
        if (!ct::declassify(impl.scalar_in_range(nonce.expose()), "such a nonce is thrown away"))
            continue;
        if (impl.sign(scalar, nonce.expose(), digest, made)) break;
    }
    const bool sound = impl.sign_check(scalar, digest, made);
    wipe_stack();
    signature = sound ? made.signature : EcdsaSignature{};
    return sound ? done() : fail(ErrorCode::fault_detected);
}

Status ecdsa_verify_vartime(Curve curve,
                            ByteView point,
                            ByteView digest,
                            const EcdsaSignature& signature) {
    TLS_TRY(ec_check_point(curve, point));
    if (!ec::best_implementation(curve).verify_vartime(point, digest, signature)) {
        return fail(ErrorCode::bad_signature);
    }
    return done();
}

}  // namespace vitrine::crypto

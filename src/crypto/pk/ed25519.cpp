#include "crypto/pk/ed25519.h"

#include "crypto/hash/hash.h"
#include "crypto/pk/ec_field.h"
#include "crypto/pk/edwards25519.h"

namespace vitrine::crypto {

namespace {

/// L = 2^252 + 27742317777372353535851937790883648493, the base point's order.
struct Order {
    static constexpr std::size_t kBits = 253;
    static constexpr std::array<std::uint64_t, 4> kModulus = {
        0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0x0000000000000000, 0x1000000000000000};
};
using Scalars = ec::Field<Order>;

/// A 64-byte little-endian number mod L: low + high R, R = 2^256, whose form in Montgomery's terms
/// is at hand.
ed::Scalar reduced_vartime(std::span<const std::uint8_t, 64> wide) {
    const Scalars low = Scalars::from_raw(ed::scalar_from_bytes(wide.first<32>()));
    const Scalars high = Scalars::from_raw(ed::scalar_from_bytes(wide.last<32>()));
    const Scalars r = Scalars::from_raw(Scalars::one().montgomery_form());
    return (low + high * r).to_raw();
}

}  // namespace

Status ed25519_verify_vartime(ByteView public_key, ByteView message, ByteView signature) {
    ed::Point a;
    if (public_key.size() != kEd25519PublicKeyLen ||
        !ed::decode_vartime(public_key.first<32>(), a)) {
        return fail(ErrorCode::bad_public_value);
    }
    if (signature.size() != kEd25519SignatureLen) return fail(ErrorCode::bad_signature);
    // RFC 8032 §5.1.7: S in 0 ... L-1, else a signature could be changed into another one.
    const ed::Scalar s = ed::scalar_from_bytes(signature.subspan<32, 32>());
    if (!ct::declassify(ec::less(s, Scalars::kModulus), "signatures are public")) {
        return fail(ErrorCode::bad_signature, 32, "S");
    }
    Hash hash{HashAlg::sha512};
    hash.update(signature.first(32));
    hash.update(public_key);
    hash.update(message);
    const Digest k = hash.digest();
    // R = S B - k A, compared in its encoding.
    a.x = Fe25519::small(0) - a.x;
    a.t = Fe25519::small(0) - a.t;
    std::array<std::uint8_t, 32> r{};
    ed::encode(ed::multiply_two_vartime(s, reduced_vartime(std::span{k.bytes}), a), r);
    return equal_public(r, signature.first(32)) ? done() : fail(ErrorCode::bad_signature);
}

}  // namespace vitrine::crypto

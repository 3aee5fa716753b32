// PKCS#1 v1.5 signatures with the private key (RFC 8017 §8.2.1).
#include "crypto/pk/pkcs1.h"
#include "crypto/pk/rsa_core.h"

namespace vitrine::crypto {

Status RsaPrivateKey::sign_pkcs1(
    RsaDigestKind kind, HashAlg hash, ByteView digest, Rng& rng, MutByteView signature) const {
    const std::size_t k = prepared_->modulus_len;
    if (signature.size() < k) return fail(ErrorCode::output_full);
    std::array<std::uint8_t, kMaxRsaPrivateModulusLen> block_buffer;
    const auto block = MutByteView{block_buffer}.first(k);
    TLS_TRY(emsa_pkcs1_encode(kind, hash, DigestInfoForm::null_parameters, digest, block));
    return prepared_->sign_block(block, rng, signature.first(k));
}

Status RsaPrivateKey::Prepared::sign_block(ByteView block, Rng& rng, MutByteView signature) const {
    ct::Mask sound = ct::Mask::none();
    TLS_TRY(private_op(block, rng, signature, sound));
    if (!ct::declassify(sound, "a wrong signature must not leave; a right one is public")) {
        return fail(ErrorCode::fault_detected);
    }
    return done();
}

}  // namespace vitrine::crypto

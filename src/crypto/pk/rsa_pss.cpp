// RSASSA-PSS signatures (RFC 8017 §8.1); TLS uses a salt as long as the digest (RFC 8446 §4.2.3).
#include "crypto/pk/pss.h"
#include "crypto/pk/rsa_core.h"

namespace vitrine::crypto {

namespace {

/// The encoded message has one bit less than n; where n's top byte is 01 that is one byte less.
std::size_t encoded_len(std::size_t modulus_bits) {
    return (modulus_bits - 1 + 7) / 8;
}

}  // namespace

Status rsa_verify_pss_vartime(const RsaPublicKey& key,
                              HashAlg hash,
                              std::size_t salt_len,
                              ByteView digest,
                              ByteView signature) {
    TLS_TRY(check_public_key(key));
    const std::size_t k = key.modulus_len();
    if (signature.size() != k) return fail(ErrorCode::bad_signature);
    std::array<std::uint8_t, kMaxRsaModulusLen> opened_buffer;
    const auto opened = MutByteView{opened_buffer}.first(k);
    if (!rsa_public_op(key, signature, opened).ok()) return fail(ErrorCode::bad_signature);
    const std::size_t em_bits = key.modulus_bits() - 1;
    const std::size_t em_len = encoded_len(key.modulus_bits());
    if (em_len < k && opened[0] != 0) return fail(ErrorCode::bad_signature);
    const Status status =
        emsa_pss_verify_vartime(hash, digest, salt_len, em_bits, opened.last(em_len));
    if (!status.ok() && status.error().code == ErrorCode::bad_input_length) {
        return fail(ErrorCode::bad_parameters, Error::kNoOffset, "digest");
    }
    return status;
}

Status RsaPrivateKey::sign_pss(HashAlg hash,
                               ByteView digest,
                               Rng& rng,
                               MutByteView signature) const {
    const std::size_t k = prepared_->modulus_len;
    if (signature.size() < k) return fail(ErrorCode::output_full);
    std::array<std::uint8_t, kMaxDigestLen> salt_buffer{};
    const auto salt = MutByteView{salt_buffer}.first(digest_len(hash));
    TLS_TRY(rng.fill(salt));
    std::array<std::uint8_t, kMaxRsaPrivateModulusLen> block_buffer{};
    const auto block = MutByteView{block_buffer}.first(k);
    const std::size_t bits = prepared_->mod_n.bits;
    TLS_TRY(emsa_pss_encode(hash, digest, salt, bits - 1, block.last(encoded_len(bits))));
    return prepared_->sign_block(block, rng, signature.first(k));
}

}  // namespace vitrine::crypto

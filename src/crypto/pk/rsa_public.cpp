// RSA with the public key: RSAVP1 and RSAEP (RFC 8017 §5).
#include "crypto/bignum/modexp.h"
#include "crypto/pk/pkcs1.h"
#include "crypto/pk/rsa.h"
#include "crypto/pk/rsa_core.h"

namespace vitrine::crypto {

std::size_t RsaPublicKey::modulus_len() const {
    return bignum::strip_zeros(n).size();
}
std::size_t RsaPublicKey::modulus_bits() const {
    return bignum::bit_length(n);
}

Status check_public_key(const RsaPublicKey& key) {
    const std::size_t bits = key.modulus_bits();
    if (bits < 512 || bits > 8 * kMaxRsaModulusLen)
        return fail(ErrorCode::bad_parameters, Error::kNoOffset, "n");
    const ByteView e = bignum::strip_zeros(key.e);
    const bool e_in_range = e.size() >= 1 && e.size() <= 8 && (e.size() > 1 || e[0] >= 3);
    if (!e_in_range || (e.back() & 1) == 0)
        return fail(ErrorCode::bad_parameters, Error::kNoOffset, "e");
    if ((key.n.back() & 1) == 0) return fail(ErrorCode::bad_parameters, Error::kNoOffset, "n");
    return done();
}

std::uint64_t rsa_exponent(ByteView e) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bignum::strip_zeros(e)) value = value << 8 | byte;
    return value;
}

Status rsa_public_op(const RsaPublicKey& key, ByteView input, MutByteView output) {
    using bignum::Limb;
    using Number = std::array<Limb, bignum::kMaxPublicBits / bignum::kLimbBits<Limb>>;
    const std::size_t bits = key.modulus_bits();
    const std::size_t width = bignum::limbs_for(bits);
    Number n;
    Number x;
    bignum::load_be(n.data(), width, bignum::strip_zeros(key.n));
    bignum::load_be(x.data(), width, input);
    const ct::Mask in_range = bignum::less(x.data(), n.data(), width);
    if (!ct::declassify(in_range, "a signature or a padded block below n: public")) {
        return fail(ErrorCode::bad_input_length);
    }
    const auto m = bignum::Modulus<Limb>::make_public_vartime(n.data(), width, bits);
    bignum::modexp().exp_public(x.data(), x.data(), rsa_exponent(key.e), m);
    bignum::store_be(output, x.data(), width);
    wipe({reinterpret_cast<std::uint8_t*>(x.data()), width * sizeof(Limb)});
    return done();
}

Status rsa_verify_pkcs1_vartime(const RsaPublicKey& key,
                                RsaDigestKind kind,
                                HashAlg hash,
                                ByteView digest,
                                ByteView signature) {
    TLS_TRY(check_public_key(key));
    const std::size_t k = key.modulus_len();
    if (signature.size() != k) return fail(ErrorCode::bad_signature);
    std::array<std::uint8_t, kMaxRsaModulusLen> opened_buffer;
    std::array<std::uint8_t, kMaxRsaModulusLen> expected_buffer;
    const auto opened = MutByteView{opened_buffer}.first(k);
    const auto expected = MutByteView{expected_buffer}.first(k);
    if (!rsa_public_op(key, signature, opened).ok()) return fail(ErrorCode::bad_signature);

    // The block is built and compared whole, never parsed: a lax parser is BERserk (CVE-2014-1568).
    // RFC 5246 §4.7: "implementations MUST accept both" forms of the parameters.
    for (const auto form : {DigestInfoForm::null_parameters, DigestInfoForm::absent_parameters}) {
        const Status encoded = emsa_pkcs1_encode(kind, hash, form, digest, expected);
        if (!encoded.ok() && encoded.error().code == ErrorCode::bad_input_length) {
            return fail(ErrorCode::bad_parameters, Error::kNoOffset, "digest");
        }
        if (encoded.ok() && equal_public(opened, expected)) return done();
    }
    return fail(ErrorCode::bad_signature);
}

Status rsa_encrypt_pkcs1(const RsaPublicKey& key, ByteView message, Rng& rng, MutByteView out) {
    TLS_TRY(check_public_key(key));
    const std::size_t k = key.modulus_len();
    if (out.size() < k) return fail(ErrorCode::output_full);
    std::array<std::uint8_t, kMaxRsaModulusLen> block_buffer;
    const auto block = MutByteView{block_buffer}.first(k);
    TLS_TRY(eme_pkcs1_encode(message, rng, block));
    const Status encrypted = rsa_public_op(key, block, out.first(k));
    wipe(block);
    return encrypted;
}

}  // namespace vitrine::crypto

// PKCS#1 v1.5 decryption (RFC 8017 §7.2.2), and the one a TLS server may use (RFC 5246 §7.4.7.1).
// Countered here: Bleichenbacher's padding oracle (1998), Klima-Pokorny-Rosa's version oracle
// (2003), ROBOT (2017): good and bad ciphertexts take the same path to the last byte (tests
// RsaPremaster.*).
#include "crypto/pk/rsa_core.h"

namespace vitrine::crypto {

namespace {

constexpr std::size_t kPremasterLen = kRsaPremasterLen;

}  // namespace

Status RsaPrivateKey::decrypt_premaster(ByteView ciphertext,
                                        std::uint16_t client_version,
                                        Rng& rng,
                                        std::span<std::uint8_t, kPremasterLen> premaster) const {
    const std::size_t k = prepared_->modulus_len;
    // RFC 5246 §7.4.7.1: "1. Generate a string R of 46 random bytes".
    std::array<std::uint8_t, kPremasterLen> random{};
    TLS_TRY(rng.fill(MutByteView{random}.subspan(2)));

    std::array<std::uint8_t, kMaxRsaPrivateModulusLen> block_buffer{};
    const auto block = MutByteView{block_buffer}.first(k);
    ct::Mask good = ct::Mask::none();
    TLS_TRY(prepared_->decrypt_block(ciphertext, rng, block, good));

    rsa_unpad_premaster(block, good, random, client_version, premaster);
    wipe(block);
    wipe(random);
    return done();
}

void rsa_unpad_premaster(ByteView block,
                         ct::Mask good,
                         std::span<const std::uint8_t, kPremasterLen> random,
                         std::uint16_t client_version,
                         std::span<std::uint8_t, kPremasterLen> premaster) {
    // 00 02, nonzero padding up to 00, then 48 bytes. The version inside is not compared: 7.4.7.1's
    // premaster is built with the version of the ClientHello, and a wrong one fails at Finished.
    const std::size_t separator = block.size() - kPremasterLen - 1;
    good = good & ct::is_zero(block[0]) & ct::eq(block[1], 2) & ct::is_zero(block[separator]);
    for (std::size_t i = 2; i < separator; ++i) good = good & ct::is_nonzero(block[i]);
    copy_bytes(random, premaster);
    ct::assign(good, block.subspan(separator + 1), premaster);
    premaster[0] = static_cast<std::uint8_t>(client_version >> 8);
    premaster[1] = static_cast<std::uint8_t>(client_version);
}

Result<std::size_t> RsaPrivateKey::decrypt_pkcs1(ByteView ciphertext,
                                                 Rng& rng,
                                                 MutByteView out) const {
    const std::size_t k = prepared_->modulus_len;
    if (out.size() < k) return fail(ErrorCode::output_full);
    std::array<std::uint8_t, kMaxRsaPrivateModulusLen> block_buffer{};
    const auto block = MutByteView{block_buffer}.first(k);
    ct::Mask good = ct::Mask::none();
    TLS_TRY(prepared_->decrypt_block(ciphertext, rng, block, good));

    constexpr std::size_t kFirstSeparator = 10;  // "eight octets of padding" at least
    std::size_t separator = 0;
    for (std::size_t i = k; i-- > 2;) {
        separator = static_cast<std::size_t>(
            ct::select(ct::is_zero(block[i]), std::uint64_t{i}, std::uint64_t{separator}));
    }
    good = good & ct::is_zero(block[0]) & ct::eq(block[1], 2) & ct::ge(separator, kFirstSeparator);
    if (!ct::declassify(good, "this function is no server's: it tells")) {
        wipe(block);
        return fail(ErrorCode::not_authentic);
    }
    const std::size_t message_len = k - separator - 1;
    copy_bytes(block.subspan(separator + 1), out);
    wipe(block);
    return message_len;
}

Status RsaPrivateKey::Prepared::decrypt_block(ByteView ciphertext,
                                              Rng& rng,
                                              MutByteView block,
                                              ct::Mask& sound) const {
    std::array<std::uint8_t, kMaxRsaPrivateModulusLen> input_buffer{};
    const auto input = MutByteView{input_buffer}.first(modulus_len);
    admit_ciphertext(ciphertext, input);
    return private_op(input, rng, block, sound);
}

void RsaPrivateKey::Prepared::admit_ciphertext(ByteView ciphertext, MutByteView input) const {
    const std::array<std::uint8_t, kMaxRsaPrivateModulusLen> zeros{};
    copy_bytes(ciphertext.size() == modulus_len ? ciphertext  // public: a length on the wire
                                                : ByteView{zeros}.first(modulus_len),
               input);
    Full value;
    bignum::load_be(value.data(), mod_n.width, input);
    ct::assign(~bignum::less(value.data(), n.data(), mod_n.width),
               ByteView{zeros}.first(modulus_len), input);
}

}  // namespace vitrine::crypto

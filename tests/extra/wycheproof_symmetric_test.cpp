#include <gtest/gtest.h>

#include "crypto/mac/hmac.h"
#include "crypto/mode/aead.h"
#include "crypto/mode/cbc.h"
#include "extra/wycheproof.h"

namespace vitrine::test {
namespace {

using io::JsonValue;

Judge hmac_of(crypto::HashAlg alg) {
    return [alg](const JsonValue&, const JsonValue& test) {
        const Bytes tag = hex_member(test, "tag");
        const crypto::Digest mac =
            crypto::HmacKey(alg, hex_member(test, "key")).mac(hex_member(test, "msg"));
        return tag.size() <= mac.len &&
               equal_public(mac.view().first(tag.size()), tag);  // some are truncated
    };
}

TEST(Wycheproof, HmacAgrees) {
    run_wycheproof("hmac_sha1_test.json", hmac_of(crypto::HashAlg::sha1));
    run_wycheproof("hmac_sha224_test.json", hmac_of(crypto::HashAlg::sha224));
    run_wycheproof("hmac_sha256_test.json", hmac_of(crypto::HashAlg::sha256));
    run_wycheproof("hmac_sha384_test.json", hmac_of(crypto::HashAlg::sha384));
    run_wycheproof("hmac_sha512_test.json", hmac_of(crypto::HashAlg::sha512));
}

// Opens the case, and where it opens, seals it again.
bool aead_accepts(crypto::AeadAlg alg, const JsonValue& test) {
    const auto key = crypto::AeadKey::make(alg, hex_member(test, "key"));
    const Bytes iv = hex_member(test, "iv");
    if (!key.ok() || iv.size() != crypto::kAeadNonceLen) return false;
    const std::span<const std::uint8_t, crypto::kAeadNonceLen> nonce{iv.data(),
                                                                     crypto::kAeadNonceLen};
    const Bytes aad = hex_member(test, "aad");
    const Bytes tag = hex_member(test, "tag");
    Bytes data = hex_member(test, "ct");
    if (!key->open(nonce, aad, data, tag).ok() || data != hex_member(test, "msg")) return false;
    Bytes sealed_tag(tag.size());
    key->seal(nonce, aad, data, sealed_tag);
    return data == hex_member(test, "ct") && sealed_tag == tag;
}

Judge aes(crypto::AeadAlg short_key, crypto::AeadAlg long_key) {
    return [=](const JsonValue& group, const JsonValue& test) {
        return aead_accepts(group["keySize"].integer() == 128 ? short_key : long_key, test);
    };
}

// What TLS uses: keys of 128 and 256 bits, nonces of 96, whole tags.
bool tls_uses(const JsonValue& group) {
    return group["ivSize"].integer() == 96 && group["tagSize"].integer() == 128 &&
           group["keySize"].integer() != 192;
}

TEST(Wycheproof, AeadsAgree) {
    using enum crypto::AeadAlg;
    run_wycheproof("aes_gcm_test.json", aes(aes128_gcm, aes256_gcm), tls_uses);
    run_wycheproof("aes_ccm_test.json", aes(aes128_ccm, aes256_ccm), tls_uses);
    run_wycheproof("chacha20_poly1305_test.json", aes(chacha20_poly1305, chacha20_poly1305),
                   tls_uses);
}

// Decrypts and takes the padding of PKCS#5 off.
bool cbc_accepts(const JsonValue& group, const JsonValue& test) {
    using crypto::CbcKey;
    const auto alg = group["keySize"].integer() == 128 ? crypto::BlockCipherAlg::aes128
                                                       : crypto::BlockCipherAlg::aes256;
    const auto key = CbcKey::make(alg, hex_member(test, "key"), CbcKey::Use::decrypt);
    Bytes iv = hex_member(test, "iv");
    Bytes data = hex_member(test, "ct");
    if (!key.ok() || data.empty() || data.size() % 16 != 0) return false;
    key->decrypt(iv, data);
    const std::size_t padding = data.back();
    if (padding == 0 || padding > 16) return false;
    for (std::size_t i = data.size() - padding; i < data.size(); ++i) {
        if (data[i] != padding) return false;
    }
    data.resize(data.size() - padding);
    return data == hex_member(test, "msg");
}

TEST(Wycheproof, CbcAgrees) {
    run_wycheproof("aes_cbc_pkcs5_test.json", cbc_accepts,
                   [](const JsonValue& group) { return group["keySize"].integer() != 192; });
}

}  // namespace
}  // namespace vitrine::test

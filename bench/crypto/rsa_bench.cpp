// RSA: PKCS#1 v1.5 signatures made and verified, premaster secrets decrypted, beside OpenSSL's EVP
// with the same key. OpenSSL keeps the public key's Montgomery constants between verifications, and
// blinding factors between signatures; ours takes the key as bytes and draws a fresh blinding each
// time. A row's last name is the level of VITRINE_CPU that ours runs at.
#include <openssl/rsa.h>

#include "base/cpu.h"
#include "crypto/bignum/modexp.h"
#include "crypto/drbg.h"
#include "crypto/pk/rsa.h"
#include "support/evp_numbers.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using namespace crypto;
using Bytes = std::vector<std::uint8_t>;

RsaPrivateKey new_key(std::size_t bits, Rng& rng) {
    cpu::limit("avx512");
    return *RsaPrivateKey::generate(bits, rng);
}

EvpKeyPtr evp_key(const RsaPrivateParts& parts) {
    return EvpNumbers{}
        .number(OSSL_PKEY_PARAM_RSA_N, parts.n)
        .number(OSSL_PKEY_PARAM_RSA_E, parts.e)
        .number(OSSL_PKEY_PARAM_RSA_D, parts.d)
        .number(OSSL_PKEY_PARAM_RSA_FACTOR1, parts.p)
        .number(OSSL_PKEY_PARAM_RSA_FACTOR2, parts.q)
        .number(OSSL_PKEY_PARAM_RSA_EXPONENT1, parts.dp)
        .number(OSSL_PKEY_PARAM_RSA_EXPONENT2, parts.dq)
        .number(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, parts.qinv)
        .key("RSA", EVP_PKEY_KEYPAIR);
}

/// One key for both sides, and a context of OpenSSL's for each operation.
struct Setting {
    Setting(std::size_t bits, std::string at_level)
        : level(std::move(at_level)), key(new_key(bits, rng)), peer(evp_key(key.parts())) {
        EVP_PKEY_sign_init(signing.get());
        EVP_PKEY_CTX_set_signature_md(signing.get(), EVP_sha256());
        EVP_PKEY_verify_init(verifying.get());
        EVP_PKEY_CTX_set_signature_md(verifying.get(), EVP_sha256());
        EVP_PKEY_decrypt_init(decrypting.get());
        EVP_PKEY_CTX_set_rsa_padding(decrypting.get(), RSA_PKCS1_PADDING);
        signature = sign();
        premaster[0] = premaster[1] = 3;
        ciphertext.resize(signature.size());
        std::ignore = rsa_encrypt_pkcs1(key.public_key(), premaster, rng, ciphertext);
    }
    Bytes sign() {
        Bytes made(key.public_key().modulus_len());
        std::ignore = key.sign_pkcs1(kKind, HashAlg::sha256, digest, rng, made);
        return made;
    }
    Bytes evp_sign() const {
        std::size_t len = 1024;
        Bytes made(len);
        EVP_PKEY_sign(signing.get(), made.data(), &len, digest.data(), digest.size());
        made.resize(len);
        return made;
    }
    bool verify() {
        return rsa_verify_pkcs1_vartime(key.public_key(), kKind, HashAlg::sha256, digest, signature)
            .ok();
    }
    bool evp_verify() const {
        return EVP_PKEY_verify(verifying.get(), signature.data(), signature.size(), digest.data(),
                               digest.size()) == 1;
    }
    Bytes decrypt() {
        Bytes made(48);
        std::ignore =
            key.decrypt_premaster(ciphertext, 0x0303, rng, std::span<std::uint8_t, 48>{made});
        return made;
    }
    Bytes evp_decrypt() const {
        std::size_t len = 1024;
        Bytes made(len);
        EVP_PKEY_decrypt(decrypting.get(), made.data(), &len, ciphertext.data(), ciphertext.size());
        made.resize(len);
        return made;
    }

    static constexpr auto kKind = RsaDigestKind::digest_info;
    std::string level;
    Drbg rng{std::array<std::uint8_t, 32>{7}};
    RsaPrivateKey key;
    EvpKeyPtr peer;
    Bytes digest = Bytes(32, 0x5a);
    Bytes premaster = Bytes(48, 0x17);
    Bytes signature, ciphertext;
    EvpContextPtr signing = evp_context(peer), verifying = evp_context(peer),
                  decrypting = evp_context(peer);
};

template <class Ours, class Peer>
void add_row(Rows& rows, const std::string& what, std::size_t bits, Ours ours, Peer peer) {
    for (const std::string level : {"avx512", "avx2", "portable"}) {
        std::string name = "crypto/rsa" + std::to_string(bits);
        name.append("_").append(what).append("/").append(level);
        rows.add(name, 0, [=](Row& row) {
            auto s = std::make_shared<Setting>(bits, level);
            row.check([=] { return cpu::limit(s->level) && ours(*s) == peer(*s); });
            cpu::limit(level);
            row.ours(std::string{bignum::modexp().name}, [=] {
                cpu::limit(s->level);
                keep(ours(*s));
            });
            row.peer("openssl", [=] { keep(peer(*s)); });
        });
    }
}

const Group kRsa{[](Rows& rows) {
    for (const std::size_t bits : {1024, 2048, 3072, 4096}) {
        add_row(
            rows, "sign", bits, [](Setting& s) { return s.sign(); },
            [](Setting& s) { return s.evp_sign(); });
        add_row(
            rows, "verify", bits, [](Setting& s) { return s.verify(); },
            [](Setting& s) { return s.evp_verify(); });
        add_row(
            rows, "decrypt", bits, [](Setting& s) { return s.decrypt(); },
            [](Setting& s) { return s.evp_decrypt(); });
    }
}};

}  // namespace
}  // namespace vitrine::bench

// RSA: verification and making of signatures, decryption of PKCS#1 v1.5.
#include <gtest/gtest.h>

#include "crypto/pk/rsa.h"
#include "extra/vector_folder.h"
#include "extra/wycheproof.h"
#include "extra/wycheproof_keys.h"
#include "support/rsa_keys.h"
#include "x509/key_file.h"
#include "x509/key_reader.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using io::JsonValue;
using x509::SignatureKind;

/// Holds the numbers that a public key views.
struct RsaKey {
    explicit RsaKey(const JsonValue& group)
        : n(hex_member(group["publicKey"], "modulus")),
          e(hex_member(group["publicKey"], "publicExponent")) {}
    [[nodiscard]] crypto::RsaPublicKey view() const { return {n, e}; }
    Bytes n;
    Bytes e;
};

bool pkcs1_accepts(const JsonValue& group, const JsonValue& test) {
    const RsaKey key(group);
    const bool accepted = crypto::rsa_verify_pkcs1_vartime(
                              key.view(), crypto::RsaDigestKind::digest_info, hash_of_group(group),
                              digest_of(group, test).view(), hex_member(test, "sig"))
                              .ok();
    EXPECT_EQ(verifies(group, test, {SignatureKind::rsa_pkcs1, hash_of_group(group), 0}), accepted);
    return accepted;
}

void read_pkcs1(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, pkcs1_accepts);
}

bool pss_accepts(const JsonValue& group, const JsonValue& test) {
    const RsaKey key(group);
    const std::size_t salt_len = group["sLen"].integer();
    EXPECT_EQ(group["mgfSha"].text(), group["sha"].text());
    const bool accepted =
        crypto::rsa_verify_pss_vartime(key.view(), hash_of_group(group), salt_len,
                                       digest_of(group, test).view(), hex_member(test, "sig"))
            .ok();
    EXPECT_EQ(verifies(group, test, {SignatureKind::rsa_pss, hash_of_group(group), salt_len}),
              accepted);
    return accepted;
}

void read_pss(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, pss_accepts);
}

// Keys that carry RSASSA-PSS-params (RFC 4055 §3.1): for that scheme alone.
void read_pss_parameters(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, [](const JsonValue& group, const JsonValue& test) {
        const Bytes der = public_key_der(group);
        const auto key = x509::parse_public_key(der);
        EXPECT_TRUE(key.ok() && key->type == x509::KeyType::rsa_pss && key->pss_only);
        if (!key.ok() || !key->pss_only) return false;
        EXPECT_EQ(key->pss_only->hash, hash_of_group(group));
        EXPECT_EQ(key->pss_only->pss_salt_len, group["sLen"].integer());
        x509::SignatureScheme other = *key->pss_only;
        other.pss_salt_len = 20;
        EXPECT_FALSE(verifies(group, test, other));
        return pss_accepts(group, test);
    });
}

/// The private key of the group that is being read: from PKCS#8, which PEM must hold too.
class GroupKey {
  public:
    const crypto::RsaPrivateKey& of(const JsonValue& group) {
        const Bytes der = hex_member(group, "privateKeyPkcs8");
        if (keys_.empty() || der != der_) load(group, der);
        return *keys_.back().rsa();
    }

  private:
    void load(const JsonValue& group, const Bytes& der) {
        const std::string& pem = group["privateKeyPem"].text();
        const ByteView text{reinterpret_cast<const std::uint8_t*>(pem.data()), pem.size()};
        auto key = x509::parse_private_key(der);
        const auto same = x509::load_private_key(text);
        EXPECT_TRUE(key.ok() && same.ok() && same_key(key->public_key(), same->public_key()));
        keys_.push_back(*std::move(key));
        der_ = der;
    }

    Bytes der_;
    std::vector<x509::PrivateKey> keys_;
};

// A server's way must not tell: it takes every ciphertext and yields 48 bytes.
void expect_premaster(const crypto::RsaPrivateKey& key, const JsonValue& test, Rng& rng) {
    std::array<std::uint8_t, 48> premaster{};
    EXPECT_TRUE(key.decrypt_premaster(hex_member(test, "ct"), 0x0303, rng, premaster).ok());
    EXPECT_EQ(premaster[0], 3);
    EXPECT_EQ(premaster[1], 3);
    const Bytes message = hex_member(test, "msg");
    const bool ours = test["result"].text() == "valid" && message.size() == 48 && message[0] == 3 &&
                      message[1] == 3;
    EXPECT_EQ(equal_public(premaster, message), ours);
}

void read_decryption(const fs::path& file, Tally& tally) {
    GroupKey keys;
    run_wycheproof(file, tally, [&](const JsonValue& group, const JsonValue& test) {
        const crypto::RsaPrivateKey& key = keys.of(group);
        crypto::Drbg rng = seeded_rng();
        const Bytes ciphertext = hex_member(test, "ct");
        Bytes message(key.public_key().modulus_len());
        expect_premaster(key, test, rng);
        const auto length = key.decrypt_pkcs1(ciphertext, rng, message);
        if (!length.ok()) {
            EXPECT_EQ(length.error().code, ErrorCode::not_authentic);
            return false;
        }
        message.resize(*length);
        return message == hex_member(test, "msg");
    });
}

void read_signing(const fs::path& file, Tally& tally) {
    GroupKey keys;
    run_wycheproof(file, tally, [&](const JsonValue& group, const JsonValue& test) {
        const crypto::RsaPrivateKey& key = keys.of(group);
        crypto::Drbg rng = seeded_rng();
        const crypto::HashAlg hash = hash_of_group(group);
        const crypto::Digest digest = digest_of(group, test);
        const crypto::RsaPublicKey open = key.public_key();
        Bytes made(open.modulus_len());
        using enum crypto::RsaDigestKind;
        return key.sign_pkcs1(digest_info, hash, digest.view(), rng, made).ok() &&
               made == hex_member(test, "sig") &&
               crypto::rsa_verify_pkcs1_vartime(open, digest_info, hash, digest.view(), made).ok();
    });
}

}  // namespace

std::span<const Reader> wycheproof_rsa_readers() {
    static constexpr Reader kReaders[] = {
        {"wycheproof/rsa_signature_[0-9]+_sha[0-9]+_test\\.json", Kernels::public_key, read_pkcs1},
        {"wycheproof/rsa_pss_[0-9]+_sha[0-9]+_mgf1_[0-9]+_test\\.json", Kernels::public_key,
         read_pss},
        {"wycheproof/rsa_pss_[0-9]+_sha[0-9]+_mgf1_[0-9]+_params_test\\.json", Kernels::public_key,
         read_pss_parameters},
        {"wycheproof/rsa_pkcs1_[0-9]+_test\\.json", Kernels::public_key, read_decryption},
        {"wycheproof/rsa_pkcs1_[0-9]+_sig_gen_test\\.json", Kernels::public_key, read_signing},
    };
    return kReaders;
}

}  // namespace vitrine::test

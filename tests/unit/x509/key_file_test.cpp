// Keys in every form that OpenSSL writes, and their refusing neighbours.
#include "x509/key_file.h"

#include <gtest/gtest.h>

#include "crypto/drbg.h"
#include "support/der_text.h"
#include "x509/key_reader.h"

namespace vitrine::x509 {
namespace {

constexpr std::string_view kMessage = "what is signed";

std::vector<test::VectorBlock> vectors() {
    auto all = test::read_vectors("x509/keys.txt");
    std::erase_if(all, [](const auto& block) { return !block.has("Pkcs8"); });
    return all;
}

SignatureScheme scheme_of(const PrivateKey& key) {
    const SignatureKind kind = key.type() == KeyType::ec    ? SignatureKind::ecdsa
                               : key.type() == KeyType::dsa ? SignatureKind::dsa
                                                            : SignatureKind::rsa_pkcs1;
    return {kind, crypto::HashAlg::sha256, 0};
}

TEST(KeyFile, EveryFormIsTheSameKey) {
    for (const auto& block : vectors()) {
        const auto spki = block.bytes("Spki");
        const auto wanted = parse_public_key(spki);
        ASSERT_TRUE(wanted.ok()) << block.section;
        for (const auto& [form, hex] : block.values) {
            if (form == "Spki" || form == "Signature") continue;
            const auto key = load_private_key(test::from_hex(hex), "secret");
            ASSERT_TRUE(key.ok()) << block.section << " " << form << ": "
                                  << info(key.error().code).name;
            EXPECT_TRUE(same_key(key->public_key(), *wanted)) << block.section << " " << form;
        }
    }
}

TEST(KeyFile, OpensslsSignatureVerifiesAndAChangedOneDoesNot) {
    for (const auto& block : vectors()) {
        const auto key = parse_private_key(block.bytes("Pkcs8"));
        ASSERT_TRUE(key.ok());
        auto signature = block.bytes("Signature");
        const PublicKey own = key->public_key();
        EXPECT_TRUE(verify_message(own, scheme_of(*key), as_bytes(kMessage), signature).ok());
        EXPECT_FALSE(verify_message(own, scheme_of(*key), as_bytes("what was"), signature).ok());
        for (std::size_t i = 0; i < signature.size(); i += 7) {
            signature[i] ^= 0x10U;
            EXPECT_FALSE(verify_message(own, scheme_of(*key), as_bytes(kMessage), signature).ok())
                << block.section << " at " << i;
            signature[i] ^= 0x10U;
        }
    }
}

TEST(KeyFile, AsksForThePasswordAndRefusesAWrongOne) {
    for (const auto& block : vectors()) {
        for (const auto& [form, hex] : block.values) {
            if (form.find("cbc") == std::string::npos) continue;
            const auto file = test::from_hex(hex);
            EXPECT_EQ(load_private_key(file).error().code, ErrorCode::pem_needs_password);
            EXPECT_EQ(load_private_key(file, "Secret").error().code, ErrorCode::pem_wrong_password)
                << block.section << " " << form;
        }
    }
}

// Signatures of ours verify with the key's own public half; RSA and curves are compared elsewhere.
TEST(KeyFile, SignsWithADsaKey) {
    crypto::Drbg rng{std::array<std::uint8_t, 32>{3}};
    for (const auto& block : vectors()) {
        if (!block.section.starts_with("DSA")) continue;
        const auto key = parse_private_key(block.bytes("Pkcs8"));
        ASSERT_TRUE(key.ok());
        std::vector<std::uint8_t> signature(key->max_signature_len());
        const auto len = key->sign_message(scheme_of(*key), as_bytes(kMessage), rng, signature);
        ASSERT_TRUE(len.ok());
        signature.resize(*len);
        const PublicKey own = key->public_key();
        EXPECT_TRUE(verify_message(own, scheme_of(*key), as_bytes(kMessage), signature).ok());
        signature.back() ^= 1U;
        EXPECT_FALSE(verify_message(own, scheme_of(*key), as_bytes(kMessage), signature).ok());
        EXPECT_EQ(key->sign_message({SignatureKind::ecdsa, crypto::HashAlg::sha256, 0},
                                    as_bytes(kMessage), rng, signature)
                      .error()
                      .code,
                  ErrorCode::unsupported_algorithm);
    }
}

TEST(KeyFile, RefusesOtherFiles) {
    EXPECT_EQ(load_private_key(as_bytes("no key")).error().code, ErrorCode::pem_no_block);
    EXPECT_FALSE(load_private_key({}).ok());
}

}  // namespace
}  // namespace vitrine::x509

// Keys in every form that OpenSSL writes, and their refusing neighbours.
#include "x509/key_file.h"

#include <gtest/gtest.h>

#include "crypto/drbg.h"
#include "support/der_text.h"

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

TEST(KeyFile, WritesWhatOpensslWrites) {
    for (const auto& block : vectors()) {
        const auto key = parse_private_key(block.bytes("Pkcs8"));
        ASSERT_TRUE(key.ok());
        const auto pkcs8 = encode_pkcs8(*key);
        ASSERT_TRUE(pkcs8.ok());
        EXPECT_EQ(*pkcs8, block.bytes("Pkcs8")) << block.section;
        const auto traditional = encode_traditional(*key);
        ASSERT_TRUE(traditional.ok());
        EXPECT_EQ(*traditional, block.bytes("Traditional")) << block.section;
        const auto spki = encode_public_key(key->public_key());
        ASSERT_TRUE(spki.ok());
        EXPECT_EQ(*spki, block.bytes("Spki")) << block.section;
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

TEST(KeyFile, RefusesEveryPrefixOfEveryForm) {
    for (const auto& block : vectors()) {
        for (const char* form : {"Pkcs8", "Traditional"}) {
            const auto der = block.bytes(form);
            for (std::size_t n = 0; n < der.size(); n += der.size() > 600 ? 13 : 1)
                EXPECT_FALSE(parse_private_key(ByteView{der}.first(n)).ok())
                    << block.section << " " << form << " cut to " << n;
        }
    }
}

// A changed byte gives no key, or another one; the same key with a changed number in it would be a
// fault that signatures leak.
TEST(KeyFile, AChangedByteIsNotTheSameKey) {
    for (const auto& block : vectors()) {
        if (block.section.starts_with("RSA 3072")) continue;
        const auto der = block.bytes("Pkcs8");
        const std::size_t step = block.section.starts_with("RSA") ? 61 : 5;
        const auto whole = parse_private_key(der);
        ASSERT_TRUE(whole.ok());
        for (std::size_t i = 4; i < der.size(); i += step) {
            auto changed = der;
            changed[i] ^= 0x02U;
            const auto key = parse_private_key(changed);
            if (!key.ok()) continue;
            EXPECT_FALSE(same_key(key->public_key(), whole->public_key()))
                << block.section << " at " << i;
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
    EXPECT_FALSE(parse_private_key(test::from_hex("3000")).ok());
    // PrivateKeyInfo of an algorithm that nobody has.
    EXPECT_EQ(parse_private_key(test::from_hex("300d02010030030601290403020105")).error().code,
              ErrorCode::unsupported_algorithm);
}

}  // namespace
}  // namespace vitrine::x509

// Identifiers and signatures as OpenSSL writes them.
#include "x509/make_signed.h"

#include <gtest/gtest.h>

#include "crypto/drbg.h"
#include "support/password_vectors.h"
#include "x509/key_reader.h"

namespace vitrine::x509 {
namespace {

using crypto::HashAlg;

SignatureScheme scheme_of(const test::VectorBlock& block) {
    const SignatureKind kind = block.section == "RSA PKCS#1" ? SignatureKind::rsa_pkcs1
                               : block.section == "RSA PSS"  ? SignatureKind::rsa_pss
                               : block.section == "ECDSA"    ? SignatureKind::ecdsa
                                                             : SignatureKind::dsa;
    const std::size_t salt = block.has("Salt") ? static_cast<std::size_t>(block.number("Salt")) : 0;
    return {kind, test::hash_named(block.text("Hash")), salt};
}

TEST(MakeSigned, IdentifiersAreOpenssls) {
    for (const auto& block : test::read_vectors("x509/signature_algorithms.txt")) {
        const auto algorithm = encode_signature_algorithm(scheme_of(block));
        ASSERT_TRUE(algorithm.ok()) << block.line;
        EXPECT_EQ(*algorithm, block.bytes("Algorithm")) << block.section << " line " << block.line;
    }
}

TEST(MakeSigned, SchemesWithoutAnIdentifierAreRefused) {
    for (const SignatureScheme& scheme : {SignatureScheme{SignatureKind::ecdsa, HashAlg::md5, 0},
                                          {SignatureKind::dsa, HashAlg::md5, 0},
                                          {SignatureKind::dsa, HashAlg::sha512, 0},
                                          {SignatureKind::rsa_pkcs1_md5_sha1, HashAlg::sha1, 0},
                                          {SignatureKind::unsupported, HashAlg::sha256, 0}}) {
        const auto algorithm = encode_signature_algorithm(scheme);
        ASSERT_FALSE(algorithm.ok()) << name_of(scheme.kind);
        EXPECT_EQ(algorithm.error().code, ErrorCode::unsupported_algorithm);
    }
}

struct OpensslKey {
    std::string section;
    PrivateKey key;
    Bytes signature;  ///< OpenSSL's, over kMessage with SHA-256
};

constexpr std::string_view kMessage = "what is signed";

std::vector<OpensslKey> keys() {
    std::vector<OpensslKey> out;
    for (const auto& block : test::read_vectors("x509/keys.txt")) {
        if (!block.has("Pkcs8") || !block.has("Signature")) continue;
        auto key = parse_private_key(block.bytes("Pkcs8"));
        if (key.ok()) out.push_back({block.section, *std::move(key), block.bytes("Signature")});
    }
    EXPECT_GE(out.size(), 5U);
    return out;
}

// RFC 5758 §3.2 pairs each curve with the hash of its strength.
TEST(MakeSigned, ACurveHasItsOwnHash) {
    for (const OpensslKey& known : keys()) {
        const SignatureScheme scheme = default_scheme(known.key);
        EXPECT_TRUE(fits(known.key.type(), scheme.kind)) << known.section;
        const HashAlg wanted = known.section.starts_with("P-384")   ? HashAlg::sha384
                               : known.section.starts_with("P-521") ? HashAlg::sha512
                                                                    : HashAlg::sha256;
        EXPECT_EQ(scheme.hash, wanted) << known.section;
    }
}

// RSASSA-PKCS1-v1_5 has no randomness: the bytes are OpenSSL's.
TEST(MakeSigned, RsaSignaturesAreOpenssls) {
    crypto::Drbg rng{std::array<std::uint8_t, 32>{1}};
    std::size_t compared = 0;
    for (const OpensslKey& known : keys()) {
        if (known.key.rsa() == nullptr) continue;
        const auto signature = sign_bytes(
            as_bytes(kMessage), {SignatureKind::rsa_pkcs1, HashAlg::sha256, 0}, known.key, rng);
        ASSERT_TRUE(signature.ok());
        EXPECT_EQ(*signature, known.signature) << known.section;
        ++compared;
    }
    EXPECT_GE(compared, 2U);
}

// SEQUENCE { tbs, signatureAlgorithm, signatureValue }; RFC 5280 §4.1.
TEST(MakeSigned, TheSignatureIsOverTbsAndNothingElse) {
    crypto::Drbg rng{std::array<std::uint8_t, 32>{2}};
    const Bytes tbs = test::from_hex("3003020105");
    for (const OpensslKey& known : keys()) {
        const SignatureScheme scheme = default_scheme(known.key);
        const auto made = make_signed(tbs, scheme, known.key, rng);
        ASSERT_TRUE(made.ok()) << known.section;
        wire::Context context{*made};
        asn1::DerReader in{*made, context};
        asn1::DerReader members = in.sequence("signed");
        EXPECT_EQ(test::hex_text(members.any("tbs").encoded), test::to_hex(tbs));
        const SignatureAlgorithm algorithm = read_signature_algorithm(members, "algorithm");
        const asn1::BitString value = members.bit_string("signature");
        members.end();
        ASSERT_TRUE(in.finish().ok());
        EXPECT_EQ(algorithm.scheme.kind, scheme.kind);
        const PublicKey own = known.key.public_key();
        EXPECT_TRUE(verify_message(own, algorithm.scheme, tbs, value.bytes).ok()) << known.section;
        Bytes other = tbs;
        other.back() ^= 1U;
        EXPECT_FALSE(verify_message(own, algorithm.scheme, other, value.bytes).ok());
    }
}

TEST(MakeSigned, AKeyOfAnotherKindSignsNothing) {
    crypto::Drbg rng{std::array<std::uint8_t, 32>{3}};
    for (const OpensslKey& known : keys()) {
        const bool is_rsa = known.key.rsa() != nullptr;
        const SignatureScheme other{is_rsa ? SignatureKind::ecdsa : SignatureKind::rsa_pkcs1,
                                    HashAlg::sha256, 0};
        const auto made = make_signed(Bytes{0x30, 0x00}, other, known.key, rng);
        ASSERT_FALSE(made.ok()) << known.section;
        EXPECT_EQ(made.error().code, ErrorCode::unsupported_algorithm);
    }
}

}  // namespace
}  // namespace vitrine::x509

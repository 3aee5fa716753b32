// AlgorithmIdentifiers of signatures: the known ones with the parameters that their standards ask
// for, RFC 3279 §2.2, RFC 4055 §5, RFC 5758 §3, RFC 8410 §3.
#include "x509/algorithm.h"

#include <gtest/gtest.h>

#include "support/der_text.h"

namespace vitrine::x509 {
namespace {

using crypto::HashAlg;

Result<SignatureAlgorithm> read(std::string_view hex) {
    static std::vector<std::uint8_t> der;
    der = test::from_hex(hex);
    wire::Context context{der, nullptr, trace::Layer::other};
    asn1::DerReader in{der, context};
    const SignatureAlgorithm algorithm = read_signature_algorithm(in, "algorithm");
    return in.finish(algorithm);
}

struct Known {
    const char* hex;
    SignatureKind kind;
    HashAlg hash;
};

constexpr Known kKnown[] = {
    {"300d06092a864886f70d0101040500", SignatureKind::rsa_pkcs1, HashAlg::md5},
    {"300d06092a864886f70d0101050500", SignatureKind::rsa_pkcs1, HashAlg::sha1},
    {"300d06092a864886f70d01010e0500", SignatureKind::rsa_pkcs1, HashAlg::sha224},
    {"300d06092a864886f70d01010b0500", SignatureKind::rsa_pkcs1, HashAlg::sha256},
    {"300d06092a864886f70d01010c0500", SignatureKind::rsa_pkcs1, HashAlg::sha384},
    {"300d06092a864886f70d01010d0500", SignatureKind::rsa_pkcs1, HashAlg::sha512},
    {"300906072a8648ce3d0401", SignatureKind::ecdsa, HashAlg::sha1},
    {"300a06082a8648ce3d040301", SignatureKind::ecdsa, HashAlg::sha224},
    {"300a06082a8648ce3d040302", SignatureKind::ecdsa, HashAlg::sha256},
    {"300a06082a8648ce3d040303", SignatureKind::ecdsa, HashAlg::sha384},
    {"300a06082a8648ce3d040304", SignatureKind::ecdsa, HashAlg::sha512},
    {"300906072a8648ce380403", SignatureKind::dsa, HashAlg::sha1},
    {"300b0609608648016503040302", SignatureKind::dsa, HashAlg::sha256},
};

TEST(SignatureAlgorithm, KnowsKindAndHash) {
    for (const Known& known : kKnown) {
        const auto algorithm = read(known.hex);
        ASSERT_TRUE(algorithm.ok()) << known.hex;
        EXPECT_EQ(algorithm->scheme.kind, known.kind) << known.hex;
        EXPECT_EQ(algorithm->scheme.hash, known.hash) << known.hex;
    }
    const auto ed25519 = read("300506032b6570");
    ASSERT_TRUE(ed25519.ok());
    EXPECT_EQ(ed25519->scheme.kind, SignatureKind::ed25519);
}

TEST(SignatureAlgorithm, OldAndUnknownOnesAreUnsupported) {
    for (const char* hex : {"300d06092a864886f70d0101020500", "300d06092a864886f70d0101030500",
                            "300506032b6571", "3003060129", "3005060129 0500"}) {
        std::string packed{hex};
        std::erase(packed, ' ');
        const auto algorithm = read(packed);
        ASSERT_TRUE(algorithm.ok()) << hex;
        EXPECT_EQ(algorithm->scheme.kind, SignatureKind::unsupported) << hex;
    }
}

TEST(SignatureAlgorithm, RefusesParametersThatAreNotThose) {
    // RSA with an INTEGER, ECDSA and Ed25519 with NULL, NULL with contents, more than there is.
    for (const char* hex :
         {"300e06092a864886f70d01010b020105", "300c06082a8648ce3d0403020500", "300706032b65700500",
          "300e06092a864886f70d01010b050100", "300f06092a864886f70d01010b05000500"})
        EXPECT_FALSE(read(hex).ok()) << hex;
    // RFC 4055 §5: "Implementations MUST accept the parameters being absent as well as present."
    EXPECT_TRUE(read("300b06092a864886f70d01010b").ok());
}

TEST(SignatureAlgorithm, RefusesEveryPrefix) {
    for (const Known& known : kKnown) {
        const std::string_view hex{known.hex};
        for (std::size_t n = 0; n + 2 <= hex.size(); n += 2)
            EXPECT_EQ(read(hex.substr(0, n)).ok(), false) << known.hex << " cut to " << n / 2;
    }
}

/// RSASSA-PSS-params.
std::optional<SignatureScheme> pss(std::string_view hex) {
    const auto der = test::from_hex(hex);
    wire::Context context{der, nullptr, trace::Layer::other};
    return read_pss_parameters(asn1::DerReader{der, context});
}

// RFC 4055 §3.1: defaults, and what must agree.
TEST(PssParameters, HaveDefaultsAndLimits) {
    const auto defaults = pss("3000");
    ASSERT_TRUE(defaults.has_value());
    EXPECT_EQ(defaults->hash, HashAlg::sha1);
    EXPECT_EQ(defaults->pss_salt_len, 20U);
    const std::string sha256 =
        "a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d06096086480165030402"
        "010500";
    const auto full = pss("3034" + sha256 + "a203020120");
    ASSERT_TRUE(full.has_value());
    EXPECT_EQ(full->hash, HashAlg::sha256);
    EXPECT_EQ(full->pss_salt_len, 32U);
    EXPECT_FALSE(pss("3034" + sha256 + "a2030201ff").has_value());            // a negative salt
    EXPECT_FALSE(pss("3039" + sha256 + "a203020120a303020102").has_value());  // trailerField 2
    // The hash alone, so that MGF1 is that of SHA-1.
    EXPECT_FALSE(pss("3011a00f300d06096086480165030402010500").has_value());
    // An unknown hash.
    EXPECT_FALSE(pss("3007a0053003060129").has_value());
}

TEST(Hashes, HaveTheirIdentifiers) {
    for (const HashAlg hash : {HashAlg::md5, HashAlg::sha1, HashAlg::sha224, HashAlg::sha256,
                               HashAlg::sha384, HashAlg::sha512}) {
        const auto back = hash_of(oid_of(hash));
        ASSERT_TRUE(back.has_value());
        EXPECT_EQ(*back, hash);
    }
    EXPECT_EQ(test::oid_text(oid_of(HashAlg::sha256)), "2.16.840.1.101.3.4.2.1");
    EXPECT_FALSE(hash_of(asn1::oid::kRsaEncryption).has_value());
}

}  // namespace
}  // namespace vitrine::x509

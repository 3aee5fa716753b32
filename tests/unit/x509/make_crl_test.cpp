// A revocation list, byte for byte beside the one that OpenSSL made from the same fields.
#include "x509/make_crl.h"

#include "support/made_vectors.h"
#include "x509/crl.h"

namespace vitrine::x509 {
namespace {

using test::made_by_openssl;
using test::MadeByOpenssl;

constexpr Time kMarch{1772366400};  // 2026-03-01 12:00:00, as in vectors/import/made.sh
constexpr Time kApril{1775044800};  // 2026-04-01 12:00:00, likewise

/// OpenSSL sorts by serial number.
CrlSpec spec_like_openssls(const MadeByOpenssl& root) {
    const test::VectorBlock block = test::made_block("list");
    CrlSpec spec = crl_spec(root.certificate, *root.key,
                            {Time{block.number("From")}, Time{block.number("To")}}, 0x2a);
    spec.revoked.push_back({Bytes{0x05}, kApril, std::nullopt, {}});
    spec.revoked.push_back({Bytes{0x00, 0xc0, 0xff, 0xee, 0x20}, kMarch, std::uint8_t{1}, {}});
    return spec;
}

std::string made(const CrlSpec& spec, const PrivateKey& key) {
    crypto::Drbg rng{std::array<std::uint8_t, 32>{1}};
    const auto der = make_crl(spec, key, rng);
    return der.ok() ? test::to_hex(*der) : "not made";
}

TEST(MakeCrl, IsOpenssls) {
    const MadeByOpenssl root = made_by_openssl("root");
    const std::string wanted = test::made_block("list").text("Der");
    CrlSpec spec = spec_like_openssls(root);
    EXPECT_EQ(made(spec, *root.key), wanted);
    spec.revoked[1].reason = 2;
    EXPECT_NE(made(spec, *root.key), wanted);
    spec.revoked[1].reason = 1;
    std::swap(spec.revoked[0], spec.revoked[1]);
    EXPECT_NE(made(spec, *root.key), wanted);
}

// RFC 5280 §5.1.2.6: "When there are no revoked certificates, the revoked certificates list MUST be
// absent"; nextUpdate and the extensions are optional (§5.1).
TEST(MakeCrl, WhatIsEmptyIsAbsent) {
    const MadeByOpenssl root = made_by_openssl("root");
    CrlSpec spec = spec_like_openssls(root);
    spec.revoked.clear();
    spec.extensions.clear();
    spec.next_update.reset();
    crypto::Drbg rng{std::array<std::uint8_t, 32>{1}};
    const auto der = make_crl(spec, *root.key, rng);
    ASSERT_TRUE(der.ok());
    const auto crl = parse_crl(*der);
    ASSERT_TRUE(crl.ok());
    EXPECT_TRUE(crl->revoked.empty());
    EXPECT_TRUE(crl->extensions.empty());
    EXPECT_FALSE(crl->next_update.has_value());
    const auto tbs = encode_tbs_crl(spec);
    ASSERT_TRUE(tbs.ok());
    std::string wanted{"020101300d06092a864886f70d01010b0500"};  // v2, sha256WithRSAEncryption
    wanted += test::hex_text(root.certificate.subject.encoded());
    wanted += "170d3236303530313030303030305a";  // 2026-05-01
    EXPECT_EQ(test::hex_text(ByteView{*tbs}.subspan(2)), wanted);
}

// RFC 5280 §5.3.1: CRLReason, 7 is not used.
TEST(MakeCrl, ReasonsHaveTheNumbersOfTheStandard) {
    constexpr std::pair<std::string_view, int> kReasons[] = {
        {"unspecified", 0},        {"keyCompromise", 1}, {"cACompromise", 2},
        {"affiliationChanged", 3}, {"superseded", 4},    {"cessationOfOperation", 5},
        {"certificateHold", 6},    {"removeFromCRL", 8}, {"privilegeWithdrawn", 9},
        {"aACompromise", 10}};
    for (const auto& [name, number] : kReasons) {
        EXPECT_EQ(crl_reason_number(name), number) << name;
        EXPECT_EQ(vitrine::x509::name_of(static_cast<CrlReason>(number)), name);
    }
    for (const char* wrong : {"", "keycompromise", "keyCompromise ", "CACompromise", "7", "unused"})
        EXPECT_FALSE(crl_reason_number(wrong).has_value()) << wrong;
}

TEST(MakeCrl, RefusesASchemeThatTheKeyDoesNotHave) {
    const MadeByOpenssl root = made_by_openssl("root");
    CrlSpec spec = spec_like_openssls(root);
    spec.signature = {SignatureKind::ecdsa, crypto::HashAlg::sha256, 0};
    EXPECT_EQ(made(spec, *root.key), "not made");
    spec.signature = {SignatureKind::rsa_pkcs1_md5_sha1, crypto::HashAlg::sha256, 0};
    EXPECT_EQ(made(spec, *root.key), "not made");
}

}  // namespace
}  // namespace vitrine::x509

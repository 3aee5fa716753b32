// No reason and no error code stands in a table for nothing: each is the verdict on some chain, of
// the zoo or of this file.
#include <gtest/gtest.h>

#include <set>

#include "engine/config.h"
#include "support/certificate_lab.h"
#include "support/pair.h"
#include "support/staple.h"
#include "support/vector_file.h"
#include "tools/zoo/judge.h"
#include "x509/key_file.h"
#include "x509/make_crl.h"
#include "x509/make_ocsp.h"
#include "x509/path_validator.h"
#include "x509/pem.h"
#include "x509/signature_checks.h"

namespace vitrine {
namespace {

using test::CertificateLab;
using test::listed;
using x509::CertificateSpec;
using x509::PathPolicy;
using x509::Reason;
using x509::TrustAnchors;

/// A root, a server below it, and a policy that accepts them.
class Verdicts : public testing::Test {
  protected:
    Verdicts() {
        EXPECT_TRUE(anchors_.add(root_.der, "root").ok());
        policy_.now = lab_.now();
    }
    Reason judge(std::initializer_list<const test::MadeCertificate*> list) {
        return test::verify(listed(list), anchors_, policy_).reason;
    }

    CertificateLab lab_;
    const test::MadeCertificate& root_ = lab_.ca("Root");
    const test::MadeCertificate& leaf_ = lab_.server("www.example.test", root_);
    TrustAnchors anchors_;
    PathPolicy policy_;
};

TEST_F(Verdicts, TheLeafIsAccepted) {
    EXPECT_EQ(judge({&leaf_}), Reason::accepted);
}

TEST_F(Verdicts, IssuerName) {
    // The builder never makes such a path; the validator refuses it all the same.
    const auto& other = lab_.ca("Other");
    const auto& namesake = lab_.server("www.example.test", other);
    x509::DirectSignatureVerifier verifier;
    x509::SignatureChecks signatures{verifier, 8};
    base::Arena arena{4096};
    x509::PublicKey key;
    auto renamed = other.certificate;
    renamed.subject = root_.certificate.subject;
    const x509::Certificate* path[] = {&namesake.certificate, &renamed};
    const auto judgement = x509::judge_path(path, policy_, signatures, arena, key);
    ASSERT_TRUE(judgement.ok());
    EXPECT_EQ(judgement->reason, Reason::issuer_name);
}

TEST_F(Verdicts, CaKeySmall) {
    policy_.min_strength_bits = 128;
    EXPECT_EQ(judge({&leaf_}), Reason::accepted);
    const auto key = lab_.new_key(crypto::Curve::p384);
    const x509::Issuer by{root_.certificate, *root_.key};
    auto spec = x509::server_spec({"www", {"www.example.test"}}, *key, lab_.validity(), &by);
    ASSERT_TRUE(spec.ok());
    const auto& strong = lab_.sign(*std::move(spec), key, *root_.key);
    policy_.min_strength_bits = 192;
    EXPECT_EQ(judge({&leaf_}), Reason::key_small);
    EXPECT_EQ(judge({&strong}), Reason::signature_weak);  // by SHA-256, asked before the root's key
    policy_.min_strength_bits = 0;
    policy_.min_ec_bits = 384;
    EXPECT_EQ(judge({&strong}), Reason::ca_key_small);
}

TEST_F(Verdicts, LeafIsCa) {
    const auto& sub = lab_.ca("Sub", &root_);
    policy_.purpose = x509::Purpose::any;
    EXPECT_EQ(judge({&sub}), Reason::accepted);
    policy_.allow_ca_leaf = false;
    EXPECT_EQ(judge({&sub}), Reason::leaf_is_ca);
}

TEST_F(Verdicts, SubjectEmpty) {
    const auto& nameless =
        lab_.ca("Nobody", &root_, [](CertificateSpec& spec) { spec.subject = {0x30, 0x00}; });
    EXPECT_EQ(judge({&nameless}), Reason::subject_empty);
}

TEST_F(Verdicts, Loop) {
    // An anchor that the path has already under another certificate.
    const auto& again = lab_.cross(root_, root_);
    const auto& key_only = lab_.cross(again, root_);
    TrustAnchors anchors;
    ASSERT_TRUE(anchors.add(root_.der, "root").ok());
    policy_.purpose = x509::Purpose::any;
    const auto verdict = test::verify(listed({&again, &key_only}), anchors, policy_);
    EXPECT_EQ(verdict.reason, Reason::loop);
}

TEST_F(Verdicts, EmailMismatch) {
    policy_.mailbox = "student@example.test";
    EXPECT_EQ(judge({&leaf_}), Reason::email_mismatch);
}

TEST_F(Verdicts, AnchorPurpose) {
    TrustAnchors clients;
    ASSERT_TRUE(clients.add(root_.der, "clients", {false, true}).ok());
    EXPECT_EQ(test::verify(listed({&leaf_}), clients, policy_).reason, Reason::anchor_purpose);
    policy_.purpose = x509::Purpose::any;
    EXPECT_EQ(test::verify(listed({&leaf_}), clients, policy_).reason, Reason::accepted);
}

TEST_F(Verdicts, CrlIssuer) {
    // The certificate names another issuer of its lists, who is not there.
    const auto& other = lab_.ca("Lists");
    const auto points = x509::encode_small([&](asn1::DerWriter& out) {
        out.sequence([&](asn1::DerWriter& list) {
            list.sequence([&](asn1::DerWriter& point) {
                point.constructed(asn1::context_constructed(2), [&](asn1::DerWriter& names) {
                    names.constructed(asn1::context_constructed(4), [&](asn1::DerWriter& name) {
                        name.raw(other.certificate.subject.encoded());
                    });
                });
            });
        });
    });
    const auto& listed_elsewhere =
        lab_.server("www.example.test", root_, [&](CertificateSpec& spec) {
            spec.extensions.push_back({asn1::oid::kCrlDistributionPoints, false, points});
        });
    x509::CrlSpec spec = x509::crl_spec(other.certificate, *other.key, lab_.validity(), 1);
    const x509::Bytes indirect{0x30, 0x03, 0x84, 0x01, 0xff};
    spec.extensions.push_back({asn1::oid::kIssuingDistributionPoint, true, indirect});
    const auto der = x509::make_crl(spec, *other.key, lab_.rng());
    ASSERT_TRUE(der.ok());
    const auto crl = x509::parse_crl(*der);
    ASSERT_TRUE(crl.ok());
    policy_.crls = {&*crl, 1};
    policy_.revocation = x509::RevocationMode::hard;
    EXPECT_EQ(judge({&listed_elsewhere}), Reason::crl_issuer);
}

TEST_F(Verdicts, OcspMalformedAndStapleMissing) {
    const std::vector<std::uint8_t> nonsense{0x30, 0x00};
    policy_.stapled_ocsp = nonsense;
    EXPECT_EQ(judge({&leaf_}), Reason::ocsp_malformed);
    policy_.stapled_ocsp = {};
    policy_.staple_asked = true;
    const auto& must = lab_.server("www.example.test", root_, [](CertificateSpec& spec) {
        spec.extensions.push_back(x509::tls_feature_status_request());
    });
    EXPECT_EQ(judge({&must}), Reason::staple_missing);
}

TEST_F(Verdicts, OcspNonce) {
    x509::OcspSpec spec = x509::ocsp_spec(root_.certificate, *root_.key, false, lab_.now());
    x509::SingleResponseSpec single;
    single.id = x509::cert_id_of(leaf_.certificate, root_.certificate);
    single.this_update = lab_.now();
    single.next_update = Time{lab_.now().seconds + 60};
    spec.responses.push_back(single);
    const auto der = x509::make_ocsp(spec, *root_.key, lab_.rng());
    const auto response = x509::parse_ocsp_response(*der);
    ASSERT_TRUE(response.ok());
    policy_.ocsp = {&*response, 1};
    policy_.revocation = x509::RevocationMode::hard_leaf;
    EXPECT_EQ(judge({&leaf_}), Reason::accepted);
    const std::vector<std::uint8_t> nonce{0x04, 0x01, 0x07};
    policy_.ocsp_nonce = nonce;
    EXPECT_EQ(judge({&leaf_}), Reason::ocsp_nonce);
}

TEST_F(Verdicts, TlsFeatureLost) {
    const auto& strict = lab_.ca("Strict", &root_, [](CertificateSpec& spec) {
        spec.extensions.push_back(x509::tls_feature_status_request());
    });
    EXPECT_EQ(judge({&lab_.server("www.example.test", strict), &strict}), Reason::tls_feature_lost);
}

TEST_F(Verdicts, DaneNoMatch) {
    std::vector<std::uint8_t> storage;
    const auto record = x509::parse_tlsa("3 1 1 " + std::string(64, '0'), storage);
    ASSERT_TRUE(record.ok());
    policy_.tlsa = {&*record, 1};
    EXPECT_EQ(judge({&leaf_}), Reason::dane_no_match);
}

/// The ids that the tests above end in; each of them expects its own.
constexpr std::string_view kHere[] = {
    "issuer_name",    "ca_key_small",     "leaf_is_ca",    "subject_empty",  "loop",
    "email_mismatch", "anchor_purpose",   "crl_issuer",    "ocsp_malformed", "staple_missing",
    "ocsp_nonce",     "tls_feature_lost", "dane_no_match",
};

std::set<std::string, std::less<>> ids_of_the_zoo() {
    constexpr std::array<std::uint8_t, 32> kSeed = {0x5a};
    std::set<std::string, std::less<>> ids;
    for (const zoo::Specimen& specimen : zoo::all_specimens(kSeed))
        ids.insert(zoo::judge(specimen));
    return ids;
}

TEST(EveryReason, IsTheVerdictOnSomething) {
    const auto zoo = ids_of_the_zoo();
    for (int number = 0; number <= static_cast<int>(Reason::anchor_purpose); ++number) {
        const std::string_view id = x509::info(static_cast<Reason>(number)).id;
        const bool here = std::ranges::find(kHere, id) != std::end(kHere);
        EXPECT_TRUE(here || zoo.contains(id)) << id;
    }
}

TEST(EveryErrorOfCertificates, EndsSomething) {
    auto names = ids_of_the_zoo();
    for (int number = 1; number <= static_cast<int>(Reason::anchor_purpose); ++number)
        names.insert(std::string{info(x509::info(static_cast<Reason>(number)).code).name});
    // Those that are no verdict on a path; each has a test of its own, named here.
    const std::pair<ErrorCode, const char*> kElsewhere[] = {
        {ErrorCode::certificate_status_revoked,
         "Stapling.AnyOtherStapleEndsTheHandshakeWithItsAlert"},
    };
    for (const auto& [code, where] : kElsewhere) names.insert(std::string{info(code).name});
    for (int number = static_cast<int>(ErrorCode::certificate_malformed);
         number <= static_cast<int>(ErrorCode::certificate_limits_exceeded); ++number) {
        const std::string_view name = info(static_cast<ErrorCode>(number)).name;
        EXPECT_TRUE(names.contains(name)) << name;
    }
}

TEST(EveryErrorOfKeyFiles, EndsSomething) {
    constexpr std::string_view kLabels[] = {"CERTIFICATE"};
    const auto pem_error = [&](std::string_view text) {
        return x509::read_pem_or_der(as_bytes(text), kLabels).error().code;
    };
    EXPECT_EQ(pem_error("no certificate"), ErrorCode::pem_no_block);
    EXPECT_EQ(pem_error("-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n"),
              ErrorCode::pem_bad_encoding);
    const auto blocks = test::read_vectors("x509/pkcs12.txt");
    const auto file = blocks.front().bytes("File");
    EXPECT_EQ(x509::load_private_key(file, "wrong").error().code, ErrorCode::pem_wrong_password);
    engine::Config config{engine::Policy::lab};
    EXPECT_EQ(
        config.add_credential(test::pki_file("server-ec.pem"), test::pki_file("client-ec.key"))
            .error()
            .code,
        ErrorCode::private_key_mismatch);
}

}  // namespace
}  // namespace vitrine

// A peer may send certificates that sign each other in every way: the search stays short, whatever
// it is given (CVE-2018-16875, RFC 4158 §5).
#include <gtest/gtest.h>

#include "support/certificate_lab.h"

namespace vitrine::x509 {
namespace {

/// Certificates of one name, each by the key of another: every one fits above every other.
class Ring {
  public:
    explicit Ring(std::size_t size) {
        const auto& first = lab_.ca("Ring");
        for (std::size_t i = 1; i < kKeys; ++i) keys_.push_back(lab_.new_key());
        keys_.push_back(first.key);
        for (std::size_t i = 0; i < size; ++i) {
            const auto subject = keys_[i % kKeys];
            const auto issuer = keys_[(i / kKeys + i + 1) % kKeys];
            auto spec = ca_spec("Ring", *subject, lab_.validity());
            std::erase_if(spec->extensions, [](const ExtensionSpec& e) {
                return e.oid == asn1::oid::kSubjectKeyIdentifier;
            });
            list_.push_back(lab_.sign(*std::move(spec), subject, *issuer).certificate);
        }
        const Issuer by{first.certificate, *first.key};
        const auto key = lab_.new_key();
        auto leaf = server_spec({"www", {"www.example.test"}}, *key, lab_.validity(), &by);
        std::erase_if(leaf->extensions, [](const ExtensionSpec& e) {
            return e.oid == asn1::oid::kAuthorityKeyIdentifier;
        });
        list_.insert(list_.begin(), lab_.sign(*std::move(leaf), key, *first.key).certificate);
        EXPECT_TRUE(anchors_.add(lab_.ca("Elsewhere").der, "root").ok());
    }

    test::Verdict judge(std::size_t max_signatures) {
        PathPolicy policy;
        policy.now = lab_.now();
        policy.max_signature_checks = max_signatures;
        return test::verify(list_, anchors_, policy);
    }

  private:
    static constexpr std::size_t kKeys = 24;

    test::CertificateLab lab_;
    std::vector<std::shared_ptr<const PrivateKey>> keys_;
    std::vector<Certificate> list_;
    TrustAnchors anchors_;
};

// The work is counted, not timed: signatures, and certificates looked at in vain.
TEST(PathLimits, CrossSignedCertificatesCostABoundedNumberOfStepsAndSignatures) {
    constexpr std::size_t kSteps = 1024 + 1;  // as many as a search may take, and the one too many
    for (const std::size_t size : {std::size_t{50}, std::size_t{200}}) {
        Ring ring{size};
        for (const std::size_t signatures :
             {std::size_t{1}, std::size_t{32}, std::size_t{100000}}) {
            const auto verdict = ring.judge(signatures);
            const PathReport& report = *verdict.report;
            EXPECT_FALSE(verdict.accepted);
            EXPECT_EQ(verdict.reason, Reason::limit);
            EXPECT_EQ(verdict.code, ErrorCode::certificate_limits_exceeded);
            EXPECT_LE(report.signature_checks(), std::min<std::size_t>(signatures, kSteps));
            // Dead ends are noted beside the candidates, at most one for each.
            EXPECT_LE(report.candidates().size() + report.not_recorded(), 2 * kSteps)
                << size << " certificates, " << signatures << " signatures";
        }
    }
}

TEST(PathLimits, ACrowdOfUselessCertificatesDoesNotHideThePath) {
    test::CertificateLab lab;
    const auto& root = lab.ca("Root");
    const auto& sub = lab.ca("Sub", &root);
    const auto& leaf = lab.server("www.example.test", sub);
    std::vector<Certificate> list{leaf.certificate};
    for (int i = 0; i < 198; ++i) list.push_back(root.certificate);
    list.push_back(sub.certificate);
    TrustAnchors anchors;
    ASSERT_TRUE(anchors.add(root.der, "root").ok());
    PathPolicy policy;
    policy.now = lab.now();
    EXPECT_TRUE(test::verify(list, anchors, policy).accepted);
}

TEST(PathLimits, AnAnchorAsLeafIsAPathOfOneCertificate) {
    test::CertificateLab lab;
    const auto& server = lab.self_signed_server("www.example.test");
    TrustAnchors anchors;
    ASSERT_TRUE(anchors.add(server.der, "server").ok());
    PathPolicy policy;
    policy.now = lab.now();
    policy.max_certificates = 1;
    EXPECT_TRUE(test::verify(test::listed({&server}), anchors, policy).accepted);
    policy.max_certificates = 0;
    const auto verdict = test::verify(test::listed({&server}), anchors, policy);
    EXPECT_FALSE(verdict.accepted);
    EXPECT_EQ(verdict.reason, Reason::limit);
    EXPECT_EQ(verdict.code, ErrorCode::certificate_limits_exceeded);
}

TEST(PathLimits, APathAsLongAsThePolicyAllowsAndOneMore) {
    test::CertificateLab lab;
    const auto& root = lab.ca("Root");
    TrustAnchors anchors;
    ASSERT_TRUE(anchors.add(root.der, "root").ok());
    PathPolicy policy;
    policy.now = lab.now();
    const test::MadeCertificate* above = &root;
    std::vector<Certificate> between;
    for (std::size_t intermediates = 1; intermediates <= policy.max_intermediates + 1;
         ++intermediates) {
        above = &lab.ca("Sub " + std::to_string(intermediates), above);
        between.push_back(above->certificate);
        std::vector<Certificate> list{lab.server("www.example.test", *above).certificate};
        list.insert(list.end(), between.begin(), between.end());
        const auto verdict = test::verify(list, anchors, policy);
        EXPECT_EQ(verdict.reason,
                  intermediates <= policy.max_intermediates ? Reason::accepted : Reason::limit)
            << intermediates;
    }
}

}  // namespace
}  // namespace vitrine::x509

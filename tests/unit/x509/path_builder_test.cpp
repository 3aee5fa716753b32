// The order in which issuers are tried, and that the search turns back. RFC 4158 §2.4, §3.5, §5.2.
#include "x509/path_builder.h"

#include <gtest/gtest.h>

#include "support/certificate_lab.h"

namespace vitrine::x509 {
namespace {

class PathBuilderTest : public testing::Test {
  protected:
    PathBuilderTest() { policy_.now = lab_.now(); }

    void trust(const test::MadeCertificate& made, const char* label) {
        ASSERT_TRUE(anchors_.add(made.der, label).ok());
    }
    test::Verdict judge(std::initializer_list<const test::MadeCertificate*> list) {
        list_ = test::listed(list);
        return test::verify(list_, anchors_, policy_);
    }
    /// What became of each candidate above the leaf, in the order in which they were tried.
    static std::vector<Reason> tried(const test::Verdict& verdict) {
        std::vector<Reason> reasons;
        for (const Candidate& candidate : verdict.report->candidates()) {
            if (candidate.depth > 0) reasons.push_back(candidate.reason);
        }
        return reasons;
    }
    static void forget_key_id(CertificateSpec& spec) {
        std::erase_if(spec.extensions, [](const ExtensionSpec& e) {
            return e.oid == asn1::oid::kAuthorityKeyIdentifier;
        });
    }

    test::CertificateLab lab_;
    std::vector<Certificate> list_;
    TrustAnchors anchors_;
    PathPolicy policy_;
};

using Reasons = std::vector<Reason>;

TEST_F(PathBuilderTest, AnAnchorIsTriedBeforeThePeersCertificate) {
    const auto& root = lab_.ca("Root");
    const auto& sub = lab_.ca("Sub", &root);
    const auto& leaf = lab_.server("www.example.test", sub);
    trust(sub, "sub");
    trust(root, "root");
    const auto verdict = judge({&leaf, &sub, &root});
    EXPECT_TRUE(verdict.accepted);
    EXPECT_EQ(tried(verdict), Reasons{Reason::accepted});
    EXPECT_EQ(verdict.report->candidates().back().anchor_label, "sub");
}

// RFC 4158 §3.5.12: one whose key identifier fits comes first; without a hint the signature tells.
TEST_F(PathBuilderTest, TheKeyIdentifierOrdersTwinsAndTheSignatureDecides) {
    const auto& root = lab_.ca("Root");
    const auto& twin = lab_.ca("Sub", &root);
    const auto& sub = lab_.ca("Sub", &root);
    trust(root, "root");
    const auto& leaf = lab_.server("www.example.test", sub);
    const auto hinted = judge({&leaf, &twin, &sub});
    EXPECT_TRUE(hinted.accepted);
    EXPECT_EQ(tried(hinted), (Reasons{Reason::accepted, Reason::accepted}));
    const auto& bare = lab_.server("www.example.test", sub, forget_key_id);
    const auto unhinted = judge({&bare, &twin, &sub});
    EXPECT_TRUE(unhinted.accepted);
    EXPECT_EQ(tried(unhinted),
              (Reasons{Reason::bad_signature, Reason::accepted, Reason::accepted}));
    const auto neither = judge({&leaf, &twin});
    EXPECT_FALSE(neither.accepted);
    EXPECT_EQ(neither.reason, Reason::bad_signature);
}

// RFC 4158 §2.4.2: of two certificates of one CA, the second may lead on where the first does not.
TEST_F(PathBuilderTest, TurnsBackFromADeadEnd) {
    const auto& elsewhere = lab_.ca("Elsewhere");
    const auto& root = lab_.ca("Root");
    const auto& sub = lab_.ca("Sub", &root);
    const auto& crossed = lab_.cross(sub, elsewhere);
    const auto& leaf = lab_.server("www.example.test", sub);
    trust(root, "root");
    const auto verdict = judge({&leaf, &crossed, &sub});
    EXPECT_TRUE(verdict.accepted);
    EXPECT_EQ(tried(verdict),
              (Reasons{Reason::accepted, Reason::no_issuer, Reason::accepted, Reason::accepted}));
    const auto dead = judge({&leaf, &crossed});
    EXPECT_FALSE(dead.accepted);
    EXPECT_EQ(dead.reason, Reason::no_issuer);
    EXPECT_EQ(dead.depth, 1U);
}

// The failure that says most is told, not the last one.
TEST_F(PathBuilderTest, TellsTheFailureThatReachedFarthest) {
    const auto& root = lab_.ca("Root");
    const auto& old = lab_.ca("Sub", &root, [](CertificateSpec& spec) {
        spec.validity.not_after = spec.validity.not_before;
    });
    const auto& leaf = lab_.server("www.example.test", old);
    trust(root, "root");
    const auto verdict = judge({&leaf, &old});
    EXPECT_EQ(verdict.reason, Reason::expired);
    EXPECT_EQ(verdict.depth, 1U);
    const auto alone = judge({&leaf});
    EXPECT_EQ(alone.reason, Reason::no_issuer);
    EXPECT_EQ(alone.depth, 0U);
}

TEST_F(PathBuilderTest, SelfSignedCertificatesHaveTheirOwnWords) {
    trust(lab_.ca("Elsewhere"), "elsewhere");
    EXPECT_EQ(judge({&lab_.self_signed_server("www.example.test")}).reason,
              Reason::self_signed_leaf);
    const auto& root = lab_.ca("Root");
    const auto& leaf = lab_.server("www.example.test", root);
    EXPECT_EQ(judge({&leaf, &root}).reason, Reason::self_signed_in_chain);
    EXPECT_EQ(judge({&leaf}).reason, Reason::no_issuer);
}

// RFC 4158 §5.2: a name and key that the path has already would make it a loop.
TEST_F(PathBuilderTest, NeverPassesOneNameAndKeyTwice) {
    const auto& left = lab_.ca("Left");
    const auto& right = lab_.ca("Right", &left);
    const auto& back = lab_.cross(left, right);
    const auto& leaf = lab_.server("www.example.test", left);
    trust(lab_.ca("Elsewhere"), "elsewhere");
    const auto lost = judge({&leaf, &back, &right});
    EXPECT_FALSE(lost.accepted);
    for (const Candidate& candidate : lost.report->candidates()) EXPECT_LE(candidate.depth, 3U);
    trust(left, "left");
    EXPECT_TRUE(judge({&leaf, &back, &right}).accepted);
}

TEST_F(PathBuilderTest, SignaturesAreCheckedWithinTheLimit) {
    const auto& root = lab_.ca("Root");
    const auto& one = lab_.ca("One", &root);
    const auto& two = lab_.ca("Two", &one);
    const auto& leaf = lab_.server("www.example.test", two);
    trust(root, "root");
    policy_.max_signature_checks = 3;
    const auto enough = judge({&leaf, &two, &one});
    EXPECT_TRUE(enough.accepted);
    EXPECT_EQ(enough.report->signature_checks(), 3U);  // each once, though judged twice
    policy_.max_signature_checks = 2;
    const auto short_of = judge({&leaf, &two, &one});
    EXPECT_FALSE(short_of.accepted);
    EXPECT_EQ(short_of.reason, Reason::limit);
}

TEST_F(PathBuilderTest, AnAnchorIsOnlyForItsUses) {
    const auto& root = lab_.ca("Root");
    const auto& leaf = lab_.server("www.example.test", root);
    AnchorUse clients;
    clients.server = false;
    ASSERT_TRUE(anchors_.add(root.der, "root", clients).ok());
    EXPECT_EQ(judge({&leaf}).reason, Reason::anchor_purpose);
    policy_.purpose = Purpose::any;
    EXPECT_TRUE(judge({&leaf}).accepted);
}

}  // namespace
}  // namespace vitrine::x509

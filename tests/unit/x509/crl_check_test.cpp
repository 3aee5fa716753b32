// What lists say: a list that is changed says nothing, one that is wrong hides none that is right.
#include "x509/crl_check.h"

#include "support/revocation_vectors.h"

namespace vitrine::x509 {
namespace {

// Any byte of a list changed: it is no list any more, or says nothing of the certificate.
TEST(CrlCheck, AChangedListClearsNobody) {
    const test::RevocationLab lists;
    for (const auto& block : lists.blocks()) {
        if (block.section != "not in the list") continue;
        const Bytes list = test::lists_of(block).front();
        ASSERT_TRUE(lists.judge(block, {list}, RevocationMode::hard).accepted);
        for (std::size_t i = 0; i < list.size(); ++i) {
            Bytes changed = list;
            changed[i] ^= 0x01;
            if (!parse_crl(changed).ok()) continue;
            const test::Verdict verdict = lists.judge(block, {changed}, RevocationMode::hard);
            EXPECT_FALSE(verdict.accepted) << i;
            EXPECT_NE(verdict.reason, Reason::revoked) << i;
        }
    }
}

// One list that is wrong does not hide another that is right.
TEST(CrlCheck, TheRightListIsFoundAmongWrongOnes) {
    const test::RevocationLab lists;
    std::vector<Bytes> all;
    const test::VectorBlock* revoked = nullptr;
    for (const auto& block : lists.blocks()) {
        if (!block.has("Leaf") || block.text("Leaf") != "server") continue;
        if (block.section == "revoked") revoked = &block;
        if (block.section == "another is in the list") continue;
        for (const Bytes& der : test::lists_of(block)) all.push_back(der);
    }
    ASSERT_NE(revoked, nullptr);
    EXPECT_EQ(lists.judge(*revoked, all, RevocationMode::hard).reason, Reason::revoked);
    std::ranges::reverse(all);
    EXPECT_EQ(lists.judge(*revoked, all, RevocationMode::hard).reason, Reason::revoked);
}

// RFC 5280 §6.3.3 f: the path of a list's signer is judged as such, not for the host or the use
// that the leaf is for.
TEST(CrlCheck, ASignerIsNotForAHost) {
    PathPolicy policy;
    policy.now = Time{1};
    policy.purpose = Purpose::server;
    policy.mailbox = "ada@example.test";
    policy.staple_asked = policy.require_explicit_policy = true;
    const PathPolicy inner = policy_for_signer(policy);
    EXPECT_EQ(inner.now, policy.now);
    EXPECT_EQ(inner.purpose, Purpose::any);
    EXPECT_TRUE(inner.mailbox.empty());
    EXPECT_FALSE(inner.staple_asked);
    EXPECT_FALSE(inner.require_explicit_policy);
    EXPECT_TRUE(inner.allow_ca_leaf);
}

}  // namespace
}  // namespace vitrine::x509

// Certificates beside revocation lists: OpenSSL's verdict on each.
#include "x509/revocation.h"

#include <map>

#include "support/revocation_vectors.h"

namespace vitrine::x509 {
namespace {

/// The number that OpenSSL has for a reason.
std::string number_of(Reason reason) {
    for (const auto& block : test::read_vectors("x509/verify_errors.txt")) {
        if (block.section == info(reason).x509_v_err) return block.text("Number");
    }
    return "none";
}

/// Where both refuse and we name something else. A list whose key identifier is another one is
/// tried all the same, and then its signature is wrong; and we begin at the anchor's end.
const std::map<std::string, std::string>& named_otherwise() {
    static const std::map<std::string, std::string> all = {
        {"signed with another key of that name", "8 0"},
        {"the leaf's list is there, the CA's is not", "3 1"},
    };
    return all;
}

TEST(Revocation, TheVerdictIsOpenssls) {
    const test::RevocationLab lists;
    std::size_t refused = 0;
    for (const auto& block : lists.blocks()) {
        if (!block.has("Leaf")) continue;
        const test::Verdict verdict =
            lists.judge(block, test::lists_of(block), test::mode_of(block));
        std::string said = verdict.accepted ? "0" : number_of(verdict.reason);
        said.append(" ").append(std::to_string(verdict.depth));
        const auto otherwise = named_otherwise().find(block.section);
        const bool same = otherwise == named_otherwise().end();
        EXPECT_EQ(said, same ? block.text("Error") : otherwise->second) << block.section;
        EXPECT_EQ(verdict.accepted, block.text("Error") == "0 0") << block.section;
        refused += verdict.accepted ? 0U : 1U;
    }
    EXPECT_GE(refused, 12U);
}

// A soft check refuses what is known to be revoked, and nothing for what is not known.
TEST(Revocation, ASoftCheckMindsOnlyWhatIsRevoked) {
    const test::RevocationLab lists;
    for (const auto& block : lists.blocks()) {
        if (!block.has("Leaf") || test::mode_of(block) == RevocationMode::off) continue;
        const test::Verdict verdict =
            lists.judge(block, test::lists_of(block), RevocationMode::soft);
        const bool is_revoked = block.text("Error") == "23 0";
        EXPECT_EQ(verdict.accepted, !is_revoked) << block.section;
        if (is_revoked) {
            EXPECT_EQ(verdict.code, ErrorCode::certificate_revoked) << block.section;
        }
    }
}

TEST(Revocation, NobodyIsRevokedWhereNobodyAsks) {
    const test::RevocationLab lists;
    for (const auto& block : lists.blocks()) {
        if (!block.has("Leaf")) continue;
        EXPECT_TRUE(lists.judge(block, test::lists_of(block), RevocationMode::off).accepted)
            << block.section;
    }
}

}  // namespace
}  // namespace vitrine::x509

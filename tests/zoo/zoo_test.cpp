// Every verdict of the zoo, and that no change of what is right is overlooked.
#include <gtest/gtest.h>

#include <set>

#include "tools/zoo/judge.h"
#include "x509/reason.h"

namespace vitrine::zoo {
namespace {

const std::vector<Specimen>& specimens() {
    static const std::vector<Specimen> all = [] {
        const std::uint8_t seed = 0;
        return all_specimens({&seed, 1});
    }();
    return all;
}

const Specimen& named(std::string_view name) {
    for (const Specimen& specimen : specimens()) {
        if (specimen.name == name) return specimen;
    }
    std::abort();
}

TEST(Zoo, EveryVerdictIsTheExpectedOne) {
    std::size_t accepted = 0;
    for (const Specimen& specimen : specimens()) {
        EXPECT_EQ(judge(specimen), specimen.reason) << specimen.name << ": " << specimen.why;
        accepted += specimen.reason == "accepted" ? 1U : 0U;
    }
    EXPECT_GE(accepted, 80U);
    EXPECT_GE(specimens().size() - accepted, 150U);
}

TEST(Zoo, EveryNameIsThereOnce) {
    std::set<std::string> names;
    for (const Specimen& specimen : specimens()) EXPECT_TRUE(names.insert(specimen.name).second);
}

// Reasons that no file brings about: they order candidates, stand for another setting, or need
// a peer.
TEST(Zoo, EveryReasonHasASpecimen) {
    const std::set<std::string_view> elsewhere = {
        "issuer_name",    "authority_key_id", "leaf_is_ca", "subject_empty", "extensions_need_v3",
        "loop",           "email_mismatch",   "crl_issuer", "ocsp_missing",  "ocsp_nonce",
        "staple_missing", "anchor_purpose"};
    std::set<std::string_view> seen;
    for (const Specimen& specimen : specimens()) seen.insert(specimen.reason);
    for (int i = 0; i <= static_cast<int>(x509::Reason::anchor_purpose); ++i) {
        const std::string_view id = x509::info(static_cast<x509::Reason>(i)).id;
        EXPECT_NE(seen.contains(id), elsewhere.contains(id)) << id;
    }
}

/// The specimen with one bit changed, for each byte of a part.
void expect_every_change_refused(const Specimen& good, Bytes& part, const Specimen& changed) {
    ASSERT_EQ(judge(good), "accepted");
    for (std::size_t i = 0; i < part.size(); ++i) {
        for (const unsigned bit : {0x01U, 0x20U, 0x80U}) {
            part[i] = static_cast<std::uint8_t>(part[i] ^ bit);
            ASSERT_NE(judge(changed), "accepted") << good.name << " byte " << i << " bit " << bit;
            part[i] = static_cast<std::uint8_t>(part[i] ^ bit);
        }
    }
}

TEST(Zoo, AChangedByteOfTheLeafIsRefused) {
    Specimen changed = named("validity-good");
    expect_every_change_refused(named("validity-good"), changed.leaf, changed);
}

TEST(Zoo, AChangedByteOfTheCaIsRefused) {
    Specimen changed = named("validity-good");
    expect_every_change_refused(named("validity-good"), changed.untrusted[0], changed);
}

TEST(Zoo, AChangedByteOfAListIsRefused) {
    Specimen changed = named("crl-good");
    expect_every_change_refused(named("crl-good"), changed.crls[1], changed);
}

TEST(Zoo, AChangedByteOfAResponseIsRefused) {
    Specimen changed = named("ocsp-good");
    expect_every_change_refused(named("ocsp-good"), changed.ocsp[0], changed);
}

TEST(Zoo, AMissingPartIsRefused) {
    Specimen s = named("crl-good");
    for (std::size_t i = 0; i < s.crls.size(); ++i) {
        Specimen without = s;
        without.crls.erase(without.crls.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_EQ(judge(without), "crl_missing");
    }
    s.untrusted.clear();
    EXPECT_EQ(judge(s), "no_issuer");
    s.trust.clear();
    EXPECT_EQ(judge(s), "no_issuer");
}

TEST(Zoo, AnUnknownOptionIsNoVerdict) {
    Specimen s = named("validity-good");
    for (const char* options : {"--nonsense", "--now", "--now yesterday", "--purpose cook",
                                "--depth many", "--policy loose", "--host a..b"}) {
        s.options = options;
        EXPECT_EQ(judge(s), "bad options") << options;
    }
}

}  // namespace
}  // namespace vitrine::zoo

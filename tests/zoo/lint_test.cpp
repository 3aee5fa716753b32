// Rules that need keys or signatures which the unit test of the rules does not make: each is broken
// by one chain of the zoo and kept by its neighbour. And no rule is without a test, or a row in the
// documentation.
#include "x509/lint.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tools/zoo/specimen.h"

namespace vitrine::zoo {
namespace {

const std::vector<Specimen>& specimens() {
    static const std::vector<Specimen> all = [] {
        const std::uint8_t seed = 0;
        return all_specimens({&seed, 1});
    }();
    return all;
}

bool breaks(ByteView der, std::string_view rule) {
    const auto certificate = x509::parse_certificate(der);
    EXPECT_TRUE(certificate.ok());
    if (!certificate.ok()) return false;
    for (const x509::LintRule* found : x509::lint(*certificate)) {
        if (found->id == rule) return true;
    }
    return false;
}

/// True if the server's certificate of this chain, or its CA's, breaks the rule.
bool breaks(std::string_view chain, std::string_view rule) {
    for (const Specimen& specimen : specimens()) {
        if (specimen.name != chain) continue;
        return breaks(specimen.leaf, rule) || breaks(specimen.untrusted.front(), rule);
    }
    ADD_FAILURE() << "no chain " << chain;
    return false;
}

struct Pair {
    std::string_view rule;
    std::string_view broken;
    std::string_view kept;
};

constexpr Pair kPairs[] = {
    {"signature-md5", "hash-md5", "hash-sha256"},
    {"signature-md5", "hash-md5-legacy", "hash-sha1"},
    {"signature-rsa-without-null", "algorithm-rsa-without-null", "hash-sha256"},
    {"unique-identifier", "unique-ids", "validity-good"},
    {"key-rsa-small", "key-rsa-1024", "key-rsa-2048"},
    {"key-rsa-small", "key-rsa-2047", "key-p256"},
    {"key-dsa", "key-dsa", "key-rsa-2048"},
    {"key-curve", "key-p256-explicit", "key-p256"},
    {"key-curve", "key-p256-explicit-in-ca", "key-p224"},
    {"validity-time-type", "time-generalized-early", "validity-no-expiry"},
    {"key-rsa-exponent", "key-rsa-exponent-3", "key-rsa-2048"},
};

TEST(LintZoo, KeysAndSignatures) {
    for (const Pair& pair : kPairs) {
        EXPECT_TRUE(breaks(pair.broken, pair.rule)) << pair.rule << ' ' << pair.broken;
        EXPECT_FALSE(breaks(pair.kept, pair.rule)) << pair.rule << ' ' << pair.kept;
    }
}

std::string contents_of(std::string_view path) {
    std::string whole{VITRINE_SOURCE "/"};
    std::ifstream file{whole += path};
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string between(std::string_view left, std::string_view id, std::string_view right) {
    std::string text{left};
    (text += id) += right;
    return text;
}

TEST(LintZoo, EveryRuleHasATestAndARow) {
    const std::string cases = contents_of("tests/unit/x509/lint_test.cpp");
    const std::string page = contents_of("docs/lint.md");
    ASSERT_FALSE(cases.empty() || page.empty());
    for (const x509::LintRule& rule : x509::lint_rules()) {
        bool tested = cases.find(between("{\"", rule.id, "\",")) != std::string::npos;
        for (const Pair& pair : kPairs) tested = tested || pair.rule == rule.id;
        EXPECT_TRUE(tested) << rule.id;
        EXPECT_NE(page.find(between("| `", rule.id, "` |")), std::string::npos) << rule.id;
    }
}

}  // namespace
}  // namespace vitrine::zoo

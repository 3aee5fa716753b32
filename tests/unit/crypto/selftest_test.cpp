#include "crypto/selftest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/cpu.h"
#include "crypto/bignum/modexp.h"
#include "crypto/hash/kernels.h"
#include "crypto/selftest_checks.h"

namespace vitrine::crypto {
namespace {

TEST(SelfTest, EveryKernelGivesTheKnownAnswer) {
    const std::vector<SelfTestResult> results = run_selftest();
    EXPECT_GT(results.size(), 50U);
    for (const SelfTestResult& result : results)
        EXPECT_TRUE(result.ok) << result.primitive << ", " << result.kernel << ": "
                               << result.source;
}

// One digit of the last field that an answer has, so of its output, is changed.
TEST(SelfTest, AWrongAnswerFailsInEveryKernel) {
    for (const KnownAnswer& answer : known_answers()) {
        KnownAnswer wrong = answer;
        const auto output = std::find_if(std::rbegin(wrong.fields), std::rend(wrong.fields),
                                         [](std::string_view field) { return !field.empty(); });
        std::string changed{*output};
        changed[changed.size() / 2] = changed[changed.size() / 2] == '0' ? '1' : '0';
        *output = changed;
        const auto results = selftest::ask_all({&wrong, 1});
        EXPECT_FALSE(results.empty() && answer.kind != AnswerKind::x25519_lanes);
        for (const SelfTestResult& result : results)
            EXPECT_FALSE(result.ok) << result.primitive << ", " << result.kernel;
    }
    cpu::limit("avx512");
}

TEST(SelfTest, RunsEveryUsableRowOfAKernelTable) {
    const std::vector<SelfTestResult> results = run_selftest();
    const auto ran = [&](std::string_view primitive, std::string_view kernel) {
        return std::any_of(results.begin(), results.end(), [&](const SelfTestResult& r) {
            return r.primitive == primitive && r.kernel == kernel;
        });
    };
    for (const HashAlg alg : {HashAlg::sha1, HashAlg::sha256, HashAlg::sha512}) {
        for (const HashKernel& kernel : hash_kernels(alg))
            EXPECT_EQ(ran(name_of(alg), kernel.name), cpu::usable(kernel)) << kernel.name;
    }
    EXPECT_TRUE(ran("RSA PKCS#1 v1.5, signing", bignum::modexp().name));
}

TEST(SelfTest, LeavesTheLevelAsItWas) {
    ASSERT_TRUE(cpu::limit("aesni"));
    static_cast<void>(run_selftest());
    EXPECT_EQ(cpu::level(), "aesni");
    ASSERT_TRUE(cpu::limit("avx512"));
    EXPECT_EQ(cpu::level(), "avx512");
}

TEST(SelfTest, NamesAKernelForEachPrimitive) {
    ASSERT_TRUE(cpu::limit("portable"));
    std::set<std::string_view> names;
    for (const KernelInUse& row : kernels_in_use()) {
        EXPECT_FALSE(row.kernel.empty()) << row.primitive;
        EXPECT_TRUE(names.insert(row.primitive).second) << row.primitive << " twice";
    }
    EXPECT_TRUE(names.contains("AES-128-GCM"));
    ASSERT_TRUE(cpu::limit("avx512"));
}

}  // namespace
}  // namespace vitrine::crypto

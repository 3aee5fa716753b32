#include "base/cpu.h"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace vitrine::cpu {
namespace {

class CpuLevels : public ::testing::Test {
  protected:
    ~CpuLevels() override { limit("avx512"); }
};

struct Kernel {
    std::string_view name;
    Features needs;
};

constexpr Kernel kTable[] = {
    {"ifma", kAvx512 | kIfma}, {"aesni", kAesNi | kSse41}, {"portable", kBaseline}};

TEST_F(CpuLevels, GrowFromNothingToEverything) {
    Features weaker = 0;
    for (const std::string_view level : level_names()) {
        ASSERT_TRUE(limit(level)) << level;
        EXPECT_EQ(enabled() & weaker, weaker) << level << " lost a feature";
        EXPECT_EQ(enabled() & ~detect(), 0U) << level << " has what the processor lacks";
        weaker = enabled();
    }
    EXPECT_EQ(enabled(), detect());
    ASSERT_TRUE(limit("portable"));
    EXPECT_EQ(enabled(), 0U);
}

TEST_F(CpuLevels, RefuseAnUnknownNameAndChangeNothing) {
    ASSERT_TRUE(limit("aesni"));
    const Features before = enabled();
    EXPECT_FALSE(limit("avx1024"));
    EXPECT_FALSE(limit(""));
    EXPECT_EQ(enabled(), before);
}

TEST_F(CpuLevels, ChooseTheFirstKernelThatFits) {
    ASSERT_TRUE(limit("portable"));
    EXPECT_EQ(best(kTable).name, "portable");
    EXPECT_FALSE(usable(kTable[1]));
    ASSERT_TRUE(limit("aesni"));
    const bool has_aes = (detect() & (kAesNi | kSse41)) == (kAesNi | kSse41);
    EXPECT_EQ(best(kTable).name, has_aes ? "aesni" : "portable");
    EXPECT_TRUE(usable(kTable[2]));
}

TEST(Cpu, NamesEachFeatureOnce) {
    std::set<std::string_view> names;
    for (Features bit = kSse41; bit <= kGfni; bit <<= 1) {
        EXPECT_NE(name_of(bit), "unknown");
        EXPECT_TRUE(names.insert(name_of(bit)).second);
    }
    EXPECT_EQ(name_of(kGfni << 1), "unknown");
    EXPECT_EQ(name_of(kSse41 | kAesNi), "unknown");
}

// Somebody else's reading of the same CPUID bits.
TEST(Cpu, AgreesWithTheKernelsFlags) {
    std::ifstream cpuinfo("/proc/cpuinfo");
    std::set<std::string> flags;
    for (std::string line; std::getline(cpuinfo, line) && flags.empty();) {
        if (!line.starts_with("flags")) continue;
        std::istringstream words(line);
        for (std::string word; words >> word;) flags.insert(word);
    }
    ASSERT_FALSE(flags.empty());
    const auto has = [&](const char* flag) { return flags.contains(flag); };
    EXPECT_EQ((detect() & kAesNi) != 0, has("aes"));
    EXPECT_EQ((detect() & kPclmul) != 0, has("pclmulqdq"));
    EXPECT_EQ((detect() & kShaNi) != 0, has("sha_ni"));
    EXPECT_EQ((detect() & kAvx2) != 0, has("avx2"));
    EXPECT_EQ((detect() & kBmi2Adx) != 0, has("bmi2") && has("adx"));
    EXPECT_EQ((detect() & kIfma) != 0,
              has("avx512ifma") && has("avx512vl") && has("avx512bw") && has("avx512dq"));
}

}  // namespace
}  // namespace vitrine::cpu

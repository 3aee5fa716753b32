#include "io/system_rng.h"

#include <gtest/gtest.h>

#include <array>

#include "base/cpu.h"
#include "io/cpu_env.h"

namespace vitrine::io {
namespace {

TEST(SystemRng, FillsEveryByteAndNeverTheSame) {
    SystemRng rng;
    std::array<std::uint8_t, 32> first{};
    std::array<std::uint8_t, 32> second{};
    ASSERT_TRUE(rng.fill(first).ok());
    ASSERT_TRUE(rng.fill(second).ok());
    EXPECT_NE(first, second);
    // Every position takes a value other than zero within 64 draws (fails once in 2^500).
    std::array<std::uint8_t, 32> seen{};
    for (int i = 0; i < 64; ++i) {
        ASSERT_TRUE(rng.fill(first).ok());
        for (std::size_t k = 0; k < seen.size(); ++k) seen[k] |= first[k];
    }
    for (const std::uint8_t byte : seen) EXPECT_NE(byte, 0);
}

TEST(CpuEnvironment, CutsToTheNamedLevelAndRefusesOthers) {
    const char* before = std::getenv("VITRINE_CPU");
    const std::string saved = before == nullptr ? "" : before;
    ::setenv("VITRINE_CPU", "portable", 1);
    EXPECT_TRUE(apply_cpu_environment());
    EXPECT_EQ(cpu::enabled(), cpu::kBaseline);
    ::setenv("VITRINE_CPU", "no-such-level", 1);
    EXPECT_FALSE(apply_cpu_environment());
    ::setenv("VITRINE_CPU", "avx512", 1);
    EXPECT_TRUE(apply_cpu_environment());
    EXPECT_EQ(cpu::enabled(), cpu::detect());
    ::setenv("VITRINE_CPU", saved.c_str(), 1);
    EXPECT_TRUE(apply_cpu_environment());
}

}  // namespace
}  // namespace vitrine::io

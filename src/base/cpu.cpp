#include "base/cpu.h"

#include <iterator>

#include "base/cpu_correction.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace vitrine::cpu {

namespace {

struct Level {
    std::string_view name;
    Features allowed;
};

constexpr Features kAesniLevel = kSse41 | kAesNi | kPclmul;
constexpr Features kShaniLevel = kAesniLevel | kShaNi;
constexpr Features kAvx2Level = kShaniLevel | kAvx2 | kBmi2Adx;

constexpr Level kLevels[] = {
    {"portable", 0},      {"aesni", kAesniLevel},   {"shani", kShaniLevel},
    {"avx2", kAvx2Level}, {"avx512", ~Features{0}},
};

constexpr std::string_view kLevelNames[] = {"portable", "aesni", "shani", "avx2", "avx512"};

constexpr std::string_view kFeatureNames[] = {"sse4.1", "aesni",    "pclmul", "shani",
                                              "avx2",   "bmi2+adx", "avx512", "vaes",
                                              "ifma",   "vbmi",     "gfni"};

Features& allowed() {
    static Features mask = ~Features{0};
    return mask;
}

struct Correction {
    Features add = 0;
    Features remove = 0;
};

Correction& correction() {
    static Correction features;
    return features;
}

}  // namespace

#if defined(__x86_64__)

namespace {

std::uint64_t xcr0() {
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (std::uint64_t{high} << 32) | low;
}

// NOLINTNEXTLINE(*-cognitive-complexity): a flat list of independent bits
Features features_of_leaves() {
    unsigned eax = 0;
    unsigned ebx = 0;
    unsigned ecx1 = 0;
    unsigned edx = 0;
    if (__get_cpuid(1, &eax, &ebx, &ecx1, &edx) == 0) return 0;
    unsigned ebx7 = 0;
    unsigned ecx7 = 0;
    unsigned edx7 = 0;
    if (__get_cpuid_count(7, 0, &eax, &ebx7, &ecx7, &edx7) == 0) ebx7 = ecx7 = 0;

    const auto bit = [](unsigned word, unsigned index) { return ((word >> index) & 1u) != 0; };
    const std::uint64_t saved = bit(ecx1, 27) ? xcr0() : 0;  // OSXSAVE
    const bool ymm_saved = (saved & 0x06) == 0x06;
    const bool zmm_saved = (saved & 0xe6) == 0xe6;

    Features found = 0;
    if (bit(ecx1, 19) && bit(ecx1, 9)) found |= kSse41;  // with SSSE3
    if (bit(ecx1, 25)) found |= kAesNi;
    if (bit(ecx1, 1)) found |= kPclmul;
    if (bit(ebx7, 29) && bit(ecx1, 19)) found |= kShaNi;
    if (bit(ebx7, 5) && ymm_saved) found |= kAvx2;
    if (bit(ebx7, 3) && bit(ebx7, 8) && bit(ebx7, 19)) found |= kBmi2Adx;
    const bool avx512 =
        bit(ebx7, 16) && bit(ebx7, 17) && bit(ebx7, 30) && bit(ebx7, 31) && zmm_saved;
    if (!avx512) return found;
    found |= kAvx512;
    if (bit(ecx7, 9) && bit(ecx7, 10)) found |= kVaes;
    if (bit(ebx7, 21)) found |= kIfma;
    if (bit(ecx7, 1)) found |= kVbmi;
    if (bit(ecx7, 8)) found |= kGfni;
    return found;
}

}  // namespace

Features detect() {
    static const Features found = features_of_leaves();
    return found;
}

#else

Features detect() {
    return 0;
}

#endif

Features enabled() {
    return (detect() | correction().add) & ~correction().remove & allowed();
}

void correct(Features add, Features remove) {
    correction() = {add, remove};
}

bool limit(std::string_view level) {
    for (const Level& row : kLevels) {
        if (row.name == level) {
            allowed() = row.allowed;
            return true;
        }
    }
    return false;
}

std::string_view level() {
    for (const Level& row : kLevels) {
        if (row.allowed == allowed()) return row.name;
    }
    return kLevels[std::size(kLevels) - 1].name;
}

std::span<const std::string_view> level_names() {
    return kLevelNames;
}

std::string_view name_of(Features single_bit) {
    for (std::size_t i = 0; i < std::size(kFeatureNames); ++i) {
        if (single_bit == (Features{1} << i)) return kFeatureNames[i];
    }
    return "unknown";
}

}  // namespace vitrine::cpu

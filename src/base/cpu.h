// Which instruction sets may be used: what this processor has, less what VITRINE_CPU forbids.
// Kernel tables (AesImpl and its like) carry a `needs` mask; `usable(table)` keeps the rows that
// fit, best first. The choice is made once, never inside a loop.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace vitrine::cpu {

using Features = std::uint32_t;

inline constexpr Features kBaseline = 0;
inline constexpr Features kSse41 = 1u << 0;
inline constexpr Features kAesNi = 1u << 1;
inline constexpr Features kPclmul = 1u << 2;
inline constexpr Features kShaNi = 1u << 3;
inline constexpr Features kAvx2 = 1u << 4;
inline constexpr Features kBmi2Adx = 1u << 5;  ///< with BMI1
inline constexpr Features kAvx512 = 1u << 6;   ///< F, BW, DQ and VL together
inline constexpr Features kVaes = 1u << 7;     ///< VAES and VPCLMULQDQ together
inline constexpr Features kIfma = 1u << 8;
inline constexpr Features kVbmi = 1u << 9;
inline constexpr Features kGfni = 1u << 10;  ///< on registers of AVX-512

/// What this processor (and its operating system's saved registers) can run. Zero off x86-64.
Features detect();

/// What kernels may use now: `detect()` cut by the level that was set with `limit`.
Features enabled();

/// Cuts `enabled()` to a named level: "portable", "aesni" (SSE4.1, AES-NI, PCLMUL), "shani" (+
/// SHA-NI), "avx2" (+ AVX2, BMI2, ADX), "avx512" (everything). False: no such name; nothing
/// changed. Called once at start-up, from `io`, with the value of VITRINE_CPU; tests call it to
/// force a kernel.
bool limit(std::string_view level);

/// The level that `limit` set last; "avx512" before.
std::string_view level();

/// The names that `limit` takes, weakest first.
std::span<const std::string_view> level_names();

/// Name of a single feature bit, for `vitrine version --json`.
std::string_view name_of(Features single_bit);

/// The first row of a table (best first) whose `needs` are enabled. The last row must need nothing.
template <class Row, std::size_t N>
const Row& best(const Row (&table)[N]) {
    const Features have = enabled();
    for (const Row& row : table) {
        if ((row.needs & ~have) == 0) return row;
    }
    return table[N - 1];
}

/// True if a row of a kernel table can run now.
template <class Row>
bool usable(const Row& row) {
    return (row.needs & ~enabled()) == 0;
}

}  // namespace vitrine::cpu

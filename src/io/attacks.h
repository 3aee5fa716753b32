// Attacks on TLS up to 1.2 and on its certificates: what each lived on, what counters it here, and
// the tests that show it countered. For `vitrine explain` and docs/attacks.md; tests/house holds
// table and tests together.
#pragma once

#include <span>
#include <string_view>

namespace vitrine::io {

struct Attack {
    std::string_view id;        ///< "A41"; the tests of an attack bear it in their names
    std::string_view name;      ///< "CCS injection"
    std::string_view year;      ///< of publication; empty: there is no single one
    std::string_view cves;      ///< separated by spaces; may be empty
    std::string_view exploits;  ///< what it lived on
    std::string_view counter;   ///< what this engine does
    /// "Suite.Name" of a test, or "zoo:NAME" of a chain of `cert zoo`; separated by spaces
    std::string_view tests;
};

std::span<const Attack> all_attacks();

/// Whether `word` is the attack's number, one of its CVEs, or three letters and more of its name.
/// Case does not matter.
bool is_called(const Attack& attack, std::string_view word);

}  // namespace vitrine::io

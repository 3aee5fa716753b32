// What is wrong with a certificate though it may be accepted: duties of those who issue, weak
// choices, habits that break elsewhere. Each finding has an id that stays.
// Nothing is refused for a finding; verify.h decides. Read next: lint.cpp.
#pragma once

#include <span>
#include <vector>

#include "x509/certificate.h"

namespace vitrine::x509 {

/// must: against a MUST of the standard for those who issue. should: against a SHOULD, or against
/// what browsers ask of public authorities. weak: cryptography that is no longer enough.
enum class LintLevel : std::uint8_t { must, should, weak };

std::string_view name_of(LintLevel level);

struct LintRule {
    std::string_view id;  ///< "serial-too-long"
    LintLevel level;
    std::string_view text;    ///< what is wrong, for people
    std::string_view source;  ///< "RFC 5280 §4.1.2.2"
};

/// All rules, in the order in which they are asked.
std::span<const LintRule> lint_rules();

/// The rules that a well-formed certificate breaks, in their order.
std::vector<const LintRule*> lint(const Certificate& certificate);

}  // namespace vitrine::x509

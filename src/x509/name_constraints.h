// Name constraints (RFC 5280 §4.2.1.10): which names a CA may certify.
#pragma once

#include "x509/certificate.h"
#include "x509/reason.h"

namespace vitrine::x509 {

/// Comparisons of a name with a constraint that one verification may make (CVE-2018-16875 was such
/// work).
inline constexpr std::size_t kMaxNameComparisons = std::size_t{1} << 20;

/// Checks every name of `certificate` (subject, emailAddress of the subject, subjectAltName)
/// against one CA's constraints: `value` is the contents of the extension. `budget` counts
/// comparisons down.
Reason check_name_constraints(const Certificate& certificate, ByteView value, std::size_t& budget);

}  // namespace vitrine::x509

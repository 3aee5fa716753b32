// A second opinion on paths that were accepted: the rules that are short to say, said again in
// another way. RFC 5280 §6.1, RFC 6125 §6.4.
#pragma once

#include "x509/verify.h"

namespace vitrine::fuzz {

/// Aborts if the path breaks one of the rules.
void check_accepted_path(std::span<const x509::Certificate* const> path,
                         const x509::PathPolicy& policy);

/// Equality of names by another way than x509/name.cpp's: both spelled out and compared.
bool same_spelling(const x509::Name& a, const x509::Name& b);

}  // namespace vitrine::fuzz

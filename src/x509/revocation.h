// Revocation along a path that is valid otherwise, from below the anchor to the leaf: what
// revocation lists say, and what the policy makes of it when they say nothing.
// RFC 5280 §6.1.3 a 3. Read next: crl_check.h.
#pragma once

#include "x509/path_builder.h"

namespace vitrine::x509 {

/// `path`: leaf first, anchor last, judged valid but for revocation.  Errors: out_of_memory.
Result<Judgement> judge_revocation(std::span<const Certificate* const> path,
                                   const TrustAnchor& anchor,
                                   const SearchContext& context);

}  // namespace vitrine::x509

// Judges one fixed path, anchor to leaf (RFC 5280 §6.1): a pure function of the path, so that
// nothing of one attempt can leak into the next (CVE-2015-1793). Never searches. Read next:
// path_builder.h, which does; judge_certificate.h, what is asked of each certificate by itself.
#pragma once

#include "x509/signature_checks.h"

namespace vitrine::x509 {

/// What a judgement says, and of which certificate: 0 is the leaf.
struct Judgement {
    Reason reason = Reason::accepted;
    std::size_t depth = 0;
};

/// RFC 5280 §6.1.4 c-e: parameters that are absent are those of the issuer, if its key is of the
/// same kind.
PublicKey with_inherited_parameters(const PublicKey& key, const PublicKey& issuer);

/// `path`: leaf first, anchor last; names chain already. On acceptance `leaf_key` is the working
/// public key. Errors: out_of_memory.
Result<Judgement> judge_path(std::span<const Certificate* const> path,
                             const PathPolicy& policy,
                             SignatureChecks& signatures,
                             base::Arena& arena,
                             PublicKey& leaf_key);

}  // namespace vitrine::x509

// What can be said of one certificate, wherever it stands in a path: dates, key, structure, uses,
// algorithms (RFC 5280 §4, §6.1.3 a, §6.1.4 k to n). Read next: path_validator.h, which walks along
// a path.
#pragma once

#include "x509/verify.h"

namespace vitrine::x509 {

/// What every certificate must satisfy wherever it stands in a path: dates, key, structure, known
/// extensions.
Reason judge_alone(const Certificate& certificate, const PathPolicy& policy, bool is_leaf);
/// A critical extension that is not known, or one that RFC 5280 never wants critical (§4.2.1.1,
/// §4.2.1.2, §4.2.1.15, §4.2.2): nothing is done here that a critical one could ask for (§4.2).
bool has_critical_beyond_us(const Extensions& extensions);
/// That the certificate's extended key usage, if there is one, allows this use.
Reason judge_purpose(const Certificate& certificate, Purpose purpose, bool is_leaf);
/// That the leaf is for the host, address and mailbox that the policy asks for: RFC 9525 §6,
/// RFC 5280 §7.5. Not part of a path's validity.
Reason judge_identity(const Certificate& leaf, const PathPolicy& policy);
/// What an issuer must satisfy wherever it stands: a CA that may sign certificates.
Reason judge_issuer(const Certificate& issuer, bool is_anchor);
/// That the signature algorithm is known and not weaker than the policy allows.
Reason judge_signature_algorithm(const SignatureAlgorithm& algorithm, const PathPolicy& policy);

}  // namespace vitrine::x509

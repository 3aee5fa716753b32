// Where OpenSSL and we differ on purpose. Every class is explained in
// docs/decisions/0005-what-fuzzing-found-beside-openssl.md; a difference that is in none of them is
// a finding.
#pragma once

#include "x509/verify.h"

namespace vitrine::fuzz {

/// We refuse the certificate for this reason, and OpenSSL reads it.
bool refused_on_purpose(ErrorCode code);
/// We read the certificate, and OpenSSL refuses it.
bool read_on_purpose(const x509::Certificate& certificate);
/// We refuse the path, and OpenSSL accepts it even with X509_V_FLAG_X509_STRICT.
/// Any candidate dropped on purpose will do: another may have come further, for a reason of both.
bool path_refused_on_purpose(const x509::PathReport& report);
/// A name of the certificate is in an alphabet whose characters we compare as bytes, and OpenSSL as
/// text: then one of two names that OpenSSL takes for equal may be no issuer for us.
bool is_in_another_alphabet(const x509::Certificate& certificate);
/// We accept the path, and OpenSSL refuses it for this reason even without
/// X509_V_FLAG_X509_STRICT and with no certificate to choose but those of the path.
bool path_accepted_on_purpose(int x509_v_err,
                              const x509::VerifiedChain& chain,
                              const x509::PathPolicy& policy);

}  // namespace vitrine::fuzz

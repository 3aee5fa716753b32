// Where OpenSSL and we differ on purpose. Every class is explained in
// docs/decisions/0005-what-fuzzing-found-beside-openssl.md and described by its cause: what the
// certificates or the options must have. A difference that is in none of them is a finding.
#pragma once

#include "fuzz/constraint_traits.h"

namespace vitrine::fuzz {

/// We refuse the certificate `der` for this reason, and OpenSSL reads it. `is_opaque`: OpenSSL has
/// not looked there, since it stands in an extension's value or in the key.
bool refused_on_purpose(const Error& error, ByteView der, bool is_opaque);
/// We read the certificate, and OpenSSL refuses it.
bool read_on_purpose(const x509::Certificate& certificate);
/// We refuse this very path, and OpenSSL accepts it even with X509_V_FLAG_X509_STRICT. `report` is
/// of a search that had no other certificates.
bool path_refused_on_purpose(const x509::PathReport& report,
                             CertificatePath path,
                             const x509::PathPolicy& policy);
/// We accept this very path, and OpenSSL refuses it for this reason even without
/// X509_V_FLAG_X509_STRICT and with no certificate to choose but those of the path.
bool path_accepted_on_purpose(int x509_v_err, CertificatePath path, const x509::PathPolicy& policy);

}  // namespace vitrine::fuzz

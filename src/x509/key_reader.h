// Private keys as DER: PKCS#1 (RFC 8017 §A.1.2), SEC 1 (RFC 5915), OpenSSL's form of DSA keys,
// PKCS#8 (RFC 5958). Read next: key_writer.h (the other way).
#pragma once

#include "x509/private_key.h"

namespace vitrine::x509 {

/// One DER value of any of the four forms.
Result<PrivateKey> parse_private_key(ByteView der);

}  // namespace vitrine::x509

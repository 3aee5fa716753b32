// Private key files: PEM, DER or PKCS #12, under a password or not. Read next: key_reader.h (what
// is inside).
#pragma once

#include "x509/pem.h"
#include "x509/private_key.h"

namespace vitrine::x509 {

/// The first private key of a PEM, DER or PKCS #12 file; PEM may be under a password in either way.
/// Errors: pem_no_block, pem_bad_encoding, pem_needs_password, pem_wrong_password, bad_private_key,
/// unsupported_algorithm, those of DerReader.
Result<PrivateKey> load_private_key(ByteView file, std::string_view password = {});

}  // namespace vitrine::x509

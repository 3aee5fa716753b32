// PEM under a password in the way before PKCS #8: the headers "Proc-Type: 4,ENCRYPTED" and
// "DEK-Info: AES-256-CBC,IV" (RFC 1421 §4.6.1.1, §4.6.1.3). The key is MD5 over password and the
// IV's first eight bytes, once: weak, kept for old files.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::x509 {

/// dek_info  "AES-128-CBC", "AES-256-CBC", "DES-EDE3-CBC" or "DES-CBC", a comma, the IV in
/// hexadecimal. The plaintext is secret, the caller wipes it.
/// Errors: unsupported_algorithm (another cipher), bad_hex, bad_parameters (length of the IV),
/// bad_input_length, pem_wrong_password.
Result<std::vector<std::uint8_t>> decrypt_pem(std::string_view dek_info,
                                              ByteView ciphertext,
                                              std::string_view password);

}  // namespace vitrine::x509

// The encoding of RSASSA-PSS (RFC 8017 §9.1), with MGF1 over the same hash (§B.2.1).
// Read next: pk/rsa_pss.cpp.
#pragma once

#include "crypto/pk/rsa.h"

namespace vitrine::crypto {

/// EMSA-PSS-ENCODE into `block` of ceil(em_bits / 8) bytes.  Errors: bad_input_length,
/// message_too_long.
Status emsa_pss_encode(
    HashAlg hash, ByteView digest, ByteView salt, std::size_t em_bits, MutByteView block);

/// EMSA-PSS-VERIFY of public data; `block` is unmasked in place.  Errors: bad_input_length,
/// bad_signature.
Status emsa_pss_verify_vartime(
    HashAlg hash, ByteView digest, std::size_t salt_len, std::size_t em_bits, MutByteView block);

}  // namespace vitrine::crypto

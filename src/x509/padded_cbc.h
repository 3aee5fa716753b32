// What every password-encrypted file comes down to: CBC with a padding that tells, if one is lucky,
// that the key was wrong (RFC 8018 §6.1.1).
#pragma once

#include <vector>

#include "base/result.h"
#include "crypto/mode/cbc.h"

namespace vitrine::x509 {

/// The plaintext without its padding; secret, the caller wipes it.
/// key  key_len(cipher) bytes (secret);  iv  block_len(cipher) bytes
/// Errors: bad_input_length (no whole blocks, or none), pem_wrong_password (no such padding).
Result<std::vector<std::uint8_t>> decrypt_padded_cbc(crypto::BlockCipherAlg cipher,
                                                     ByteView key,
                                                     ByteView iv,
                                                     ByteView ciphertext);

/// Bytes of a plaintext under its padding, or 0 if the padding is wrong or there is nothing else.
std::size_t unpadded_len(ByteView padded, std::size_t block);

}  // namespace vitrine::x509

// Keys under a password: EncryptedPrivateKeyInfo (RFC 5958 §3) with PBES2, PBKDF2 with HMAC, and
// AES-128-CBC, AES-256-CBC or DES-EDE3-CBC (RFC 8018 §6.2, §5.2, §B.2).
#pragma once

#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/rng.h"
#include "crypto/hash/hash.h"

namespace vitrine::x509 {

/// More iterations than this are refused: the file would decide how long we work.
inline constexpr std::uint32_t kMaxIterations = 10'000'000;

/// The plaintext PrivateKeyInfo; secret, the caller wipes it.
/// Errors: those of DerReader, unsupported_algorithm, pem_wrong_password.
Result<std::vector<std::uint8_t>> decrypt_pbes2(ByteView encrypted_private_key_info,
                                                std::string_view password);

/// The same for any ciphertext: PBES2-params and what they encrypt.  Errors: the same.
Result<std::vector<std::uint8_t>> decrypt_pbes2_data(ByteView parameters,
                                                     ByteView ciphertext,
                                                     std::string_view password);

/// PBKDF2 with HMAC-SHA-256 and AES-256-CBC, salt and IV from `rng`.  Errors: entropy_failure.
Result<std::vector<std::uint8_t>> encrypt_pbes2(ByteView private_key_info,
                                                std::string_view password,
                                                std::uint32_t iterations,
                                                Rng& rng);

/// RFC 8018 §5.2.  Secret: password, out.
void pbkdf2(crypto::HashAlg hash,
            std::string_view password,
            ByteView salt,
            std::uint32_t iterations,
            MutByteView out);

}  // namespace vitrine::x509

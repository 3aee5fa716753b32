// RSA private operations for many callers at once, eight to a vector: see lanes.h. Keys may differ
// from lane to lane; those of like size and exponent share a pass. The results are those of rsa.h,
// byte for byte: blinded, and checked before they leave.
#pragma once

#include <span>

#include "crypto/pk/lanes.h"
#include "crypto/pk/rsa.h"

namespace vitrine::crypto {

enum class RsaScheme : std::uint8_t { pkcs1, pkcs1_md5_sha1, pss };

/// One signature. `signature` has room for modulus_len bytes; `rng` is drawn from as
/// RsaPrivateKey::sign_pkcs1 or sign_pss would.  Errors, in `status`: as there.
struct RsaSigning {
    const RsaPrivateKey* key = nullptr;
    RsaScheme scheme{};
    HashAlg hash{};
    ByteView digest;
    Rng* rng = nullptr;
    MutByteView signature;
    Status status = done();
};

/// One premaster secret of 48 bytes, as RsaPrivateKey::decrypt_premaster gives it.
struct RsaPremaster {
    const RsaPrivateKey* key = nullptr;
    ByteView ciphertext;
    std::uint16_t client_version = 0;
    Rng* rng = nullptr;
    MutByteView premaster;
    Status status = done();
};

/// Secret: keys, blinding, signatures until they are checked.  Public: sizes, public exponents,
/// which requests share a key.  Leaks: nothing.
void rsa_sign_lanes(std::span<RsaSigning> requests);

/// Secret: everything but sizes.  Leaks: nothing.
void rsa_premaster_lanes(std::span<RsaPremaster> requests);

}  // namespace vitrine::crypto

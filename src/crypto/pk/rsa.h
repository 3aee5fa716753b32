// RSA (RFC 8017): PKCS#1 v1.5 and PSS signatures, and the key transport of TLS (RFC 5246 §7.4.7.1).
// Public operations are variable-time in public data; private ones are constant-time to the last
// byte, blinded, and check their own result before it leaves (Lenstra's fault attack).
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/rng.h"
#include "base/secret.h"
#include "crypto/hash/hash.h"

namespace vitrine::crypto {

inline constexpr std::size_t kMaxRsaModulusLen = 2048;         ///< verification: 16384 bits
inline constexpr std::size_t kMaxRsaPrivateModulusLen = 1024;  ///< own keys: 8192 bits

/// Views of big-endian numbers, leading zeros allowed; checked where they are used.
struct RsaPublicKey {
    ByteView n;
    ByteView e;
    /// Bytes of the modulus without leading zeros: the length of every signature and ciphertext.
    [[nodiscard]] std::size_t modulus_len() const;
    [[nodiscard]] std::size_t modulus_bits() const;
};

/// What a PKCS#1 v1.5 signature covers: a DigestInfo of `hash`, or TLS 1.0's bare MD5 || SHA-1.
enum class RsaDigestKind : std::uint8_t { digest_info, md5_sha1 };

/// n odd and of 512 to 16384 bits, e odd, at least 3 and at most 64 bits.  Errors: bad_parameters.
Status check_public_key(const RsaPublicKey& key);

/// Builds the expected block and compares it whole; accepts NULL and absent parameters (RFC 5246
/// §4.7). digest: digest_len(hash) bytes, or 36 for md5_sha1 (`hash` is then not used). Errors:
/// bad_signature, bad_parameters.
Status rsa_verify_pkcs1_vartime(
    const RsaPublicKey& key, RsaDigestKind kind, HashAlg hash, ByteView digest, ByteView signature);

/// MGF1 with the same hash.  Errors: bad_signature, bad_parameters.
Status rsa_verify_pss_vartime(const RsaPublicKey& key,
                              HashAlg hash,
                              std::size_t salt_len,
                              ByteView digest,
                              ByteView signature);

/// Encrypts `message` (at most modulus_len - 11 bytes) with nonzero padding drawn from `rng` into
/// `out` (modulus_len bytes).  Secret: message, padding.  Leaks: nothing of them. Errors:
/// message_too_long, bad_parameters, output_full, entropy_failure.
Status rsa_encrypt_pkcs1(const RsaPublicKey& key, ByteView message, Rng& rng, MutByteView out);

/// The integers of RFC 8017 §A.1.2, big-endian, as a key file holds them.
struct RsaPrivateParts {
    ByteView n, e, d, p, q, dp, dq, qinv;
};

/// A private key made ready (CRT, Montgomery constants). On the heap once, at configuration; wiped.
class RsaPrivateKey {
  public:
    RsaPrivateKey(const RsaPrivateKey&) = delete;
    RsaPrivateKey& operator=(const RsaPrivateKey&) = delete;
    RsaPrivateKey(RsaPrivateKey&& other) noexcept;
    RsaPrivateKey& operator=(RsaPrivateKey&& other) noexcept;
    ~RsaPrivateKey();

    /// Checks n = pq, the CRT exponents, qInv and sizes (512 to 8192 bits).
    /// Errors: bad_private_key, out_of_memory.
    static Result<RsaPrivateKey> make(const RsaPrivateParts& parts);
    /// A new key of `bits` (1024 to 8192, a multiple of 128), e = 65537 (FIPS 186-4 §B.3.3).
    /// Errors: bad_parameters, entropy_failure.
    static Result<RsaPrivateKey> generate(std::size_t bits, Rng& rng);

    [[nodiscard]] RsaPublicKey public_key() const;
    /// The parts, for writing a key file; views into this key.
    [[nodiscard]] RsaPrivateParts parts() const;

    /// `signature`: modulus_len bytes. `rng` feeds the blinding.
    /// Errors: message_too_long, fault_detected, entropy_failure, output_full.
    Status sign_pkcs1(
        RsaDigestKind kind, HashAlg hash, ByteView digest, Rng& rng, MutByteView signature) const;
    /// Salt of digest length, MGF1 with the same hash.
    Status sign_pss(HashAlg hash, ByteView digest, Rng& rng, MutByteView signature) const;

    /// The premaster secret of an EncryptedPreMasterSecret, by RFC 5246 §7.4.7.1: 48 bytes whose
    /// first two are `client_version`; from the ciphertext if its padding is right, else random,
    /// and nobody can tell. A ciphertext of the wrong length or >= n takes the same path. Secret:
    /// everything but sizes.  Leaks: nothing.  Errors: entropy_failure only.
    Status decrypt_premaster(ByteView ciphertext,
                             std::uint16_t client_version,
                             Rng& rng,
                             std::span<std::uint8_t, 48> premaster) const;

    /// General PKCS#1 v1.5 decryption, for vectors and labs: writes the message to the front of
    /// `out` (modulus_len bytes) and returns its length. Tells failure from success: never for a
    /// server. Errors: not_authentic (one code for every kind of bad padding).
    Result<std::size_t> decrypt_pkcs1(ByteView ciphertext, Rng& rng, MutByteView out) const;

  private:
    friend struct RsaKeyAccess;  // pk/rsa_core.h: tests break keys on purpose
    struct Prepared;
    explicit RsaPrivateKey(Prepared* prepared) : prepared_(prepared) {}
    Prepared* prepared_ = nullptr;
};

}  // namespace vitrine::crypto

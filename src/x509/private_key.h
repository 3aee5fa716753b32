// A private key ready for use: RSA, the NIST curves, DSA. Made once, at configuration; wiped on
// destruction. Files are read and written by key_file.h.
#pragma once

#include <variant>
#include <vector>

#include "base/secret.h"
#include "crypto/pk/dsa.h"
#include "x509/certificate.h"
#include "x509/signature.h"

namespace vitrine::x509 {

class PrivateKey {
  public:
    struct Ec {
        crypto::Curve curve{};
        SecretBytes<struct EcScalarTag, crypto::kMaxFieldLen> scalar;
        std::array<std::uint8_t, crypto::kMaxPointLen> point{};
    };

    struct Dsa {
        /// Without leading zeros.
        std::vector<std::uint8_t> p, q, g, y;
        crypto::DsaPrivateKey x;

        [[nodiscard]] crypto::DsaParameters parameters() const { return {p, q, g}; }
    };

    explicit PrivateKey(crypto::RsaPrivateKey key) : key_(std::move(key)) {}

    /// `scalar`: field_len bytes in [1, n-1].  Errors: bad_private_key.
    static Result<PrivateKey> from_ec_scalar(crypto::Curve curve, ByteView scalar);
    /// `x`: in [1, q-1], leading zeros allowed. The parameters are checked.  Errors:
    /// bad_parameters, bad_private_key.
    static Result<PrivateKey> from_dsa(const crypto::DsaParameters& parameters, ByteView x);
    static Result<PrivateKey> generate_dsa(const crypto::DsaParameters& parameters, Rng& rng);
    static Result<PrivateKey> generate_rsa(std::size_t bits, Rng& rng);
    static Result<PrivateKey> generate_ec(crypto::Curve curve, Rng& rng);

    [[nodiscard]] KeyType type() const {
        if (std::holds_alternative<Dsa>(key_)) return KeyType::dsa;
        return std::holds_alternative<Ec>(key_) ? KeyType::ec : KeyType::rsa;
    }
    /// Views into this key; `encoded` is empty. Valid while the key stays where it is.
    [[nodiscard]] PublicKey public_key() const;
    [[nodiscard]] bool matches(const Certificate& certificate) const {
        return same_key(public_key(), certificate.public_key);
    }

    [[nodiscard]] const crypto::RsaPrivateKey* rsa() const {
        return std::get_if<crypto::RsaPrivateKey>(&key_);
    }
    [[nodiscard]] const Ec* ec() const { return std::get_if<Ec>(&key_); }
    [[nodiscard]] const Dsa* dsa() const { return std::get_if<Dsa>(&key_); }

    [[nodiscard]] std::size_t max_signature_len() const { return public_key().max_signature_len(); }
    /// Signs a digest (MD5 || SHA-1 for rsa_pkcs1_md5_sha1); returns the bytes written to the front
    /// of `out`. Errors: unsupported_algorithm (scheme and key do not fit), output_full, those of
    /// the algorithm.
    Result<std::size_t> sign_digest(const SignatureScheme& scheme,
                                    ByteView digest,
                                    Rng& rng,
                                    MutByteView out) const;
    Result<std::size_t> sign_message(const SignatureScheme& scheme,
                                     ByteView message,
                                     Rng& rng,
                                     MutByteView out) const;

  private:
    explicit PrivateKey(Ec key) : key_(std::move(key)) {}
    explicit PrivateKey(Dsa key) : key_(std::move(key)) {}

    std::variant<crypto::RsaPrivateKey, Ec, Dsa> key_;
};

}  // namespace vitrine::x509

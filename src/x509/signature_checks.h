// Signatures on certificates, lists and responses, each verified once and all within a limit: what
// a search for a path may ask again and again.
#pragma once

#include "x509/verify.h"

namespace vitrine::x509 {

/// What is signed, how, and the signature: of a certificate, a revocation list or a response.
struct SignedData {
    ByteView tbs;
    const SignatureAlgorithm& algorithm;
    ByteView signature;
};

/// Verifies signatures once each and within a limit.
class SignatureChecks {
  public:
    SignatureChecks(SignatureVerifier& verifier, std::size_t limit)
        : verifier_(verifier), limit_(limit) {}
    /// accepted, bad_signature, signature_mismatch, key_unsupported or limit.
    Reason check(const SignedData& data, const PublicKey& key);
    Reason check(const Certificate& certificate, const PublicKey& key) {
        return check({certificate.tbs, certificate.signature_algorithm, certificate.signature},
                     key);
    }
    [[nodiscard]] std::size_t count() const { return count_; }

  private:
    struct Known {
        ByteView tbs;
        KeyType type{};
        ByteView key;
        ByteView parameters;  ///< of the key's algorithm: two keys of equal bits may differ in them
        Reason reason = Reason::accepted;
    };

    SignatureVerifier& verifier_;
    std::size_t limit_;
    std::size_t count_ = 0;
    std::array<Known, 32> known_{};
    std::size_t known_size_ = 0;
};

}  // namespace vitrine::x509

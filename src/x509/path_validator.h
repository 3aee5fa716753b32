// Judges one fixed path, anchor to leaf (RFC 5280 §6.1): a pure function of the path, so that
// nothing of one attempt can leak into the next (CVE-2015-1793). Never searches. Read next:
// path_builder.h, which does.
#pragma once

#include "x509/verify.h"

namespace vitrine::x509 {

/// What a judgement says, and of which certificate: 0 is the leaf.
struct Judgement {
    Reason reason = Reason::accepted;
    std::size_t depth = 0;
};

/// What every certificate must satisfy wherever it stands in a path: dates, key, structure, known
/// extensions.
Reason judge_alone(const Certificate& certificate, const PathPolicy& policy, bool is_leaf);
/// A critical extension that is not known, or one that RFC 5280 never wants critical (§4.2.1.1,
/// §4.2.1.2, §4.2.1.15, §4.2.2): nothing is done here that a critical one could ask for (§4.2).
bool has_critical_beyond_us(const Extensions& extensions);
/// That the certificate's extended key usage, if there is one, allows this use.
Reason judge_purpose(const Certificate& certificate, Purpose purpose, bool is_leaf);
/// That the leaf is for the host, address and mailbox that the policy asks for: RFC 9525 §6,
/// RFC 5280 §7.5. Not part of a path's validity.
Reason judge_identity(const Certificate& leaf, const PathPolicy& policy);
/// What an issuer must satisfy wherever it stands: a CA that may sign certificates.
Reason judge_issuer(const Certificate& issuer, bool is_anchor);
/// That the signature algorithm is known and not weaker than the policy allows.
Reason judge_signature_algorithm(const SignatureAlgorithm& algorithm, const PathPolicy& policy);
/// RFC 5280 §6.1.4 c-e: parameters that are absent are those of the issuer, if its key is of the
/// same kind.
PublicKey with_inherited_parameters(const PublicKey& key, const PublicKey& issuer);

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

/// `path`: leaf first, anchor last; names chain already. On acceptance `leaf_key` is the working
/// public key. Errors: out_of_memory.
Result<Judgement> judge_path(std::span<const Certificate* const> path,
                             const PathPolicy& policy,
                             SignatureChecks& signatures,
                             base::Arena& arena,
                             PublicKey& leaf_key);

}  // namespace vitrine::x509

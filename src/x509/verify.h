// From a peer's certificate list to a proof: path building (RFC 4158) and path validation (RFC 5280
// §6.1). The builder searches, depth first and bounded; the validator judges one fixed path and
// never searches. Read next: path_builder.cpp, path_validator.cpp, host_name.h, path_report.h.
#pragma once

#include "base/arena.h"
#include "x509/crl.h"
#include "x509/dane.h"
#include "x509/host_name.h"
#include "x509/ocsp.h"
#include "x509/path_report.h"
#include "x509/signature.h"
#include "x509/trust_anchors.h"

namespace vitrine::x509 {

enum class Purpose : std::uint8_t { any, server, client };

/// What revocation does to a path: nothing; revoked refuses; or no answer refuses as well, for the
/// leaf or for every certificate below the anchor.
enum class RevocationMode : std::uint8_t { off, soft, hard_leaf, hard };

/// What a path must satisfy. A value; the views in it must outlive the verification.
struct PathPolicy {
    Time now;
    Purpose purpose = Purpose::server;
    const ReferenceId* host = nullptr;  ///< the leaf must be for it, if set
    std::string_view mailbox;           ///< the leaf must be for it, if not empty

    std::size_t min_rsa_bits = 2048;
    std::size_t min_dsa_bits = 2048;
    std::size_t min_ec_bits = 256;
    std::size_t min_strength_bits = 0;  ///< of keys and hashes, as SP 800-57 part 1 table 2 counts
    bool allow_sha1 = false;         ///< signatures in the path; an anchor's own is never looked at
    bool allow_odd_serials = false;  ///< zero, negative, or longer than 20 octets
    bool allow_ca_leaf = true;
    bool anchor_key_only =
        false;  ///< take name and key of an anchor, not its dates and constraints

    // What only looks at old or odd certificates may want; never for a peer.
    bool ignore_dates = false;     ///< of certificates and revocation lists
    bool ignore_critical = false;  ///< critical extensions that are not known are passed over

    std::size_t max_certificates = 10;  ///< in a path, anchor included
    std::size_t max_intermediates = 8;
    std::size_t max_signature_checks = 32;

    std::span<const asn1::Oid> user_policies;  ///< user-initial-policy-set; empty: any-policy
    bool require_explicit_policy = false;
    bool inhibit_policy_mapping = false;
    bool inhibit_any_policy = false;

    RevocationMode revocation = RevocationMode::off;
    std::span<const Crl> crls;
    bool use_delta_crls = true;
    bool use_extended_crls =
        true;  ///< indirect, for some reasons only, or of a signer off the path
    std::span<const OcspResponse> ocsp;  ///< for any certificate of the path
    ByteView ocsp_nonce;                 ///< a response must have it, if set
    /// The response that the peer stapled, DER; empty: none. It is checked whatever `revocation`
    /// says: RFC 6066 §8, "MUST check the OCSP response and abort the handshake if the response is
    /// not satisfactory".
    ByteView stapled_ocsp;
    bool staple_asked = false;  ///< then a leaf that promises one must come with one (RFC 7633)
    /// The leaf's status comes in a later message: verify_staple will judge it.
    bool staple_follows = false;

    /// What the DNS says of the peer's certificate; if one of them is usable, one must match
    /// (RFC 7671 §4).
    std::span<const TlsaRecord> tlsa;

    /// For `legacy`: SHA-1, 1024-bit keys and odd serial numbers are let through.
    void make_legacy() {
        min_rsa_bits = min_dsa_bits = 1024;
        allow_sha1 = allow_odd_serials = true;
    }
};

/// Checks the signatures of a chain; another one may run them elsewhere, or many at a time.
class SignatureVerifier {
  public:
    SignatureVerifier() = default;
    SignatureVerifier(const SignatureVerifier&) = delete;
    SignatureVerifier& operator=(const SignatureVerifier&) = delete;
    virtual ~SignatureVerifier() = default;

    /// Errors: those of verify_message.
    virtual Status verify(const PublicKey& key,
                          const SignatureScheme& scheme,
                          ByteView message,
                          ByteView signature) = 0;
};

/// Runs the cryptography at once.
class DirectSignatureVerifier final : public SignatureVerifier {
  public:
    Status verify(const PublicKey& key,
                  const SignatureScheme& scheme,
                  ByteView message,
                  ByteView signature) override {
        return verify_message(key, scheme, message, signature);
    }
};

/// The proof that a path from the peer's certificate to a trust anchor was found and is valid.
/// Only verify_chain makes one. Views: the peer's list, the anchors and the arena must outlive it.
class VerifiedChain {
  public:
    [[nodiscard]] const Certificate& leaf() const { return *path_.front(); }
    /// The leaf's key with the parameters it inherits (RFC 5280 §6.1.5 c-e): the one to verify TLS
    /// with.
    [[nodiscard]] const PublicKey& leaf_key() const { return leaf_key_; }
    /// Leaf first, anchor last; one member if the leaf is itself an anchor.
    [[nodiscard]] std::span<const Certificate* const> path() const { return path_; }
    [[nodiscard]] std::string_view anchor_label() const { return anchor_label_; }
    /// True if the policy named a host and the leaf is for it.
    [[nodiscard]] bool host_matched() const { return host_matched_; }
    /// The usage of the TLSA record that matched; nothing if none was asked for.
    [[nodiscard]] std::optional<TlsaUsage> tlsa_usage() const { return tlsa_usage_; }

  private:
    friend class PathBuilder;
    VerifiedChain() = default;

    std::span<const Certificate* const> path_;
    PublicKey leaf_key_;
    std::string_view anchor_label_;
    bool host_matched_ = false;
    std::optional<TlsaUsage> tlsa_usage_;
};

/// `list`: the leaf, then other certificates in any order; those of no use are ignored.
/// On failure the error is that of the best path: deepest reached, then revoked, name constraint,
/// expired, no issuer. `report`, if given, gets every candidate tried and why it was dropped.
/// Errors: certificate_*, out_of_memory.  Time: at most policy.max_signature_checks signatures.
Result<VerifiedChain> verify_chain(std::span<const Certificate> list,
                                   const TrustAnchors& anchors,
                                   const PathPolicy& policy,
                                   SignatureVerifier& verifier,
                                   base::Arena& arena,
                                   PathReport* report = nullptr);

/// A chain whose status came later, and the peer's other certificates.
struct StapledChain {
    const VerifiedChain& chain;
    std::span<const Certificate> pool;
};

/// What a staple that came after the chain was verified says of its leaf; the policy is the same,
/// with the staple.
/// Errors: certificate_status_*, out_of_memory.
Status verify_staple(const StapledChain& stapled,
                     const TrustAnchors& anchors,
                     const PathPolicy& policy,
                     SignatureVerifier& verifier,
                     base::Arena& arena,
                     PathReport* report = nullptr);

}  // namespace vitrine::x509

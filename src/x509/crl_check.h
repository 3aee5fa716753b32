// What the revocation lists at hand say of one certificate of a path (RFC 5280 §6.3.3): every list
// in scope, with its delta, until all reasons are covered or the certificate is found revoked.
// Lists are given, never fetched. Read next: crl_scope.h, revocation.h.
#pragma once

#include "x509/crl_scope.h"
#include "x509/path_builder.h"

namespace vitrine::x509 {

/// A certificate of a path that was found valid but for revocation.
struct RevocationSubject {
    std::span<const Certificate* const> path;  ///< leaf first, anchor last
    std::span<const PublicKey> keys;           ///< of the path, inherited parameters with them
    std::size_t depth = 0;                     ///< which of the path
    const TrustAnchor* anchor = nullptr;

    [[nodiscard]] const Certificate& certificate() const { return *path[depth]; }
};

/// The policy for the path of one who signs lists or responses: not for a host, nor for a use of
/// TLS or a certificate policy.
PathPolicy policy_for_signer(const PathPolicy& policy);

class CrlCheck {
  public:
    /// Distribution points of one certificate that are looked at.
    static constexpr std::size_t kMaxPoints = 32;
    /// Searches for a list's signer inside a search for a list's signer.
    static constexpr std::size_t kMaxNested = 3;

    CrlCheck(const SearchContext& context, const RevocationSubject& subject)
        : context_(context), subject_(subject) {}

    /// accepted, revoked, crl_*, signature_weak or limit; details go to the context's report.
    /// Errors: out_of_memory.  Time: linear in the lists in scope, and within the signature limit.
    Result<Reason> run();

  private:
    [[nodiscard]] bool decided() const { return revoked_ || reasons_ == kAllReasons; }
    Status at_point(const WantedPoint& wanted);
    Result<Reason> use(const Crl& crl, const WantedPoint& wanted);
    Result<Reason> find_signer(const Crl& crl, PublicKey& key);
    Reason try_path(const Crl& crl, bool key_id_must_match, PublicKey& key);
    Result<Reason> try_pool(const Crl& crl, bool key_id_must_match, PublicKey& key);
    Result<Reason> try_signer(const Crl& crl, const Certificate& signer, PublicKey& key);
    Result<Reason> validate_signer(const Certificate& signer, PublicKey& key);
    Reason check_signature(const Crl& crl, const Certificate& signer, const PublicKey& key);
    [[nodiscard]] const Crl* find_delta(const Crl& base) const;
    void look_up(const Crl& crl, const Crl* delta);
    void note(const Crl& crl, Reason reason);

    const SearchContext& context_;
    const RevocationSubject& subject_;
    std::uint16_t reasons_ = 0;  // reasons_mask
    bool revoked_ = false;       // cert_status is not UNREVOKED
    std::optional<RevokedCertificate> entry_;
    Reason best_ = Reason::crl_missing;
};

}  // namespace vitrine::x509

// Finds a path from the leaf to a trust anchor (RFC 4158): depth first, anchors before the peer's
// certificates, those whose key identifier fits before those where it does not, within the limits
// of the policy.
#pragma once

#include "x509/path_validator.h"

namespace vitrine::x509 {

/// A signer of revocation lists or responses whose path is being searched for, and those of the
/// searches around it.
struct BeingVerified {
    const Certificate* certificate = nullptr;
    const BeingVerified* outer = nullptr;
};

/// What a search works with. Searches for signers inside a search share the limit on signatures.
struct SearchContext {
    std::span<const Certificate> pool;  ///< where issuers and signers may be found
    const TrustAnchors& anchors;
    const PathPolicy& policy;
    SignatureChecks& signatures;
    base::Arena& arena;
    PathReport* report = nullptr;
    const TrustAnchor* only_anchor = nullptr;  ///< the one anchor that counts, if set
    const BeingVerified* outer = nullptr;
};

class PathBuilder {
  public:
    static constexpr std::size_t kMaxPath = 16;

    PathBuilder(const Certificate& leaf, const SearchContext& context)
        : leaf_(leaf),
          context_(context),
          anchors_(context.anchors),
          policy_(context.policy),
          signatures_(context.signatures),
          report_(context.report),
          uses_dane_(any_usable(policy_.tlsa)) {}

    Result<VerifiedChain> run();

  private:
    enum class Search : std::uint8_t { found, failed, stop };

    /// Tries every issuer of the last certificate of the path.
    Result<Search> extend();
    Result<Search> try_anchors(bool key_id_must_match);
    Result<Search> try_pool(bool key_id_must_match);
    Result<Search> try_issuer(const Certificate& issuer,
                              const TrustAnchor* anchor,
                              bool key_id_match);
    Result<Search> try_leaf_as_anchor();
    Search try_dane_ee();
    Search judge_leaf_use();
    Reason judge_dane();
    Result<Search> try_candidate(const Certificate& candidate);
    Result<Search> judge_complete(Candidate candidate);
    Reason judge_candidate(const Certificate& issuer, const TrustAnchor* anchor);
    [[nodiscard]] bool out_of_work(Reason reason) const;
    [[nodiscard]] bool in_path(const Certificate& candidate) const;
    [[nodiscard]] bool is_anchor(const Certificate& certificate) const;
    [[nodiscard]] bool is_allowed(const TrustAnchor& anchor) const;
    void drop(const Candidate& candidate, std::size_t reason_depth, bool complete);
    void note(const Candidate& candidate);
    void note_dead_end();
    [[nodiscard]] Result<VerifiedChain> finish(const TrustAnchor& anchor);
    [[nodiscard]] const Certificate& last() const { return *path_[path_size_ - 1]; }

    const Certificate& leaf_;
    const SearchContext& context_;
    const TrustAnchors& anchors_;
    const PathPolicy& policy_;
    SignatureChecks& signatures_;
    PathReport* report_;
    bool uses_dane_;
    TrustAnchor tlsa_anchor_;  // the certificate that a TLSA record makes an anchor
    std::optional<TlsaUsage> tlsa_usage_;

    std::array<const Certificate*, kMaxPath> path_{};
    std::size_t path_size_ = 0;
    std::size_t tried_ = 0;  // candidates judged: bounds the search where no signature is checked
    bool had_candidate_ = false;
    const TrustAnchor* anchor_ = nullptr;
    PublicKey leaf_key_;

    Reason best_ = Reason::no_issuer;  // why the best path failed
    std::size_t best_depth_ = 0;
    std::size_t best_score_ = 0;
};

}  // namespace vitrine::x509

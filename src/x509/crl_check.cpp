#include "x509/crl_check.h"

#include "x509/judge_certificate.h"

namespace vitrine::x509 {

namespace {

/// Of why lists could not be used, the one that says more.
bool says_more(Reason reason, Reason than) {
    return than == Reason::crl_missing || (than == Reason::crl_scope && reason != than) ||
           reason == Reason::limit;
}

Reason judge_dates(const Crl& crl, const PathPolicy& policy) {
    const Time now = policy.now;
    if (policy.ignore_dates) return Reason::accepted;
    if (now < crl.this_update) return Reason::crl_not_yet_valid;
    // §5.1.2.5: "Conforming CRL issuers MUST include the nextUpdate field in all CRLs."
    if (!crl.next_update) return Reason::crl_no_next_update;
    return *crl.next_update < now ? Reason::crl_expired : Reason::accepted;
}

/// Lists that OpenSSL too leaves aside unless it is told that they may be used.
bool is_extended(const Crl& crl) {
    const auto& scope = crl.issuing_distribution_point;
    return scope && (scope->indirect || scope->point.reasons != kAllReasons);
}

bool key_ids_differ(const AuthorityKeyIdentifier& wanted, const Certificate& signer) {
    const ByteView got = signer.extensions.subject_key_identifier;
    return !wanted.key_identifier.empty() && !got.empty() &&
           !equal_public(wanted.key_identifier, got);
}

std::size_t nesting(const BeingVerified* innermost) {
    std::size_t n = 0;
    for (; innermost != nullptr; innermost = innermost->outer) ++n;
    return n;
}

bool is_being_verified(const BeingVerified* innermost, const Certificate& certificate) {
    for (; innermost != nullptr; innermost = innermost->outer) {
        if (innermost->certificate == &certificate) return true;
    }
    return false;
}

}  // namespace

PathPolicy policy_for_signer(const PathPolicy& policy) {
    PathPolicy inner = policy;
    inner.purpose = Purpose::any;
    inner.host = nullptr;
    inner.allow_ca_leaf = true;
    inner.stapled_ocsp = {};
    inner.staple_asked = inner.staple_follows = false;
    inner.mailbox = {};
    inner.tlsa = {};
    inner.user_policies = {};
    inner.require_explicit_policy = inner.inhibit_any_policy = false;
    return inner;
}

Result<Reason> CrlCheck::run() {
    const Extensions& extensions = subject_.certificate().extensions;
    DistributionPointCursor points{extensions.value(ExtensionId::crl_distribution_points)};
    std::size_t count = 0;
    while (const auto point = points.next()) {
        if (decided()) break;
        if (++count > kMaxPoints) return Reason::limit;
        TLS_TRY(at_point({*point, false}));
    }
    // "Repeat the process above with any available CRLs not specified in a distribution point but
    // issued by the certificate issuer."
    if (!decided()) TLS_TRY(at_point({{}, true}));
    if (revoked_) return Reason::revoked;
    if (reasons_ == kAllReasons) return Reason::accepted;
    return reasons_ != 0 && best_ != Reason::limit ? Reason::crl_reasons : best_;
}

Status CrlCheck::at_point(const WantedPoint& wanted) {
    for (const Crl& crl : context_.policy.crls) {
        if (decided()) break;
        if (!context_.policy.use_extended_crls && is_extended(crl)) continue;
        if (crl.is_delta() || !crl_issuer_fits(crl, subject_.certificate(), wanted)) continue;
        TLS_TRY_ASSIGN(const Reason reason, use(crl, wanted));
        note(crl, reason);
        if (reason != Reason::accepted && says_more(reason, best_)) best_ = reason;
    }
    return done();
}

Result<Reason> CrlCheck::use(const Crl& crl, const WantedPoint& wanted) {
    if (!crl_scope_fits(crl, subject_.certificate(), wanted)) return Reason::crl_scope;
    const std::uint16_t covered = crl_reasons(crl, wanted);
    if ((covered & ~reasons_) == 0) return Reason::crl_scope;
    // §5.2: a list with a critical extension that is not known is used for no certificate.
    if (!context_.policy.ignore_critical && !crl.unknown_critical.empty())
        return Reason::crl_critical;
    const Crl* delta = find_delta(crl);
    const Reason dates = judge_dates(crl, context_.policy);
    // §6.3.3 a 1 i: a current delta brings an old list up to date.
    const bool brought_up_to_date = dates == Reason::crl_expired && delta != nullptr;
    if (dates != Reason::accepted && !brought_up_to_date) return dates;
    PublicKey key;
    TLS_TRY_ASSIGN(Reason reason, find_signer(crl, key));
    if (reason != Reason::accepted) return reason;
    if (delta != nullptr) {
        // §6.3.3 h: with the key of the complete list.
        reason = context_.signatures.check(
            {delta->tbs, delta->signature_algorithm, delta->signature}, key);
        if (reason != Reason::accepted) {
            note(*delta, Reason::crl_signature);
            delta = nullptr;
            if (brought_up_to_date) return dates;
        }
    }
    look_up(crl, delta);
    reasons_ = static_cast<std::uint16_t>(reasons_ | covered);
    return Reason::accepted;
}

/// §6.3.3 i to k.
void CrlCheck::look_up(const Crl& crl, const Crl* delta) {
    std::optional<RevokedCertificate> entry;
    if (delta != nullptr) entry = find_revoked(*delta, subject_.certificate());
    if (!entry) entry = find_revoked(crl, subject_.certificate());
    if (!entry || entry->reason == CrlReason::remove_from_crl) return;
    revoked_ = true;
    entry_ = entry;
}

/// The newest delta for this list that is valid now.
const Crl* CrlCheck::find_delta(const Crl& base) const {
    const Crl* found = nullptr;
    if (!context_.policy.use_delta_crls) return found;
    for (const Crl& delta : context_.policy.crls) {
        if (!delta_fits(delta, base) || !delta.unknown_critical.empty()) continue;
        if (judge_dates(delta, context_.policy) != Reason::accepted) continue;
        if (found == nullptr || found->this_update < delta.this_update) found = &delta;
    }
    return found;
}

/// §6.3.3 f, g: a certificate of the list's issuer with the key that signed it; on the path, or
/// with a path of its own to the same anchor.
Result<Reason> CrlCheck::find_signer(const Crl& crl, PublicKey& key) {
    const Reason algorithm = judge_signature_algorithm(crl.signature_algorithm, context_.policy);
    if (algorithm != Reason::accepted) return algorithm;
    Reason best = Reason::crl_issuer;
    for (const bool key_id_must_match : {true, false}) {
        Reason reason = try_path(crl, key_id_must_match, key);
        if (reason == Reason::accepted || reason == Reason::limit) return reason;
        if (best == Reason::crl_issuer) best = reason;
        TLS_TRY_ASSIGN(reason, try_pool(crl, key_id_must_match, key));
        if (reason == Reason::accepted || reason == Reason::limit) return reason;
        if (best == Reason::crl_issuer) best = reason;
    }
    return best;
}

/// The certificates above stand on a valid path to the anchor, and their status is known already.
Reason CrlCheck::try_path(const Crl& crl, bool key_id_must_match, PublicKey& key) {
    Reason best = Reason::crl_issuer;
    for (std::size_t above = subject_.depth + 1; above < subject_.path.size(); ++above) {
        const Certificate& signer = *subject_.path[above];
        if (!same_name(signer.subject, crl.issuer)) continue;
        if (key_ids_differ(crl.authority_key_identifier, signer) == key_id_must_match) continue;
        const Reason reason = check_signature(crl, signer, subject_.keys[above]);
        if (reason == Reason::accepted) key = subject_.keys[above];
        if (reason == Reason::accepted || reason == Reason::limit) return reason;
        best = reason;
    }
    return best;
}

Result<Reason> CrlCheck::try_pool(const Crl& crl, bool key_id_must_match, PublicKey& key) {
    Reason best = Reason::crl_issuer;
    if (!context_.policy.use_extended_crls) return best;
    for (const Certificate& signer : context_.pool) {
        if (!same_name(signer.subject, crl.issuer)) continue;
        if (key_ids_differ(crl.authority_key_identifier, signer) == key_id_must_match) continue;
        TLS_TRY_ASSIGN(const Reason reason, try_signer(crl, signer, key));
        if (reason == Reason::accepted || reason == Reason::limit) return reason;
        best = reason;
    }
    return best;
}

/// The signature first, as it costs less than a path; but a DSA key without parameters can be used
/// only once its place in a path is known.
Result<Reason> CrlCheck::try_signer(const Crl& crl, const Certificate& signer, PublicKey& key) {
    const PublicKey& own = signer.public_key;
    if (own.type != KeyType::dsa || !own.dsa_parameters.empty()) {
        const Reason reason = check_signature(crl, signer, own);
        if (reason != Reason::accepted) return reason;
    }
    TLS_TRY_ASSIGN(const Reason reason, validate_signer(signer, key));
    return reason == Reason::accepted ? check_signature(crl, signer, key) : reason;
}

/// A path of its own, to the same anchor. A signer that is being verified already stands on such a
/// path; only its revocation is asked for, which its own list may tell (PKITS 4.14.30).
Result<Reason> CrlCheck::validate_signer(const Certificate& signer, PublicKey& key) {
    if (is_being_verified(context_.outer, signer)) {
        key = signer.public_key;
        return Reason::accepted;
    }
    if (nesting(context_.outer) >= kMaxNested) return Reason::crl_issuer;
    const BeingVerified here{&signer, context_.outer};
    const PathPolicy policy = policy_for_signer(context_.policy);
    const SearchContext inner{
        context_.pool,  context_.anchors, policy,          context_.signatures,
        context_.arena, nullptr,          subject_.anchor, &here};
    const Result<VerifiedChain> chain = PathBuilder{signer, inner}.run();
    if (chain.ok()) {
        key = chain->leaf_key();
        return Reason::accepted;
    }
    if (chain.error().code == ErrorCode::out_of_memory) return chain.error();
    return chain.error().code == ErrorCode::certificate_limits_exceeded ? Reason::limit
                                                                        : Reason::crl_issuer;
}

Reason CrlCheck::check_signature(const Crl& crl, const Certificate& signer, const PublicKey& key) {
    const bool key_only = context_.policy.anchor_key_only && &signer == subject_.path.back();
    if (!key_only && !signer.extensions.allows(KeyUsage::crl_sign)) return Reason::crl_no_crl_sign;
    const Reason reason =
        context_.signatures.check({crl.tbs, crl.signature_algorithm, crl.signature}, key);
    return reason == Reason::accepted || reason == Reason::limit ? reason : Reason::crl_signature;
}

void CrlCheck::note(const Crl& crl, Reason reason) {
    if (context_.report == nullptr) return;
    RevocationFinding finding;
    finding.depth = static_cast<std::uint8_t>(subject_.depth);
    finding.source = RevocationSource::crl;
    finding.index = static_cast<std::size_t>(&crl - context_.policy.crls.data());
    finding.reason = revoked_ && reason == Reason::accepted ? Reason::revoked : reason;
    if (entry_) {
        finding.revocation_date = entry_->revocation_date;
        finding.crl_reason = entry_->reason;
    }
    context_.report->note(finding);
}

}  // namespace vitrine::x509

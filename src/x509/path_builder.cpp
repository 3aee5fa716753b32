#include "x509/path_builder.h"

#include "x509/judge_certificate.h"
#include "x509/revocation.h"

namespace vitrine::x509 {

namespace {

constexpr std::size_t kMaxTried = 1024;
constexpr std::size_t kCompletePath =
    1000;  // a path that reached an anchor failed for a better reason

/// Which failure says more, of paths that came equally far.
std::size_t weight(Reason reason) {
    switch (reason) {
        case Reason::limit:
            return 9;
        case Reason::revoked:
            return 8;
        case Reason::name_not_permitted:
        case Reason::name_excluded:
            return 7;
        case Reason::expired:
        case Reason::not_yet_valid:
            return 6;
        case Reason::no_issuer:
        case Reason::self_signed_leaf:
        case Reason::self_signed_in_chain:
        case Reason::loop:
            return 1;
        default:
            return 5;
    }
}

/// Both name a key, and not the same one.
bool key_ids_differ(const Certificate& child, const Certificate& issuer) {
    const ByteView wanted = child.extensions.authority_key_identifier.key_identifier;
    const ByteView got = issuer.extensions.subject_key_identifier;
    return !wanted.empty() && !got.empty() && !equal_public(wanted, got);
}

bool key_ids_match(const Certificate& child, const Certificate& issuer) {
    const ByteView wanted = child.extensions.authority_key_identifier.key_identifier;
    return !wanted.empty() && equal_public(wanted, issuer.extensions.subject_key_identifier);
}

}  // namespace

Result<VerifiedChain> verify_chain(std::span<const Certificate> list,
                                   const TrustAnchors& anchors,
                                   const PathPolicy& policy,
                                   SignatureVerifier& verifier,
                                   base::Arena& arena,
                                   PathReport* report) {
    if (list.empty()) return fail(ErrorCode::certificate_list_empty);
    SignatureChecks signatures{verifier, policy.max_signature_checks};
    const SearchContext context{list.subspan(1), anchors, policy, signatures, arena, report};
    return PathBuilder{list.front(), context}.run();
}

Result<VerifiedChain> PathBuilder::run() {
    path_[0] = &leaf_;
    path_size_ = 1;
    if (path_size_ > policy_.max_certificates) {  // even the leaf as its own anchor is one too many
        if (report_ != nullptr) report_->conclude(Reason::limit, 0);
        return fail(info(Reason::limit).code);
    }
    Search search = try_dane_ee();
    if (search == Search::failed) {
        TLS_TRY_ASSIGN(search, try_leaf_as_anchor());
    }
    if (search == Search::failed) {
        const Reason reason = judge_alone(leaf_, policy_, true);
        note({&leaf_, {}, 0, false, false, false, reason, 0});
        if (reason != Reason::accepted) {
            // The search goes on for the report's sake only: the leaf itself is refused.
            best_ = reason;
            best_score_ = 2 * kCompletePath;
        }
        TLS_TRY_ASSIGN(search, extend());
    }
    if (search == Search::found) search = judge_leaf_use();
    if (report_ != nullptr) {
        report_->signature_checks_ = signatures_.count();
        report_->verdict_ = search == Search::found ? Reason::accepted : best_;
        report_->verdict_depth_ = best_depth_;
    }
    if (search != Search::found) return fail(info(best_).code);
    return finish(*anchor_);
}

/// What the leaf is for has nothing to do with its path, and is asked when there is one.
PathBuilder::Search PathBuilder::judge_leaf_use() {
    if (tlsa_usage_ == TlsaUsage::dane_ee) return Search::found;
    Reason reason = judge_purpose(leaf_, policy_.purpose, true);
    if (reason == Reason::accepted) reason = judge_identity(leaf_, policy_);
    if (reason == Reason::accepted) return Search::found;
    best_ = reason;
    best_depth_ = 0;
    return Search::stop;
}

/// RFC 7671 §5.1: "The expiration date of the server certificate MUST be ignored", and so are its
/// names and its issuer; the record alone says that the key is the server's.
PathBuilder::Search PathBuilder::try_dane_ee() {
    if (!uses_dane_ || find_match(policy_.tlsa, TlsaUsage::dane_ee, leaf_) == nullptr) {
        return Search::failed;
    }
    tlsa_anchor_.label = name_of(TlsaUsage::dane_ee);
    Candidate candidate{&leaf_, tlsa_anchor_.label, 0, true, false, false, Reason::accepted};
    if (leaf_.public_key.type == KeyType::unsupported) {
        candidate.reason = best_ = Reason::key_unsupported;
        note(candidate);
        return Search::stop;
    }
    note(candidate);
    anchor_ = &tlsa_anchor_;
    leaf_key_ = leaf_.public_key;
    tlsa_usage_ = TlsaUsage::dane_ee;
    return Search::found;
}

/// Whether a record fits the complete path. Those of PKIX want an anchor of the user's.
Reason PathBuilder::judge_dane() {
    if (!uses_dane_) return Reason::accepted;
    const bool pkix = anchor_ != &tlsa_anchor_;
    if (pkix && find_match(policy_.tlsa, TlsaUsage::pkix_ee, leaf_) != nullptr) {
        tlsa_usage_ = TlsaUsage::pkix_ee;
        return Reason::accepted;
    }
    for (std::size_t i = 1; i < path_size_; ++i) {
        for (const TlsaUsage usage : {TlsaUsage::dane_ta, TlsaUsage::pkix_ta}) {
            if (usage == TlsaUsage::pkix_ta && !pkix) continue;
            if (find_match(policy_.tlsa, usage, *path_[i]) == nullptr) continue;
            tlsa_usage_ = usage;
            return Reason::accepted;
        }
    }
    return Reason::dane_no_match;
}

/// Every certificate among the anchors is one, self-signed or not: the leaf may be too.
Result<PathBuilder::Search> PathBuilder::try_leaf_as_anchor() {
    const Certificate& leaf = leaf_;
    for (std::size_t i = 0; i < anchors_.size(); ++i) {
        if (!equal_public(anchors_[i].certificate.der, leaf.der) || !is_allowed(anchors_[i]))
            continue;
        Candidate candidate{&leaf, anchors_[i].label, 0, true, false, false, Reason::accepted};
        candidate.reason = judge_alone(leaf, policy_, true);
        if (candidate.reason == Reason::accepted) {
            anchor_ = &anchors_[i];
            return judge_complete(candidate);
        }
        note(candidate);
        best_ = candidate.reason;
        best_score_ = 2 * kCompletePath;
        return Search::stop;
    }
    return Search::failed;
}

Result<PathBuilder::Search> PathBuilder::extend() {
    if (path_size_ == kMaxPath || path_size_ >= policy_.max_certificates) {
        drop({nullptr,
              {},
              static_cast<std::uint8_t>(path_size_),
              false,
              false,
              false,
              Reason::limit},
             path_size_, false);
        return Search::failed;
    }
    had_candidate_ = false;
    bool any = false;
    for (const bool key_id_must_match : {true, false}) {
        TLS_TRY_ASSIGN(Search search, try_anchors(key_id_must_match));
        any |= had_candidate_;
        if (search != Search::failed) return search;
        TLS_TRY_ASSIGN(search, try_pool(key_id_must_match));
        any |= had_candidate_;
        if (search != Search::failed) return search;
    }
    if (!any) note_dead_end();
    return Search::failed;
}

/// In the first round those whose key identifier does not contradict, in the second those where it
/// does.
Result<PathBuilder::Search> PathBuilder::try_anchors(bool key_id_must_match) {
    const Certificate& child = last();
    const std::uint64_t wanted = hash_of(child.issuer);
    for (std::size_t i = 0; i < anchors_.size(); ++i) {
        const TrustAnchor& anchor = anchors_[i];
        if (anchor.subject_hash != wanted) continue;
        if (!same_name(anchor.certificate.subject, child.issuer)) continue;
        if (key_ids_differ(child, anchor.certificate) == key_id_must_match) continue;
        had_candidate_ = true;
        TLS_TRY_ASSIGN(const Search search, try_issuer(anchor.certificate, &anchor,
                                                       key_ids_match(child, anchor.certificate)));
        if (search != Search::failed) return search;
    }
    return Search::failed;
}

Result<PathBuilder::Search> PathBuilder::try_pool(bool key_id_must_match) {
    const Certificate& child = last();
    for (const Certificate& candidate : context_.pool) {
        if (!same_name(candidate.subject, child.issuer)) continue;
        if (key_ids_differ(child, candidate) == key_id_must_match) continue;
        TLS_TRY_ASSIGN(const Search search, try_candidate(candidate));
        if (search != Search::failed) return search;
    }
    return Search::failed;
}

/// One of the peer's certificates; an anchor if a TLSA record says so (RFC 7671 §5.2).
Result<PathBuilder::Search> PathBuilder::try_candidate(const Certificate& candidate) {
    const bool key_id_match = key_ids_match(last(), candidate);
    if (uses_dane_ && find_match(policy_.tlsa, TlsaUsage::dane_ta, candidate) != nullptr) {
        had_candidate_ = true;
        tlsa_anchor_ = {candidate, name_of(TlsaUsage::dane_ta), {}, 0};
        TLS_TRY_ASSIGN(const Search search, try_issuer(candidate, &tlsa_anchor_, key_id_match));
        if (search != Search::failed) return search;
    }
    if (is_anchor(candidate) || in_path(candidate)) return Search::failed;
    had_candidate_ = true;
    return try_issuer(candidate, nullptr, key_id_match);
}

Result<PathBuilder::Search> PathBuilder::try_issuer(const Certificate& issuer,
                                                    const TrustAnchor* anchor,
                                                    bool key_id_match) {
    Candidate candidate{&issuer,
                        anchor != nullptr ? anchor->label : std::string_view{},
                        static_cast<std::uint8_t>(path_size_),
                        anchor != nullptr,
                        key_id_match,
                        false,
                        Reason::accepted};
    if (++tried_ > kMaxTried) candidate.reason = Reason::limit;
    if (candidate.reason == Reason::accepted) candidate.reason = judge_candidate(issuer, anchor);
    // A DSA key without parameters can be used only once its place in a path is known.
    const bool has_parameters =
        issuer.public_key.type != KeyType::dsa || !issuer.public_key.dsa_parameters.empty();
    if (candidate.reason == Reason::accepted && has_parameters) {
        candidate.reason = signatures_.check(last(), issuer.public_key);
        candidate.signature_checked = candidate.reason == Reason::accepted;
    }
    if (candidate.reason != Reason::accepted) {
        drop(candidate, path_size_, false);
        return out_of_work(candidate.reason) ? Search::stop : Search::failed;
    }
    path_[path_size_++] = &issuer;
    anchor_ = anchor;
    if (anchor != nullptr) {
        TLS_TRY_ASSIGN(const Search search, judge_complete(candidate));
        if (search == Search::failed) --path_size_;
        return search;
    }
    note(candidate);
    TLS_TRY_ASSIGN(const Search search, extend());
    if (search == Search::failed) --path_size_;
    return search;
}

/// What can be said of an issuer before the rest of the path is known.
Reason PathBuilder::judge_candidate(const Certificate& issuer, const TrustAnchor* anchor) {
    if (in_path(issuer)) return Reason::loop;
    const Reason algorithm = judge_signature_algorithm(last().signature_algorithm, policy_);
    if (algorithm != Reason::accepted) return algorithm;
    if (anchor != nullptr && !is_allowed(*anchor)) return Reason::anchor_purpose;
    const bool key_only = anchor != nullptr && policy_.anchor_key_only;
    if (key_only) return Reason::accepted;
    if (anchor == nullptr && path_size_ > policy_.max_intermediates) return Reason::limit;
    const Reason alone = judge_alone(issuer, policy_, false);
    if (alone != Reason::accepted) return alone;
    return judge_issuer(issuer, anchor != nullptr);
}

Result<PathBuilder::Search> PathBuilder::judge_complete(Candidate candidate) {
    const std::span<const Certificate* const> path = std::span{path_}.first(path_size_);
    TLS_TRY_ASSIGN(Judgement judgement,
                   judge_path(path, policy_, signatures_, context_.arena, leaf_key_));
    if (judgement.reason == Reason::accepted) judgement = {judge_dane(), 0};
    if (judgement.reason == Reason::accepted) {
        if (report_ != nullptr) report_->findings_size_ = 0;
        TLS_TRY_ASSIGN(judgement, judge_revocation(path, *anchor_, context_));
    }
    candidate.reason = judgement.reason;
    const bool leaf_refused = best_score_ >= 2 * kCompletePath;
    if (judgement.reason == Reason::accepted) {
        note(candidate);
        return leaf_refused ? Search::stop : Search::found;
    }
    drop(candidate, judgement.depth, true);
    return out_of_work(judgement.reason) ? Search::stop : Search::failed;
}

/// A limit on work ends the search; one on the length of this path only this path.
bool PathBuilder::out_of_work(Reason reason) const {
    return reason == Reason::limit &&
           (tried_ > kMaxTried || signatures_.count() >= policy_.max_signature_checks);
}

/// A (subject, key) pair that the path has already would make it a loop.
bool PathBuilder::in_path(const Certificate& candidate) const {
    for (std::size_t i = 0; i < path_size_; ++i) {
        if (equal_public(path_[i]->public_key.encoded, candidate.public_key.encoded) &&
            same_name(path_[i]->subject, candidate.subject)) {
            return true;
        }
    }
    return false;
}

bool PathBuilder::is_anchor(const Certificate& certificate) const {
    for (std::size_t i = 0; i < anchors_.size(); ++i) {
        if (equal_public(anchors_[i].certificate.der, certificate.der)) return true;
    }
    return false;
}

bool PathBuilder::is_allowed(const TrustAnchor& anchor) const {
    if (context_.only_anchor != nullptr && context_.only_anchor != &anchor) return false;
    return policy_.purpose == Purpose::any ||
           (policy_.purpose == Purpose::server ? anchor.use.server : anchor.use.client);
}

void PathBuilder::drop(const Candidate& candidate, std::size_t reason_depth, bool complete) {
    Candidate dropped = candidate;
    dropped.reason_depth = static_cast<std::uint8_t>(reason_depth);
    note(dropped);
    const std::size_t score =
        (complete ? kCompletePath : 0) + 16 * path_size_ + weight(candidate.reason);
    if (score <= best_score_ && candidate.reason != Reason::limit) return;
    if (best_score_ >= 2 * kCompletePath) return;
    best_ = candidate.reason;
    best_depth_ = reason_depth;
    best_score_ = score;
}

void PathBuilder::note(const Candidate& candidate) {
    if (report_ == nullptr) return;
    if (report_->size_ == report_->candidates_.size()) {
        ++report_->not_recorded_;
        return;
    }
    report_->candidates_[report_->size_++] = candidate;
}

/// No certificate has the wanted subject; a self-issued one says so in other words.
void PathBuilder::note_dead_end() {
    Reason reason = Reason::no_issuer;
    if (last().is_self_issued()) {
        reason = path_size_ == 1 ? Reason::self_signed_leaf : Reason::self_signed_in_chain;
    }
    drop({nullptr, {}, static_cast<std::uint8_t>(path_size_), false, false, false, reason},
         path_size_ - 1, false);
}

Result<VerifiedChain> PathBuilder::finish(const TrustAnchor& anchor) {
    TLS_TRY_ASSIGN(const std::span<const Certificate*> kept,
                   context_.arena.array<const Certificate*>(path_size_));
    for (std::size_t i = 0; i < path_size_; ++i) kept[i] = path_[i];
    VerifiedChain chain;
    chain.path_ = kept;
    chain.leaf_key_ = leaf_key_;
    chain.anchor_label_ = anchor.label;
    chain.tlsa_usage_ = tlsa_usage_;
    chain.host_matched_ = policy_.host != nullptr && tlsa_usage_ != TlsaUsage::dane_ee;
    return chain;
}

}  // namespace vitrine::x509

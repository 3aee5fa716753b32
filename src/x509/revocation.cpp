#include "x509/revocation.h"

#include "x509/ocsp_check.h"
#include "x509/tls_feature.h"

namespace vitrine::x509 {

namespace {

/// RFC 9608 §4: a certificate that says so has no status to ask for.
bool has_no_status(const Certificate& certificate) {
    return certificate.extensions.has(ExtensionId::no_rev_avail) && !certificate.extensions.ca;
}

/// What one response says, noted in the report.
Result<Reason> ask(const OcspResponse& response,
                   RevocationFinding finding,
                   const SearchContext& context,
                   const RevocationSubject& subject) {
    TLS_TRY_ASSIGN(finding.reason, OcspCheck(context, subject).run(response, finding));
    if (context.report != nullptr) context.report->note(finding);
    return finding.reason;
}

/// RFC 6066 §8 and RFC 7633 §4.3.3. accepted: it is good, or there is none and none is demanded.
Result<Reason> judge_staple(const SearchContext& context, const RevocationSubject& subject) {
    const ByteView staple = context.policy.stapled_ocsp;
    if (staple.empty()) {
        const bool promised =
            has_tls_feature(subject.certificate().extensions, kFeatureStatusRequest);
        return context.policy.staple_asked && promised ? Reason::staple_missing : Reason::accepted;
    }
    RevocationFinding finding;
    finding.source = RevocationSource::stapled_ocsp;
    const auto response = parse_ocsp_response(staple);
    if (response.ok()) return ask(*response, finding, context, subject);
    finding.reason = Reason::ocsp_malformed;
    if (context.report != nullptr) context.report->note(finding);
    return finding.reason;
}

/// Responses first, then lists; what lists say if no response is for this certificate.
Result<Reason> find_status(const SearchContext& context, const RevocationSubject& subject) {
    Reason best = Reason::ocsp_other_certificate;
    for (std::size_t i = 0; i < context.policy.ocsp.size(); ++i) {
        RevocationFinding finding;
        finding.depth = static_cast<std::uint8_t>(subject.depth);
        finding.source = RevocationSource::ocsp;
        finding.index = i;
        TLS_TRY_ASSIGN(const Reason reason, ask(context.policy.ocsp[i], finding, context, subject));
        if (reason == Reason::accepted || reason == Reason::revoked || reason == Reason::limit) {
            return reason;
        }
        if (best == Reason::ocsp_other_certificate) best = reason;
    }
    TLS_TRY_ASSIGN(const Reason listed, CrlCheck(context, subject).run());
    const bool only_responses = listed == Reason::crl_missing && !context.policy.ocsp.empty();
    return only_responses ? best : listed;
}

bool must_be_known(RevocationMode mode, std::size_t depth) {
    return mode == RevocationMode::hard || (mode == RevocationMode::hard_leaf && depth == 0);
}

/// One certificate below the anchor.
Result<Reason> judge_one(const SearchContext& context, const RevocationSubject& subject) {
    if (subject.depth == 0 && context.policy.staple_follows) return Reason::accepted;
    if (subject.depth == 0) {
        TLS_TRY_ASSIGN(const Reason staple, judge_staple(context, subject));
        if (staple != Reason::accepted || !context.policy.stapled_ocsp.empty()) return staple;
    }
    const RevocationMode mode = context.policy.revocation;
    if (mode == RevocationMode::off || has_no_status(subject.certificate())) {
        return Reason::accepted;
    }
    TLS_TRY_ASSIGN(const Reason reason, find_status(context, subject));
    const bool refuses =
        reason == Reason::revoked || reason == Reason::limit || must_be_known(mode, subject.depth);
    return refuses ? reason : Reason::accepted;
}

using PathKeys = std::array<PublicKey, PathBuilder::kMaxPath>;

/// The keys of a path, each with the parameters that it inherits.
PathKeys keys_of(std::span<const Certificate* const> path) {
    PathKeys keys;
    keys[path.size() - 1] = path.back()->public_key;
    for (std::size_t depth = path.size() - 1; depth-- > 0;) {
        keys[depth] = with_inherited_parameters(path[depth]->public_key, keys[depth + 1]);
    }
    return keys;
}

/// The anchor that a path ends in; the one that a TLSA record made is kept in `made`.
const TrustAnchor* anchor_of(const VerifiedChain& chain,
                             const TrustAnchors& anchors,
                             TrustAnchor& made) {
    for (std::size_t i = 0; i < anchors.size(); ++i) {
        if (equal_public(anchors[i].certificate.der, chain.path().back()->der)) return &anchors[i];
    }
    made.certificate = *chain.path().back();
    made.label = chain.anchor_label();
    return &made;
}

}  // namespace

Status verify_staple(const StapledChain& stapled,
                     const TrustAnchors& anchors,
                     const PathPolicy& policy,
                     SignatureVerifier& verifier,
                     base::Arena& arena,
                     PathReport* report) {
    const VerifiedChain& chain = stapled.chain;
    // An anchor, or what a TLSA record names, has no issuer who could say anything.
    if (chain.path().size() < 2) return done();
    SignatureChecks signatures{verifier, policy.max_signature_checks};
    const SearchContext context{stapled.pool, anchors, policy, signatures, arena, report};
    TrustAnchor made;
    const PathKeys keys = keys_of(chain.path());
    const RevocationSubject subject{chain.path(), std::span{keys}.first(chain.path().size()), 0,
                                    anchor_of(chain, anchors, made)};
    TLS_TRY_ASSIGN(const Reason reason, judge_one(context, subject));
    if (report != nullptr) report->conclude(reason, 0);
    if (reason == Reason::accepted) return done();
    // RFC 6066 §8: one alert for whatever is wrong with a staple.
    if (reason == Reason::revoked) return fail(ErrorCode::certificate_status_revoked);
    const bool missing = reason == Reason::staple_missing;
    return fail(missing ? ErrorCode::certificate_status_missing
                        : ErrorCode::certificate_status_bad);
}

Result<Judgement> judge_revocation(std::span<const Certificate* const> path,
                                   const TrustAnchor& anchor,
                                   const SearchContext& context) {
    const PathKeys keys = keys_of(path);
    for (std::size_t depth = path.size() - 1; depth-- > 0;) {
        const RevocationSubject subject{path, std::span{keys}.first(path.size()), depth, &anchor};
        TLS_TRY_ASSIGN(const Reason reason, judge_one(context, subject));
        if (reason != Reason::accepted) return Judgement{reason, depth};
    }
    return Judgement{};
}

}  // namespace vitrine::x509

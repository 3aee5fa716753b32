#include "x509/revocation.h"

#include "x509/crl_check.h"

namespace vitrine::x509 {

namespace {

/// RFC 9608 §4: a certificate that says so has no status to ask for.
bool has_no_status(const Certificate& certificate) {
    return certificate.extensions.has(ExtensionId::no_rev_avail) && !certificate.extensions.ca;
}

}  // namespace

Result<Judgement> judge_revocation(std::span<const Certificate* const> path,
                                   const TrustAnchor& anchor,
                                   const SearchContext& context) {
    const RevocationMode mode = context.policy.revocation;
    std::array<PublicKey, PathBuilder::kMaxPath> keys;
    keys[path.size() - 1] = path.back()->public_key;
    for (std::size_t depth = path.size() - 1; depth-- > 0;) {
        keys[depth] = with_inherited_parameters(path[depth]->public_key, keys[depth + 1]);
        if (mode == RevocationMode::off || has_no_status(*path[depth])) continue;
        const RevocationSubject subject{path, std::span{keys}.first(path.size()), depth, &anchor};
        TLS_TRY_ASSIGN(const Reason reason, CrlCheck(context, subject).run());
        const bool must_be_known = mode == RevocationMode::hard;
        const bool refuses = reason == Reason::revoked || reason == Reason::limit || must_be_known;
        if (reason != Reason::accepted && refuses) return Judgement{reason, depth};
    }
    return Judgement{};
}

}  // namespace vitrine::x509

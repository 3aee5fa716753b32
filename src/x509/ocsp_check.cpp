#include "x509/ocsp_check.h"

#include <algorithm>

#include "x509/judge_certificate.h"

namespace vitrine::x509 {

namespace {

/// ResponderID names the one or the key of the other.
bool is_responder(const OcspResponse& response, const Certificate& certificate) {
    if (response.responder_key_hash.empty()) {
        return same_name(response.responder_name, certificate.subject);
    }
    const crypto::Digest digest =
        crypto::hash(crypto::HashAlg::sha1, certificate.public_key.key_bits);
    return equal_public(response.responder_key_hash, digest.view());
}

Reason as_ocsp(Reason signature) {
    return signature == Reason::accepted || signature == Reason::limit ? signature
                                                                       : Reason::ocsp_signature;
}

}  // namespace

Result<Reason> OcspCheck::run(const OcspResponse& response, RevocationFinding& finding) {
    if (response.status != OcspResponseStatus::successful) return Reason::ocsp_not_successful;
    if (!response.is_basic) return Reason::ocsp_malformed;
    const auto single = find(response);
    if (!single) return Reason::ocsp_other_certificate;
    if (!response.unknown_critical.empty() || !single->unknown_critical.empty()) {
        return Reason::ocsp_critical;
    }
    const ByteView nonce = context_.policy.ocsp_nonce;
    if (!nonce.empty() && !equal_public(response.nonce, nonce)) return Reason::ocsp_nonce;
    const Reason dates = judge_dates(response, *single);
    if (dates != Reason::accepted) return dates;
    TLS_TRY_ASSIGN(const Reason signature, check_signature(response));
    if (signature != Reason::accepted) return signature;
    if (single->status == OcspCertStatus::unknown) return Reason::ocsp_unknown;
    if (single->status == OcspCertStatus::good) return Reason::accepted;
    finding.revocation_date = single->revocation_time;
    finding.crl_reason = single->revocation_reason;
    return Reason::revoked;
}

/// The answer about this certificate; of several the first that does not call it good.
std::optional<SingleResponse> OcspCheck::find(const OcspResponse& response) const {
    std::optional<SingleResponse> found;
    SingleResponseCursor answers{response};
    while (const auto answer = answers.next()) {
        if (!names_certificate(answer->cert_id, subject_.certificate(), issuer())) continue;
        if (!found || found->status == OcspCertStatus::good) found = answer;
    }
    return found;
}

Reason OcspCheck::judge_dates(const OcspResponse& response, const SingleResponse& single) const {
    const Time now = context_.policy.now;
    const Time latest{now.seconds + kSkewSeconds};
    if (latest < single.this_update || latest < response.produced_at) {
        return Reason::ocsp_not_yet_valid;
    }
    // Policy: without it the age of an answer could not be judged (RFC 5019 §2.2.4).
    if (!single.next_update) return Reason::ocsp_no_next_update;
    return *single.next_update < now ? Reason::ocsp_expired : Reason::accepted;
}

/// RFC 6960 §4.2.2.2: the issuer itself, or one with a certificate from that issuer for just this.
Result<Reason> OcspCheck::check_signature(const OcspResponse& response) {
    const Reason algorithm =
        judge_signature_algorithm(response.signature_algorithm, context_.policy);
    if (algorithm != Reason::accepted) return algorithm;
    Reason best = Reason::ocsp_responder;
    if (is_responder(response, issuer())) {
        best = as_ocsp(context_.signatures.check(
            {response.tbs, response.signature_algorithm, response.signature},
            subject_.keys[subject_.depth + 1]));
        if (best == Reason::accepted || best == Reason::limit) return best;
    }
    CertificateCursor certificates{response};
    std::size_t count = 0;
    while (const auto responder = certificates.next()) {
        if (++count > kMaxCertificates) return Reason::limit;
        if (!is_responder(response, *responder)) continue;
        TLS_TRY_ASSIGN(const Reason reason, check_delegate(response, *responder));
        if (reason == Reason::accepted || reason == Reason::limit) return reason;
        if (reason == Reason::ocsp_signature) best = reason;
    }
    return best;
}

/// "A delegation certificate ... issued by the CA that issued the certificate in question only if
/// the delegation certificate and the certificate being checked for revocation were signed by the
/// same key": it takes the place of the certificate below the issuer.
Result<Reason> OcspCheck::check_delegate(const OcspResponse& response,
                                         const Certificate& responder) {
    const Extensions& extensions = responder.extensions;
    if (!extensions.ext_key_usage.ocsp_signing || !extensions.allows(KeyUsage::digital_signature) ||
        !same_name(responder.issuer, issuer().subject)) {
        return Reason::ocsp_responder;
    }
    const PathPolicy policy = policy_for_signer(context_.policy);
    if (judge_alone(responder, policy, true) != Reason::accepted ||
        judge_signature_algorithm(responder.signature_algorithm, policy) != Reason::accepted) {
        return Reason::ocsp_responder;
    }
    std::array<const Certificate*, PathBuilder::kMaxPath> path{&responder};
    const auto above = subject_.path.subspan(subject_.depth + 1);
    std::ranges::copy(above, path.begin() + 1);
    const auto responder_path = std::span{path}.first(above.size() + 1);
    PublicKey key;
    TLS_TRY_ASSIGN(const Judgement judgement,
                   judge_path(responder_path, policy, context_.signatures, context_.arena, key));
    if (judgement.reason == Reason::limit) return Reason::limit;
    if (judgement.reason != Reason::accepted) return Reason::ocsp_responder;
    const Reason signature = as_ocsp(context_.signatures.check(
        {response.tbs, response.signature_algorithm, response.signature}, key));
    if (signature != Reason::accepted || extensions.has(ExtensionId::ocsp_no_check)) {
        return signature;
    }
    // §4.2.2.2.1 leaves the rest to policy: a responder that a list at hand has revoked is refused.
    std::array<PublicKey, PathBuilder::kMaxPath> keys{key};
    std::ranges::copy(subject_.keys.subspan(subject_.depth + 1), keys.begin() + 1);
    const RevocationSubject subject{responder_path, std::span{keys}.first(responder_path.size()), 0,
                                    subject_.anchor};
    SearchContext quiet{context_.pool,  context_.anchors, context_.policy,      context_.signatures,
                        context_.arena, nullptr,          context_.only_anchor, context_.outer};
    TLS_TRY_ASSIGN(const Reason status, CrlCheck(quiet, subject).run());
    return status == Reason::revoked ? Reason::ocsp_responder : Reason::accepted;
}

}  // namespace vitrine::x509

// The chain that OpenSSL would judge: an issuer has the wanted name, does not contradict the
// authority key identifier, and has a key of the signature's kind; the first that is valid now is
// taken.
#include <algorithm>

#include "asn1/oid.h"
#include "tools/openssl_faults.h"
#include "x509/path_builder.h"

namespace vitrine::tools {

namespace {

using x509::Certificate;

/// The identifier may name the key, or the issuer's own issuer and number, or both.
bool fits_key_identifier(const Certificate& child, const Certificate& issuer) {
    const x509::AuthorityKeyIdentifier& wanted = child.extensions.authority_key_identifier;
    const ByteView key = issuer.extensions.subject_key_identifier;
    if (!wanted.key_identifier.empty() && !key.empty() && !equal_public(wanted.key_identifier, key))
        return false;
    return wanted.serial_number.empty() || equal_public(wanted.serial_number, issuer.serial_number);
}

bool has_key_for(const Certificate& issuer, const x509::SignatureScheme& scheme) {
    const x509::PublicKey& key = issuer.public_key;
    const bool without_parameters = key.type == x509::KeyType::dsa && key.dsa_parameters.empty();
    if (key.explicit_curve) return scheme.kind == x509::SignatureKind::ecdsa;
    return x509::fits(key.type, scheme.kind) && !without_parameters;
}

/// Of RSASSA-PSS OpenSSL reads parameters that we do not.
bool has_key_for(const Certificate& issuer, const x509::SignatureAlgorithm& algorithm) {
    const bool other_pss = algorithm.scheme.kind == x509::SignatureKind::unsupported &&
                           algorithm.id.oid == asn1::oid::kRsassaPss;
    return other_pss ? x509::fits(issuer.public_key.type, x509::SignatureKind::rsa_pss)
                     : has_key_for(issuer, algorithm.scheme);
}

bool is_issuer(const Certificate& child, const Certificate& issuer) {
    return x509::same_name(issuer.subject, child.issuer) && fits_key_identifier(child, issuer) &&
           has_key_for(issuer, child.signature_algorithm);
}

bool is_valid_now(const Certificate& c, const x509::PathPolicy& policy) {
    return policy.ignore_dates ||
           (c.validity.not_before <= policy.now && policy.now <= c.validity.not_after);
}

/// The first that is valid now, else the one that ends last.
class Choice {
  public:
    explicit Choice(const x509::PathPolicy& policy) : policy_(policy) {}
    void offer(const Certificate& candidate) {
        if (found_ != nullptr && is_valid_now(*found_, policy_)) return;
        const bool better = found_ == nullptr || is_valid_now(candidate, policy_) ||
                            found_->validity.not_after < candidate.validity.not_after;
        if (better) found_ = &candidate;
    }
    [[nodiscard]] const Certificate* found() const { return found_; }

  private:
    const x509::PathPolicy& policy_;
    const Certificate* found_ = nullptr;
};

const Certificate* find_anchor(const OpenSslQuestion& question, const Certificate& child) {
    Choice choice{question.policy};
    for (std::size_t i = 0; i < question.anchors.size(); ++i) {
        const Certificate& anchor = question.anchors[i].certificate;
        // A certificate that is its own issuer is trusted only if it is itself the anchor.
        const bool itself = equal_public(anchor.der, child.der);
        if (itself || (is_issuer(child, anchor) && !is_issuer(child, child))) choice.offer(anchor);
    }
    return choice.found();
}

const Certificate* find_between(const OpenSslQuestion& question,
                                const Certificate& child,
                                const OpenSslChain& chain) {
    Choice choice{question.policy};
    for (const Certificate& candidate : question.list.subspan(1)) {
        const bool used = std::ranges::any_of(chain, [&](const Certificate* member) {
            return equal_public(member->der, candidate.der);
        });
        if (!used && is_issuer(child, candidate)) choice.offer(candidate);
    }
    return choice.found();
}

bool is_among(const Certificate& certificate, std::span<const Certificate> list) {
    return std::ranges::any_of(
        list, [&](const Certificate& other) { return equal_public(other.der, certificate.der); });
}

}  // namespace

OpenSslChain openssl_chain(const OpenSslQuestion& question) {
    OpenSslChain chain{question.list.data()};
    while (chain.size() < x509::PathBuilder::kMaxPath) {
        const Certificate& last = *chain.back();
        if (const Certificate* anchor = find_anchor(question, last); anchor != nullptr) {
            if (!equal_public(anchor->der, last.der)) chain.push_back(anchor);
            break;
        }
        const Certificate* next = find_between(question, last, chain);
        if (next == nullptr || is_issuer(last, last)) break;
        chain.push_back(next);
    }
    return chain;
}

OpenSslFault openssl_dead_end(const OpenSslQuestion& question, const OpenSslChain& chain) {
    const std::size_t depth = chain.size() - 1;
    const Certificate& last = *chain.back();
    if (is_issuer(last, last)) {
        return {depth == 0 ? "X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT"
                           : "X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN",
                depth};
    }
    const bool trusted = depth > 0 && is_among(last, question.trusted_between);
    return {trusted ? "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT"
                    : "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
            depth};
}

bool reaches_anchor(const OpenSslQuestion& question, const OpenSslChain& chain) {
    for (std::size_t i = 0; i < question.anchors.size(); ++i) {
        if (equal_public(question.anchors[i].certificate.der, chain.back()->der)) return true;
    }
    return false;
}

}  // namespace vitrine::tools

#include "tools/openssl_faults.h"

#include <algorithm>
#include <memory>

#include "base/arena.h"
#include "x509/crl_scope.h"
#include "x509/judge_certificate.h"
#include "x509/path_validator.h"

namespace vitrine::tools {

namespace {

using x509::Certificate;
using x509::ExtensionId;
using x509::Extensions;
using x509::KeyUsage;
using x509::Reason;

std::string_view theirs(Reason reason) {
    return x509::info(reason).x509_v_err;
}

bool names_key_usage(const Extensions& e, KeyUsage usage) {
    return e.has(ExtensionId::key_usage) && e.allows(usage);
}

/// OpenSSL's answer to "is it a CA": no; yes; or yes by the habits of old times.
enum class CaAnswer : std::uint8_t { no, yes, by_habit };

CaAnswer is_ca(const Certificate& c) {
    const Extensions& e = c.extensions;
    if (!e.allows(KeyUsage::key_cert_sign)) return CaAnswer::no;
    if (e.has(ExtensionId::basic_constraints)) return e.ca ? CaAnswer::yes : CaAnswer::no;
    const bool old_root = c.version == 1 && c.is_self_issued();
    return old_root || e.has(ExtensionId::key_usage) ? CaAnswer::by_habit : CaAnswer::no;
}

/// For TLS: the extended key usage, and a CA above the leaf.
bool fits_purpose(const Certificate& c, const x509::PathPolicy& policy, bool is_leaf) {
    if (policy.purpose == x509::Purpose::any) return true;
    const x509::ExtendedKeyUsage& usage = c.extensions.ext_key_usage;
    const bool named =
        policy.purpose == x509::Purpose::server ? usage.server_auth : usage.client_auth;
    if (c.extensions.has(ExtensionId::ext_key_usage) && !named) return false;
    return is_leaf || is_ca(c) != CaAnswer::no;
}

/// The walk in OpenSSL's order. Each step says whether it goes on.
class Walk {
  public:
    Walk(const OpenSslQuestion& question, const OpenSslChain& chain)
        : question_(question), policy_(question.policy), chain_(chain) {}

    std::vector<OpenSslFault> run() {
        (void)(leaf_key() && extensions() && strength() && identity() && status() && signatures() &&
               names_and_policies());
        return faults_;
    }

    std::vector<OpenSslFault> run_further() {
        if (question_.strict) (void)extensions();
        (void)(identity() && root_signature());
        return faults_;
    }

  private:
    void tell(std::string_view name, std::size_t depth) { faults_.push_back({name, depth}); }
    /// Tells what ends the walk.
    bool stop(std::string_view name, std::size_t depth) {
        tell(name, depth);
        return false;
    }
    void tell_if(bool fault, std::string_view name, std::size_t depth) {
        if (fault) tell(name, depth);
    }

    Reason judge_key(std::size_t depth) const {
        x509::PathPolicy only_key = policy_;
        only_key.now = chain_[depth]->validity.not_before;
        only_key.ignore_dates = only_key.ignore_critical = only_key.allow_odd_serials = true;
        const Reason reason = x509::judge_alone(*chain_[depth], only_key, depth == 0);
        return reason == Reason::key_small || reason == Reason::ca_key_small ? reason
                                                                             : Reason::accepted;
    }

    bool leaf_key() {
        if (policy_.min_strength_bits > 0 && is_unknown(*chain_[0]))
            return stop(theirs(Reason::key_small), 0);
        const Reason reason = judge_key(0);
        return reason == Reason::accepted || stop(theirs(reason), 0);
    }

    static bool is_unknown(const Certificate& c) {
        return c.public_key.type == x509::KeyType::unsupported && !c.public_key.explicit_curve;
    }

    bool extensions() {
        std::size_t below = 0;  // that are not self-issued, the leaf aside
        for (std::size_t depth = 0; depth < chain_.size(); ++depth) {
            const Certificate& c = *chain_[depth];
            tell_if(!policy_.ignore_critical && x509::has_critical_beyond_us(c.extensions),
                    "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION", depth);
            tell_if(!acts_as_it_should(c, depth), "X509_V_ERR_INVALID_CA", depth);
            if (chain_.size() > 1 && c.public_key.explicit_curve)
                return stop("X509_V_ERR_EC_KEY_EXPLICIT_PARAMS", depth);
            if (chain_.size() > 1 && is_unknown(c)) return stop("X509_V_ERR_UNSPECIFIED", depth);
            if (question_.strict && chain_.size() > 1) departures(c, depth);
            tell_if(!fits_purpose(c, policy_, depth == 0), "X509_V_ERR_INVALID_PURPOSE", depth);
            tell_if(depth > 1 && c.extensions.path_len && below > *c.extensions.path_len,
                    "X509_V_ERR_PATH_LENGTH_EXCEEDED", depth);
            if (depth > 0 && !c.is_self_issued()) ++below;
        }
        return true;
    }

    [[nodiscard]] bool acts_as_it_should(const Certificate& c, std::size_t depth) const {
        const CaAnswer answer = is_ca(c);
        if (depth == 0) return !question_.strict || answer != CaAnswer::by_habit;
        const bool forgiving = depth + 1 == chain_.size() && !question_.strict;
        return answer == CaAnswer::yes || (forgiving && answer == CaAnswer::by_habit);
    }

    /// What RFC 5280 asks of those who issue.
    void departures(const Certificate& c, std::size_t depth) {
        const Extensions& e = c.extensions;
        tell_if(e.path_len && !e.ca, "X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA", depth);
        tell_if(e.path_len && !e.allows(KeyUsage::key_cert_sign),
                "X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN", depth);
        tell_if(e.ca && !e.is_critical(ExtensionId::basic_constraints),
                "X509_V_ERR_CA_BCONS_NOT_CRITICAL", depth);
        tell_if(e.ca && !e.has(ExtensionId::key_usage), "X509_V_ERR_CA_CERT_MISSING_KEY_USAGE",
                depth);
        tell_if(!e.ca && names_key_usage(e, KeyUsage::key_cert_sign),
                "X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA", depth);
        name_departures(c, depth);
        identifier_departures(c, depth);
    }

    void name_departures(const Certificate& c, std::size_t depth) {
        const Extensions& e = c.extensions;
        const bool alternatives = e.has(ExtensionId::subject_alt_name);
        const bool needs_subject = e.ca || names_key_usage(e, KeyUsage::crl_sign) || !alternatives;
        tell_if(c.issuer.empty(), "X509_V_ERR_ISSUER_NAME_EMPTY", depth);
        tell_if(needs_subject && c.subject.empty(), "X509_V_ERR_SUBJECT_NAME_EMPTY", depth);
        tell_if(c.subject.empty() && alternatives && !e.is_critical(ExtensionId::subject_alt_name),
                "X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL", depth);
    }

    /// OpenSSL has words for critical ones too, and never comes to say them: it looks no further at
    /// the extensions of a certificate once it found a critical one that it does not handle.
    void identifier_departures(const Certificate& c, std::size_t depth) {
        const Extensions& e = c.extensions;
        if (c.version < 3) return;
        tell_if(depth + 1 < chain_.size() && e.authority_key_identifier.key_identifier.empty(),
                "X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER", depth);
        tell_if(e.ca && !e.has(ExtensionId::subject_key_identifier),
                "X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER", depth);
    }

    bool strength() {
        if (policy_.min_strength_bits == 0) return true;
        for (std::size_t depth = 0; depth < chain_.size(); ++depth) {
            if (const Reason reason = judge_key(depth); depth > 0 && reason != Reason::accepted)
                return stop(theirs(reason), depth);
            if (depth + 1 == chain_.size()) break;
            const Reason reason =
                x509::judge_signature_algorithm(chain_[depth]->signature_algorithm, policy_);
            if (reason == Reason::signature_weak) return stop(theirs(reason), depth);
        }
        return true;
    }

    bool identity() {
        const Reason reason = x509::judge_identity(*chain_.front(), policy_);
        if (reason != Reason::accepted) return stop(theirs(reason), 0);
        const bool there = question_.address == nullptr ||
                           x509::match_host(*chain_.front(), *question_.address).ok();
        return there || stop(theirs(Reason::ip_mismatch), 0);
    }

    /// Lists are judged as if dates did not matter, then the dates of those that were used.
    bool status() {
        if (policy_.revocation == x509::RevocationMode::off) return true;
        x509::PathPolicy relaxed = without_other_faults();
        relaxed.revocation = policy_.revocation;
        const auto report = judge(relaxed);
        for (const x509::RevocationFinding& finding : report->revocation()) {
            const bool used =
                finding.reason == Reason::accepted || finding.reason == Reason::revoked;
            if (!used) continue;
            const x509::Crl& crl = policy_.crls[finding.index];
            tell_dates(crl, finding.depth);
            if (!policy_.ignore_critical && !crl.unknown_critical.empty())
                return stop(theirs(Reason::crl_critical), finding.depth);
            if (finding.reason == Reason::revoked)
                return stop(theirs(Reason::revoked), finding.depth);
        }
        const Reason reason = report->verdict();
        const bool of_status = x509::info(reason).code == ErrorCode::certificate_revocation_unknown;
        return !of_status || stop(theirs(reason), report->verdict_depth());
    }

    void tell_dates(const x509::Crl& crl, std::size_t depth) {
        if (policy_.ignore_dates) return;
        tell_if(policy_.now < crl.this_update, theirs(Reason::crl_not_yet_valid), depth);
        tell_if(crl.next_update && *crl.next_update < policy_.now, theirs(Reason::crl_expired),
                depth);
    }

    /// From the anchor down: the signature, which must be right, and the dates.
    bool signatures() {
        if (!root_signature()) return false;
        x509::PublicKey key = chain_.back()->public_key;
        for (std::size_t depth = chain_.size(); depth-- > 0;) {
            const Certificate& c = *chain_[depth];
            if (depth + 1 < chain_.size()) {
                if (!chain_[depth + 1]->extensions.allows(KeyUsage::key_cert_sign))
                    return stop(theirs(Reason::no_cert_sign), depth + 1);
                if (!is_signed_by(c, key)) return stop(theirs(Reason::bad_signature), depth);
                key = x509::with_inherited_parameters(c.public_key, key);
            }
            if (!dates(c, depth)) return false;
        }
        return true;
    }

    bool root_signature() {
        const Certificate& root = *chain_.back();
        const bool asked = question_.check_root_signature && root.is_self_issued();
        return !asked || is_signed_by(root, root.public_key) ||
               stop(theirs(Reason::bad_signature), chain_.size() - 1);
    }

    bool dates(const Certificate& c, std::size_t depth) {
        if (policy_.ignore_dates) return true;
        if (policy_.now < c.validity.not_before) return stop(theirs(Reason::not_yet_valid), depth);
        tell_if(c.validity.not_after < policy_.now, theirs(Reason::expired), depth);
        return true;
    }

    static bool is_signed_by(const Certificate& c, const x509::PublicKey& key) {
        x509::DirectSignatureVerifier verifier;
        return verifier.verify(key, c.signature_algorithm.scheme, c.tbs, c.signature).ok();
    }

    bool names_and_policies() {
        x509::PathPolicy relaxed = without_other_faults();
        relaxed.user_policies = policy_.user_policies;
        relaxed.require_explicit_policy = policy_.require_explicit_policy;
        relaxed.inhibit_any_policy = policy_.inhibit_any_policy;
        relaxed.inhibit_policy_mapping = policy_.inhibit_policy_mapping;
        const auto report = judge(relaxed);
        const Reason reason = report->verdict();
        if (reason == Reason::explicit_policy) {
            faults_.push_back({theirs(reason), 0, false});
            return true;
        }
        const ErrorCode code = x509::info(reason).code;
        const bool of_these =
            code == ErrorCode::certificate_name_constraint || code == ErrorCode::certificate_policy;
        return !of_these || stop(theirs(reason), report->verdict_depth());
    }

    /// A policy that asks for nothing that was looked at already.
    [[nodiscard]] x509::PathPolicy without_other_faults() const {
        x509::PathPolicy relaxed = policy_;
        relaxed.ignore_dates = relaxed.ignore_critical = true;
        relaxed.purpose = x509::Purpose::any;
        relaxed.host = nullptr;
        relaxed.mailbox = {};
        relaxed.min_strength_bits = 0;
        relaxed.revocation = x509::RevocationMode::off;
        relaxed.user_policies = {};
        relaxed.require_explicit_policy = relaxed.inhibit_any_policy = false;
        return relaxed;
    }

    [[nodiscard]] std::unique_ptr<x509::PathReport> judge(const x509::PathPolicy& policy) const {
        x509::DirectSignatureVerifier verifier;
        base::Arena arena{std::size_t{1} << 22};
        auto report = std::make_unique<x509::PathReport>();
        (void)x509::verify_chain(question_.list, question_.anchors, policy, verifier, arena,
                                 report.get());
        return report;
    }

    const OpenSslQuestion& question_;
    const x509::PathPolicy& policy_;
    const OpenSslChain& chain_;
    std::vector<OpenSslFault> faults_;
};

}  // namespace

std::vector<OpenSslFault> openssl_faults(const OpenSslQuestion& question,
                                         const OpenSslChain& chain) {
    return Walk{question, chain}.run();
}

std::vector<OpenSslFault> openssl_further_faults(const OpenSslQuestion& question,
                                                 const OpenSslChain& chain) {
    return Walk{question, chain}.run_further();
}

}  // namespace vitrine::tools

#include "x509/path_validator.h"

#include <algorithm>

#include "x509/judge_certificate.h"
#include "x509/name_constraints.h"
#include "x509/policy_state.h"
#include "x509/tls_feature.h"

namespace vitrine::x509 {

namespace {

using Id = ExtensionId;

/// Policies can only matter if something asks for them: then RFC 5280's counters may reach zero.
bool policies_matter(std::span<const Certificate* const> path, const PathPolicy& policy) {
    return policy.require_explicit_policy || std::ranges::any_of(path, [](const Certificate* c) {
               return c->extensions.has(Id::policy_constraints) ||
                      c->extensions.has(Id::policy_mappings);
           });
}

/// The walk of §6.1.3 to §6.1.5 without policies: the state of the standard under its own names.
class Walk {
  public:
    Walk(std::span<const Certificate* const> path,
         const PathPolicy& policy,
         SignatureChecks& signatures)
        : path_(path),
          policy_(policy),
          signatures_(signatures),
          max_path_length_(path.size()),
          working_public_key_(path.back()->public_key) {}

    Judgement run() {
        if (!policy_.anchor_key_only) {
            const Reason reason = enter_anchor(*path_.back());
            if (reason != Reason::accepted) return {reason, path_.size() - 1};
        }
        for (std::size_t depth = path_.size() - 1; depth-- > 0;) {
            Reason reason = process(*path_[depth], depth);
            if (reason == Reason::accepted && depth > 0)
                reason = prepare_next(*path_[depth], depth);
            if (reason != Reason::accepted) return {reason, depth};
        }
        return {};
    }
    [[nodiscard]] const PublicKey& working_public_key() const { return working_public_key_; }

  private:
    /// The anchor's own constraints bind what lies below it. §6.1.1 d leaves that to the
    /// application.
    Reason enter_anchor(const Certificate& anchor) {
        if (anchor.extensions.path_len) {
            max_path_length_ = std::min<std::size_t>(max_path_length_, *anchor.extensions.path_len);
        }
        return judge_purpose(anchor, policy_.purpose, path_.size() == 1);
    }

    Reason process(const Certificate& c, std::size_t depth) {
        const Reason signature = signatures_.check(c, working_public_key_);
        if (signature != Reason::accepted) return signature;
        working_public_key_ = with_inherited_parameters(c.public_key, working_public_key_);
        if (working_public_key_.type == KeyType::dsa &&
            working_public_key_.dsa_parameters.empty()) {
            return Reason::key_unsupported;
        }
        if (!same_name(c.issuer, path_[depth + 1]->subject)) return Reason::issuer_name;
        const bool by_bare_key = policy_.anchor_key_only && depth + 2 == path_.size();
        if (!by_bare_key && !keeps_tls_features(c.extensions, path_[depth + 1]->extensions)) {
            return Reason::tls_feature_lost;
        }
        if (depth > 0 && c.is_self_issued()) return Reason::accepted;
        return check_constraints(c, depth);
    }

    /// §6.1.3 b, c: the constraints of every CA above, each for itself.
    Reason check_constraints(const Certificate& c, std::size_t depth) {
        const std::size_t end = path_.size() - (policy_.anchor_key_only ? 1 : 0);
        for (std::size_t above = depth + 1; above < end; ++above) {
            const ByteView value = path_[above]->extensions.value(Id::name_constraints);
            if (value.empty()) continue;
            const Reason reason = check_name_constraints(c, value, comparisons_left_);
            if (reason != Reason::accepted) return reason;
        }
        return Reason::accepted;
    }

    /// §6.1.4 k to n. What does not depend on the path was judged by `judge_issuer`.
    Reason prepare_next(const Certificate& c, std::size_t) {
        if (!c.is_self_issued()) {
            if (max_path_length_ == 0) return Reason::path_length;
            --max_path_length_;
        }
        if (c.extensions.path_len) {
            max_path_length_ = std::min<std::size_t>(max_path_length_, *c.extensions.path_len);
        }
        return judge_purpose(c, policy_.purpose, false);
    }

    std::span<const Certificate* const> path_;
    const PathPolicy& policy_;
    SignatureChecks& signatures_;
    std::size_t max_path_length_;
    PublicKey working_public_key_;
    std::size_t comparisons_left_ = kMaxNameComparisons;
};

Result<Judgement> judge_policies(std::span<const Certificate* const> path,
                                 const PathPolicy& policy,
                                 base::Arena& arena) {
    const PolicyInputs inputs{policy.user_policies, policy.require_explicit_policy,
                              policy.inhibit_policy_mapping, policy.inhibit_any_policy};
    TLS_TRY_ASSIGN(PolicyState state, PolicyState::begin(inputs, path.size() - 1, arena));
    for (std::size_t depth = path.size() - 1; depth-- > 0;) {
        const Certificate& c = *path[depth];
        const bool self_issued = c.is_self_issued();
        Reason reason = state.process(c, depth == 0, self_issued);
        if (reason == Reason::accepted) {
            reason = depth > 0 ? state.prepare_next(c, self_issued) : state.wrap_up(c);
        }
        if (reason != Reason::accepted) return Judgement{reason, depth};
    }
    return Judgement{};
}

}  // namespace

PublicKey with_inherited_parameters(const PublicKey& key, const PublicKey& issuer) {
    PublicKey working = key;
    if (key.type == KeyType::dsa && key.dsa_parameters.empty() && issuer.type == KeyType::dsa) {
        working.dsa_parameters = issuer.dsa_parameters;
    }
    return working;
}

Result<Judgement> judge_path(std::span<const Certificate* const> path,
                             const PathPolicy& policy,
                             SignatureChecks& signatures,
                             base::Arena& arena,
                             PublicKey& leaf_key) {
    Walk walk{path, policy, signatures};
    Judgement judgement = walk.run();
    if (judgement.reason != Reason::accepted) return judgement;
    if (policies_matter(path, policy)) {
        TLS_TRY_ASSIGN(judgement, judge_policies(path, policy, arena));
        if (judgement.reason != Reason::accepted) return judgement;
    }
    leaf_key = walk.working_public_key();
    return judgement;
}

}  // namespace vitrine::x509

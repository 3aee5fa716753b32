#include "x509/policy_state.h"

#include <algorithm>

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;

/// Steps through the identifiers of a checked certificatePolicies.
class PolicyCursor {
  public:
    explicit PolicyCursor(ByteView value) {
        wire::Context quiet{value};
        asn1::DerReader in{value, quiet};
        if (!value.empty()) rest_ = in.sequence("").peek();
    }
    std::optional<asn1::Oid> next() {
        if (rest_.empty()) return std::nullopt;
        wire::Context quiet{rest_};
        asn1::DerReader in{rest_, quiet};
        asn1::DerReader policy = in.sequence("");
        const asn1::Oid id = policy.oid("");
        rest_ = in.peek();
        return id;
    }

  private:
    ByteView rest_;
};

struct Mapping {
    asn1::Oid issuer;
    asn1::Oid subject;
};

class MappingCursor {
  public:
    explicit MappingCursor(ByteView value) {
        wire::Context quiet{value};
        asn1::DerReader in{value, quiet};
        if (!value.empty()) rest_ = in.sequence("").peek();
    }
    std::optional<Mapping> next() {
        if (rest_.empty()) return std::nullopt;
        wire::Context quiet{rest_};
        asn1::DerReader in{rest_, quiet};
        asn1::DerReader members = in.sequence("");
        Mapping mapping;
        mapping.issuer = members.oid("");
        mapping.subject = members.oid("");
        rest_ = in.peek();
        return mapping;
    }

  private:
    ByteView rest_;
};

bool is_mapped(ByteView mappings, asn1::Oid policy) {
    MappingCursor cursor{mappings};
    while (const auto mapping = cursor.next()) {
        if (mapping->issuer == policy) return true;
    }
    return false;
}

/// expected_policy_set of a node: what its policy is mapped to, or the policy itself.
bool expects(ByteView mappings, asn1::Oid node_policy, asn1::Oid wanted) {
    bool mapped = false;
    MappingCursor cursor{mappings};
    while (const auto mapping = cursor.next()) {
        if (!(mapping->issuer == node_policy)) continue;
        mapped = true;
        if (mapping->subject == wanted) return true;
    }
    return !mapped && node_policy == wanted;
}

void decrement(std::size_t& counter) {
    if (counter > 0) --counter;
}

}  // namespace

Result<PolicyState> PolicyState::begin(const PolicyInputs& inputs,
                                       std::size_t path_len,
                                       base::Arena& arena) {
    PolicyState state{inputs.user_policies};
    TLS_TRY_ASSIGN(state.level_, arena.array<Node>(kMaxNodes));
    TLS_TRY_ASSIGN(state.next_, arena.array<Node>(kMaxNodes));
    state.explicit_policy_ = inputs.require_explicit_policy ? 0 : path_len + 1;
    state.policy_mapping_ = inputs.inhibit_policy_mapping ? 0 : path_len + 1;
    state.inhibit_any_policy_ = inputs.inhibit_any_policy ? 0 : path_len + 1;
    return state;
}

Reason PolicyState::process(const Certificate& certificate, bool is_last, bool is_self_issued) {
    const ByteView policies = certificate.extensions.value(ExtensionId::certificate_policies);
    if (policies.empty()) null_ = true;
    if (!null_) {
        std::size_t count = 0;
        bool has_any = false;
        PolicyCursor cursor{policies};
        while (const auto policy = cursor.next()) {
            has_any |= *policy == oid::kAnyPolicy;
            if (*policy == oid::kAnyPolicy) continue;
            const Reason reason = add_explicit(*policy, count);
            if (reason != Reason::accepted) return reason;
        }
        // d 2: anyPolicy counts if it is not inhibited, or in a self-issued certificate that is not
        // the last.
        const bool any_counts =
            has_any && (inhibit_any_policy_ > 0 || (!is_last && is_self_issued));
        if (any_counts) {
            const Reason reason = add_expected_of_all(count);
            if (reason != Reason::accepted) return reason;
        }
        std::swap(level_, next_);
        level_size_ = count;
        level_has_any_ = level_has_any_ && any_counts;
        mappings_ = {};
        null_ = level_size_ == 0 && !level_has_any_;
    }
    return explicit_policy_ > 0 || !null_ ? Reason::accepted : Reason::explicit_policy;
}

Reason PolicyState::prepare_next(const Certificate& certificate, bool is_self_issued) {
    const Extensions& extensions = certificate.extensions;
    const ByteView mappings = extensions.value(ExtensionId::policy_mappings);
    if (!mappings.empty()) {
        Reason reason = check_mappings(mappings);
        if (reason == Reason::accepted && !null_) reason = apply_mappings(mappings);
        if (reason != Reason::accepted) return reason;
    }
    if (!is_self_issued) {
        decrement(explicit_policy_);
        decrement(policy_mapping_);
        decrement(inhibit_any_policy_);
    }
    const PolicyConstraints& constraints = extensions.policy_constraints;
    if (constraints.require_explicit_policy) {
        explicit_policy_ =
            std::min<std::size_t>(explicit_policy_, *constraints.require_explicit_policy);
    }
    if (constraints.inhibit_policy_mapping) {
        policy_mapping_ =
            std::min<std::size_t>(policy_mapping_, *constraints.inhibit_policy_mapping);
    }
    if (extensions.has(ExtensionId::inhibit_any_policy)) {
        inhibit_any_policy_ =
            std::min<std::size_t>(inhibit_any_policy_, extensions.inhibit_any_policy);
    }
    return Reason::accepted;
}

Reason PolicyState::wrap_up(const Certificate& certificate) {
    decrement(explicit_policy_);
    const auto& required = certificate.extensions.policy_constraints.require_explicit_policy;
    if (required && *required == 0) explicit_policy_ = 0;
    bool intersects = !null_;
    if (intersects && !user_policies_.empty() && !is_user_policy(oid::kAnyPolicy)) {
        intersects = level_has_any_ ||
                     std::ranges::any_of(level_.first(level_size_),
                                         [](const Node& n) { return n.reaches_user_policy; });
    }
    return explicit_policy_ > 0 || intersects ? Reason::accepted : Reason::explicit_policy;
}

bool PolicyState::is_user_policy(asn1::Oid policy) const {
    return std::ranges::find(user_policies_, policy) != user_policies_.end();
}

const PolicyState::Node* PolicyState::find(asn1::Oid policy) const {
    for (const Node& node : level_.first(level_size_)) {
        if (node.policy == policy) return &node;
    }
    return nullptr;
}

/// d 1: below every node that expects the policy; else below anyPolicy.
Reason PolicyState::add_explicit(asn1::Oid policy, std::size_t& count) {
    bool found = false;
    bool reaches = false;
    for (const Node& node : level_.first(level_size_)) {
        if (!expects(mappings_, node.policy, policy)) continue;
        found = true;
        reaches |= node.reaches_user_policy;
    }
    if (found) return put({policy, reaches}, count);
    if (level_has_any_) return put({policy, is_user_policy(policy)}, count);
    return Reason::accepted;
}

/// d 2: for each policy that a node expects and no node of the new level has.
Reason PolicyState::add_expected_of_all(std::size_t& count) {
    for (const Node& node : level_.first(level_size_)) {
        if (!is_mapped(mappings_, node.policy)) {
            const Reason reason = put(node, count);
            if (reason != Reason::accepted) return reason;
            continue;
        }
        MappingCursor cursor{mappings_};
        while (const auto mapping = cursor.next()) {
            if (!(mapping->issuer == node.policy)) continue;
            const Reason reason = put({mapping->subject, node.reaches_user_policy}, count);
            if (reason != Reason::accepted) return reason;
        }
    }
    return Reason::accepted;
}

/// One node a policy: a second parent only adds to what is reached.
Reason PolicyState::put(Node node, std::size_t& count) {
    for (Node& other : next_.first(count)) {
        if (other.policy == node.policy) {
            other.reaches_user_policy |= node.reaches_user_policy;
            return Reason::accepted;
        }
    }
    if (count == next_.size()) return Reason::limit;
    next_[count++] = node;
    return Reason::accepted;
}

/// §6.1.4 a: "verify that the special value anyPolicy does not appear" on either side.
Reason PolicyState::check_mappings(ByteView value) const {
    MappingCursor cursor{value};
    std::size_t pairs = 0;
    while (const auto mapping = cursor.next()) {
        if (mapping->issuer == oid::kAnyPolicy || mapping->subject == oid::kAnyPolicy) {
            return Reason::policy_invalid;
        }
        if (++pairs > kMaxNodes) return Reason::limit;
    }
    return Reason::accepted;
}

/// §6.1.4 b.
Reason PolicyState::apply_mappings(ByteView value) {
    if (policy_mapping_ == 0) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < level_size_; ++i) {
            if (!is_mapped(value, level_[i].policy)) level_[kept++] = level_[i];
        }
        level_size_ = kept;
        null_ = level_size_ == 0 && !level_has_any_;
        return Reason::accepted;
    }
    MappingCursor cursor{value};
    while (const auto mapping = cursor.next()) {
        if (!level_has_any_ || find(mapping->issuer) != nullptr) continue;
        if (level_size_ == level_.size()) return Reason::limit;
        level_[level_size_++] = {mapping->issuer, is_user_policy(mapping->issuer)};
    }
    mappings_ = value;
    return Reason::accepted;
}

}  // namespace vitrine::x509

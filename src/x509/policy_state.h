// Certificate policies along a path (RFC 5280 §6.1.2 to §6.1.5), without the tree: RFC 9618 shows
// that the tree may grow exponentially (CVE-2023-0464). What the checks need of it is its lowest
// level, one node a policy, and of each node whether a policy of the user's set leads down to it.
#pragma once

#include "base/arena.h"
#include "x509/certificate.h"
#include "x509/reason.h"

namespace vitrine::x509 {

struct PolicyInputs {
    std::span<const asn1::Oid> user_policies;  ///< empty: any-policy
    bool require_explicit_policy = false;
    bool inhibit_policy_mapping = false;
    bool inhibit_any_policy = false;
};

class PolicyState {
  public:
    static constexpr std::size_t kMaxNodes = 256;

    /// For a path of `path_len` certificates, the anchor not counted.  Errors: out_of_memory.
    static Result<PolicyState> begin(const PolicyInputs& inputs,
                                     std::size_t path_len,
                                     base::Arena& arena);

    /// §6.1.3 d to f.
    Reason process(const Certificate& certificate, bool is_last, bool is_self_issued);
    /// §6.1.4 a, b, h to j.
    Reason prepare_next(const Certificate& certificate, bool is_self_issued);
    /// §6.1.5 a, b, g.
    Reason wrap_up(const Certificate& certificate);

  private:
    struct Node {
        asn1::Oid policy;
        bool reaches_user_policy = false;
    };
    using Nodes = std::span<Node>;

    explicit PolicyState(std::span<const asn1::Oid> user_policies)
        : user_policies_(user_policies) {}
    [[nodiscard]] bool is_user_policy(asn1::Oid policy) const;
    [[nodiscard]] const Node* find(asn1::Oid policy) const;
    Reason add_explicit(asn1::Oid policy, std::size_t& count);
    Reason add_expected_of_all(std::size_t& count);
    Reason put(Node node, std::size_t& count);
    Reason check_mappings(ByteView value) const;
    Reason apply_mappings(ByteView value);

    std::span<const asn1::Oid> user_policies_;
    Nodes level_;  // nodes of the certificate processed last
    Nodes next_;   // room for the level below
    std::size_t level_size_ = 0;
    bool level_has_any_ = true;  // the level has an anyPolicy node
    bool null_ = false;          // valid_policy_tree is NULL
    ByteView mappings_;          // of the level's certificate: the expected policies of its nodes
    std::size_t explicit_policy_ = 0;
    std::size_t policy_mapping_ = 0;
    std::size_t inhibit_any_policy_ = 0;
};

}  // namespace vitrine::x509

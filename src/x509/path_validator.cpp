#include "x509/path_validator.h"

#include <algorithm>

#include "x509/name_constraints.h"
#include "x509/policy_state.h"
#include "x509/tls_feature.h"

namespace vitrine::x509 {

namespace {

using Id = ExtensionId;

constexpr std::size_t kMaxSerialLen = 20;
constexpr std::size_t kSha1Strength =
    63;  // Stevens and others, "The first collision for full SHA-1"

bool is_odd_serial(ByteView serial) {
    const bool negative = serial[0] >= 0x80;
    const bool zero = serial.size() == 1 && serial[0] == 0;
    return negative || zero || serial.size() > kMaxSerialLen;
}

Reason judge_dates(const Certificate& c, const PathPolicy& policy) {
    if (c.validity.not_after < c.validity.not_before) return Reason::validity_order;
    if (policy.ignore_dates) return Reason::accepted;
    if (policy.now < c.validity.not_before) return Reason::not_yet_valid;
    return c.validity.not_after < policy.now ? Reason::expired : Reason::accepted;
}

/// SP 800-57 part 1 table 2: what a modulus is worth against the best attack known.
std::size_t strength_of_modulus(std::size_t bits) {
    constexpr std::pair<std::size_t, std::size_t> kSteps[] = {
        {15360, 256}, {7680, 192}, {3072, 128}, {2048, 112}, {1024, 80}};
    for (const auto& [at_least, strength] : kSteps) {
        if (bits >= at_least) return strength;
    }
    return 0;
}

std::size_t strength_of(const PublicKey& key) {
    if (key.type == KeyType::ec) return key.bits() / 2;
    return key.type == KeyType::ed25519 ? 128 : strength_of_modulus(key.bits());
}

std::size_t least_bits(const PublicKey& key, const PathPolicy& policy) {
    switch (key.type) {
        case KeyType::rsa:
        case KeyType::rsa_pss:
            return policy.min_rsa_bits;
        case KeyType::dsa:
            return policy.min_dsa_bits;
        case KeyType::ec:
            return policy.min_ec_bits;
        case KeyType::ed25519:
        case KeyType::unsupported:
            break;
    }
    return 0;
}

Reason judge_key(const PublicKey& key, const PathPolicy& policy, bool is_leaf) {
    if (key.type == KeyType::unsupported) {
        return key.explicit_curve ? Reason::explicit_curve : Reason::key_unsupported;
    }
    // Inherited parameters are judged where they come from.
    if (key.type == KeyType::dsa && key.dsa_parameters.empty()) return Reason::accepted;
    const bool small =
        key.bits() < least_bits(key, policy) || strength_of(key) < policy.min_strength_bits;
    if (!small) return Reason::accepted;
    return is_leaf ? Reason::key_small : Reason::ca_key_small;
}

Reason judge_names(const Certificate& c) {
    if (c.issuer.empty()) return Reason::issuer_empty;
    if (!c.subject.empty()) return Reason::accepted;
    if (c.extensions.ca) return Reason::subject_empty;
    return c.extensions.is_critical(Id::subject_alt_name) ? Reason::accepted
                                                          : Reason::san_not_critical;
}

/// What basicConstraints says must agree with the extensions that only CAs may or must not have.
Reason judge_ca_extensions(const Extensions& e) {
    const bool may_sign = e.has(Id::key_usage) && e.allows(KeyUsage::key_cert_sign);
    if (e.ca) {
        const bool lacks_sign = e.has(Id::key_usage) && !may_sign;
        if (e.path_len && lacks_sign) return Reason::path_len_without_cert_sign;
        // RFC 9608 §3: "Certificates for CAs MUST NOT include the noRevAvail extension."
        return e.has(Id::no_rev_avail) ? Reason::no_rev_avail_in_ca : Reason::accepted;
    }
    if (e.path_len) return Reason::path_len_without_ca;
    if (may_sign) return Reason::cert_sign_without_ca;
    return e.has(Id::name_constraints) ? Reason::constraints_not_in_ca : Reason::accepted;
}

Reason judge_structure(const Certificate& c, const PathPolicy& policy) {
    if (!policy.ignore_critical && has_critical_beyond_us(c.extensions))
        return Reason::unknown_critical;
    if (!policy.allow_odd_serials && is_odd_serial(c.serial_number)) return Reason::serial_number;
    const Reason names = judge_names(c);
    return names == Reason::accepted ? judge_ca_extensions(c.extensions) : names;
}

Reason judge_host(const Certificate& leaf, const ReferenceId* host) {
    if (host == nullptr || match_host(leaf, *host).ok()) return Reason::accepted;
    return host->type() == ReferenceId::Type::dns ? Reason::host_mismatch : Reason::ip_mismatch;
}

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

Reason judge_alone(const Certificate& certificate, const PathPolicy& policy, bool is_leaf) {
    Reason reason = judge_dates(certificate, policy);
    if (reason == Reason::accepted) reason = judge_structure(certificate, policy);
    if (reason == Reason::accepted) reason = judge_key(certificate.public_key, policy, is_leaf);
    if (reason == Reason::accepted && is_leaf && certificate.extensions.ca &&
        !policy.allow_ca_leaf) {
        reason = Reason::leaf_is_ca;
    }
    return reason;
}

Reason judge_purpose(const Certificate& c, Purpose purpose, bool is_leaf) {
    if (purpose == Purpose::any || !c.extensions.has(Id::ext_key_usage)) return Reason::accepted;
    const ExtendedKeyUsage& usage = c.extensions.ext_key_usage;
    const bool named = purpose == Purpose::server ? usage.server_auth : usage.client_auth;
    return named || (!is_leaf && usage.any) ? Reason::accepted : Reason::purpose;
}

Reason judge_identity(const Certificate& leaf, const PathPolicy& policy) {
    const Reason host = judge_host(leaf, policy.host);
    if (host != Reason::accepted || policy.mailbox.empty()) return host;
    return match_email(leaf, policy.mailbox).ok() ? Reason::accepted : Reason::email_mismatch;
}

Reason judge_issuer(const Certificate& issuer, bool is_anchor) {
    // An anchor of version 1 was chosen by the user; nobody else's word makes one a CA
    // (PKITS 4.6.1).
    if (issuer.version < 3) return is_anchor ? Reason::accepted : Reason::version_1_ca;
    if (!issuer.extensions.ca) return Reason::not_a_ca;
    return issuer.extensions.allows(KeyUsage::key_cert_sign) ? Reason::accepted
                                                             : Reason::no_cert_sign;
}

PublicKey with_inherited_parameters(const PublicKey& key, const PublicKey& issuer) {
    PublicKey working = key;
    if (key.type == KeyType::dsa && key.dsa_parameters.empty() && issuer.type == KeyType::dsa) {
        working.dsa_parameters = issuer.dsa_parameters;
    }
    return working;
}

Reason judge_signature_algorithm(const SignatureAlgorithm& algorithm, const PathPolicy& policy) {
    const SignatureScheme& scheme = algorithm.scheme;
    if (scheme.kind == SignatureKind::unsupported) return Reason::signature_unsupported;
    if (scheme.hash == crypto::HashAlg::md5) return Reason::signature_weak;
    if (scheme.hash == crypto::HashAlg::sha1) {
        return policy.allow_sha1 && policy.min_strength_bits <= kSha1Strength
                   ? Reason::accepted
                   : Reason::signature_weak;
    }
    // Ed25519 hashes in its own way; the key was judged.
    const bool hashes = scheme.kind != SignatureKind::ed25519;
    return hashes && 4 * crypto::digest_len(scheme.hash) < policy.min_strength_bits
               ? Reason::signature_weak
               : Reason::accepted;
}

bool has_critical_beyond_us(const Extensions& e) {
    constexpr Id kNeverCritical[] = {Id::authority_key_identifier, Id::subject_key_identifier,
                                     Id::freshest_crl, Id::authority_info_access,
                                     Id::subject_info_access};
    return !e.unknown_critical.empty() ||
           std::ranges::any_of(kNeverCritical, [&](Id id) { return e.is_critical(id); });
}

Reason SignatureChecks::check(const SignedData& data, const PublicKey& key) {
    if (key.type == KeyType::unsupported) {
        return key.explicit_curve ? Reason::explicit_curve : Reason::key_unsupported;
    }
    // Keys are told apart by type, point, y or modulus, and parameters; those of DSA may be
    // inherited.
    const ByteView identity = key.key_bits;
    const ByteView parameters = key.algorithm.parameters;
    const bool cacheable = key.type != KeyType::dsa || !parameters.empty();
    for (std::size_t i = 0; cacheable && i < known_size_; ++i) {
        const Known& known = known_[i];
        if (known.tbs.data() == data.tbs.data() && known.type == key.type &&
            equal_public(known.key, identity) && equal_public(known.parameters, parameters)) {
            return known.reason;
        }
    }
    if (!fits(key.type, data.algorithm.scheme.kind)) return Reason::signature_mismatch;
    if (count_ == limit_) return Reason::limit;
    ++count_;
    const Status status = verifier_.verify(key, data.algorithm.scheme, data.tbs, data.signature);
    const Reason reason = status.ok() ? Reason::accepted : Reason::bad_signature;
    if (cacheable && known_size_ < known_.size()) {
        known_[known_size_++] = {data.tbs, key.type, identity, parameters, reason};
    }
    return reason;
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

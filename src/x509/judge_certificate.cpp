#include "x509/judge_certificate.h"

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

}  // namespace vitrine::x509

#include "engine/config.h"

#include <algorithm>
#include <utility>

#include "handshake/transition.h"
#include "record/header.h"
#include "x509/key_file.h"
#include "x509/ocsp.h"
#include "x509/pem.h"
#include "x509/pkcs12.h"

namespace vitrine::engine {

using handshake::CipherSuite;
using handshake::NamedGroup;
using handshake::SignatureScheme;
using record::ProtocolVersion;

namespace {

constexpr std::size_t kMaxBuffers = 4096;

/// What is accepted and made, strongest first.
constexpr SignatureScheme kSchemes[] = {
    SignatureScheme::ecdsa_sha256,        SignatureScheme::ecdsa_sha384,
    SignatureScheme::ecdsa_sha512,        SignatureScheme::rsa_pss_rsae_sha256,
    SignatureScheme::rsa_pss_rsae_sha384, SignatureScheme::rsa_pss_rsae_sha512,
    SignatureScheme::rsa_pkcs1_sha256,    SignatureScheme::rsa_pkcs1_sha384,
    SignatureScheme::rsa_pkcs1_sha512,    SignatureScheme::ecdsa_sha1,
    SignatureScheme::rsa_pkcs1_sha1,
};

using Der = std::vector<std::uint8_t>;

/// The certificates of a PEM text or of a PKCS #12 file, or the one DER certificate.
Result<std::vector<Der>> certificates_in(ByteView pem_or_der, std::string_view password) {
    if (x509::is_pkcs12(pem_or_der)) {
        TLS_TRY_ASSIGN(x509::Pkcs12 contents, x509::read_pkcs12(pem_or_der, password));
        if (contents.certificates.empty()) return fail(ErrorCode::pem_no_block);
        return std::move(contents.certificates);
    }
    TLS_TRY_ASSIGN(auto blocks, x509::read_pem_or_der(pem_or_der, x509::kCertificateLabels));
    std::vector<Der> found;
    for (auto& block : blocks) found.push_back(std::move(block.der));
    return found;
}

/// A chain and its key, in memory of their own.
struct OwnedCredential {
    std::vector<Der> ders;
    std::vector<ByteView> chain;
    x509::Certificate leaf;
    std::optional<x509::PrivateKey> key;
    Der status;

    /// The response names the leaf: its number, and its issuer's name.
    [[nodiscard]] bool is_subject_of(const x509::OcspResponse& response) const {
        x509::SingleResponseCursor answers{response};
        while (const auto answer = answers.next()) {
            if (x509::may_name_certificate(answer->cert_id, leaf)) return true;
        }
        return false;
    }
};

}  // namespace

struct Config::Owned {
    x509::TrustAnchors trust;
    std::vector<std::unique_ptr<OwnedCredential>> credentials;
    std::vector<handshake::Credential> credential_views;
    std::unique_ptr<handshake::SessionCache> session_cache;
    Der dh_p;
    Der dh_g;
    std::optional<crypto::DhGroup> dh_group;
};

Config::Config(Policy policy)
    : policy_(policy),
      min_version_(min_version(policy)),
      require_secure_renegotiation_(policy < Policy::legacy),
      owned_(std::make_unique<Owned>()),
      pool_(std::make_unique<base::BufferPool>(record::kMaxRecord, kMaxBuffers)) {
    const auto groups = handshake::all_groups();
    groups_.assign(groups.begin(), groups.end());
    for (const SignatureScheme scheme : kSchemes) {
        if (allows(policy, scheme)) schemes_.push_back(scheme);
    }
    client_table_ = handshake::client_table();
    server_table_ = handshake::server_table();
}

Config::~Config() = default;

void Config::set_versions(ProtocolVersion min, ProtocolVersion max) {
    min_version_ = min;
    max_version_ = max;
}

Status Config::set_suites(std::span<const CipherSuite* const> suites) {
    for (const CipherSuite* suite : suites) {
        if (suite == nullptr || !is_implemented(*suite))
            return fail(ErrorCode::unsupported_algorithm);
    }
    suites_.assign(suites.begin(), suites.end());
    suites_named_ = true;
    return done();
}

void Config::set_groups(std::span<const NamedGroup> groups) {
    groups_.assign(groups.begin(), groups.end());
}

void Config::set_signature_schemes(std::span<const SignatureScheme> schemes) {
    schemes_.assign(schemes.begin(), schemes.end());
}

void Config::set_application_protocols(std::span<const std::string> names) {
    protocol_texts_.assign(names.begin(), names.end());
    protocols_.assign(protocol_texts_.begin(), protocol_texts_.end());
}

void Config::set_extended_master_secret(handshake::ExtendedMasterSecret mode) {
    extended_master_secret_ = mode;
}

void Config::set_client_auth(handshake::ClientAuth mode) {
    client_auth_ = mode;
}

void Config::set_dh_group(NamedGroup group) {
    owned_->dh_group = crypto::ffdhe(static_cast<crypto::DhGroupId>(group));
}

Status Config::set_dh_group(ByteView p, ByteView g) {
    owned_->dh_p.assign(p.begin(), p.end());
    owned_->dh_g.assign(g.begin(), g.end());
    const crypto::DhGroup group{owned_->dh_p, owned_->dh_g, 0};
    TLS_TRY(crypto::dh_check_group(group, min_dh_bits(policy_)));
    owned_->dh_group = group;
    return done();
}

void Config::set_session_cache(std::size_t capacity, std::int64_t lifetime_seconds) {
    owned_->session_cache.reset();
    if (capacity == 0) return;
    owned_->session_cache = std::make_unique<handshake::SessionCache>(capacity, lifetime_seconds);
}

void Config::set_table(trace::Role role, std::span<const handshake::Transition> table) {
    (role == trace::Role::client ? client_table_ : server_table_) = table;
}

Result<std::size_t> Config::add_trust(ByteView pem_or_der, std::string_view name) {
    return owned_->trust.add_file(pem_or_der, name, {}, true);
}

Status Config::add_credential(ByteView chain, ByteView key, std::string_view password) {
    auto credential = std::make_unique<OwnedCredential>();
    TLS_TRY_ASSIGN(credential->ders, certificates_in(chain, password));
    for (const Der& der : credential->ders) credential->chain.emplace_back(der);
    TLS_TRY_ASSIGN(credential->leaf, x509::parse_certificate(credential->chain.front()));
    TLS_TRY_ASSIGN(x509::PrivateKey loaded, x509::load_private_key(key, password));
    if (!loaded.matches(credential->leaf)) return fail(ErrorCode::private_key_mismatch);
    credential->key.emplace(std::move(loaded));
    owned_->credentials.push_back(std::move(credential));
    return done();
}

Status Config::add_status(ByteView der) {
    TLS_TRY_ASSIGN(const x509::OcspResponse response, x509::parse_ocsp_response(der));
    for (const auto& credential : owned_->credentials) {
        if (!credential->is_subject_of(response)) continue;
        credential->status.assign(der.begin(), der.end());
        return done();
    }
    return fail(ErrorCode::certificate_status_bad);
}

void Config::choose_suites() {
    if (suites_named_) return;
    suites_.clear();
    for (const std::uint16_t value : handshake::preference_order()) {
        const CipherSuite* suite = handshake::find_suite(value);
        if (suite != nullptr && allows(policy_, *suite)) suites_.push_back(suite);
    }
    for (const CipherSuite& suite :
         handshake::all_suites()) {  // what no preference names: for the lab
        const bool listed = std::ranges::find(suites_, &suite) != suites_.end();
        if (!listed && allows(policy_, suite)) suites_.push_back(&suite);
    }
}

Status Config::build(trace::Role role) {
    choose_suites();
    if (suites_.empty() || min_version_ > max_version_ || min_version_ < ProtocolVersion::tls10) {
        return fail(ErrorCode::bad_configuration);
    }
    if (role == trace::Role::server && owned_->credentials.empty())
        return fail(ErrorCode::no_certificate_configured);
    owned_->credential_views.clear();
    for (const auto& credential : owned_->credentials) {
        const auto& key = credential->key;
        owned_->credential_views.push_back({credential->chain, &credential->leaf,
                                            key.has_value() ? &*key : nullptr, credential->status});
    }
    if (!owned_->dh_group.has_value()) set_dh_group(NamedGroup::ffdhe2048);
    client_ = make_settings(trace::Role::client);
    server_ = make_settings(trace::Role::server);
    return done();
}

handshake::Settings Config::make_settings(trace::Role role) const {
    handshake::Settings s;
    s.min_version = min_version_;
    s.max_version = max_version_;
    s.suites = suites_;
    s.groups = groups_;
    s.signature_schemes = schemes_;
    s.credentials = owned_->credential_views;
    s.trust = &owned_->trust;
    s.path_policy.min_rsa_bits = min_rsa_bits(policy_);
    if (policy_ >= Policy::legacy) s.path_policy.make_legacy();
    s.path_policy.max_signature_checks = limits_.signature_checks;
    s.verify_peer = verify_peer_;
    s.client_auth = client_auth_;
    s.application_protocols = protocols_;
    s.extended_master_secret = extended_master_secret_;
    s.require_secure_renegotiation = require_secure_renegotiation_;
    s.min_dh_bits = min_dh_bits(policy_);
    const auto& group = owned_->dh_group;
    s.dh_group = group.has_value() ? &*group : nullptr;
    s.session_cache = role == trace::Role::server ? owned_->session_cache.get() : nullptr;
    s.send_fallback_scsv = send_fallback_scsv_;
    s.ask_status = ask_status_;
    s.limits = limits_;
    s.table = role == trace::Role::client ? client_table_ : server_table_;
    return s;
}

const x509::TrustAnchors& Config::trust() const {
    return owned_->trust;
}

}  // namespace vitrine::engine

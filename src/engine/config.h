// What connections are configured with: built once, before any of them, and then only read.
// Set what differs from the policy, then `build()`, which checks that it all fits together.
// This is the one part of the engine that may allocate as it likes.
// Read next: policy.h (what a policy switches on), handshake/settings.h (what the handshake sees of
// it).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/buffer_pool.h"
#include "engine/policy.h"
#include "handshake/settings.h"

namespace vitrine::engine {

class Config {
  public:
    explicit Config(Policy policy = Policy::modern);
    Config(const Config&) = delete;
    Config& operator=(const Config&) = delete;
    ~Config();

    // --- what may be set, before build()

    /// Versions that are offered or accepted; naming one lifts the policy's ban.
    void set_versions(record::ProtocolVersion min, record::ProtocolVersion max);
    /// Suites in order of preference; naming one lifts the policy's ban.  Errors:
    /// unsupported_algorithm.
    Status set_suites(std::span<const handshake::CipherSuite* const> suites);
    void set_groups(std::span<const handshake::NamedGroup> groups);
    void set_signature_schemes(std::span<const handshake::SignatureScheme> schemes);
    void set_application_protocols(std::span<const std::string> names);
    void set_extended_master_secret(handshake::ExtendedMasterSecret mode);
    void set_client_auth(handshake::ClientAuth mode);
    void set_verify_peer(bool verify) { verify_peer_ = verify; }
    void set_require_secure_renegotiation(bool require) { require_secure_renegotiation_ = require; }
    void set_send_fallback_scsv(bool send) { send_fallback_scsv_ = send; }
    /// A client asks for a stapled OCSP response.
    void set_ask_status(bool ask) { ask_status_ = ask; }
    void set_limits(const handshake::Limits& limits) { limits_ = limits; }
    /// The finite-field group a server uses for clients that name none; a named group, or custom
    /// numbers.
    void set_dh_group(handshake::NamedGroup group);
    Status set_dh_group(ByteView p, ByteView g);
    /// A server's memory of sessions; 0 switches it off.
    void set_session_cache(std::size_t capacity, std::int64_t lifetime_seconds = 7200);
    /// A table other than the side's own: tests run the engine with rows taken out.
    void set_table(trace::Role role, std::span<const handshake::Transition> table);
    /// A clock for `cost` events, in nanoseconds; none: costs are zero.
    void set_ticks(std::uint64_t (*nanoseconds)()) { ticks_ = nanoseconds; }

    /// Anchors from PEM text or one DER certificate; returns how many were added.
    /// Errors: pem_*, certificate_*.
    Result<std::size_t> add_trust(ByteView pem_or_der, std::string_view name = "trust");
    /// A chain (PEM, leaf first, or one DER certificate) and its key (PEM or DER).
    /// Errors: pem_*, certificate_*, private_key_mismatch, certificate_key_unsupported.
    Status add_credential(ByteView chain, ByteView key, std::string_view password = {});

    /// An OCSP response (DER) to staple to the credential whose leaf it is about.
    /// Errors: those of parse_ocsp_response, certificate_status_bad (about none of them).
    Status add_status(ByteView der);

    /// Checks and freezes.  Errors: bad_configuration, no_certificate_configured (for `role`
    /// server).
    Status build(trace::Role role);

    // --- what connections read

    [[nodiscard]] const handshake::Settings& settings(trace::Role role) const {
        return role == trace::Role::client ? client_ : server_;
    }
    [[nodiscard]] base::BufferPool& pool() const { return *pool_; }
    [[nodiscard]] std::uint64_t ticks() const { return ticks_ == nullptr ? 0 : ticks_(); }
    [[nodiscard]] Policy policy() const { return policy_; }
    [[nodiscard]] const x509::TrustAnchors& trust() const;

  private:
    struct Owned;

    void choose_suites();
    handshake::Settings make_settings(trace::Role role) const;

    Policy policy_;
    record::ProtocolVersion min_version_;
    record::ProtocolVersion max_version_ = record::ProtocolVersion::tls12;
    bool suites_named_ = false;
    std::vector<const handshake::CipherSuite*> suites_;
    std::vector<handshake::NamedGroup> groups_;
    std::vector<handshake::SignatureScheme> schemes_;
    std::vector<std::string> protocol_texts_;
    std::vector<std::string_view> protocols_;
    handshake::ExtendedMasterSecret extended_master_secret_ = handshake::ExtendedMasterSecret::on;
    handshake::ClientAuth client_auth_ = handshake::ClientAuth::off;
    bool verify_peer_ = true;
    bool require_secure_renegotiation_;
    bool send_fallback_scsv_ = false;
    bool ask_status_ = false;
    handshake::Limits limits_;
    std::span<const handshake::Transition> client_table_;
    std::span<const handshake::Transition> server_table_;
    std::uint64_t (*ticks_)() = nullptr;
    std::unique_ptr<Owned> owned_;
    std::unique_ptr<base::BufferPool> pool_;
    handshake::Settings client_;
    handshake::Settings server_;
};

}  // namespace vitrine::engine

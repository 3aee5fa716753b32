#include "handshake/server_choice.h"

#include <algorithm>

#include "handshake/common.h"
#include "handshake/extensions/alpn.h"
#include "handshake/extensions/ec_point_formats.h"
#include "handshake/groups.h"
#include "handshake/server_hello_checks.h"
#include "handshake/signing.h"

namespace vitrine::handshake {

namespace {

using record::ProtocolVersion;

/// Why the last suite that was looked at did not do; the most specific reason goes into the error.
struct Refusal {
    ErrorCode code = ErrorCode::no_common_cipher_suite;

    /// RFC 7919 §4 names the alert for one reason; it stays.
    void because(ErrorCode reason) {
        if (code != ErrorCode::no_common_dh_group) code = reason;
    }
};

bool in_versions(const Handshake& hs, const CipherSuite& suite) {
    return hs.version >= suite.min_version && hs.version <= suite.max_version;
}

/// RFC 8422 §4: no supported_groups means that any curve will do.
bool client_takes(const Handshake& hs, NamedGroup group) {
    return !hs.offer.has_groups || hs.offer.groups.contains(static_cast<std::uint16_t>(group));
}

bool choose_curve(Handshake& hs) {
    for (const NamedGroup group : hs.settings.groups) {
        if (is_finite_field(group) || !client_takes(hs, group)) continue;
        if (!hs.offer.has_groups && group != NamedGroup::secp256r1) continue;  // take P-256
        hs.group = Group{group, false, {}};
        return true;
    }
    return false;
}

bool client_names_finite_fields(const Handshake& hs) {
    for (std::size_t i = 0; i < hs.offer.groups.size(); ++i) {
        if (is_finite_field(static_cast<NamedGroup>(hs.offer.groups[i]))) return true;
    }
    return false;
}

/// RFC 7919 §4: a client that names FFDHE groups gets one of them or no DHE suite.
bool choose_dh_group(Handshake& hs) {
    if (client_names_finite_fields(hs)) {
        for (const NamedGroup group : hs.settings.groups) {
            if (!is_finite_field(group) || !client_takes(hs, group)) continue;
            hs.group = Group{group, false, crypto::ffdhe(static_cast<crypto::DhGroupId>(group))};
            return true;
        }
        return false;
    }
    if (hs.settings.dh_group == nullptr) return false;
    return choose_finite_field(hs, hs.settings.dh_group->p, hs.settings.dh_group->g).ok();
}

/// RFC 5246 §7.4.1.4.1: without signature_algorithms a 1.2 client takes SHA-1 with the suite's key.
bool choose_signature(Handshake& hs, const Credential& credential) {
    if (hs.version < ProtocolVersion::tls12 || !is_ephemeral(hs.suite->key_exchange)) return true;
    const x509::PublicKey& key = credential.leaf->public_key;
    std::optional<SignatureScheme> scheme;
    if (hs.offer.has_signature_schemes) {
        scheme = choose_scheme(hs, key, hs.offer.signature_schemes);
    } else {
        const auto sha1 = key.type == x509::KeyType::ec ? SignatureScheme::ecdsa_sha1
                                                        : SignatureScheme::rsa_pkcs1_sha1;
        if (std::ranges::find(hs.settings.signature_schemes, sha1) !=
            hs.settings.signature_schemes.end())
            scheme = sha1;
    }
    if (scheme.has_value()) hs.own_scheme = *scheme;
    return scheme.has_value();
}

/// An ECDSA certificate's curve must be one the client takes (RFC 8422 §5.1).
bool client_takes_key(const Handshake& hs, const x509::PublicKey& key) {
    return key.type != x509::KeyType::ec || client_takes(hs, group_of(key.curve));
}

bool try_suite(Handshake& hs, const CipherSuite& suite, Refusal& refusal) {
    hs.suite = &suite;
    for (const Credential& credential : hs.settings.credentials) {
        if (!check_key_fits_suite(*credential.leaf, suite).ok()) continue;
        if (!client_takes_key(hs, credential.leaf->public_key)) {
            refusal.because(ErrorCode::no_common_group);
            continue;
        }
        if (!choose_signature(hs, credential)) {
            refusal.because(ErrorCode::no_common_signature_algorithm);
            continue;
        }
        const bool grouped =
            suite.key_exchange == KeyExchange::rsa ||
            (suite.key_exchange == KeyExchange::ecdhe ? choose_curve(hs) : choose_dh_group(hs));
        if (!grouped) {
            // RFC 7919 §4: groups were named, none of them is ours, and no other suite will do.
            const bool finite_field =
                suite.key_exchange == KeyExchange::dhe && client_names_finite_fields(hs);
            refusal.because(finite_field ? ErrorCode::no_common_dh_group
                                         : ErrorCode::no_common_group);
            continue;
        }
        hs.own_credential = &credential;
        return true;
    }
    return false;
}

Status keep_offer(Handshake& hs, const ClientHello& hello) {
    const auto keep = [&](const wire::U16View& list) -> Result<wire::U16View> {
        TLS_TRY_ASSIGN(const ByteView copy, hs.arena.copy(list.bytes()));
        return wire::U16View{copy};
    };
    const Extensions& extensions = hello.extensions;
    TLS_TRY_ASSIGN(hs.offer.cipher_suites, keep(hello.cipher_suites));
    TLS_TRY_ASSIGN(hs.offer.groups, keep(extensions.supported_groups));
    TLS_TRY_ASSIGN(hs.offer.signature_schemes, keep(extensions.signature_algorithms));
    TLS_TRY_ASSIGN(const ByteView name, hs.arena.copy(as_bytes(extensions.server_name)));
    hs.offer.server_name = as_text(name);
    hs.offer.has_groups = extensions.has(ExtensionType::supported_groups);
    hs.offer.has_signature_schemes = extensions.has(ExtensionType::signature_algorithms);
    hs.offer.extended_master_secret = extensions.has(ExtensionType::extended_master_secret);
    hs.offer.status_request = extensions.asks_ocsp_status;
    hs.answer_server_name = extensions.has(ExtensionType::server_name);
    hs.answer_point_formats = extensions.has(ExtensionType::ec_point_formats);
    return done();
}

/// RFC 5746 §3.6: the signalling value or an empty extension; on a first handshake nothing else.
Status accept_renegotiation_info(Handshake& hs, const Extensions& extensions) {
    const bool extension = extensions.has(ExtensionType::renegotiation_info);
    if (!extensions.renegotiated_connection.empty())
        return fail(ErrorCode::renegotiation_info_mismatch);
    hs.secure_renegotiation =
        extension || hs.offer.cipher_suites.contains(kEmptyRenegotiationInfoScsv);
    hs.offer.secure_renegotiation = hs.secure_renegotiation;
    return done();
}

/// RFC 7301 §3.2: our first name that the client has; none in common is fatal.
Status choose_application_protocol(Handshake& hs, const Extensions& extensions) {
    const bool asked = extensions.has(ExtensionType::application_layer_protocol_negotiation);
    if (!asked || hs.settings.application_protocols.empty()) return done();
    for (const std::string_view name : hs.settings.application_protocols) {
        if (!alpn_contains(extensions.application_protocols, name)) continue;
        hs.application_protocol = as_bytes(name);
        return done();
    }
    return fail(ErrorCode::no_application_protocol);
}

}  // namespace

Status choose_version(Handshake& hs, const ClientHello& hello) {
    const auto offered = static_cast<ProtocolVersion>(hello.client_version);
    hs.offer.version = offered;
    TLS_TRY(
        check(hs,
              {"client's version is supported", offered >= hs.settings.min_version,
               record::name_of(hs.settings.min_version), record::name_of(offered), "RFC 5246 §E.1"},
              ErrorCode::version_not_supported));
    hs.version = std::min(offered, hs.settings.max_version);
    // RFC 7507 §3: the client fell back although both sides know better.
    const bool fell_back =
        hello.cipher_suites.contains(kFallbackScsv) && offered < hs.settings.max_version;
    return check(hs, {"client did not fall back", !fell_back, "", "", "RFC 7507 §3"},
                 ErrorCode::inappropriate_fallback);
}

Status accept_client_hello(Handshake& hs, const ClientHello& hello) {
    copy_bytes(hello.random, hs.randoms.client);
    if (std::ranges::find(hello.compression_methods, std::uint8_t{0}) ==
        hello.compression_methods.end()) {
        return fail(ErrorCode::compression_null_missing, 0, "compression_methods");
    }
    TLS_TRY(keep_offer(hs, hello));
    if (hs.answer_point_formats && !has_uncompressed(hello.extensions.ec_point_formats)) {
        return fail(ErrorCode::point_format_missing);
    }
    TLS_TRY(accept_renegotiation_info(hs, hello.extensions));
    const bool wanted = hs.settings.extended_master_secret != ExtendedMasterSecret::off;
    hs.extended_master_secret = wanted && hs.offer.extended_master_secret;
    if (!hs.offer.extended_master_secret &&
        hs.settings.extended_master_secret == ExtendedMasterSecret::require) {
        return fail(ErrorCode::extended_master_secret_missing);
    }
    return choose_application_protocol(hs, hello.extensions);
}

// A session that does not fit is no error: a full handshake follows. Only a client that drops the
// extended master secret is refused (RFC 7627 §5.3).
Status choose_session(Handshake& hs, const ClientHello& hello) {
    if (hs.settings.session_cache == nullptr || hello.session_id.empty()) return done();
    Session found;
    if (!hs.settings.session_cache->find(hello.session_id, hs.now, found)) return done();
    const CipherSuite* suite = find_suite(found.cipher_suite);
    const bool enabled = std::ranges::find(hs.settings.suites, suite) != hs.settings.suites.end();
    const bool same_name = found.server_name() == hs.offer.server_name;
    const bool client_known =
        hs.settings.client_auth != ClientAuth::require || found.peer.authenticated;
    const bool fits = enabled && same_name && client_known && found.version == hs.version &&
                      hs.offer.cipher_suites.contains(found.cipher_suite);
    if (!fits) return done();
    if (found.extended_master_secret && !hs.offer.extended_master_secret) {
        return fail(ErrorCode::extended_master_secret_changed);
    }
    // §5.3 again: a session without it is resumed only where the policy never wants it.
    const bool wanted = hs.settings.extended_master_secret != ExtendedMasterSecret::off;
    if (found.extended_master_secret != wanted) return done();
    hs.resuming = true;
    hs.suite = suite;
    hs.session_id = found.id;
    hs.master = MasterSecret{found.master.expose()};
    hs.has_master = true;
    hs.peer.emplace(resume(found));
    hs.session.emplace(std::move(found));
    return done();
}

Status choose_suite(Handshake& hs) {
    Refusal refusal;
    for (const CipherSuite* suite : hs.settings.suites) {
        if (!hs.offer.cipher_suites.contains(suite->value) || !in_versions(hs, *suite)) continue;
        if (try_suite(hs, *suite, refusal)) return done();
    }
    hs.suite = nullptr;
    return fail(refusal.code, 0, "cipher_suites");
}

}  // namespace vitrine::handshake

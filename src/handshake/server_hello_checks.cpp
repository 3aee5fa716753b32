#include "handshake/server_hello_checks.h"

#include <algorithm>

#include "crypto/pk/dh.h"
#include "handshake/common.h"
#include "handshake/extensions/alpn.h"
#include "handshake/extensions/ec_point_formats.h"
#include "handshake/groups.h"

namespace vitrine::handshake {

namespace {

using record::ProtocolVersion;

// RFC 8446 §4.1.3: a server that knows TLS 1.2 and was made to choose less says so in its random.
constexpr std::array<std::uint8_t, 8> kDowngradeSentinel = {0x44, 0x4f, 0x57, 0x4e,
                                                            0x47, 0x52, 0x44, 0x00};

bool was_offered(const Handshake& hs, std::uint16_t type) {
    switch (static_cast<ExtensionType>(type)) {
        case ExtensionType::renegotiation_info:
            return hs.offer.secure_renegotiation;
        case ExtensionType::extended_master_secret:
            return hs.offer.extended_master_secret;
        case ExtensionType::server_name:
            return !hs.offer.server_name.empty();
        case ExtensionType::supported_groups:
        case ExtensionType::ec_point_formats:
            return hs.offer.has_groups;
        case ExtensionType::signature_algorithms:
            return hs.offer.has_signature_schemes;
        case ExtensionType::status_request:
            return hs.offer.status_request;
        case ExtensionType::application_layer_protocol_negotiation:
            return !hs.settings.application_protocols.empty();
        default:
            return false;
    }
}

/// RFC 5746 §3.4: on a first handshake the extension, if there, is empty.
Status accept_renegotiation_info(Handshake& hs, const Extensions& extensions) {
    if (!extensions.has(ExtensionType::renegotiation_info)) {
        return check(hs,
                     {"server supports secure renegotiation",
                      !hs.settings.require_secure_renegotiation, "", "", "RFC 5746 §4.1"},
                     ErrorCode::renegotiation_info_missing);
    }
    hs.secure_renegotiation = true;
    if (!extensions.renegotiated_connection.empty())
        return fail(ErrorCode::renegotiation_info_mismatch);
    return done();
}

Status accept_application_protocol(Handshake& hs, const Extensions& extensions) {
    const ByteView chosen = first_protocol(extensions.application_protocols);
    if (chosen.empty()) return done();
    const auto& ours = hs.settings.application_protocols;
    const auto found = std::ranges::find(ours, as_text(chosen));
    TLS_TRY(check(hs,
                  {"application protocol was offered", found != ours.end(), "", as_text(chosen),
                   "RFC 7301 §3.2"},
                  ErrorCode::extension_bad_value));
    hs.application_protocol = as_bytes(*found);
    return done();
}

}  // namespace

Status accept_version(Handshake& hs, const ServerHello& hello) {
    const auto version = static_cast<ProtocolVersion>(hello.server_version);
    const bool offered = version >= hs.settings.min_version && version <= hs.offer.version;
    TLS_TRY(check(hs,
                  {"version was offered", offered, record::name_of(hs.offer.version),
                   record::name_of(version), "RFC 5246 §7.4.1.3"},
                  ErrorCode::version_not_offered));
    hs.version = version;
    const bool lowered =
        version < ProtocolVersion::tls12 && hs.offer.version >= ProtocolVersion::tls12;
    if (!lowered) return done();
    const bool marked = equal_public(hello.random.last(8), kDowngradeSentinel);
    return check(hs,
                 {"server random carries no downgrade signal", !marked, "", "", "RFC 8446 §4.1.3"},
                 ErrorCode::version_downgraded);
}

Status accept_suite(Handshake& hs, const ServerHello& hello) {
    const bool signalling =
        hello.cipher_suite == kEmptyRenegotiationInfoScsv || hello.cipher_suite == kFallbackScsv;
    const bool offered = hs.offer.cipher_suites.contains(hello.cipher_suite) && !signalling;
    TLS_TRY(check(hs,
                  {"cipher suite was offered", offered, "", suite_name(hello.cipher_suite),
                   "RFC 5246 §7.4.1.3"},
                  ErrorCode::cipher_suite_not_offered));
    hs.suite = find_suite(hello.cipher_suite);
    if (hs.version < hs.suite->min_version || hs.version > hs.suite->max_version) {
        return fail(ErrorCode::cipher_suite_wrong_version, 0, "cipher_suite");
    }
    if (hello.compression_method != 0)
        return fail(ErrorCode::compression_not_offered, 0, "compression_method");
    return done();
}

Status accept_extensions(Handshake& hs, const ServerHello& hello) {
    const Extensions& extensions = hello.extensions;
    bool all_offered = true;
    for_each_extension(extensions.all, [&](std::uint16_t type) {
        all_offered = all_offered && was_offered(hs, type);
    });
    TLS_TRY(check(hs, {"extensions were offered", all_offered, "", "", "RFC 5246 §7.4.1.4"},
                  ErrorCode::extension_not_offered));
    TLS_TRY(accept_renegotiation_info(hs, extensions));
    hs.status_promised = extensions.has(ExtensionType::status_request);
    hs.extended_master_secret = extensions.has(ExtensionType::extended_master_secret);
    if (!hs.extended_master_secret &&
        hs.settings.extended_master_secret == ExtendedMasterSecret::require) {
        return fail(ErrorCode::extended_master_secret_missing);
    }
    if (extensions.has(ExtensionType::ec_point_formats) &&
        !has_uncompressed(extensions.ec_point_formats)) {
        return fail(ErrorCode::point_format_missing);
    }
    return accept_application_protocol(hs, extensions);
}

// RFC 5246 §7.4.1.3: the same non-empty session_id means resumption, with everything as it was.
Status accept_session_id(Handshake& hs, const ServerHello& hello) {
    const bool same = hs.session.has_value() && !hello.session_id.empty() &&
                      equal_public(hello.session_id, hs.session->id.view());
    hs.session_id = SessionId{hello.session_id};
    if (!same) return done();
    if (hs.session->version != hs.version || hs.session->cipher_suite != hs.suite->value) {
        return fail(ErrorCode::resumption_mismatch);
    }
    // RFC 7627 §5.3: both handshakes have the extension, or neither.
    if (hs.session->extended_master_secret != hs.extended_master_secret) {
        return fail(ErrorCode::extended_master_secret_changed);
    }
    hs.resuming = true;
    hs.master = MasterSecret{hs.session->master.expose()};
    hs.has_master = true;
    hs.peer.emplace(resume(*hs.session));
    return done();
}

Status check_key_fits_suite(const x509::Certificate& leaf, const CipherSuite& suite) {
    const x509::KeyType wanted = suite.auth == Auth::ecdsa ? x509::KeyType::ec : x509::KeyType::rsa;
    if (leaf.public_key.type != wanted) return fail(ErrorCode::certificate_wrong_type);
    const bool transports = suite.key_exchange == KeyExchange::rsa;
    const auto use =
        transports ? x509::KeyUsage::key_encipherment : x509::KeyUsage::digital_signature;
    if (!leaf.extensions.allows(use)) return fail(ErrorCode::certificate_key_usage);
    return done();
}

Status accept_group(Handshake& hs, const ServerKeyExchange& message) {
    if (hs.suite->key_exchange == KeyExchange::ecdhe) {
        hs.group.id = static_cast<NamedGroup>(message.named_curve);
        const bool offered =
            hs.offer.groups.contains(message.named_curve) && !is_finite_field(hs.group.id);
        TLS_TRY(check(hs, {"group was offered", offered, "", name_of(hs.group.id), "RFC 8422 §5.4"},
                      ErrorCode::group_not_offered));
        TLS_TRY_ASSIGN(hs.peer_value, hs.arena.copy(message.point));
        return done();
    }
    TLS_TRY_ASSIGN(const ByteView p, hs.arena.copy(message.dh_p));
    TLS_TRY_ASSIGN(const ByteView g, hs.arena.copy(message.dh_g));
    TLS_TRY_ASSIGN(hs.peer_value, hs.arena.copy(message.dh_Ys));
    return choose_finite_field(hs, p, g);
}

}  // namespace vitrine::handshake

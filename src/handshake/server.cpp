// The server's handlers, in the order of RFC 5246 §7.3 figure 1. Each does one message's work: no
// I/O, no alert, no change of state. What comes next stands in server_table.cpp.
#include "handshake/server.h"

#include <utility>

#include "base/variant.h"
#include "handshake/common.h"
#include "handshake/extensions/alpn.h"
#include "handshake/extensions/ec_point_formats.h"
#include "handshake/extensions/renegotiation_info.h"
#include "handshake/messages/certificate_request.h"
#include "handshake/messages/certificate_status.h"
#include "handshake/messages/certificate_verify.h"
#include "handshake/messages/client_hello.h"
#include "handshake/messages/client_key_exchange.h"
#include "handshake/messages/server_hello.h"
#include "handshake/messages/server_key_exchange.h"
#include "handshake/server_choice.h"
#include "handshake/signing.h"

namespace vitrine::handshake::server::run {

namespace {

using record::ProtocolVersion;

// RFC 8446 §4.1.3: a server that is made to choose less than TLS 1.2 says so in its random.
constexpr std::array<std::uint8_t, 8> kDowngradeSentinel = {0x44, 0x4f, 0x57, 0x4e,
                                                            0x47, 0x52, 0x44, 0x00};

x509::SignatureScheme own_algorithm(const Handshake& hs) {
    const auto chosen = algorithm_of(hs.own_scheme);
    if (hs.version >= ProtocolVersion::tls12 && chosen.has_value()) return *chosen;
    return legacy_algorithm(hs.own_credential->leaf->public_key);
}

bool has_extensions(const Handshake& hs) {
    return hs.secure_renegotiation || hs.extended_master_secret ||
           !hs.application_protocol.empty() || (hs.answer_server_name && !hs.resuming) ||
           (hs.answer_point_formats && is_ecc(hs.suite->key_exchange)) || hs.staples_status();
}

void write_extensions(const Handshake& hs, wire::Writer& out) {
    // RFC 6066 §3: the answer is empty, and absent when resuming.
    if (hs.answer_server_name && !hs.resuming)
        write_extension(out, ExtensionType::server_name, [](wire::Writer&) {});
    if (hs.secure_renegotiation) write_renegotiation_info(out, {});
    if (hs.extended_master_secret)
        write_extension(out, ExtensionType::extended_master_secret, [](wire::Writer&) {});
    if (hs.answer_point_formats && is_ecc(hs.suite->key_exchange)) write_ec_point_formats(out);
    if (hs.staples_status())
        write_extension(out, ExtensionType::status_request, [](wire::Writer&) {});
    if (!hs.application_protocol.empty()) {
        const std::string_view name[] = {as_text(hs.application_protocol)};
        write_alpn(out, name);
    }
}

}  // namespace

// ClientHello: RFC 5246 §7.4.1.2.
Status on_client_hello(Handshake& hs, wire::Reader body) {
    TLS_TRY_ASSIGN(const ClientHello hello, decode_client_hello(body));
    TLS_TRY(choose_version(hs, hello));
    TLS_TRY(accept_client_hello(hs, hello));
    TLS_TRY(choose_session(hs, hello));
    if (!hs.resuming) TLS_TRY(choose_suite(hs));
    hs.records.set_version(hs.version);
    const auto also = hashes_for_signing(hs);
    hs.transcript.start(prf_for(hs.version, *hs.suite), also.view());
    return done();
}

// ServerHello: RFC 5246 §7.4.1.3. A new session gets a new ID, never the client's.
Status prepare_server_hello(Handshake& hs, wire::Reader /*body*/) {
    TLS_TRY(hs.rng.fill(hs.randoms.server));
    if (hs.version < ProtocolVersion::tls12 && hs.settings.max_version >= ProtocolVersion::tls12) {
        copy_bytes(kDowngradeSentinel, MutByteView{hs.randoms.server}.last(8));
    }
    if (hs.resuming) return done();
    hs.session_id = SessionId{};
    if (hs.settings.session_cache == nullptr) return done();
    hs.session_id.len = 32;
    return hs.rng.fill(hs.session_id.bytes);
}

Status write_server_hello(Handshake& hs, wire::Writer& out) {
    ServerHello hello;
    hello.server_version = static_cast<std::uint16_t>(hs.version);
    hello.random = hs.randoms.server;
    hello.session_id = hs.session_id.view();
    hello.cipher_suite = hs.suite->value;
    encode_server_hello(out, hello, has_extensions(hs),
                        [&](wire::Writer& list) { write_extensions(hs, list); });
    return done();
}

// CertificateStatus: RFC 6066 §8.
Status write_certificate_status(Handshake& hs, wire::Writer& out) {
    encode_certificate_status(out, hs.own_credential->status);
    return done();
}

// ServerKeyExchange: RFC 5246 §7.4.3. A fresh key pair for every handshake (attacks A26, A36), then
// signed.
Status begin_key_share(Handshake& hs, wire::Reader /*body*/) {
    if (!is_ephemeral(hs.suite->key_exchange)) return done();
    TLS_TRY_ASSIGN(Operation * operation, ask(hs));
    put<ExchangeKeys>(operation->work).group = hs.group;
    return done();
}

Status begin_params_signature(Handshake& hs, wire::Reader /*body*/) {
    ExchangeKeys& share = work_of<ExchangeKeys>(hs);
    hs.own_secret = std::move(share.own_secret);
    TLS_TRY_ASSIGN(hs.own_value,
                   hs.arena.copy(ByteView{share.own_value}.first(share.own_value_len)));
    TLS_TRY_ASSIGN(const MutByteView room, hs.arena.bytes(3 * (crypto::kMaxDhLen + 2) + 1));
    wire::Writer out{room};
    if (hs.suite->key_exchange == KeyExchange::ecdhe) {
        encode_server_ecdh_params(out, static_cast<std::uint16_t>(hs.group.id), hs.own_value);
    } else {
        encode_server_dh_params(out, hs.group.finite_field.p, hs.group.finite_field.g,
                                hs.own_value);
    }
    TLS_TRY_ASSIGN(hs.params, out.finish());
    const x509::SignatureScheme algorithm = own_algorithm(hs);
    TLS_TRY_ASSIGN(Operation * operation, ask(hs));
    Sign& work = put<Sign>(operation->work);
    work.key = hs.own_credential->key;
    work.algorithm = algorithm;
    work.digest = digest_of_params(hs, algorithm);
    return done();
}

Status on_params_signed(Handshake& hs, wire::Reader /*body*/) {
    const Sign& work = work_of<Sign>(hs);
    hs.signature_scheme = hs.own_scheme;
    TLS_TRY_ASSIGN(hs.signature, hs.arena.copy(ByteView{work.signature}.first(work.signature_len)));
    return done();
}

Status write_server_key_exchange(Handshake& hs, wire::Writer& out) {
    ServerKeyExchange message;
    message.params = hs.params;
    message.signature_algorithm = static_cast<std::uint16_t>(hs.own_scheme);
    message.signature = hs.signature;
    encode_server_key_exchange(out, message, hs.version);
    return done();
}

// CertificateRequest: RFC 5246 §7.4.4.
Status write_certificate_request(Handshake& hs, wire::Writer& out) {
    constexpr std::array<std::uint8_t, 2> kTypes = {
        static_cast<std::uint8_t>(ClientCertificateType::rsa_sign),
        static_cast<std::uint8_t>(ClientCertificateType::ecdsa_sign)};
    TLS_TRY_ASSIGN(const std::span<std::uint16_t> schemes,
                   hs.arena.array<std::uint16_t>(hs.settings.signature_schemes.size()));
    std::size_t count = 0;
    for (const SignatureScheme scheme : hs.settings.signature_schemes) {
        schemes[count++] = static_cast<std::uint16_t>(scheme);
    }
    encode_certificate_request(out, hs.version, kTypes, schemes, hs.settings.client_ca_names);
    return done();
}

Status write_server_hello_done(Handshake& /*hs*/, wire::Writer& /*out*/) {
    return done();
}

// Certificate: RFC 5246 §7.4.6. Empty: the client has none; whether that will do is configuration.
Status on_client_certificate(Handshake& hs, wire::Reader body) {
    TLS_TRY(take_certificates(hs, body));
    if (hs.peer_certificates.empty()) {
        if (hs.settings.client_auth == ClientAuth::require)
            return fail(ErrorCode::certificate_required);
        hs.peer.emplace(AnonymousPeer{});
        return done();
    }
    const x509::Certificate& leaf = hs.peer_certificates.front();
    const bool known_type =
        leaf.public_key.type == x509::KeyType::rsa || leaf.public_key.type == x509::KeyType::ec;
    if (!known_type) return fail(ErrorCode::certificate_wrong_type);
    if (!leaf.extensions.allows(x509::KeyUsage::digital_signature))
        return fail(ErrorCode::certificate_key_usage);
    TLS_TRY_ASSIGN(Operation * operation, ask(hs));
    VerifyChain& work = put<VerifyChain>(operation->work);
    work.certificates = hs.peer_certificates;
    work.trust = hs.settings.trust;
    work.policy = hs.settings.path_policy;
    work.policy.now = hs.now;
    work.policy.purpose = x509::Purpose::client;
    work.arena = &hs.arena;
    work.report = hs.path_report;
    return done();
}

Status on_client_chain_verified(Handshake& hs, wire::Reader /*body*/) {
    VerifyChain& work = work_of<VerifyChain>(hs);
    if (!work.verified.has_value()) return fail(ErrorCode::internal);
    hs.peer.emplace(*work.verified);
    return done();
}

// ClientKeyExchange: RFC 5246 §7.4.7. With RSA nothing fails here, whatever was sent (attacks
// A16-A18).
Status on_client_key_exchange(Handshake& hs, wire::Reader body) {
    TLS_TRY_ASSIGN(const ClientKeyExchange message,
                   decode_client_key_exchange(body, hs.suite->key_exchange));
    TLS_TRY_ASSIGN(hs.peer_value, hs.arena.copy(message.exchange_keys));
    TLS_TRY_ASSIGN(Operation * operation, ask(hs));
    if (hs.suite->key_exchange == KeyExchange::rsa) {
        DecryptPremaster& work = put<DecryptPremaster>(operation->work);
        work.key = hs.own_credential->key;
        work.encrypted = hs.peer_value;
        work.client_version = static_cast<std::uint16_t>(hs.offer.version);
        return done();
    }
    ExchangeKeys& work = put<ExchangeKeys>(operation->work);
    work.group = hs.group;
    work.generate = false;
    work.own_secret = std::move(hs.own_secret);
    work.peer_value = hs.peer_value;
    return done();
}

Status on_premaster(Handshake& hs, wire::Reader /*body*/) {
    if (auto* decrypt = std::get_if<DecryptPremaster>(&hs.operation->work)) {
        hs.premaster = std::move(decrypt->premaster);
    } else {
        hs.premaster = std::move(work_of<ExchangeKeys>(hs).premaster);
    }
    hs.has_premaster = true;
    if (!hs.peer.has_value()) hs.peer.emplace(AnonymousPeer{});  // was not asked
    show_premaster(hs);
    return derive_master(hs);  // the transcript ends with ClientKeyExchange now
}

// CertificateVerify: RFC 5246 §7.4.8.
Status on_certificate_verify(Handshake& hs, wire::Reader body) {
    TLS_TRY_ASSIGN(const CertificateVerify message, decode_certificate_verify(body, hs.version));
    const x509::PublicKey& key = hs.peer_certificates.front().public_key;
    TLS_TRY_ASSIGN(const x509::SignatureScheme algorithm,
                   accept_signature_algorithm(hs, message.algorithm, key));
    TLS_TRY_ASSIGN(hs.signature, hs.arena.copy(message.signature));
    TLS_TRY_ASSIGN(Operation * operation, ask(hs));
    VerifySignature& work = put<VerifySignature>(operation->work);
    work.key = &key;
    work.algorithm = algorithm;
    work.digest = digest_of_transcript(hs, algorithm);
    work.signature = hs.signature;
    return done();
}

Status on_client_signature_verified(Handshake& hs, wire::Reader /*body*/) {
    return check(hs, {"CertificateVerify signature", true, "", "", "RFC 5246 §7.4.8"},
                 ErrorCode::signature_invalid);
}

}  // namespace vitrine::handshake::server::run

#include "handshake/common.h"

#include <utility>

#include "base/ct.h"
#include "handshake/keys.h"
#include "handshake/message_header.h"
#include "handshake/messages/certificate.h"
#include "handshake/messages/finished.h"

namespace vitrine::handshake {

namespace {

/// The twelve bytes that `sender` must send now, by our transcript.
VerifyData verify_data_of(const Handshake& hs, trace::Role sender) {
    return compute_verify_data(prf_for(hs.version, *hs.suite), hs.master, sender,
                               hs.transcript.session_hash(), hs.sink);
}

trace::Role other(trace::Role role) {
    return role == trace::Role::client ? trace::Role::server : trace::Role::client;
}

Status write_alert(wire::Writer& out, AlertLevel level, AlertDescription description) {
    out.u8(static_cast<std::uint8_t>(level));
    out.u8(static_cast<std::uint8_t>(description));
    return done();
}

struct AlertBytes {
    AlertLevel level;
    AlertDescription description;
};

Result<AlertBytes> read_alert(Handshake& hs, wire::Reader body) {
    AlertBytes alert{};
    alert.level = static_cast<AlertLevel>(body.u8("level"));
    alert.description = static_cast<AlertDescription>(body.u8("description"));
    TLS_TRY_ASSIGN(alert, body.finish(alert));
    trace::emit(hs.sink, trace::Alert{trace::Direction::received, alert.level, alert.description});
    return alert;
}

}  // namespace

namespace common {

Status proceed(Handshake& /*hs*/, wire::Reader /*body*/) {
    return done();
}

Status prepare_keys(Handshake& hs, wire::Reader /*body*/) {
    return make_keys(hs);
}

// RFC 5246 §7.1: one byte of value 1. Handshake bytes may not be pending: the driver of the record
// layer has checked it. The keys exist only after a key exchange or a resumption (CVE-2014-0224,
// attack A41).
Status on_change_cipher_spec(Handshake& hs, wire::Reader body) {
    if (body.remaining() != 1) return fail(ErrorCode::ccs_malformed, 0, "type");
    if (body.u8("type") != 1) return fail(ErrorCode::ccs_bad_value, 0, "type");
    TLS_TRY(make_keys(hs));
    return change_read_keys(hs);
}

Status make_finished(Handshake& hs, wire::Reader /*body*/) {
    hs.own_verify_data = verify_data_of(hs, hs.role);
    return done();
}

Status on_finished(Handshake& hs, wire::Reader body) {
    TLS_TRY_ASSIGN(const Finished message, decode_finished(body));
    const VerifyData expected = verify_data_of(hs, other(hs.role));
    const auto verified = verify_finished(expected, message.verify_data);
    trace::emit(hs.sink, trace::Check{"verify_data equals our own computation", verified.ok(), "",
                                      "", "RFC 5246 §7.4.9"});
    TLS_TRY_ASSIGN(hs.finished, verified);
    hs.peer_verify_data = expected;
    return done();
}

Status on_application_data(Handshake& hs, wire::Reader body) {
    hs.application_data = body.rest("data");
    hs.warnings_in_a_row = 0;
    return done();
}

Status on_warning_alert(Handshake& hs, wire::Reader body) {
    TLS_TRY_ASSIGN(hs.received_alert, [&]() -> Result<AlertDescription> {
        TLS_TRY_ASSIGN(const AlertBytes alert, read_alert(hs, body));
        return alert.description;
    }());
    if (++hs.warnings_in_a_row > hs.settings.limits.warning_alerts)
        return fail(ErrorCode::too_many_warnings);
    return done();
}

Status on_fatal_alert(Handshake& hs, wire::Reader body) {
    TLS_TRY_ASSIGN(const AlertBytes alert, read_alert(hs, body));
    hs.received_alert = alert.description;
    hs.received_fatal_alert = true;
    hs.failed_in = hs.state;
    return done();
}

Status on_close_notify(Handshake& hs, wire::Reader body) {
    TLS_TRY(read_alert(hs, body));
    hs.received_close_notify = true;
    hs.failed_in = hs.state;
    return done();
}

Status ignore_hello_request(Handshake& hs, wire::Reader body) {
    TLS_TRY(body.finish());
    if (++hs.hello_requests > hs.settings.limits.hello_requests)
        return fail(ErrorCode::unexpected_message, 0);
    return done();
}

// Renegotiation is off: a warning, and the connection goes on (RFC 5246 §7.2.2: no_renegotiation
// "is always a warning"). The peer may not flood us (attack A46).
Status refuse_renegotiation(Handshake& hs, wire::Reader body) {
    body.rest("body");
    if (++hs.hello_requests > hs.settings.limits.hello_requests)
        return fail(ErrorCode::unexpected_message, 0);
    return done();
}

Status refuse_hello_request(Handshake& hs, wire::Reader body) {
    TLS_TRY(body.finish());
    return refuse_renegotiation(hs, body);
}

Status write_certificate(Handshake& hs, wire::Writer& out) {
    encode_certificate(
        out, hs.own_credential == nullptr ? std::span<const ByteView>{} : hs.own_credential->chain);
    return done();
}

Status write_change_cipher_spec(Handshake& /*hs*/, wire::Writer& out) {
    out.u8(1);
    return done();
}

Status write_finished(Handshake& hs, wire::Writer& out) {
    encode_finished(out, hs.own_verify_data);
    return done();
}

Status write_close_notify(Handshake& /*hs*/, wire::Writer& out) {
    return write_alert(out, AlertLevel::warning, AlertDescription::close_notify);
}

Status write_no_renegotiation(Handshake& /*hs*/, wire::Writer& out) {
    return write_alert(out, AlertLevel::warning, AlertDescription::no_renegotiation);
}

Status write_fatal_alert(Handshake& hs, wire::Writer& out) {
    const ErrorCode code = hs.failure.has_value() ? hs.failure->code : ErrorCode::internal;
    return write_alert(out, AlertLevel::fatal, info(code).alert);
}

}  // namespace common

Status derive_master(Handshake& hs) {
    if (!hs.has_premaster) return fail(ErrorCode::internal);
    const crypto::PrfAlg prf = prf_for(hs.version, *hs.suite);
    hs.has_premaster = false;
    if (hs.extended_master_secret) {
        hs.master = derive_extended_master_secret(
            prf, std::move(hs.premaster), hs.transcript.session_hash(), hs.randoms, hs.sink);
    } else {
        hs.master = derive_master_secret(prf, std::move(hs.premaster), hs.randoms, hs.sink);
    }
    hs.has_master = true;
    return done();
}

Result<Operation*> ask(Handshake& hs) {
    TLS_TRY_ASSIGN(const MutByteView room, hs.arena.bytes(sizeof(Operation)));
    auto* operation = ::new (static_cast<void*>(room.data())) Operation;
    operation->id = ++hs.operations_asked;
    hs.operation = operation;
    TLS_TRY(hs.rng.fill(operation->seed));
    return operation;
}

Status take_certificates(Handshake& hs, wire::Reader body) {
    TLS_TRY_ASSIGN(const CertificateMessage message, decode_certificate(body));
    TLS_TRY_ASSIGN(hs.peer_certificates, hs.arena.array<x509::Certificate>(message.count));
    for (std::size_t i = 0; i < message.count; ++i) {
        TLS_TRY_ASSIGN(const ByteView der, hs.arena.copy(message.certificate_list[i]));
        TLS_TRY_ASSIGN(hs.peer_certificates[i], x509::parse_certificate(der, hs.sink));
    }
    return done();
}

Status check(Handshake& hs, const trace::Check& what, ErrorCode error) {
    trace::emit(hs.sink, what);
    if (!what.passed) return fail(error);
    return done();
}

Session make_session(const Handshake& hs) {
    Session session;
    session.id = hs.session_id;
    session.version = hs.version;
    session.cipher_suite = hs.suite->value;
    session.master = MasterSecret{hs.master.expose()};
    session.extended_master_secret = hs.extended_master_secret;
    session.created = hs.session.has_value() && hs.resuming ? hs.session->created : hs.now;
    session.set_server_name(hs.offer.server_name);
    if (hs.resuming && hs.session.has_value()) {
        session.peer = hs.session->peer;
    } else if (!hs.peer_certificates.empty()) {
        const PeerProof* proof = hs.connected.has_value() ? &hs.connected->peer
                                 : hs.peer.has_value()    ? &*hs.peer
                                                          : nullptr;
        session.peer.authenticated =
            proof != nullptr && std::holds_alternative<x509::VerifiedChain>(*proof);
        const auto digest = crypto::hash(crypto::HashAlg::sha256, hs.peer_certificates.front().der);
        copy_bytes(digest.view(), session.peer.leaf_hash);
    }
    return session;
}

Result<VerifiedFinished> verify_finished(const VerifyData& expected, ByteView received) {
    const ct::Mask good = ct::equal(expected, received);
    if (!ct::declassify(good, "a wrong Finished ends the connection"))
        return fail(ErrorCode::finished_mismatch);
    return VerifiedFinished{};
}

ResumedPeer resume(const Session& session) {
    return ResumedPeer{session.peer};
}

}  // namespace vitrine::handshake

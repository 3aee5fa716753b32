// The client's handlers, in the order of RFC 5246 §7.3 figure 1. Each does one message's work: no
// I/O, no alert, no change of state. What comes next stands in client_table.cpp.
#include "handshake/client.h"

#include <utility>

#include "base/variant.h"
#include "handshake/common.h"
#include "handshake/messages/certificate_request.h"
#include "handshake/messages/certificate_status.h"
#include "handshake/messages/certificate_verify.h"
#include "handshake/messages/client_key_exchange.h"
#include "handshake/messages/server_hello.h"
#include "handshake/messages/server_key_exchange.h"
#include "handshake/server_hello_checks.h"
#include "handshake/signing.h"
#include "x509/tls_feature.h"

namespace vitrine::handshake::client::run {

// ServerHello: RFC 5246 §7.4.1.3. What was chosen must have been offered.
Status on_server_hello(Handshake& hs, wire::Reader body) {
    TLS_TRY_ASSIGN(const ServerHello hello, decode_server_hello(body));
    TLS_TRY(accept_version(hs, hello));
    TLS_TRY(accept_suite(hs, hello));
    TLS_TRY(accept_extensions(hs, hello));
    copy_bytes(hello.random, hs.randoms.server);
    TLS_TRY(accept_session_id(hs, hello));
    hs.records.set_version(hs.version);
    const auto also = hashes_for_signing(hs);
    hs.transcript.start(prf_for(hs.version, *hs.suite), also.view());
    return done();
}

namespace {

/// What the peer's path must satisfy, in this handshake.
x509::PathPolicy server_path_policy(const Handshake& hs) {
    x509::PathPolicy policy = hs.settings.path_policy;
    policy.now = hs.now;
    policy.purpose = x509::Purpose::server;
    policy.host = hs.reference_id.has_value() ? &*hs.reference_id : nullptr;
    policy.staple_asked = hs.offer.status_request;
    policy.staple_follows = hs.status_promised;
    return policy;
}

/// RFC 6066 §8: a server that announced a status need not send it; RFC 7633 §4.3.3: unless its
/// certificate promises one, or the user wants to know.
Status check_status_came(const Handshake& hs) {
    if (!hs.status_promised || hs.status_came || !hs.settings.verify_peer) return done();
    const bool demanded =
        hs.settings.path_policy.revocation != x509::RevocationMode::off ||
        x509::has_tls_feature(hs.peer_certificates.front().extensions, x509::kFeatureStatusRequest);
    if (demanded) return fail(ErrorCode::certificate_status_missing);
    return done();
}

}  // namespace

// Certificate: RFC 5246 §7.4.2. The chain is verified as one operation.
Status on_certificate(Handshake& hs, wire::Reader body) {
    TLS_TRY(take_certificates(hs, body));
    if (hs.peer_certificates.empty()) return fail(ErrorCode::certificate_list_empty);
    TLS_TRY(check_key_fits_suite(hs.peer_certificates.front(), *hs.suite));
    TLS_TRY_ASSIGN(Operation * operation, ask(hs));
    if (!hs.settings.verify_peer) return done();  // nothing to do; the security state will say so
    VerifyChain& work = put<VerifyChain>(operation->work);
    work.certificates = hs.peer_certificates;
    work.trust = hs.settings.trust;
    work.policy = server_path_policy(hs);
    work.arena = &hs.arena;
    work.report = hs.path_report;
    return done();
}

Status on_chain_verified(Handshake& hs, wire::Reader /*body*/) {
    auto* work = std::get_if<VerifyChain>(&hs.operation->work);
    if (work == nullptr) {
        hs.peer.emplace(UnverifiedPeer{});
        return done();
    }
    if (!work->verified.has_value()) return fail(ErrorCode::internal);
    hs.peer.emplace(*work->verified);
    return done();
}

// CertificateStatus: RFC 6066 §8. "MUST check the OCSP response and abort the handshake if the
// response is not satisfactory with bad_certificate_status_response(113) alert."
Status on_certificate_status(Handshake& hs, wire::Reader body) {
    TLS_TRY_ASSIGN(const CertificateStatus message, decode_certificate_status(body));
    hs.status_came = true;
    TLS_TRY_ASSIGN(const ByteView response, hs.arena.copy(message.ocsp_response));
    TLS_TRY_ASSIGN(Operation * operation, ask(hs));
    const auto* chain = hs.peer.has_value() ? std::get_if<x509::VerifiedChain>(&*hs.peer) : nullptr;
    if (chain == nullptr) return done();  // not verified at all; the security state says so
    VerifyStatus& work = put<VerifyStatus>(operation->work);
    work.chain = chain;
    work.pool = hs.peer_certificates.subspan(1);
    work.trust = hs.settings.trust;
    work.policy = server_path_policy(hs);
    work.policy.staple_follows = false;
    work.policy.stapled_ocsp = response;
    work.arena = &hs.arena;
    work.report = hs.path_report;
    return done();
}

Status on_status_verified(Handshake& hs, wire::Reader /*body*/) {
    if (std::holds_alternative<VerifyStatus>(hs.operation->work)) hs.status_good = true;
    return done();
}

// ServerKeyExchange: RFC 5246 §7.4.3, RFC 8422 §5.4.
Status on_server_key_exchange(Handshake& hs, wire::Reader body) {
    TLS_TRY_ASSIGN(const ServerKeyExchange message,
                   decode_server_key_exchange(body, hs.suite->key_exchange, hs.version));
    TLS_TRY_ASSIGN(hs.params, hs.arena.copy(message.params));
    TLS_TRY_ASSIGN(hs.signature, hs.arena.copy(message.signature));
    TLS_TRY(accept_group(hs, message));
    const x509::PublicKey& key = hs.peer_certificates.front().public_key;
    TLS_TRY_ASSIGN(const x509::SignatureScheme algorithm,
                   accept_signature_algorithm(hs, message.signature_algorithm, key));
    hs.signature_scheme = static_cast<SignatureScheme>(message.signature_algorithm);
    TLS_TRY_ASSIGN(Operation * operation, ask(hs));
    VerifySignature& work = put<VerifySignature>(operation->work);
    work.key = &key;
    work.algorithm = algorithm;
    work.digest = digest_of_params(hs, algorithm);
    work.signature = hs.signature;
    return done();
}

Status on_params_verified(Handshake& hs, wire::Reader /*body*/) {
    return check(hs, {"ServerKeyExchange signature", true, "", "", "RFC 5246 §7.4.3"},
                 ErrorCode::signature_invalid);
}

// CertificateRequest: RFC 5246 §7.4.4. Remembered; answered after ServerHelloDone.
Status on_certificate_request(Handshake& hs, wire::Reader body) {
    TLS_TRY_ASSIGN(const CertificateRequest request, decode_certificate_request(body, hs.version));
    hs.certificate_requested = true;
    TLS_TRY_ASSIGN(hs.requested_types, hs.arena.copy(request.certificate_types));
    TLS_TRY_ASSIGN(const ByteView schemes,
                   hs.arena.copy(request.supported_signature_algorithms.bytes()));
    hs.requested_schemes = wire::U16View{schemes};
    return done();
}

Status on_server_hello_done(Handshake& hs, wire::Reader body) {
    TLS_TRY(body.finish());
    return check_status_came(hs);
}

// Certificate: RFC 5246 §7.4.6. Nothing fits: an empty list, never silence.
Status choose_certificate(Handshake& hs, wire::Reader /*body*/) {
    if (!hs.certificate_requested) return done();
    for (const Credential& credential : hs.settings.credentials) {
        if (!fits_request(hs, credential)) continue;
        hs.own_credential = &credential;
        return done();
    }
    return done();
}

// ClientKeyExchange: RFC 5246 §7.4.7.
Status begin_key_exchange(Handshake& hs, wire::Reader /*body*/) {
    TLS_TRY_ASSIGN(Operation * operation, ask(hs));
    if (hs.suite->key_exchange == KeyExchange::rsa) {
        EncryptPremaster& work = put<EncryptPremaster>(operation->work);
        work.key = &hs.peer_certificates.front().public_key;
        work.client_version = static_cast<std::uint16_t>(hs.offer.version);
        return done();
    }
    ExchangeKeys& work = put<ExchangeKeys>(operation->work);
    work.group = hs.group;
    work.peer_value = hs.peer_value;
    return done();
}

Status on_keys_exchanged(Handshake& hs, wire::Reader /*body*/) {
    ByteView own;
    if (auto* encrypt = std::get_if<EncryptPremaster>(&hs.operation->work)) {
        hs.premaster = std::move(encrypt->premaster);
        own = ByteView{encrypt->encrypted}.first(encrypt->encrypted_len);
    } else {
        ExchangeKeys& work = work_of<ExchangeKeys>(hs);
        hs.premaster = std::move(work.premaster);
        own = ByteView{work.own_value}.first(work.own_value_len);
    }
    hs.has_premaster = true;
    TLS_TRY_ASSIGN(hs.own_value, hs.arena.copy(own));
    show_premaster(hs);
    return done();
}

Status write_client_key_exchange(Handshake& hs, wire::Writer& out) {
    encode_client_key_exchange(out, hs.suite->key_exchange, hs.own_value);
    return done();
}

// CertificateVerify: RFC 5246 §7.4.8. The transcript now ends with ClientKeyExchange, so the master
// secret is made here, whether or not there is something to sign (RFC 7627 §3).
Status begin_signature(Handshake& hs, wire::Reader /*body*/) {
    TLS_TRY(derive_master(hs));
    if (hs.own_credential == nullptr) return done();
    return ask_to_sign_transcript(hs);
}

Status on_transcript_signed(Handshake& hs, wire::Reader /*body*/) {
    const Sign& work = work_of<Sign>(hs);
    TLS_TRY_ASSIGN(hs.signature, hs.arena.copy(ByteView{work.signature}.first(work.signature_len)));
    return done();
}

Status write_certificate_verify(Handshake& hs, wire::Writer& out) {
    encode_certificate_verify(out, {static_cast<std::uint16_t>(hs.own_scheme), hs.signature},
                              hs.version);
    return done();
}

}  // namespace vitrine::handshake::client::run

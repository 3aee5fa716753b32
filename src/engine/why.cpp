#include "engine/why.h"

#include "handshake/transition.h"

namespace vitrine::engine {

namespace {

using handshake::Auth;
using handshake::CipherSuite;
using handshake::Event;
using handshake::Handshake;
using handshake::KeyExchange;
using handshake::State;
using record::ProtocolVersion;

/// What our list of suites asks of the peer.
struct SuiteTraits {
    bool ecc = false;
    bool dhe = false;
    bool rsa_transport = false;
    bool rsa_auth = false;
    bool ecdsa_auth = false;
};

SuiteTraits traits_of(const handshake::Settings& settings) {
    SuiteTraits t;
    for (const CipherSuite* suite : settings.suites) {
        t.ecc = t.ecc || handshake::is_ecc(suite->key_exchange);
        t.dhe = t.dhe || suite->key_exchange == KeyExchange::dhe;
        t.rsa_transport = t.rsa_transport || suite->key_exchange == KeyExchange::rsa;
        t.rsa_auth = t.rsa_auth || suite->auth == Auth::rsa;
        t.ecdsa_auth = t.ecdsa_auth || suite->auth == Auth::ecdsa;
    }
    return t;
}

std::string_view peer_of(const Handshake& hs) {
    return hs.role == trace::Role::client ? "server" : "client";
}

void add_alert(Why::Line& line, AlertDescription alert) {
    line.add(name_of(alert)).add("(").add(std::uint64_t{static_cast<std::uint8_t>(alert)}).add(")");
}

void identity_line(const Connection& connection, Why& why) {
    const SecurityState& state = connection.security_state();
    Why::Line& line = why.known.next();
    line.add("peer identity  ");
    switch (state.peer) {
        case PeerIdentity::not_reached:
            line.add(connection.handshake().peer_certificates.empty()
                         ? "not reached: nothing was verified"
                         : "claimed by a certificate, not proven");
            break;
        case PeerIdentity::anonymous:
            line.add("none was shown");
            break;
        case PeerIdentity::unverified:
            line.add("shown, not verified");
            break;
        case PeerIdentity::verified:
            line.add("verified before the failure");
            break;
        case PeerIdentity::resumed:
            line.add("carried over from an earlier handshake");
            break;
    }
}

// --- the peer refused

void refused_our_hello(const Handshake& hs, Why& why) {
    const SuiteTraits t = traits_of(hs.settings);
    why.headline.add(": the server refused all we offered");
    why.known.next().add(
        "the alert came right after our ClientHello, before any ServerHello (RFC 5246 §7.2.2)");
    Why::Line& suites = why.fits.next();
    suites.add("no common suite");
    if (t.rsa_transport && !t.ecc && !t.dhe) {
        suites.add(
            ": we offered only RSA key exchange; the server may have no RSA key or forbid static "
            "RSA");
    } else if (t.ecdsa_auth && !t.rsa_auth) {
        suites.add(": we offered only ECDSA; the server may have no ECDSA key");
    } else if (t.rsa_auth && !t.ecdsa_auth) {
        suites.add(": we offered only RSA authentication; the server may have no RSA key");
    } else {
        suites.add(": ")
            .add(std::uint64_t{hs.offer.cipher_suites.size()})
            .add(" values were offered");
    }
    if (hs.offer.has_signature_schemes) {
        why.fits.next().add("no certificate chain that our signature_algorithms allow");
    }
    if (t.ecc || t.dhe) {
        why.fits.next().add("no common group for the key exchange");
    } else {
        why.excluded.next().add("groups: no suite that we offered uses them");
    }
    if (hs.settings.credentials.empty())
        why.fits.next().add("the server may refuse this server name");
    why.unlikely.next().add(
        "version: RFC 5246 §E.1 asks for protocol_version(70) or a lower ServerHello, though some "
        "servers send 40");
}

void refused_version(const Handshake& hs, Why& why) {
    why.headline.add(": the server does not speak the versions we offered");
    why.known.next()
        .add("we offered ")
        .add(record::name_of(hs.settings.min_version))
        .add(" to ")
        .add(record::name_of(hs.settings.max_version));
    why.fits.next().add("the server speaks only later or only earlier versions; try --tls 1.0-1.2");
    why.excluded.next().add(
        "cipher suites: a server looks at the version first (RFC 5246 §7.4.1.2)");
}

void refused_certificate(const Handshake& hs, AlertDescription alert, Why& why) {
    const bool shown = hs.own_credential != nullptr;
    why.headline.add(": the ").add(peer_of(hs)).add(" did not accept our certificate");
    why.known.next().add(shown ? "we had shown a certificate" : "we had shown no certificate");
    if (alert == AlertDescription::unknown_ca)
        why.fits.next().add("our issuer is not among its trust anchors");
    if (alert == AlertDescription::certificate_expired)
        why.fits.next().add("our certificate is out of date, or its clock is wrong");
    if (!shown && hs.certificate_requested)
        why.fits.next().add("it asks for a client certificate: give one with --cert and --key");
}

bool is_about_certificates(AlertDescription alert) {
    const auto value = static_cast<std::uint8_t>(alert);
    return value >= 41 && value <= 49;
}

void explain_received_alert(const Handshake& hs, State state, AlertDescription alert, Why& why) {
    Why::Line& known = why.known.next();
    known.add("the ").add(peer_of(hs)).add(" sent a fatal ");
    add_alert(known, alert);
    const bool client = hs.role == trace::Role::client;
    if (client && state == State::wait_server_hello) {
        if (alert == AlertDescription::handshake_failure) return refused_our_hello(hs, why);
        if (alert == AlertDescription::protocol_version) return refused_version(hs, why);
    }
    if (is_about_certificates(alert)) return refused_certificate(hs, alert, why);
    why.headline.add(": the ").add(peer_of(hs)).add(" refused what came last");
    if (alert == AlertDescription::bad_record_mac || alert == AlertDescription::decrypt_error) {
        why.fits.next().add(
            "the two sides have different keys or transcripts: something changed the bytes on the "
            "way");
    }
    if (alert == AlertDescription::unrecognized_name)
        why.fits.next().add("the server knows no host of the name we sent in server_name");
    if (alert == AlertDescription::inappropriate_fallback)
        why.fits.next().add("the server speaks a higher version than this retry offered");
    if (alert == AlertDescription::insufficient_security)
        why.fits.next().add("the server asks for stronger suites or groups than we offered");
    if (alert == AlertDescription::no_application_protocol)
        why.fits.next().add("none of our ALPN names is served there");
}

// --- we refused

void add_expected(const Handshake& hs, State state, Why& why) {
    Why::Line& line = why.known.next();
    line.add("expected in this state: ");
    bool first = true;
    for (std::size_t i = 0; i < handshake::kEventCount; ++i) {
        const auto event = static_cast<Event>(i);
        const bool usual = handshake::is_from_peer(event) && event < Event::warning_alert;
        if (!usual || rows_for(hs.table, state, event).empty()) continue;
        line.add(first ? "" : ", ").add(handshake::name_of(event));
        first = false;
    }
}

void explain_nothing_in_common(const Handshake& hs, Why& why) {
    Why::Line& offered = why.known.next();
    offered.add("client offered ").add(record::name_of(hs.offer.version)).add(", ");
    offered.add(std::uint64_t{hs.offer.cipher_suites.size()}).add(" cipher suites");
    for (std::size_t i = 0; i < hs.offer.cipher_suites.size() && i < 3; ++i) {
        offered.add(i == 0 ? ": " : ", ").add(handshake::suite_name(hs.offer.cipher_suites[i]));
    }
    if (hs.offer.cipher_suites.size() > 3) offered.add(" ...");
    why.known.next()
        .add("we have ")
        .add(std::uint64_t{hs.settings.suites.size()})
        .add(" suites on and ")
        .add(std::uint64_t{hs.settings.credentials.size()})
        .add(" certificates");
    bool shared = false;
    for (const CipherSuite* suite : hs.settings.suites)
        shared = shared || hs.offer.cipher_suites.contains(suite->value);
    if (shared) {
        why.known.next().add(
            "a suite is shared, but not the key, group or signature algorithm that it needs");
    } else {
        why.excluded.next().add("keys and groups: no suite of the client's is switched on here");
    }
}

void explain_other_version(const Handshake& hs, Why& why) {
    const bool server = hs.role == trace::Role::server;
    Why::Line& line = why.known.next();
    if (server)
        line.add("the client offers at most ").add(record::name_of(hs.offer.version)).add("; ");
    line.add("we speak ").add(record::name_of(hs.settings.min_version));
    if (hs.settings.min_version != hs.settings.max_version)
        line.add(" to ").add(record::name_of(hs.settings.max_version));
    why.fits.next().add("an old or deliberately limited peer; --tls 1.0-1.2 lets it in");
}

void explain_own_refusal(const Handshake& hs, const End& end, const Error& error, Why& why) {
    const ErrorInfo& row = info(error.code);
    why.rule = row.source;
    why.headline.add(": ").add(row.text);
    Why::Line& known = why.known.next();
    known.add("we sent a fatal ");
    add_alert(known, row.alert);
    known.add(" because ").add(row.text).add(" (").add(row.source).add(")");
    if (error.field != nullptr || error.offset != Error::kNoOffset) {
        Why::Line& where = why.known.next();
        where.add("in field ").add(error.field == nullptr ? "?" : error.field);
        if (error.offset != Error::kNoOffset)
            where.add(" at byte ").add(std::uint64_t{error.offset});
    }
    switch (error.code) {
        case ErrorCode::unexpected_message:
            why.known.next().add("got ").add(handshake::name_of(end.event));
            add_expected(hs, end.state, why);
            break;
        case ErrorCode::version_not_supported:
            explain_other_version(hs, why);
            break;
        case ErrorCode::no_common_cipher_suite:
        case ErrorCode::no_common_group:
        case ErrorCode::no_common_signature_algorithm:
            explain_nothing_in_common(hs, why);
            break;
        case ErrorCode::record_not_authentic:
            why.fits.next().add(
                "the bytes were changed on the way, or the two sides have different keys");
            break;
        case ErrorCode::finished_mismatch:
            why.fits.next().add("a handshake message was changed on the way");
            if (hs.suite != nullptr && hs.suite->key_exchange == KeyExchange::rsa) {
                why.fits.next().add(
                    "the premaster secret did not decrypt to what the client meant");
            }
            break;
        case ErrorCode::plain_http:
            why.fits.next().add(
                "a browser or curl was pointed at this port with http: instead of https:");
            break;
        case ErrorCode::not_tls:
            why.fits.next().add("the port belongs to another service, or it wants STARTTLS first");
            break;
        case ErrorCode::certificate_untrusted:
            why.fits.next().add("the issuer's certificate is missing: give it with --ca FILE");
            break;
        case ErrorCode::certificate_name_mismatch:
            why.known.next().add("the name that was asked for: ").add(hs.peer_name);
            break;
        default:
            break;
    }
}

void explain_truncation(const Handshake& hs, const End& end, Why& why) {
    const bool connected = end.error.has_value() && end.error->code == ErrorCode::stream_truncated;
    why.rule = "RFC 5246 §7.2.1";
    if (connected) {
        why.headline.add(": the stream ended without close_notify");
        why.known.next().add("what was received may be only the beginning of what was sent");
        why.fits.next().add(
            "the peer's program does not send close_notify, it crashed, or someone cut the "
            "connection");
        return;
    }
    why.headline.add(": the ").add(peer_of(hs)).add(" closed the connection without a word");
    why.known.next().add("no alert came before the end");
    if (end.state == State::wait_server_hello) {
        why.fits.next().add("the port does not speak TLS, or wants STARTTLS first");
        why.fits.next().add(
            "a server or a device on the way drops what we offered instead of sending an alert");
    } else {
        why.fits.next().add("the peer's program ended, or refused us without an alert");
    }
}

}  // namespace

Why explain(const Connection& connection) {
    Why why;
    const auto& end = connection.security_state().end;
    if (!end.has_value() || end->kind == EndKind::clean_close) return why;
    const Handshake& hs = connection.handshake();
    const bool after =
        connection.security_state().phase == Phase::closed && hs.connected.has_value();
    why.headline.add(after ? "connection failed in state " : "handshake failed in state ")
        .add(handshake::name_of(end->state));
    if (end->kind == EndKind::alert_received && end->alert.has_value()) {
        explain_received_alert(hs, end->state, *end->alert, why);
    } else if (end->kind == EndKind::truncated) {
        explain_truncation(hs, *end, why);
    } else if (end->error.has_value()) {
        explain_own_refusal(hs, *end, *end->error, why);
    }
    identity_line(connection, why);
    return why;
}

}  // namespace vitrine::engine

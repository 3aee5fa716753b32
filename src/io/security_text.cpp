#include "io/security_text.h"

#include "handshake/event.h"
#include "handshake/state.h"
#include "io/utf8.h"

namespace vitrine::io {

namespace {

using engine::PeerIdentity;
using engine::SecurityState;

void add(std::string& line, std::string_view what, std::string_view mark, std::string_view detail) {
    if (!line.empty()) line += "   ";
    line += what;
    line += ' ';
    line += mark;
    if (!detail.empty()) (line += ' ') += detail;
}

std::string identity_mark(const SecurityState& state, const TextStyle& style) {
    switch (state.peer) {
        case PeerIdentity::verified:
        case PeerIdentity::resumed:
            return style.mark(true);
        case PeerIdentity::unverified:
            return style.mark(false);
        case PeerIdentity::anonymous:
            // A server that shows its own certificate need not know its client.
            return state.own_certificate ? std::string{style.dash()} : style.mark(false);
        case PeerIdentity::not_reached:
            break;
    }
    return std::string{style.dash()};
}

std::string identity_detail(const SecurityState& state) {
    switch (state.peer) {
        case PeerIdentity::verified:
            return printable(state.peer_name);
        case PeerIdentity::resumed:
            return "as in the resumed session";
        case PeerIdentity::anonymous:
            return "no certificate";
        case PeerIdentity::unverified:
            return "NOT VERIFIED";
        case PeerIdentity::not_reached:
            break;
    }
    return "not reached";
}

void write_end(JsonWriter& out, const engine::End& end) {
    out.begin_object();
    out.member("how", name_of(end.kind));
    out.member("state", handshake::name_of(end.state));
    out.key("event");
    end.error.has_value() ? out.text(handshake::name_of(end.event)) : out.null();
    out.key("alert");
    end.alert.has_value() ? out.text(vitrine::name_of(*end.alert)) : out.null();
    out.key("why");
    if (end.error.has_value()) {
        const ErrorInfo& error = info(end.error->code);
        out.begin_object();
        out.member("code", error.name);
        out.member("known", error.text);
        out.member("rule", error.source);
        if (end.error->field != nullptr) out.member("field", end.error->field);
        if (end.error->offset != Error::kNoOffset) out.member("offset", end.error->offset);
        out.end_object();
    } else {
        out.null();
    }
    out.end_object();
}

void write_protection(JsonWriter& out, const SecurityState& s) {
    const bool on = s.protected_read && s.protected_write;
    out.key("confidentiality");
    out.begin_object();
    out.member("state", on && s.cipher_bits > 0 ? "on" : "off");
    out.member("cipher", s.cipher);
    out.member("bits", s.cipher_bits);
    out.end_object();
    out.key("integrity");
    out.begin_object();
    out.member("state", on ? "on" : "off");
    out.member("mac", s.mac);
    out.end_object();
}

void write_identities(JsonWriter& out, const SecurityState& s) {
    out.key("peer_identity");
    out.begin_object();
    out.member("state", name_of(s.peer));
    out.member("name", s.peer_name);
    out.member("revocation", s.revocation_checked ? "checked" : "not checked");
    out.end_object();
    out.key("own_identity");
    out.begin_object();
    out.member("state", s.own_certificate ? "certificate" : "anonymous");
    out.end_object();
}

void write_session(JsonWriter& out, const SecurityState& s) {
    out.key("key_exchange");
    out.begin_object();
    out.member("type", s.key_exchange);
    out.member("group", s.group);
    out.member("signature", s.signature);
    out.member("forward_secret", s.forward_secret);
    out.end_object();
    out.key("session");
    out.begin_object();
    out.member("resumed", s.resumed);
    out.member("ems", s.extended_master_secret);
    out.member("secure_renegotiation", s.secure_renegotiation);
    out.member("epoch", s.epoch);
    out.member("alpn", s.application_protocol);
    out.end_object();
}

}  // namespace

std::string security_text(const SecurityState& state, const TextStyle& style) {
    const bool on = state.protected_read && state.protected_write;
    std::string first;
    add(first, "confidential", style.mark(on && state.cipher_bits > 0), state.cipher);
    add(first, "integrity", style.mark(on), state.mac == "AEAD" ? std::string_view{} : state.mac);
    add(first, "peer identity", identity_mark(state, style), identity_detail(state));
    add(first, "own identity", state.own_certificate ? style.mark(true) : std::string{style.dash()},
        "");
    std::string exchange{"("};
    exchange += state.key_exchange;
    if (!state.group.empty()) (exchange += ' ') += state.group;
    exchange += ')';
    std::string second;
    add(second, "forward secrecy", style.mark(state.forward_secret), exchange);
    add(second, "renegotiation", style.mark(state.secure_renegotiation), style.fit("RFC 5746"));
    add(second, "extended master secret", style.mark(state.extended_master_secret), "");
    if (state.resumed) add(second, "resumed", style.mark(true), "");
    if (!state.application_protocol.empty())
        add(second, "ALPN", printable(state.application_protocol), "");
    std::string text{"\nsecurity   "};
    text += first;
    text += "\n           ";
    text += second;
    text += '\n';
    for (std::size_t i = 0; i < state.warning_count; ++i) {
        text += "           ";
        text += style.paint(Paint::warn, "!");
        text += ' ';
        text += style.fit(state.warnings[i].text);
        text += '\n';
    }
    return text;
}

void write_security_state(JsonWriter& out, const SecurityState& s, std::string_view conn) {
    constexpr std::string_view kPhases[] = {"handshake", "connected", "closed"};
    out.begin_object();
    out.member("schema", "tls-security-state/1");
    out.member("conn", conn);
    out.member("at", s.at);
    out.member("phase", kPhases[static_cast<std::size_t>(s.phase)]);
    out.key("protocol");
    out.begin_object();
    out.key("version");
    s.version.has_value() ? out.text(record::name_of(*s.version)) : out.null();
    out.member("cipher_suite", s.cipher_suite);
    out.end_object();
    write_protection(out, s);
    write_identities(out, s);
    write_session(out, s);
    out.key("warnings");
    out.begin_array();
    for (std::size_t i = 0; i < s.warning_count; ++i) {
        out.begin_object();
        out.member("id", s.warnings[i].id);
        out.member("text", s.warnings[i].text);
        out.end_object();
    }
    out.end_array();
    out.key("end");
    s.end.has_value() ? write_end(out, *s.end) : out.null();
    out.end_object();
}

}  // namespace vitrine::io

// The conditions of the tables, one line each. They are asked after the row's handler has run.
#pragma once

#include "handshake/handshake.h"
#include "handshake/transition.h"

namespace vitrine::handshake {

// Words of the tables, in the case of the tables.
// NOLINTBEGIN(readability-identifier-naming)
inline constexpr Guard always{"always", [](const Handshake&) { return true; }};

/// Both hellos name the same session (RFC 5246 §7.4.1.3).
inline constexpr Guard is_resumption{"is_resumption",
                                     [](const Handshake& hs) { return hs.resuming; }};

/// The suite's key exchange has a ServerKeyExchange with a fresh public value (DHE, ECDHE).
inline constexpr Guard key_exchange_is_ephemeral{
    "key_exchange_is_ephemeral",
    [](const Handshake& hs) { return is_ephemeral(hs.suite->key_exchange); }};

/// Client: the server answered status_request, so a CertificateStatus may come after its
/// Certificate, and a ServerKeyExchange must.
inline constexpr Guard status_then_key_exchange{
    "status_then_key_exchange",
    [](const Handshake& hs) { return hs.status_promised && is_ephemeral(hs.suite->key_exchange); }};
/// The same where the suite has no ServerKeyExchange.
inline constexpr Guard status_then_request{"status_then_request",
                                           [](const Handshake& hs) { return hs.status_promised; }};

/// Server: the client asked for the certificate's status and we have it.
inline constexpr Guard staples_status{"staples_status",
                                      [](const Handshake& hs) { return hs.staples_status(); }};

/// Client: the server sent a CertificateRequest, so a Certificate must answer it, even an empty
/// one.
inline constexpr Guard certificate_was_requested{
    "certificate_was_requested", [](const Handshake& hs) { return hs.certificate_requested; }};

/// Client: we sent a certificate whose key must now sign the transcript.
inline constexpr Guard certificate_was_sent{
    "certificate_was_sent", [](const Handshake& hs) { return hs.own_credential != nullptr; }};

/// Server: our configuration asks the client for a certificate.
inline constexpr Guard asks_for_certificate{"asks_for_certificate", [](const Handshake& hs) {
                                                return hs.settings.client_auth != ClientAuth::off;
                                            }};

/// Server: the client's Certificate was not empty, so a CertificateVerify must follow
/// (CVE-2014-0224's kin, "skip verify" of SMACK).
inline constexpr Guard client_sent_certificate{
    "client_sent_certificate", [](const Handshake& hs) { return !hs.peer_certificates.empty(); }};
// NOLINTEND(readability-identifier-naming)

}  // namespace vitrine::handshake

// The client's handlers and messages, as its table names them. Bodies: client.cpp,
// client_hello_offer.cpp.
#pragma once

#include "handshake/handshake.h"
#include "handshake/transition.h"

namespace vitrine::handshake {

namespace client {

namespace run {
Status begin_hello(Handshake& hs, wire::Reader body);
Status on_server_hello(Handshake& hs, wire::Reader body);
Status on_certificate(Handshake& hs, wire::Reader body);
Status on_chain_verified(Handshake& hs, wire::Reader body);
Status on_certificate_status(Handshake& hs, wire::Reader body);
Status on_status_verified(Handshake& hs, wire::Reader body);
Status on_server_key_exchange(Handshake& hs, wire::Reader body);
Status on_params_verified(Handshake& hs, wire::Reader body);
Status on_certificate_request(Handshake& hs, wire::Reader body);
Status on_server_hello_done(Handshake& hs, wire::Reader body);
Status choose_certificate(Handshake& hs, wire::Reader body);
Status begin_key_exchange(Handshake& hs, wire::Reader body);
Status on_keys_exchanged(Handshake& hs, wire::Reader body);
Status begin_signature(Handshake& hs, wire::Reader body);
Status on_transcript_signed(Handshake& hs, wire::Reader body);

Status write_client_hello(Handshake& hs, wire::Writer& out);
Status write_client_key_exchange(Handshake& hs, wire::Writer& out);
Status write_certificate_verify(Handshake& hs, wire::Writer& out);
}  // namespace run

// Words of the table, in the case of the table.
// NOLINTBEGIN(readability-identifier-naming)
inline constexpr Handler begin_hello{"begin_hello", run::begin_hello};
inline constexpr Handler on_server_hello{"on_server_hello", run::on_server_hello};
inline constexpr Handler on_certificate{"on_certificate", run::on_certificate};
inline constexpr Handler on_chain_verified{"on_chain_verified", run::on_chain_verified};
inline constexpr Handler on_certificate_status{"on_certificate_status", run::on_certificate_status};
inline constexpr Handler on_status_verified{"on_status_verified", run::on_status_verified};
inline constexpr Handler on_server_key_exchange{"on_server_key_exchange",
                                                run::on_server_key_exchange};
inline constexpr Handler on_params_verified{"on_params_verified", run::on_params_verified};
inline constexpr Handler on_certificate_request{"on_certificate_request",
                                                run::on_certificate_request};
inline constexpr Handler on_server_hello_done{"on_server_hello_done", run::on_server_hello_done};
inline constexpr Handler choose_certificate{"choose_certificate", run::choose_certificate};
inline constexpr Handler begin_key_exchange{"begin_key_exchange", run::begin_key_exchange};
inline constexpr Handler on_keys_exchanged{"on_keys_exchanged", run::on_keys_exchanged};
inline constexpr Handler begin_signature{"begin_signature", run::begin_signature};
inline constexpr Handler on_transcript_signed{"on_transcript_signed", run::on_transcript_signed};

}  // namespace client

namespace sent {
inline constexpr Outgoing client_hello{"ClientHello", OutgoingKind::handshake_message,
                                       Event::client_hello, client::run::write_client_hello};
inline constexpr Outgoing client_key_exchange{"ClientKeyExchange", OutgoingKind::handshake_message,
                                              Event::client_key_exchange,
                                              client::run::write_client_key_exchange};
inline constexpr Outgoing certificate_verify{"CertificateVerify", OutgoingKind::handshake_message,
                                             Event::certificate_verify,
                                             client::run::write_certificate_verify};
}  // namespace sent
// NOLINTEND(readability-identifier-naming)

}  // namespace vitrine::handshake

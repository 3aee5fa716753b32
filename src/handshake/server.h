// The server's handlers and messages, as its table names them. Bodies: server.cpp,
// server_choice.cpp.
#pragma once

#include "handshake/handshake.h"
#include "handshake/transition.h"

namespace vitrine::handshake {

namespace server {

namespace run {
Status on_client_hello(Handshake& hs, wire::Reader body);
Status prepare_server_hello(Handshake& hs, wire::Reader body);
Status begin_key_share(Handshake& hs, wire::Reader body);
Status begin_params_signature(Handshake& hs, wire::Reader body);
Status on_params_signed(Handshake& hs, wire::Reader body);
Status on_client_certificate(Handshake& hs, wire::Reader body);
Status on_client_chain_verified(Handshake& hs, wire::Reader body);
Status on_client_key_exchange(Handshake& hs, wire::Reader body);
Status on_premaster(Handshake& hs, wire::Reader body);
Status on_certificate_verify(Handshake& hs, wire::Reader body);
Status on_client_signature_verified(Handshake& hs, wire::Reader body);

Status write_server_hello(Handshake& hs, wire::Writer& out);
Status write_certificate_status(Handshake& hs, wire::Writer& out);
Status write_server_key_exchange(Handshake& hs, wire::Writer& out);
Status write_certificate_request(Handshake& hs, wire::Writer& out);
Status write_server_hello_done(Handshake& hs, wire::Writer& out);
}  // namespace run

// Words of the table, in the case of the table.
// NOLINTBEGIN(readability-identifier-naming)
inline constexpr Handler on_client_hello{"on_client_hello", run::on_client_hello};
inline constexpr Handler prepare_server_hello{"prepare_server_hello", run::prepare_server_hello};
inline constexpr Handler begin_key_share{"begin_key_share", run::begin_key_share};
inline constexpr Handler begin_params_signature{"begin_params_signature",
                                                run::begin_params_signature};
inline constexpr Handler on_params_signed{"on_params_signed", run::on_params_signed};
inline constexpr Handler on_client_certificate{"on_client_certificate", run::on_client_certificate};
inline constexpr Handler on_client_chain_verified{"on_client_chain_verified",
                                                  run::on_client_chain_verified};
inline constexpr Handler on_client_key_exchange{"on_client_key_exchange",
                                                run::on_client_key_exchange};
inline constexpr Handler on_premaster{"on_premaster", run::on_premaster};
inline constexpr Handler on_certificate_verify{"on_certificate_verify", run::on_certificate_verify};
inline constexpr Handler on_client_signature_verified{"on_client_signature_verified",
                                                      run::on_client_signature_verified};

}  // namespace server

namespace sent {
inline constexpr Outgoing server_hello{"ServerHello", OutgoingKind::handshake_message,
                                       Event::server_hello, server::run::write_server_hello};
inline constexpr Outgoing certificate_status{"CertificateStatus", OutgoingKind::handshake_message,
                                             Event::certificate_status,
                                             server::run::write_certificate_status};
inline constexpr Outgoing server_key_exchange{"ServerKeyExchange", OutgoingKind::handshake_message,
                                              Event::server_key_exchange,
                                              server::run::write_server_key_exchange};
inline constexpr Outgoing certificate_request{"CertificateRequest", OutgoingKind::handshake_message,
                                              Event::certificate_request,
                                              server::run::write_certificate_request};
inline constexpr Outgoing server_hello_done{"ServerHelloDone", OutgoingKind::handshake_message,
                                            Event::server_hello_done,
                                            server::run::write_server_hello_done};
}  // namespace sent
// NOLINTEND(readability-identifier-naming)

}  // namespace vitrine::handshake

// Handlers and messages that both sides have: keys, ChangeCipherSpec, Finished, alerts, data,
// closing.
#pragma once

#include "handshake/handshake.h"
#include "handshake/transition.h"

namespace vitrine::handshake {

namespace common {
Status proceed(Handshake& hs, wire::Reader body);
Status prepare_keys(Handshake& hs, wire::Reader body);
Status on_change_cipher_spec(Handshake& hs, wire::Reader body);
Status make_finished(Handshake& hs, wire::Reader body);
Status on_finished(Handshake& hs, wire::Reader body);
Status on_application_data(Handshake& hs, wire::Reader body);
Status on_warning_alert(Handshake& hs, wire::Reader body);
Status on_fatal_alert(Handshake& hs, wire::Reader body);
Status on_close_notify(Handshake& hs, wire::Reader body);
Status ignore_hello_request(Handshake& hs, wire::Reader body);
Status refuse_renegotiation(Handshake& hs, wire::Reader body);
Status refuse_hello_request(Handshake& hs, wire::Reader body);

Status write_certificate(Handshake& hs, wire::Writer& out);
Status write_change_cipher_spec(Handshake& hs, wire::Writer& out);
Status write_finished(Handshake& hs, wire::Writer& out);
Status write_close_notify(Handshake& hs, wire::Writer& out);
Status write_no_renegotiation(Handshake& hs, wire::Writer& out);
Status write_fatal_alert(Handshake& hs, wire::Writer& out);
}  // namespace common

// Words of the transition tables, in the case of the tables.
// NOLINTBEGIN(readability-identifier-naming)
inline constexpr Handler proceed{"proceed", common::proceed};
inline constexpr Handler prepare_keys{"prepare_keys", common::prepare_keys};
inline constexpr Handler on_change_cipher_spec{"on_change_cipher_spec",
                                               common::on_change_cipher_spec};
inline constexpr Handler make_finished{"make_finished", common::make_finished};
inline constexpr Handler on_finished{"on_finished", common::on_finished};
inline constexpr Handler on_application_data{"on_application_data", common::on_application_data};
inline constexpr Handler on_warning_alert{"on_warning_alert", common::on_warning_alert};
inline constexpr Handler on_fatal_alert{"on_fatal_alert", common::on_fatal_alert};
inline constexpr Handler on_close_notify{"on_close_notify", common::on_close_notify};
inline constexpr Handler on_failure{"on_failure", common::proceed};
inline constexpr Handler on_local_close{"on_local_close", common::proceed};
inline constexpr Handler ignore_hello_request{"ignore_hello_request", common::ignore_hello_request};
inline constexpr Handler refuse_renegotiation{"refuse_renegotiation", common::refuse_renegotiation};
inline constexpr Handler refuse_hello_request{"refuse_hello_request", common::refuse_hello_request};

namespace sent {
inline constexpr Outgoing nothing{"", OutgoingKind::nothing, Event::ready, nullptr};
inline constexpr Outgoing certificate{"Certificate", OutgoingKind::handshake_message,
                                      Event::certificate, common::write_certificate};
inline constexpr Outgoing change_cipher_spec{"ChangeCipherSpec", OutgoingKind::change_cipher_spec,
                                             Event::change_cipher_spec,
                                             common::write_change_cipher_spec};
inline constexpr Outgoing finished{"Finished", OutgoingKind::handshake_message, Event::finished,
                                   common::write_finished};
inline constexpr Outgoing close_notify{"close_notify", OutgoingKind::alert, Event::close_notify,
                                       common::write_close_notify};
inline constexpr Outgoing no_renegotiation{"no_renegotiation", OutgoingKind::alert,
                                           Event::warning_alert, common::write_no_renegotiation};
inline constexpr Outgoing fatal_alert{"fatal alert", OutgoingKind::alert, Event::fatal_alert,
                                      common::write_fatal_alert};
}  // namespace sent
// NOLINTEND(readability-identifier-naming)

// What the handlers of both sides share.

/// Derives the master secret from the premaster, which dies here; the transcript must end with
/// ClientKeyExchange (RFC 7627 §3).
Status derive_master(Handshake& hs);
/// Asks for an operation: draws its seed, announces it. It is taken from the arena and stays until
/// done.
Result<Operation*> ask(Handshake& hs);
/// The operation that has just been completed, as the kind of work it must be.
template <class Work>
Work& work_of(Handshake& hs) {
    return *std::get_if<Work>(&hs.operation->work);
}
/// Reads a Certificate message into hs.peer_certificates, parsed and copied to the arena.
Status take_certificates(Handshake& hs, wire::Reader body);
/// Announces a check to the sink and returns `error` if it did not pass.
Status check(Handshake& hs, const trace::Check& what, ErrorCode error);
/// The session as it can be resumed later.
Session make_session(const Handshake& hs);

}  // namespace vitrine::handshake

#include "handshake/messages/new_session_ticket.h"

namespace vitrine::handshake {

// RFC 5077 §3.3, struct NewSessionTicket.
Result<NewSessionTicket> decode_new_session_ticket(wire::Reader in) {
    NewSessionTicket message;
    message.ticket_lifetime_hint = in.u32("ticket_lifetime_hint");
    message.ticket = in.vec16("ticket", {0, 65535}).rest();
    return in.finish(message);
}

void encode_new_session_ticket(wire::Writer& out, const NewSessionTicket& message) {
    out.u32(message.ticket_lifetime_hint);
    out.vec16([&](wire::Writer& w) { w.bytes(message.ticket); });
}

}  // namespace vitrine::handshake

// NewSessionTicket (RFC 5077 §3.3): the server's sealed session, opaque to the client.
#pragma once

#include "base/wire_reader.h"
#include "base/wire_writer.h"

namespace vitrine::handshake {

/// Views: valid while the message's bytes are.
struct NewSessionTicket {
    std::uint32_t ticket_lifetime_hint = 0;  ///< seconds; zero: not said
    ByteView ticket;                         ///< may be empty: the server changed its mind
};

/// Errors: truncated, trailing_data.
Result<NewSessionTicket> decode_new_session_ticket(wire::Reader in);
void encode_new_session_ticket(wire::Writer& out, const NewSessionTicket& message);

}  // namespace vitrine::handshake

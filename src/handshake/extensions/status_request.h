// status_request (RFC 6066 §8): the client asks for a stapled OCSP response; the server's answer is
// empty.
#pragma once

#include "handshake/extensions/extensions.h"

namespace vitrine::handshake {

/// Reads CertificateStatusRequest. What hides behind a status_type other than ocsp is skipped: it
/// is a question that this engine cannot answer, not an error.  True if OCSP is asked for.
bool read_status_request(wire::Reader& in, HelloKind kind);
/// The client's question: any responder, no request extensions.
void write_status_request(wire::Writer& out);

}  // namespace vitrine::handshake

// CertificateVerify (RFC 5246 §7.4.8): the client signs the handshake so far.
#pragma once

#include "base/wire_reader.h"
#include "base/wire_writer.h"
#include "record/protocol_version.h"

namespace vitrine::handshake {

struct CertificateVerify {
    std::uint16_t algorithm = 0;  ///< TLS 1.2
    ByteView signature;
};

/// Errors: truncated, trailing_data.
Result<CertificateVerify> decode_certificate_verify(wire::Reader in,
                                                    record::ProtocolVersion version);
void encode_certificate_verify(wire::Writer& out,
                               const CertificateVerify& message,
                               record::ProtocolVersion version);

}  // namespace vitrine::handshake

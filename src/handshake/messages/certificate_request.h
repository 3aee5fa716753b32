// CertificateRequest (RFC 5246 §7.4.4): which client certificates the server can use.
#pragma once

#include <span>

#include "base/wire_reader.h"
#include "base/wire_writer.h"
#include "record/protocol_version.h"

namespace vitrine::handshake {

enum class ClientCertificateType : std::uint8_t { rsa_sign = 1, dss_sign = 2, ecdsa_sign = 64 };

/// Views: valid while the message's bytes are.
struct CertificateRequest {
    ByteView certificate_types;
    wire::U16View supported_signature_algorithms;  ///< TLS 1.2
    ByteView certificate_authorities;  ///< DistinguishedName vectors, each after its length
};

/// Errors: truncated, trailing_data, vector_out_of_bounds.
Result<CertificateRequest> decode_certificate_request(wire::Reader in,
                                                      record::ProtocolVersion version);

void encode_certificate_request(wire::Writer& out,
                                record::ProtocolVersion version,
                                ByteView certificate_types,
                                std::span<const std::uint16_t> signature_algorithms,
                                std::span<const ByteView> authorities);

}  // namespace vitrine::handshake

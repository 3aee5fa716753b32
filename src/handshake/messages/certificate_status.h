// CertificateStatus (RFC 6066 §8): the OCSP response that the server staples to its certificate.
#pragma once

#include "base/wire_reader.h"
#include "base/wire_writer.h"

namespace vitrine::handshake {

inline constexpr std::uint8_t kStatusTypeOcsp = 1;

/// Views: valid while the message's bytes are.
struct CertificateStatus {
    ByteView ocsp_response;  ///< DER, read by x509/ocsp
};

/// Errors: truncated, trailing_data, vector_out_of_bounds, extension_bad_value (a status_type other
/// than ocsp, which nobody asked for).
Result<CertificateStatus> decode_certificate_status(wire::Reader in);
void encode_certificate_status(wire::Writer& out, ByteView ocsp_response);

}  // namespace vitrine::handshake

// Certificate (RFC 5246 §7.4.2): a chain of DER certificates, leaf first.
#pragma once

#include <array>
#include <span>

#include "base/wire_reader.h"
#include "base/wire_writer.h"

namespace vitrine::handshake {

/// Views of the certificates' DER. A client without a certificate sends an empty list (RFC 5246
/// §7.4.6).
struct CertificateMessage {
    static constexpr std::size_t kMaxCertificates = 10;

    std::array<ByteView, kMaxCertificates> certificate_list;
    std::size_t count = 0;
};

/// Errors: truncated, trailing_data, vector_out_of_bounds, certificate_limits_exceeded (more than
/// ten).
Result<CertificateMessage> decode_certificate(wire::Reader in);
void encode_certificate(wire::Writer& out, std::span<const ByteView> certificate_list);

}  // namespace vitrine::handshake

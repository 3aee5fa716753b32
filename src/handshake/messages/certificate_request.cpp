#include "handshake/messages/certificate_request.h"

namespace vitrine::handshake {

// RFC 5246 §7.4.4. RFC 2246 prints <3..2^16-1> for certificate_authorities, later versions <0..>:
// an empty list is accepted at every version.
Result<CertificateRequest> decode_certificate_request(wire::Reader in,
                                                      record::ProtocolVersion version) {
    CertificateRequest request;
    request.certificate_types = in.vec8("certificate_types", {1, 255}).rest();
    if (version >= record::ProtocolVersion::tls12) {
        request.supported_signature_algorithms =
            in.vec16("supported_signature_algorithms", {2, 65534})
                .u16s("SignatureAndHashAlgorithm");
    }
    wire::Reader authorities = in.vec16("certificate_authorities", {0, 65535});
    request.certificate_authorities = authorities.peek();
    while (!authorities.empty()) authorities.vec16("DistinguishedName", {1, 65535}).rest();
    return in.finish(request);
}

void encode_certificate_request(wire::Writer& out,
                                record::ProtocolVersion version,
                                ByteView certificate_types,
                                std::span<const std::uint16_t> signature_algorithms,
                                std::span<const ByteView> authorities) {
    out.vec8([&](wire::Writer& w) { w.bytes(certificate_types); });
    if (version >= record::ProtocolVersion::tls12) {
        out.vec16([&](wire::Writer& list) {
            for (const std::uint16_t algorithm : signature_algorithms) list.u16(algorithm);
        });
    }
    out.vec16([&](wire::Writer& list) {
        for (const ByteView name : authorities) list.vec16([&](wire::Writer& w) { w.bytes(name); });
    });
}

}  // namespace vitrine::handshake

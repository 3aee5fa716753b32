#include "handshake/messages/certificate.h"

namespace vitrine::handshake {

// RFC 5246 §7.4.2, struct Certificate.
Result<CertificateMessage> decode_certificate(wire::Reader in) {
    CertificateMessage message;
    wire::Reader list = in.vec24("certificate_list");
    while (!list.empty()) {
        if (message.count == CertificateMessage::kMaxCertificates) {
            list.fail(ErrorCode::certificate_limits_exceeded, "certificate_list");
            break;
        }
        message.certificate_list[message.count++] = list.vec24("ASN.1Cert", {1, 0xffffff}).rest();
    }
    return in.finish(message);
}

void encode_certificate(wire::Writer& out, std::span<const ByteView> certificate_list) {
    out.vec24([&](wire::Writer& list) {
        for (const ByteView certificate : certificate_list) {
            list.vec24([&](wire::Writer& w) { w.bytes(certificate); });
        }
    });
}

}  // namespace vitrine::handshake

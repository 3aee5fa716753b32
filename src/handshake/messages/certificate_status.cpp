#include "handshake/messages/certificate_status.h"

namespace vitrine::handshake {

// RFC 6066 §8, struct CertificateStatus.
Result<CertificateStatus> decode_certificate_status(wire::Reader in) {
    CertificateStatus message;
    if (in.u8("status_type") != kStatusTypeOcsp) {
        in.fail(ErrorCode::extension_bad_value, "status_type");
    }
    message.ocsp_response = in.vec24("OCSPResponse", {1, 0xffffff}).rest();
    return in.finish(message);
}

void encode_certificate_status(wire::Writer& out, ByteView ocsp_response) {
    out.u8(kStatusTypeOcsp);
    out.vec24([&](wire::Writer& w) { w.bytes(ocsp_response); });
}

}  // namespace vitrine::handshake

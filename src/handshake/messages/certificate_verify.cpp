#include "handshake/messages/certificate_verify.h"

namespace vitrine::handshake {

Result<CertificateVerify> decode_certificate_verify(wire::Reader in,
                                                    record::ProtocolVersion version) {
    CertificateVerify message;
    if (version >= record::ProtocolVersion::tls12) message.algorithm = in.u16("algorithm");
    message.signature = in.vec16("signature", {0, 65535}).rest();
    return in.finish(message);
}

void encode_certificate_verify(wire::Writer& out,
                               const CertificateVerify& message,
                               record::ProtocolVersion version) {
    if (version >= record::ProtocolVersion::tls12) out.u16(message.algorithm);
    out.vec16([&](wire::Writer& w) { w.bytes(message.signature); });
}

}  // namespace vitrine::handshake

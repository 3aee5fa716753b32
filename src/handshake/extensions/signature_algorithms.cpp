#include "handshake/extensions/signature_algorithms.h"

namespace vitrine::handshake {

wire::U16View read_signature_algorithms(wire::Reader& in) {
    return in.vec16("supported_signature_algorithms", {2, 65534}).u16s("SignatureAndHashAlgorithm");
}

void write_signature_algorithms(wire::Writer& out, std::span<const std::uint16_t> schemes) {
    write_extension(out, ExtensionType::signature_algorithms, [&](wire::Writer& body) {
        body.vec16([&](wire::Writer& list) {
            for (const std::uint16_t scheme : schemes) list.u16(scheme);
        });
    });
}

}  // namespace vitrine::handshake

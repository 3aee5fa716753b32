#include "handshake/extensions/status_request.h"

#include "handshake/messages/certificate_status.h"

namespace vitrine::handshake {

bool read_status_request(wire::Reader& in, HelloKind kind) {
    if (kind == HelloKind::server) return false;  // empty: anything else is trailing data
    if (in.u8("status_type") != kStatusTypeOcsp) {
        in.rest("request");
        return false;
    }
    wire::Reader responders = in.vec16("responder_id_list", {0, 65535});
    while (!responders.empty()) responders.vec16("ResponderID", {1, 65535}).rest();
    in.vec16("request_extensions", {0, 65535}).rest();
    return true;
}

void write_status_request(wire::Writer& out) {
    write_extension(out, ExtensionType::status_request, [](wire::Writer& body) {
        body.u8(kStatusTypeOcsp);
        body.vec16([](wire::Writer&) {});
        body.vec16([](wire::Writer&) {});
    });
}

}  // namespace vitrine::handshake

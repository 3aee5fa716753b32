#include "handshake/extensions/alpn.h"

namespace vitrine::handshake {

ByteView read_alpn(wire::Reader& in, HelloKind kind) {
    wire::Reader list = in.vec16("protocol_name_list", {2, 65535});
    const ByteView all = list.peek();
    std::size_t count = 0;
    for (; !list.empty(); ++count) list.vec8("ProtocolName", {1, 255}).rest();
    // RFC 7301 §3.1: the ServerHello's list "MUST contain exactly one ProtocolName".
    if (kind == HelloKind::server && count > 1) {
        list.fail(ErrorCode::extension_bad_value, "protocol_name_list");
    }
    return all;
}

void write_alpn(wire::Writer& out, std::span<const std::string_view> names) {
    write_extension(out, ExtensionType::application_layer_protocol_negotiation,
                    [&](wire::Writer& body) {
                        body.vec16([&](wire::Writer& list) {
                            for (const std::string_view name : names) {
                                list.vec8([&](wire::Writer& w) { w.bytes(as_bytes(name)); });
                            }
                        });
                    });
}

bool alpn_contains(ByteView list, std::string_view name) {
    while (!list.empty()) {
        const ByteView first = first_protocol(list);
        if (as_text(first) == name) return true;
        list = list.subspan(1 + first.size());
    }
    return false;
}

ByteView first_protocol(ByteView list) {
    return list.empty() ? ByteView{} : list.subspan(1, list[0]);
}

}  // namespace vitrine::handshake

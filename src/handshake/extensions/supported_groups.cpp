#include "handshake/extensions/supported_groups.h"

namespace vitrine::handshake {

wire::U16View read_supported_groups(wire::Reader& in) {
    return in.vec16("named_group_list", {2, 65535}).u16s("NamedGroup");
}

void write_supported_groups(wire::Writer& out, std::span<const NamedGroup> groups) {
    write_extension(out, ExtensionType::supported_groups, [&](wire::Writer& body) {
        body.vec16([&](wire::Writer& list) {
            for (const NamedGroup group : groups) list.u16(static_cast<std::uint16_t>(group));
        });
    });
}

}  // namespace vitrine::handshake

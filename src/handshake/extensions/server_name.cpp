#include "handshake/extensions/server_name.h"

#include <algorithm>

namespace vitrine::handshake {

namespace {

constexpr std::uint8_t kHostName = 0;

bool is_ldh(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

/// Of ASCII, and neither a space nor a control character.
bool is_graphic(char c) {
    return c > ' ' && c <= '~';
}

}  // namespace

std::string_view read_server_name(wire::Reader& in, HelloKind kind) {
    if (kind == HelloKind::server) return {};
    wire::Reader list = in.vec16("server_name_list", {1, 65535});
    std::string_view name;
    while (!list.empty()) {
        const std::uint8_t type = list.u8("name_type");
        // RFC 6066 §3: "The ServerNameList MUST NOT contain more than one name of the same
        // name_type."
        if (type != kHostName || !name.empty())
            list.fail(ErrorCode::extension_bad_value, "name_type");
        name = as_text(list.vec16("HostName", {1, 65535}).rest());
        // RFC 6066 §3: "The hostname is represented as a byte string using ASCII encoding".
        if (!std::ranges::all_of(name, is_graphic))
            list.fail(ErrorCode::extension_bad_value, "HostName");
    }
    return name;
}

void write_server_name(wire::Writer& out, std::string_view host_name) {
    write_extension(out, ExtensionType::server_name, [&](wire::Writer& body) {
        body.vec16([&](wire::Writer& list) {
            list.u8(kHostName);
            list.vec16([&](wire::Writer& name) { name.bytes(as_bytes(host_name)); });
        });
    });
}

bool is_host_name(std::string_view name) {
    if (name.empty() || name.size() > 253 || name.front() == '.' || name.back() == '.')
        return false;
    bool last_label_has_letter = false;
    std::size_t label_len = 0;
    for (const char c : name) {
        if (c == '.') {
            if (label_len == 0) return false;
            label_len = 0;
            last_label_has_letter = false;
            continue;
        }
        if (!is_ldh(c) || ++label_len > 63) return false;
        last_label_has_letter = last_label_has_letter || c < '0' || c > '9';
    }
    return last_label_has_letter;  // all digits: an IPv4 literal
}

}  // namespace vitrine::handshake

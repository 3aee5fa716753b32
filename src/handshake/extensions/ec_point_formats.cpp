#include "handshake/extensions/ec_point_formats.h"

namespace vitrine::handshake {

namespace {

constexpr std::uint8_t kUncompressed = 0;

}  // namespace

ByteView read_ec_point_formats(wire::Reader& in) {
    return in.vec8("ec_point_format_list", {1, 255}).rest();
}

void write_ec_point_formats(wire::Writer& out) {
    write_extension(out, ExtensionType::ec_point_formats, [](wire::Writer& body) {
        body.vec8([](wire::Writer& list) { list.u8(kUncompressed); });
    });
}

bool has_uncompressed(ByteView formats) {
    for (const std::uint8_t format : formats) {
        if (format == kUncompressed) return true;
    }
    return false;
}

}  // namespace vitrine::handshake

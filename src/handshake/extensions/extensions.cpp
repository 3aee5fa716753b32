#include "handshake/extensions/extensions.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "handshake/extensions/alpn.h"
#include "handshake/extensions/ec_point_formats.h"
#include "handshake/extensions/renegotiation_info.h"
#include "handshake/extensions/server_name.h"
#include "handshake/extensions/signature_algorithms.h"
#include "handshake/extensions/status_request.h"
#include "handshake/extensions/supported_groups.h"

namespace vitrine::handshake {

namespace {

struct ExtensionInfo {
    ExtensionType type;
    std::string_view name;
};

constexpr std::size_t kFewUnknown = 32;

constexpr ExtensionInfo kKnown[] = {
    {ExtensionType::server_name, "server_name"},
    {ExtensionType::max_fragment_length, "max_fragment_length"},
    {ExtensionType::status_request, "status_request"},
    {ExtensionType::supported_groups, "supported_groups"},
    {ExtensionType::ec_point_formats, "ec_point_formats"},
    {ExtensionType::signature_algorithms, "signature_algorithms"},
    {ExtensionType::application_layer_protocol_negotiation,
     "application_layer_protocol_negotiation"},
    {ExtensionType::signed_certificate_timestamp, "signed_certificate_timestamp"},
    {ExtensionType::padding, "padding"},
    {ExtensionType::encrypt_then_mac, "encrypt_then_mac"},
    {ExtensionType::extended_master_secret, "extended_master_secret"},
    {ExtensionType::record_size_limit, "record_size_limit"},
    {ExtensionType::session_ticket, "session_ticket"},
    {ExtensionType::supported_versions, "supported_versions"},
    {ExtensionType::renegotiation_info, "renegotiation_info"},
};

constexpr std::uint64_t bit_at(std::size_t row) {
    return std::uint64_t{1} << row;
}

/// The bits of the types below 64, by type; zero for unknown ones. All known types but one are
/// there.
constexpr auto kBits = [] {
    std::array<std::uint64_t, 64> bits{};
    for (std::size_t i = 0; i < std::size(kKnown); ++i) {
        const auto type = static_cast<std::uint16_t>(kKnown[i].type);
        if (type < bits.size()) bits[type] = bit_at(i);
    }
    return bits;
}();
constexpr std::size_t kLastRow = std::size(kKnown) - 1;
static_assert(kKnown[kLastRow].type == ExtensionType::renegotiation_info);
static_assert(std::ranges::count(kBits, 0U) == kBits.size() - kLastRow);

/// The bit of a known type in Extensions::known; 0 for an unknown one.
std::uint64_t bit_of(std::uint16_t type) {
    if (type < kBits.size()) return kBits[type];
    return static_cast<ExtensionType>(type) == ExtensionType::renegotiation_info ? bit_at(kLastRow)
                                                                                 : 0;
}

void read_known(wire::Reader& in, ExtensionType type, HelloKind kind, Extensions& out) {
    switch (type) {
        case ExtensionType::server_name:
            out.server_name = read_server_name(in, kind);
            break;
        case ExtensionType::status_request:
            out.asks_ocsp_status = read_status_request(in, kind);
            break;
        case ExtensionType::supported_groups:
            out.supported_groups = read_supported_groups(in);
            break;
        case ExtensionType::ec_point_formats:
            out.ec_point_formats = read_ec_point_formats(in);
            break;
        case ExtensionType::signature_algorithms:
            out.signature_algorithms = read_signature_algorithms(in);
            break;
        case ExtensionType::application_layer_protocol_negotiation:
            out.application_protocols = read_alpn(in, kind);
            break;
        case ExtensionType::renegotiation_info:
            out.renegotiated_connection = read_renegotiation_info(in);
            break;
        case ExtensionType::session_ticket:
            out.session_ticket = in.rest("ticket");
            break;
        case ExtensionType::max_fragment_length:
            out.max_fragment_length = in.u8("max_fragment_length");
            break;
        case ExtensionType::record_size_limit:
            out.record_size_limit = in.u16("RecordSizeLimit");
            break;
        case ExtensionType::extended_master_secret:
        case ExtensionType::encrypt_then_mac:
            break;  // empty: anything else is trailing data
        default:
            in.rest("extension_data");
            break;
    }
}

/// Two unknown extensions of one type: few are compared with each other. Known ones have their bit.
bool came_before(ByteView block, const std::uint8_t* here, std::uint16_t type) {
    bool found = false;
    const ByteView before = block.first(static_cast<std::size_t>(here - block.data()));
    for_each_extension(before, [&](std::uint16_t earlier) { found = found || earlier == type; });
    return found;
}

/// The same for many, in linear time: a hello has room for 16,000 empty extensions, and comparing
/// each with all before it would be a gift to whoever sends them.
bool has_duplicate(ByteView block) {
    std::array<std::uint64_t, 1024> seen{};  // a bit for each possible type
    bool found = false;
    for_each_extension(block, [&](std::uint16_t type) {
        std::uint64_t& word = seen[type / 64];
        const std::uint64_t bit = std::uint64_t{1} << (type % 64);
        found = found || (word & bit) != 0;
        word |= bit;
    });
    return found;
}

}  // namespace

std::string_view name_of(ExtensionType type) {
    for (const ExtensionInfo& row : kKnown) {
        if (row.type == type) return row.name;
    }
    return "unknown extension";
}

bool Extensions::has(ExtensionType type) const {
    return (known & bit_of(static_cast<std::uint16_t>(type))) != 0;
}

Extensions read_extensions(wire::Reader& hello, HelloKind kind) {
    Extensions out;
    if (hello.empty()) return out;
    wire::Reader list = hello.vec16("extensions", {0, 65535});
    out.block_present = true;
    out.all = list.peek();
    while (!list.empty()) {
        const std::uint8_t* here = list.peek().data();
        const std::uint16_t type = list.u16("extension_type");
        const std::uint64_t bit = bit_of(type);
        const bool few = out.unknown_count < kFewUnknown;
        const bool duplicate =
            bit != 0 ? (out.known & bit) != 0 : few && came_before(out.all, here, type);
        if (duplicate) list.fail(ErrorCode::extension_duplicate, "extension_type");
        wire::Reader body = list.vec16("extension_data");
        if (bit == 0) {
            body.rest("extension_data");
            ++out.unknown_count;
            continue;
        }
        read_known(body, static_cast<ExtensionType>(type), kind, out);
        if (!body.empty()) body.fail(ErrorCode::trailing_data, "extension_data");
        out.known |= bit;
    }
    if (out.unknown_count >= kFewUnknown && !list.failed() && has_duplicate(out.all)) {
        list.fail(ErrorCode::extension_duplicate, "extension_type");
    }
    return out;
}

}  // namespace vitrine::handshake

// ProtocolVersion as it stands on the wire (RFC 5246 §6.2.1, §E.1).
#pragma once

#include <cstdint>
#include <string_view>

namespace vitrine::record {

enum class ProtocolVersion : std::uint16_t {
    ssl30 = 0x0300,  ///< named so that it can be refused
    tls10 = 0x0301,
    tls11 = 0x0302,
    tls12 = 0x0303,
};

/// "TLS 1.2"; "unknown version" for numbers this engine has no name for.
constexpr std::string_view name_of(ProtocolVersion version) {
    switch (version) {
        case ProtocolVersion::ssl30:
            return "SSL 3.0";
        case ProtocolVersion::tls10:
            return "TLS 1.0";
        case ProtocolVersion::tls11:
            return "TLS 1.1";
        case ProtocolVersion::tls12:
            return "TLS 1.2";
    }
    return "unknown version";
}

}  // namespace vitrine::record

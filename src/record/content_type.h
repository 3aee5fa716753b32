// ContentType of a record (RFC 5246 §6.2.1).
#pragma once

#include <cstdint>
#include <string_view>

namespace vitrine::record {

enum class ContentType : std::uint8_t {
    change_cipher_spec = 20,
    alert = 21,
    handshake = 22,
    application_data = 23,
};

/// The standard's name; "unknown content type" for any other number (24, heartbeat, among them).
constexpr std::string_view name_of(ContentType type) {
    switch (type) {
        case ContentType::change_cipher_spec:
            return "change_cipher_spec";
        case ContentType::alert:
            return "alert";
        case ContentType::handshake:
            return "handshake";
        case ContentType::application_data:
            return "application_data";
    }
    return "unknown content type";
}

/// True for the four types that exist here.
constexpr bool is_known(ContentType type) {
    return type >= ContentType::change_cipher_spec && type <= ContentType::application_data;
}

}  // namespace vitrine::record

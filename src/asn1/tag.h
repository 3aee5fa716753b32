// Identifier octets of DER (X.690 §8.1.2), low form only: nothing in a certificate needs a tag
// above 30.
#pragma once

#include <cstdint>

namespace vitrine::asn1 {

/// The whole identifier octet: class, constructed bit and number.
enum class Tag : std::uint8_t {
    boolean = 0x01,
    integer = 0x02,
    bit_string = 0x03,
    octet_string = 0x04,
    null = 0x05,
    object_identifier = 0x06,
    enumerated = 0x0a,
    utf8_string = 0x0c,
    numeric_string = 0x12,
    printable_string = 0x13,
    teletex_string = 0x14,
    ia5_string = 0x16,
    utc_time = 0x17,
    generalized_time = 0x18,
    visible_string = 0x1a,
    universal_string = 0x1c,
    bmp_string = 0x1e,
    sequence = 0x30,
    set = 0x31,
};

inline constexpr std::uint8_t kConstructed = 0x20;

/// [number] of a primitive type, IMPLICIT.
constexpr Tag context(unsigned number) {
    return static_cast<Tag>(0x80U | number);
}
/// [number] of a constructed type, or any EXPLICIT one.
constexpr Tag context_constructed(unsigned number) {
    return static_cast<Tag>(0xa0U | number);
}

constexpr bool is_constructed(Tag tag) {
    return (static_cast<std::uint8_t>(tag) & kConstructed) != 0;
}
constexpr unsigned tag_number(Tag tag) {
    return static_cast<std::uint8_t>(tag) & 0x1fU;
}
constexpr bool is_context(Tag tag) {
    return (static_cast<std::uint8_t>(tag) & 0xc0U) == 0x80U;
}

}  // namespace vitrine::asn1

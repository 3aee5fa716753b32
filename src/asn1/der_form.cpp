#include "asn1/der_form.h"

#include "asn1/oid.h"

namespace vitrine::asn1 {

namespace {

/// Of the types of class universal, a SEQUENCE, a SET and three types made of a SEQUENCE (EXTERNAL,
/// EMBEDDED PDV, CHARACTER STRING) are constructed, and no others. X.690 §8.9.1, §8.11.1, §10.2.
bool has_shape_of_another(Tag tag) {
    constexpr std::uint32_t kMadeOfValues =
        1U << 8U | 1U << 11U | 1U << 16U | 1U << 17U | 1U << 29U;
    const auto octet = static_cast<std::uint8_t>(tag);
    const bool is_universal = (octet & 0xc0U) == 0;
    const bool should_be = (kMadeOfValues >> (octet & 0x1fU) & 1U) != 0;
    return is_universal && is_constructed(tag) != should_be;
}

Status unless(bool holds, ErrorCode code) {
    if (!holds) return fail(code);
    return done();
}

}  // namespace

bool is_boolean(ByteView contents) {
    return contents.size() == 1 && (contents[0] == 0x00 || contents[0] == 0xff);
}

bool is_minimal_integer(ByteView contents) {
    if (contents.empty()) return false;
    if (contents.size() == 1) return true;
    const bool needless_zeros = contents[0] == 0x00 && contents[1] < 0x80;
    const bool needless_ones = contents[0] == 0xff && contents[1] >= 0x80;
    return !needless_zeros && !needless_ones;
}

bool is_bit_string(ByteView contents) {
    if (contents.empty() || contents[0] > 7) return false;
    if (contents[0] == 0) return true;
    const auto unused = static_cast<std::uint8_t>((1U << contents[0]) - 1);
    return contents.size() > 1 && (contents.back() & unused) == 0;
}

Status check_form(Tag tag, ByteView contents) {
    if (has_shape_of_another(tag)) return fail(ErrorCode::der_unexpected_tag);
    switch (tag) {
        case Tag::boolean:
            return unless(is_boolean(contents), ErrorCode::der_bad_boolean);
        case Tag::integer:
        case Tag::enumerated:
            return unless(is_minimal_integer(contents), ErrorCode::der_bad_integer);
        case Tag::null:
            return unless(contents.empty(), ErrorCode::der_bad_null);
        case Tag::object_identifier:
            return unless(is_well_formed(Oid{contents}), ErrorCode::der_bad_oid);
        case Tag::bit_string:
            return unless(is_bit_string(contents), ErrorCode::der_bad_bit_string);
        case Tag::bmp_string:  // X.690 §8.23.8: two octets a character
            return unless(contents.size() % 2 == 0, ErrorCode::der_bad_string);
        case Tag::universal_string:  // X.690 §8.23.7: four
            return unless(contents.size() % 4 == 0, ErrorCode::der_bad_string);
        default:
            return done();
    }
}

}  // namespace vitrine::asn1

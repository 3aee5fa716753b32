#include "asn1/der_reader.h"

#include <algorithm>

#include "asn1/der_form.h"

namespace vitrine::asn1 {

namespace {

constexpr std::size_t kMaxLengthOctets = 4;

/// How many octets of length there are after the first, and the length.
struct Length {
    std::size_t octets = 0;
    std::size_t value = 0;
};

/// The length at `at`, where `size` >= 2 octets are left, the tag's among them. X.690 §10.1:
/// definite, and as short as can be. Errors: der_bad_length, der_truncated.
Result<Length> read_length(const std::uint8_t* at, std::size_t size) {
    Length length{0, at[1]};
    if (length.value < 0x80) return length;
    length.octets = length.value & 0x7fU;
    if (length.octets == 0 || length.octets > kMaxLengthOctets)
        return fail(ErrorCode::der_bad_length);
    if (length.octets > size - 2) return fail(ErrorCode::der_truncated);
    length.value = 0;
    for (std::size_t i = 0; i < length.octets; ++i) length.value = (length.value << 8) | at[2 + i];
    if (at[2] == 0 || length.value < 0x80) return fail(ErrorCode::der_bad_length);
    return length;
}

/// X.690 §8.1.5: no end-of-contents in DER; no tag of several octets is known here.
bool is_tag(std::uint8_t octet) {
    return (octet & 0x1fU) != 0x1fU && (octet & ~kConstructed) != 0;
}

}  // namespace

DerReader DerReader::constructed(Tag tag, const char* name) {
    const Element element = take(tag, name);
    return inside(element, element.contents, name);
}

DerReader DerReader::set_of(const char* name) {
    DerReader members = set(name);
    ByteView previous;
    ByteView rest = members.peek();
    // Malformed members are left for the caller, who reads them one by one.
    wire::Context quiet{rest};
    DerReader walk{rest, quiet};
    while (!walk.empty()) {
        const ByteView member = walk.any("member").encoded;
        if (walk.failed()) break;
        if (std::ranges::lexicographical_compare(member, previous)) {
            fail_at(ErrorCode::der_not_sorted, member, name);
            break;
        }
        previous = member;
    }
    return members;
}

std::optional<DerReader> DerReader::optional(Tag tag, const char* name) {
    if (!next_is(tag)) return std::nullopt;
    return constructed(tag, name);
}

bool DerReader::boolean(const char* name, Tag tag) {
    const Element element = take(tag, name);
    const ByteView c = leaf(element);
    if (failed()) return false;
    if (is_boolean(c)) return c[0] == 0xff;
    fail_at(ErrorCode::der_bad_boolean, element.encoded, name);
    return false;
}

bool DerReader::boolean_default_false(const char* name, Tag tag) {
    if (!next_is(tag)) return false;
    const ByteView at = peek();
    const bool value = boolean(name, tag);
    if (!value && !failed()) fail_at(ErrorCode::der_default_encoded, at, name);
    return value;
}

void DerReader::null(const char* name) {
    const Element element = take(Tag::null, name);
    if (!element.contents.empty()) fail_at(ErrorCode::der_bad_null, element.encoded, name);
}

Oid DerReader::oid(const char* name) {
    const Element element = take(Tag::object_identifier, name);
    const Oid value{leaf(element)};
    if (failed()) return {};
    if (is_well_formed(value)) return value;
    fail_at(ErrorCode::der_bad_oid, element.encoded, name);
    return {};
}

ByteView DerReader::integer(const char* name, Tag tag) {
    const Element element = take(tag, name);
    const ByteView c = leaf(element);
    if (failed()) return {};
    if (is_minimal_integer(c)) return c;
    fail_at(ErrorCode::der_bad_integer, element.encoded, name);
    return {};
}

ByteView DerReader::unsigned_integer(const char* name) {
    const ByteView at = peek();
    const ByteView c = integer(name);
    if (failed()) return {};
    if (c[0] >= 0x80) {
        fail_at(ErrorCode::der_bad_integer, at, name);
        return {};
    }
    return c.size() > 1 && c[0] == 0 ? c.subspan(1) : c;
}

std::uint32_t DerReader::small_integer(const char* name, std::uint32_t max, Tag tag) {
    const ByteView at = peek();
    const ByteView c = integer(name, tag);
    if (failed()) return 0;
    std::uint64_t value = c[0] >= 0x80 || c.size() > 5 ? ~std::uint64_t{0} : 0;
    if (value == 0) {
        for (const std::uint8_t byte : c) value = (value << 8) | byte;
    }
    if (value <= max) return static_cast<std::uint32_t>(value);
    fail_at(ErrorCode::der_bad_integer, at, name);
    return 0;
}

ByteView DerReader::octet_string(const char* name, Tag tag) {
    return leaf(take(tag, name));
}

BitString DerReader::bit_string(const char* name, Tag tag) {
    const BitString value = bits(take(tag, name), name);
    if (!failed() && !value.bytes.empty()) context_->announce("value", value.bytes, false);
    return value;
}

BitString DerReader::named_bits(const char* name, Tag tag) {
    const ByteView at = peek();
    const BitString value = bit_string(name, tag);
    if (!failed() && value.size() > 0 && !value.bit(value.size() - 1)) {
        fail_at(ErrorCode::der_bad_bit_string, at, name);
        return {};
    }
    return value;
}

DerReader DerReader::octet_string_wrapping(const char* name) {
    const Element element = take(Tag::octet_string, name);
    return inside(element, element.contents, name);
}

DerReader DerReader::bit_string_wrapping(const char* name) {
    const Element element = take(Tag::bit_string, name);
    const BitString value = bits(element, name);
    if (value.unused_bits != 0) fail_at(ErrorCode::der_bad_bit_string, element.encoded, name);
    return inside(element, value.bytes, name);
}

String DerReader::string(const char* name) {
    Element element;
    if (!header(name, element)) return {};
    leaf(element);
    switch (element.tag) {
        case Tag::utf8_string:
        case Tag::numeric_string:
        case Tag::printable_string:
        case Tag::teletex_string:
        case Tag::ia5_string:
        case Tag::visible_string:
        case Tag::universal_string:
        case Tag::bmp_string:
            break;
        default:
            fail_at(ErrorCode::der_unexpected_tag, element.encoded, name);
            return {};
    }
    if (is_valid_string(element.tag, element.contents)) return {element.tag, element.contents};
    fail_at(ErrorCode::der_bad_string, element.encoded, name);
    return {};
}

ByteView DerReader::ia5_string(const char* name, Tag tag) {
    const Element element = take(tag, name);
    const ByteView c = leaf(element);
    if (is_valid_string(Tag::ia5_string, c)) return c;
    fail_at(ErrorCode::der_bad_string, element.encoded, name);
    return {};
}

// RFC 5280 §4.1.2.5: "Conforming applications MUST be able to process validity dates that are
// encoded in either UTCTime or GeneralizedTime."
Time DerReader::time(const char* name) {
    if (!next_is(Tag::utc_time)) return generalized_time(name);
    const Element element = take(Tag::utc_time, name);
    const auto value = parse_utc_time(leaf(element));
    if (failed()) return {};
    if (!value) fail_at(ErrorCode::der_bad_time, element.encoded, name);
    return value.value_or(Time{});
}

Time DerReader::generalized_time(const char* name, Tag tag) {
    const Element element = take(tag, name);
    const auto value = parse_generalized_time(leaf(element));
    if (failed()) return {};
    if (!value) fail_at(ErrorCode::der_bad_time, element.encoded, name);
    return value.value_or(Time{});
}

Element DerReader::any(const char* name) {
    Element element;
    if (header(name, element)) {
        leaf(element);
        check_contents(element, name);
    }
    return failed() ? Element{} : element;
}

Element DerReader::any_deep(const char* name) {
    Element element;
    if (!header(name, element)) return {};
    if (is_constructed(element.tag)) {
        check_contents(element, name);
        DerReader members = inside(element, element.contents, name);
        while (!members.empty()) members.any_deep("element");
    } else {
        leaf(element);
        check_contents(element, name);
    }
    return failed() ? Element{} : element;
}

/// Of a value whose type nobody asked for: DER has one form of these types too.
void DerReader::check_contents(const Element& element, const char* name) {
    const Status form = check_form(element.tag, element.contents);
    if (!form.ok()) fail_at(form.error().code, element.encoded, name);
}

/// Reads tag and length, steps over the value, and announces group, tag and length.
bool DerReader::header(const char* name, Element& out) {
    if (context_->failed()) return false;
    const auto refuse = [&](ErrorCode code) {
        fail(code, name);
        return false;
    };
    const std::uint8_t* at = begin_;
    const auto size = static_cast<std::size_t>(end_ - begin_);
    if (size < 2) return refuse(ErrorCode::der_truncated);
    if (!is_tag(at[0])) return refuse(ErrorCode::der_bad_tag);
    const auto length = read_length(at, size);
    if (!length.ok()) return refuse(length.error().code);
    const std::size_t header_len = 2 + length->octets;
    if (length->value > size - header_len) return refuse(ErrorCode::der_truncated);
    out.tag = static_cast<Tag>(at[0]);
    out.encoded = ByteView{at, header_len + length->value};
    out.contents = ByteView{at + header_len, length->value};
    begin_ = at + out.encoded.size();
    if (context_->sink() != nullptr) [[unlikely]] {
        context_->announce(name, out.encoded, true);
        context_->announce("tag", out.encoded.first(1), false);
        context_->announce("length", out.encoded.subspan(1, header_len - 1), false);
    }
    return true;
}

Element DerReader::take(Tag tag, const char* name) {
    if (!next_is(tag)) {
        fail(begin_ == end_ ? ErrorCode::der_truncated : ErrorCode::der_unexpected_tag, name);
        return {};
    }
    Element element;
    if (!header(name, element)) return {};
    return element;
}

ByteView DerReader::leaf(const Element& element) {
    if (!failed() && !element.contents.empty()) {
        context_->announce("value", element.contents, false);
    }
    return element.contents;
}

DerReader DerReader::inside(const Element& element, ByteView contents, const char* name) {
    if (depth_ + 1 > kMaxDepth) fail_at(ErrorCode::der_too_deep, element.encoded, name);
    if (failed()) contents = {};
    return DerReader{element.encoded, contents, *context_, name, depth_ + 1};
}

/// Checks the leading octet of a BIT STRING and announces it. X.690 §8.6.2, §11.2.1.
BitString DerReader::bits(const Element& element, const char* name) {
    if (failed()) return {};
    const ByteView c = element.contents;
    if (!is_bit_string(c)) {
        fail_at(ErrorCode::der_bad_bit_string, element.encoded, name);
        return {};
    }
    context_->announce("unused_bits", c.first(1), false);
    return {c.subspan(1), c[0]};
}

}  // namespace vitrine::asn1

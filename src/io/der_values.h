// DER values one after the other, for showing what a strict reader may refuse: each value must have
// a tag and a length that fits; lengths need not be minimal, and contents are not judged.
#pragma once

#include <optional>
#include <vector>

#include "asn1/der_reader.h"

namespace vitrine::io {

class DerValues {
  public:
    explicit DerValues(ByteView bytes) : rest_(bytes) {}

    [[nodiscard]] bool empty() const { return rest_.empty(); }
    [[nodiscard]] bool next_is(asn1::Tag tag) const {
        return !rest_.empty() && rest_[0] == static_cast<std::uint8_t>(tag);
    }
    /// The next value; nothing at the end or where none can be read.
    std::optional<asn1::Element> next();
    /// The next value if it has this tag, else nothing is read.
    std::optional<asn1::Element> take(asn1::Tag tag) {
        if (!next_is(tag)) return std::nullopt;
        return next();
    }

  private:
    ByteView rest_;
};

/// Steps through the inside of a constructed value.
inline DerValues inside(const asn1::Element& element) {
    return DerValues{element.contents};
}

/// True for the contents octets of an INTEGER: at least one, and none too many (X.690 §8.3.2).
bool is_integer(ByteView contents);

/// A value of a universal type with contents that this type may have, as far as types say it
/// without a character set; a string in pieces consists of values. What OpenSSL takes for ANY.
bool is_any(const asn1::Element& value);

/// The bytes of a BIT STRING's contents octets: without the count of unused bits, and with those
/// bits zero. Nothing if there is no such count.
std::optional<std::vector<std::uint8_t>> bit_string_bytes(ByteView contents);

}  // namespace vitrine::io

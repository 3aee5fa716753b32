// Identifier and length octets of BER (X.690 §8.1), read without judging: for tools that show what
// a file holds, right or wrong. Decoders use der_reader.h, which takes DER only.
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace vitrine::asn1 {

enum class TagClass : std::uint8_t { universal, application, context, private_use };

struct BerHeader {
    TagClass tag_class = TagClass::universal;
    bool constructed = false;
    bool indefinite = false;  ///< the contents end with an end-of-contents value
    bool minimal = true;      ///< tag and length in the shortest form, as DER wants them
    std::uint32_t number = 0;
    std::size_t header_len = 0;
    std::size_t length = 0;  ///< of the contents; may be more than there is
};

/// The header at the front of `bytes`; nothing if the bytes end within it, or a tag above 2^31 or a
/// length above 2^63 stands there, or a primitive value has no length.
std::optional<BerHeader> read_ber_header(ByteView bytes);

/// "SEQUENCE", "UTF8STRING" ... as OpenSSL spells the universal types; empty above 30.
std::string_view type_name(std::uint32_t number);

}  // namespace vitrine::asn1

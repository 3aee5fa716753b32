// Object identifiers under the names that OpenSSL 3.0 prints for them.
#pragma once

#include <span>
#include <string>

#include "asn1/oid.h"

namespace vitrine::io {

struct ObjectName {
    std::string_view dotted;
    std::string_view short_name;
    std::string_view long_name;
};

/// Every identifier that has a name, sorted by its dotted text.
std::span<const ObjectName> all_object_names();

/// The row of an identifier, or null.
const ObjectName* find_object(asn1::Oid oid);

/// True if the contents octets are those of an identifier: every arc in its shortest form. Neither
/// arcs nor the whole are limited.
bool is_oid(ByteView contents);
/// "2.5.4.3", with arcs of any size.
std::string dotted_text(asn1::Oid oid);
/// The long name, or the dotted text of an identifier without one.
std::string object_long_name(asn1::Oid oid);
/// The short name, or the dotted text.
std::string object_short_name(asn1::Oid oid);

}  // namespace vitrine::io

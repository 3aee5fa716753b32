// GeneralNames in OpenSSL's two spellings: as pairs on one line (alternative names, access
// locations) and as lines (constraints, distribution points).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "asn1/der_reader.h"

namespace vitrine::io {

/// "DNS:www.example", "DirName:/C=UK/CN=x", "othername: UPN::user"; nothing if the value is no
/// GeneralName, or a text with a NUL in it.
std::optional<std::string> general_name_pair(const asn1::Element& name);
/// The pairs of the members of a GeneralNames.
std::optional<std::vector<std::string>> general_name_pairs(ByteView members);
/// "DNS:www.example", "DirName:C = UK, CN = x", "othername:UPN:user".
std::optional<std::string> general_name_line(const asn1::Element& name);
/// True for the SET OF attributes that an RDN is, whatever its tag.
bool is_relative_name(const asn1::Element& set);
/// "192.0.2.1" or "2001:DB8:0:0:0:0:0:1"; another length is "<invalid length=N>".
std::string openssl_address(ByteView address);

}  // namespace vitrine::io

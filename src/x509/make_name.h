// Distinguished names for certificates that are made here. RFC 5280 §4.1.2.4.
#pragma once

#include <span>
#include <string>

#include "x509/encode_der.h"

namespace vitrine::x509 {

struct NamePart {
    asn1::Oid type;
    std::string value;  ///< UTF-8; written as PrintableString where that is enough
};

/// A distinguished name, DER. One attribute an RDN.  Errors: der_bad_string.
Result<Bytes> encode_name(std::span<const NamePart> parts);
/// {CN = text}
Result<Bytes> encode_common_name(std::string_view text);

}  // namespace vitrine::x509

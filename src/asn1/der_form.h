// The one form that DER has of a value of class universal (X.690 §8, §10, §11).
#pragma once

#include "asn1/tag.h"
#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::asn1 {

/// Contents octets: all bits zero, or all one. X.690 §11.1.
bool is_boolean(ByteView contents);
/// Minimal two's complement: the first nine bits are not all equal. X.690 §8.3.2.
bool is_minimal_integer(ByteView contents);
/// A count of unused bits, which are zero. X.690 §8.6.2, §11.2.1.
bool is_bit_string(ByteView contents);

/// Of a value whose type nobody asked for; other types and classes have no form here.
/// Errors: der_unexpected_tag (a primitive type in pieces, X.690 §10.2, or a constructed one that
/// is not), der_bad_boolean, der_bad_integer, der_bad_null, der_bad_oid, der_bad_bit_string,
/// der_bad_string.
Status check_form(Tag tag, ByteView contents);

}  // namespace vitrine::asn1

// Any bytes as a tree of ASN.1 values, with offsets, going on past what is wrong: a reader for
// people. What departs from DER is marked on its line; bytes that cannot be read are shown as such.
#pragma once

#include <string>

#include "base/bytes.h"

namespace vitrine::io {

struct Asn1Tree {
    std::string text;
    std::size_t problems = 0;  ///< lines with a mark
};

/// `mark` goes before each problem ("✗ ").
Asn1Tree asn1_tree(ByteView bytes, std::string_view mark = "! ");

}  // namespace vitrine::io

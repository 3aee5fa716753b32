// BER as `openssl asn1parse` of OpenSSL 3.0 prints it.
#pragma once

#include <string>

#include "base/bytes.h"

namespace vitrine::io {

struct Asn1ParseOptions {
    bool indent = false;                ///< -i: by depth
    bool dump = false;                  ///< -dump: what has no text of its own in hexadecimal lines
    std::size_t dump_limit = SIZE_MAX;  ///< -dlimit: at most so many bytes of it
};

/// Appends the listing to `out`; false where OpenSSL stops with an error.
bool openssl_asn1parse(ByteView bytes, const Asn1ParseOptions& options, std::string& out);

}  // namespace vitrine::io

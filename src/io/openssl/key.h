// Public keys as OpenSSL 3.0 prints them.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"

namespace vitrine::io {

/// "Public-Key: (2048 bit)", the numbers, the curve: every line indented. Nothing if the key is of
/// no kind that OpenSSL can load.
std::optional<std::string> openssl_public_key(ByteView spki, std::size_t indent);

/// The parameters of RSASSA-PSS as a signature has them (RFC 4055 §3.1), with their quirks.
std::string openssl_pss_parameters(ByteView parameters, std::size_t indent);

}  // namespace vitrine::io

// What the value of a field says, in words: 0303 is "TLS 1.2", c02f is a suite's name.
#pragma once

#include <string>

#include "base/trace.h"

namespace vitrine::io {

/// A short text; empty if the bytes speak for themselves (randoms, signatures, keys).
std::string meaning_of(const trace::Field& field);

/// "TLS 1.2", "SSL 3.0", or the number in hexadecimal.
std::string version_text(std::uint16_t version);
/// "handshake", "alert", ... or "content type 99".
std::string content_type_text(std::uint8_t type);
/// "rsa_pkcs1_sha256" and its like, for a TLS 1.2 SignatureAndHashAlgorithm.
std::string signature_algorithm_text(std::uint16_t value);
/// A group's name, or the number in hexadecimal.
std::string group_text(std::uint16_t value);

}  // namespace vitrine::io

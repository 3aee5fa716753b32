// The hashes of names that OpenSSL's hash directories use for file names ("9d66eef0.0").
#pragma once

#include <cstdint>
#include <vector>

#include "x509/name.h"

namespace vitrine::x509 {

/// The form in which OpenSSL compares names: every character string as UTF-8, ASCII letters lower,
/// white space trimmed and compressed; the RDNs one after the other, without the outer SEQUENCE.
std::vector<std::uint8_t> canonical_name(const Name& name);

/// The first four bytes of SHA-1 over the canonical form, as a little-endian number.
std::uint32_t name_hash(const Name& name);
/// The same of MD5 over the DER as it stands: what OpenSSL before 1.0.0 used.
std::uint32_t name_hash_old(const Name& name);

}  // namespace vitrine::x509

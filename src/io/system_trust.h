// Where the system keeps the certificates of the authorities that it trusts, and OpenSSL's hash
// directories.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace vitrine::io {

/// The bundle that SSL_CERT_FILE names, or the system's usual one
/// (/etc/ssl/certs/ca-certificates.crt ...). PEM text.  Errors: file_unreadable (none of them is
/// there).
Result<std::vector<std::uint8_t>> read_system_trust();

struct NamedFile {
    std::string path;
    std::vector<std::uint8_t> contents;
};

/// The certificates of a hash directory: files named like 9d66eef0.0, each once, in the order of
/// their names. Errors: file_unreadable (no such directory, or a file in it).
Result<std::vector<NamedFile>> read_hash_directory(const std::string& directory);

}  // namespace vitrine::io

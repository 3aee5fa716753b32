// OpenSSL's hash directories: one file a certificate, found by links that are named after the hash
// of its subject ("9d66eef0.0"). Read next: x509/name_hash.h, io/system_trust.h (reading one).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace vitrine::io {

struct RehashReport {
    std::size_t links = 0;
    std::vector<std::string> skipped;  ///< files that do not hold exactly one certificate
};

/// Makes the links of a directory anew: for every .pem, .crt and .cer file that holds one
/// certificate a link for each form of the hash, as `openssl rehash -compat` does; the same
/// certificate is linked once. Links that look like hashes are removed first; other files are never
/// touched. Errors: file_unreadable (no such directory), file_unwritable.
Result<RehashReport> rehash_directory(const std::string& directory);

}  // namespace vitrine::io

// Every certificate that is here: the project's vectors, the system's authorities
// (ca-certificates), NIST's PKITS and other people's odd ones (python3-cryptography-vectors).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vitrine::test {

struct CertificateFile {
    std::string path;
    std::vector<std::uint8_t> der;
};

/// Each certificate once, sorted by path. Fewer than 600 end the test: a package is missing.
const std::vector<CertificateFile>& all_certificates();

}  // namespace vitrine::test

// PKCS #12 files (RFC 7292): keys and certificates under one password. Reading, DER only;
// public-key modes, CRLs and secrets of other kinds are passed over. Read next: pkcs12_kdf.h,
// pbes2.h.
#pragma once

#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::x509 {

/// What such a file holds. The keys are secret and wiped on destruction.
class Pkcs12 {
  public:
    using Bytes = std::vector<std::uint8_t>;

    Pkcs12() = default;
    Pkcs12(Pkcs12&&) = default;
    Pkcs12& operator=(Pkcs12&&) = default;
    Pkcs12(const Pkcs12&) = delete;
    Pkcs12& operator=(const Pkcs12&) = delete;
    ~Pkcs12();

    std::vector<Bytes> keys;          ///< PrivateKeyInfo each, DER
    std::vector<Bytes> certificates;  ///< DER each, in the file's order
};

/// True if `file` begins as a PFX does: a SEQUENCE that holds version 3 and a ContentInfo.
bool is_pkcs12(ByteView file);

/// Checks the MAC, if there is one, before anything is decrypted: a wrong password and a changed
/// byte look the same. At most kMaxIterations of each derivation.
/// Errors: pem_wrong_password, unsupported_algorithm, bad_parameters, those of DerReader.
Result<Pkcs12> read_pkcs12(ByteView file, std::string_view password);

}  // namespace vitrine::x509

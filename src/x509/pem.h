// Textual encodings (RFC 7468): the BEGIN and END lines around base64.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

namespace vitrine::x509 {

struct PemBlock {
    std::string label;  ///< "CERTIFICATE", "PRIVATE KEY" ...
    std::vector<std::uint8_t> der;
    std::size_t line = 1;  ///< of its BEGIN, from 1
    /// RFC 1421 headers (Proc-Type: 4,ENCRYPTED): `der` is not DER, read pem_encryption.h.
    bool legacy_encrypted = false;
    std::string dek_info;  ///< the value of DEK-Info, "AES-256-CBC,00ff..."

    // `der` may be a private key.
    PemBlock() = default;
    PemBlock(const PemBlock&) = delete;
    PemBlock& operator=(const PemBlock&) = delete;
    PemBlock(PemBlock&&) noexcept = default;
    PemBlock& operator=(PemBlock&&) noexcept = default;
    ~PemBlock() { wipe(der); }
};

/// What a certificate's block may be called; the last is OpenSSL's, with words of trust behind the
/// certificate.
inline constexpr std::string_view kCertificateLabels[] = {"CERTIFICATE", "X509 CERTIFICATE",
                                                          "TRUSTED CERTIFICATE"};

/// All blocks of a text, in order; text between blocks is ignored.
/// Errors: pem_no_block (offset: where the text ends), pem_bad_encoding (of the first wrong
/// character).
Result<std::vector<PemBlock>> read_pem(std::string_view text);

/// DER or PEM, told by the first bytes: every value of one of the wanted labels; DER counts as the
/// first label. Errors: pem_no_block, pem_bad_encoding.
Result<std::vector<PemBlock>> read_pem_or_der(ByteView file,
                                              std::span<const std::string_view> labels);

/// 64 columns, LF.
std::string write_pem(std::string_view label, ByteView der);

}  // namespace vitrine::x509

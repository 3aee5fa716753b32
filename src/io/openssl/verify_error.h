// OpenSSL's names, numbers and sentences for what is wrong with a certificate, beside which ours
// are printed.
#pragma once

#include <span>
#include <string_view>

namespace vitrine::io {

struct OpenSslVerifyError {
    std::string_view name;  ///< "X509_V_ERR_CERT_HAS_EXPIRED"
    int number = 0;         ///< 10
    std::string_view text;  ///< "certificate has expired"
};

/// All of them, by number.
std::span<const OpenSslVerifyError> openssl_verify_errors();
/// Null if there is none of this name.
const OpenSslVerifyError* find_openssl_verify_error(std::string_view name);

}  // namespace vitrine::io

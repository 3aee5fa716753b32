// A certificate as `openssl x509 -text` of OpenSSL 3.0 shows it, byte for byte.
// Read next: name.h, key.h, extension.h.
#pragma once

#include <string>

#include "io/openssl/name.h"
#include "x509/certificate_frame.h"

namespace vitrine::io {

/// The whole text. The one departure: where OpenSSL cannot load the key it adds its error queue,
/// with addresses of the running process, which this leaves out.
std::string openssl_certificate(const x509::CertificateFrame& certificate,
                                const NameFormat& names = NameFormat::oneline());

}  // namespace vitrine::io

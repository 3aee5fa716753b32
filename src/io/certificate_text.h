// Certificates in words: their names in one line, a chain in one line, a certificate in full.
#pragma once

#include <span>
#include <string>

#include "x509/certificate.h"

namespace vitrine::io {

/// "C=DE, O=Lab, CN=localhost": attributes in their order; control characters as '?'.
std::string name_text(const x509::Name& name);
/// "RSA 2048", "EC P-256"
std::string key_text(const x509::PublicKey& key);
/// "CN=localhost (RSA 2048) ← CN=Lab Root": the chain as it was sent, and its last issuer.
std::string chain_text(std::span<const ByteView> certificates);
/// "CN=localhost", or the last attribute.
std::string short_name(const x509::Name& name);
/// "DNS:localhost"
std::string general_name_text(const x509::GeneralName& name);
/// "DNS:localhost, IP:127.0.0.1"
std::string general_names_text(const x509::GeneralNames& names);

}  // namespace vitrine::io

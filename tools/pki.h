// A small PKI made on the spot: a CA and certificates under it, for demo, bench and `cert make`.
#pragma once

#include <string>
#include <vector>

#include "base/rng.h"
#include "x509/key_file.h"
#include "x509/key_reader.h"
#include "x509/key_writer.h"
#include "x509/make.h"

namespace vitrine::tools {

/// A key with its certificate, both as PEM too.
struct Identity {
    x509::PrivateKey key;
    std::vector<std::uint8_t> der;
    std::string certificate_pem;
    std::string key_pem;
};

/// "rsa" or "rsa:3072", "ec" or "p256", "p384", "p521", "dsa" (2048 bits) or "dsa:1024".  Errors:
/// unsupported_algorithm.
Result<x509::PrivateKey> make_key(const std::string& kind, Rng& rng);
/// PKCS#8 in PEM.
Result<std::string> key_to_pem(const x509::PrivateKey& key);

Result<Identity> make_ca(const std::string& name,
                         const std::string& key_kind,
                         x509::Validity validity,
                         Rng& rng);
/// `hosts` become subjectAltNames.
Result<Identity> make_server(const std::vector<std::string>& hosts,
                             const std::string& key_kind,
                             x509::Validity validity,
                             const Identity& issuer,
                             Rng& rng);
Result<Identity> make_client(const std::string& name,
                             const std::string& key_kind,
                             x509::Validity validity,
                             const Identity& issuer,
                             Rng& rng);

}  // namespace vitrine::tools

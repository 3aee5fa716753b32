// Who a puppet says it is: a chain and its key from vectors/x509/pki, read once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "x509/certificate.h"
#include "x509/private_key.h"

namespace vitrine::test {

using Bytes = std::vector<std::uint8_t>;

struct Identity {
    std::vector<Bytes> chain;  ///< DER, leaf first
    x509::Certificate leaf;
    std::optional<x509::PrivateKey> key;
};

/// "server-rsa", "client-ec" ...: the files NAME.pem and NAME.key.
const Identity& identity(const std::string& name);

}  // namespace vitrine::test

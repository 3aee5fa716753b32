// The certificates, list and responses of vectors/x509/made.txt: who makes the same from the same
// fields gets OpenSSL's bytes.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "crypto/drbg.h"
#include "support/der_text.h"
#include "x509/key_reader.h"
#include "x509/make_recipe.h"

namespace vitrine::test {

struct MadeByOpenssl {
    VectorBlock block;
    x509::Bytes der;
    x509::Certificate certificate;
    std::unique_ptr<const x509::PrivateKey> key;

    [[nodiscard]] x509::Validity validity() const {
        return {Time{block.number("From")}, Time{block.number("To")}};
    }
    [[nodiscard]] x509::Issuer as_issuer() const { return {certificate, *key}; }
    /// Contents octets of the serial number.
    [[nodiscard]] x509::Bytes serial() const {
        x509::Bytes number = block.bytes("Serial");
        if (number[0] >= 0x80) number.insert(number.begin(), 0);
        return number;
    }
};

inline VectorBlock made_block(const std::string& section) {
    for (const VectorBlock& block : read_vectors("x509/made.txt")) {
        if (block.section == section) return block;
    }
    ADD_FAILURE() << "no vector " << section;
    return {};
}

inline MadeByOpenssl made_by_openssl(const std::string& section) {
    MadeByOpenssl out;
    out.block = made_block(section);
    out.der = out.block.bytes("Der");
    const auto certificate = x509::parse_certificate(out.der);
    auto key = x509::parse_private_key(out.block.bytes("Key"));
    if (!certificate.ok() || !key.ok()) {
        ADD_FAILURE() << section;
        return out;
    }
    out.certificate = *certificate;
    out.key = std::make_unique<const x509::PrivateKey>(*std::move(key));
    return out;
}

}  // namespace vitrine::test

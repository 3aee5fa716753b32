// A group's public key as X.509 and PEM write it.
#pragma once

#include <gtest/gtest.h>

#include "extra/wycheproof.h"
#include "x509/pem.h"
#include "x509/signature.h"

namespace vitrine::test {

inline crypto::HashAlg hash_of_group(const io::JsonValue& group) {
    return hash_called(group["sha"].text());
}

/// "publicKeyDer", which "publicKeyPem" must hold too.
inline Bytes public_key_der(const io::JsonValue& group) {
    const Bytes der = hex_member(group, "publicKeyDer");
    const auto blocks = x509::read_pem(group["publicKeyPem"].text());
    EXPECT_TRUE(blocks.ok() && blocks->size() == 1 && blocks->front().label == "PUBLIC KEY");
    if (blocks.ok()) {
        EXPECT_EQ(blocks->front().der, der);
    }
    return der;
}

/// Whether the case's signature verifies under the key that was read from X.509's form.
inline bool verifies(const io::JsonValue& group,
                     const io::JsonValue& test,
                     const x509::SignatureScheme& scheme) {
    const Bytes der = public_key_der(group);
    const auto key = x509::parse_public_key(der);
    EXPECT_TRUE(key.ok());
    return key.ok() &&
           x509::verify_message(*key, scheme, hex_member(test, "msg"), hex_member(test, "sig"))
               .ok();
}

}  // namespace vitrine::test

// Hashes as the vectors of keys from passwords name them.
#pragma once

#include <gtest/gtest.h>

#include "crypto/hash/hash.h"
#include "support/der_text.h"

namespace vitrine::test {

/// "SHA256"
inline crypto::HashAlg hash_named(std::string_view name) {
    using crypto::HashAlg;
    constexpr std::pair<std::string_view, HashAlg> kNames[] = {
        {"MD5", HashAlg::md5},       {"SHA1", HashAlg::sha1},     {"SHA224", HashAlg::sha224},
        {"SHA256", HashAlg::sha256}, {"SHA384", HashAlg::sha384}, {"SHA512", HashAlg::sha512}};
    for (const auto& [known, alg] : kNames) {
        if (known == name) return alg;
    }
    ADD_FAILURE() << "no hash " << name;
    return HashAlg::md5;
}

}  // namespace vitrine::test

// Keys for tests: from vector blocks and from a fixed seed of randomness.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crypto/drbg.h"
#include "crypto/pk/rsa.h"
#include "support/vector_file.h"

namespace vitrine::test {

using Bytes = std::vector<std::uint8_t>;

inline crypto::Drbg seeded_rng(std::uint8_t seed = 1) {
    std::array<std::uint8_t, 32> bytes{};
    bytes[0] = seed;
    return crypto::Drbg{bytes};
}

inline crypto::HashAlg hash_named(const std::string& name) {
    for (const auto alg :
         {crypto::HashAlg::md5, crypto::HashAlg::sha1, crypto::HashAlg::sha224,
          crypto::HashAlg::sha256, crypto::HashAlg::sha384, crypto::HashAlg::sha512}) {
        if (crypto::name_of(alg) == name) return alg;
    }
    ADD_FAILURE() << "no hash " << name;
    return crypto::HashAlg::md5;
}

/// The bytes of an RSA private key out of the fields N E D P Q DP DQ QInv of a block.
struct RsaKeyBytes {
    Bytes n, e, d, p, q, dp, dq, qinv;

    explicit RsaKeyBytes(const VectorBlock& block)
        : n(block.bytes("N")),
          e(block.bytes("E")),
          d(block.bytes("D")),
          p(block.bytes("P")),
          q(block.bytes("Q")),
          dp(block.bytes("DP")),
          dq(block.bytes("DQ")),
          qinv(block.bytes("QInv")) {}

    [[nodiscard]] crypto::RsaPrivateParts parts() const { return {n, e, d, p, q, dp, dq, qinv}; }
};

}  // namespace vitrine::test

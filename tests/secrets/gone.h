// What the tests of tests/secrets share: the expectation that nothing is left, and RSA keys with
// their secrets listed. Read next: remains.h.
#pragma once

#include <gtest/gtest.h>

#include <optional>

#include "crypto/bignum/montgomery.h"
#include "crypto/pk/rsa.h"
#include "secrets/remains.h"
#include "support/kernels.h"
#include "support/rsa_keys.h"

namespace vitrine::test {

using Found = std::vector<std::string>;

inline std::string listed(const Found& found) {
    std::string text;
    for (const std::string& one : found) text.append(one).append("\n");
    return text;
}

/// Nothing is left, at any level of VITRINE_CPU.
inline void expect_gone(const std::function<void()>& operation, const Secrets& secrets) {
    for_each_cpu_level([&] {
        const Found found = remains_of(operation, secrets);
        EXPECT_TRUE(found.empty()) << listed(found);
    });
}

inline Bytes random_bytes(std::size_t n, std::uint8_t seed) {
    Bytes bytes(n);
    auto rng = seeded_rng(seed);
    static_cast<void>(rng.fill(bytes));
    return bytes;
}

/// A key and its parts. s mod p is as good as p: gcd(s - (s mod p), n) = p.
struct RsaSecrets {
    explicit RsaSecrets(const VectorBlock& block) : bytes(block) {
        secrets.add("d", bytes.d);
        secrets.add("p", bytes.p);
        secrets.add("q", bytes.q);
        secrets.add("dP", bytes.dp);
        secrets.add("dQ", bytes.dq);
        secrets.add("qInv", bytes.qinv);
        auto made = crypto::RsaPrivateKey::make(bytes.parts());
        EXPECT_TRUE(made.ok());
        key.emplace(*std::move(made));
    }
    [[nodiscard]] const crypto::RsaPrivateKey& rsa() const {
        return *key;  // NOLINT(bugprone-unchecked-optional-access): made with the object
    }
    void add_halves(const std::string& name, ByteView number) {
        secrets.add(name + " mod p", reduced(number, bytes.p));
        secrets.add(name + " mod q", reduced(number, bytes.q));
    }
    static Bytes reduced(ByteView number, ByteView prime) {
        using crypto::bignum::Limb;
        namespace bignum = crypto::bignum;
        const std::size_t width = bignum::limbs_for(8 * bignum::strip_zeros(prime).size());
        std::vector<Limb> p(width), rr(width), x(2 * width), r(width);
        bignum::load_be(p.data(), width, bignum::strip_zeros(prime));
        bignum::load_be(x.data(), 2 * width, number);
        const auto m =
            bignum::Modulus<Limb>::make(p.data(), width, bignum::bit_length(prime), rr.data());
        bignum::reduce_double(r.data(), x.data(), m);
        Bytes out(8 * width);
        bignum::store_be(out, r.data(), width);
        return out;
    }
    RsaKeyBytes bytes;
    Secrets secrets;
    std::optional<crypto::RsaPrivateKey> key;
};

inline const VectorBlock& rsa_2048() {
    static const VectorBlock block = read_vectors("crypto/rsa_pkcs1_decrypt.txt").front();
    return block;
}

}  // namespace vitrine::test

#include "crypto/pk/dsa.h"

#include <gtest/gtest.h>

#include "support/kernels.h"
#include "support/rsa_keys.h"

namespace vitrine::crypto {
namespace {

using test::Bytes;

struct Key {
    explicit Key(const test::VectorBlock& block)
        : p(block.bytes("P")), q(block.bytes("Q")), g(block.bytes("G")), y(block.bytes("Y")) {}
    [[nodiscard]] DsaParameters parameters() const { return {p, q, g}; }
    Bytes p, q, g, y;
};

/// A block of vectors/crypto/dsa_rfc6979.txt: key, digest, signature.
struct Signed : Key {
    explicit Signed(const test::VectorBlock& block)
        : Key(block),
          hash(test::hash_named(block.text("Hash"))),
          digest(crypto::hash(hash, block.bytes("Message"))),
          x(block.bytes("X")),
          r(block.bytes("R")),
          s(block.bytes("S")) {}
    [[nodiscard]] Status verify(ByteView with_r, ByteView with_s) const {
        return dsa_verify_vartime(parameters(), y, digest.view(), with_r, with_s);
    }
    HashAlg hash;
    Digest digest;
    Bytes x, r, s;
};

ErrorCode code(const Status& status) {
    return status.ok() ? ErrorCode::internal : status.error().code;
}

Bytes flipped(Bytes bytes, std::size_t at, std::uint8_t bits = 1) {
    bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ bits);
    return bytes;
}

TEST(Dsa, SignsAndVerifiesAsRfc6979) {
    test::for_each_cpu_level([] {
        for (const auto& block : test::read_vectors("crypto/dsa_rfc6979.txt")) {
            const Signed v(block);
            ASSERT_TRUE(dsa_check_parameters_vartime(v.parameters()).ok());
            DsaSignature made;
            ASSERT_TRUE(
                dsa_sign(v.parameters(), DsaPrivateKey{v.x}, v.hash, v.digest.view(), nullptr, made)
                    .ok());
            const auto len = static_cast<std::ptrdiff_t>(v.q.size());
            EXPECT_EQ(Bytes(made.r.begin(), made.r.begin() + len), v.r) << "line " << block.line;
            EXPECT_EQ(Bytes(made.s.begin(), made.s.begin() + len), v.s) << "line " << block.line;
            EXPECT_TRUE(v.verify(v.r, v.s).ok()) << "line " << block.line;
        }
    });
}

TEST(Dsa, MakesThePublicKeyOfThePrivateOne) {
    for (const auto& block : test::read_vectors("crypto/dsa_rfc6979.txt")) {
        const Signed v(block);
        Bytes y(v.p.size());
        ASSERT_TRUE(dsa_public_key(v.parameters(), DsaPrivateKey{v.x}, y).ok());
        EXPECT_EQ(y, v.y);
    }
}

TEST(Dsa, RefusesEveryFlippedByte) {
    const Signed v(test::read_vectors("crypto/dsa_rfc6979.txt").front());
    for (std::size_t i = 0; i < v.r.size(); ++i) {
        EXPECT_EQ(code(v.verify(flipped(v.r, i), v.s)), ErrorCode::bad_signature) << i;
        EXPECT_EQ(code(v.verify(v.r, flipped(v.s, i))), ErrorCode::bad_signature) << i;
    }
    for (std::size_t i = 0; i < v.digest.len; ++i) {
        Digest other = v.digest;
        other.bytes[i] ^= 0x80;
        EXPECT_EQ(code(dsa_verify_vartime(v.parameters(), v.y, other.view(), v.r, v.s)),
                  ErrorCode::bad_signature);
    }
    for (std::size_t i = 0; i < v.y.size(); i += 7) {
        EXPECT_EQ(
            code(dsa_verify_vartime(v.parameters(), flipped(v.y, i), v.digest.view(), v.r, v.s)),
            ErrorCode::bad_signature);
    }
}

// FIPS 186-4 §4.7 step 1: 0 < r < q and 0 < s < q. Careless verifiers took 0 for both.
TEST(Dsa, RefusesNumbersOutOfRange) {
    const Signed v(test::read_vectors("crypto/dsa_rfc6979.txt").back());
    Bytes above = v.q;
    above.insert(above.begin(), 1);
    for (const Bytes& bad : {Bytes{}, Bytes{0}, Bytes(v.q.size(), 0), v.q, above,
                             Bytes(v.q.size(), 0xff), Bytes(300, 0xff)}) {
        EXPECT_EQ(code(v.verify(bad, v.s)), ErrorCode::bad_signature);
        EXPECT_EQ(code(v.verify(v.r, bad)), ErrorCode::bad_signature);
        EXPECT_EQ(code(v.verify(bad, bad)), ErrorCode::bad_signature);
    }
    Bytes padded = v.r;
    padded.insert(padded.begin(), 3, 0);
    EXPECT_TRUE(v.verify(padded, v.s).ok()) << "leading zeros are allowed";
}

TEST(Dsa, RefusesPublicValuesOutOfRange) {
    const Signed v(test::read_vectors("crypto/dsa_rfc6979.txt").front());
    const Bytes minus_one = flipped(v.p, v.p.size() - 1);
    Bytes above = v.p;
    above.insert(above.begin(), 1);
    for (const Bytes& bad : {Bytes{}, Bytes{0}, Bytes{1}, minus_one, v.p, above}) {
        EXPECT_EQ(code(dsa_verify_vartime(v.parameters(), bad, v.digest.view(), v.r, v.s)),
                  ErrorCode::bad_public_value);
    }
}

TEST(Dsa, RefusesParametersThatDoNotFit) {
    const Key k(test::read_vectors("crypto/dsa_rfc6979.txt").front());
    const auto check = [](const Bytes& p, const Bytes& q, const Bytes& g) {
        return code(dsa_check_parameters_vartime({p, q, g}));
    };
    EXPECT_EQ(check(k.p, k.q, k.g), ErrorCode::internal);
    EXPECT_EQ(check(flipped(k.p, 127), k.q, k.g), ErrorCode::bad_parameters) << "p even";
    EXPECT_EQ(check(flipped(k.p, 126), k.q, k.g), ErrorCode::bad_parameters) << "another p";
    EXPECT_EQ(check(k.p, flipped(k.q, 19), k.g), ErrorCode::bad_parameters) << "q even";
    EXPECT_EQ(check(k.p, flipped(k.q, 18), k.g), ErrorCode::bad_parameters) << "another q";
    EXPECT_EQ(check(k.p, flipped(k.q, 0, 0x80), k.g), ErrorCode::bad_parameters) << "157 bits";
    EXPECT_EQ(check(k.p, k.p, k.g), ErrorCode::bad_parameters) << "q as long as p";
    EXPECT_EQ(check(Bytes(63, 0xff), k.q, k.g), ErrorCode::bad_parameters) << "504 bits";
    EXPECT_EQ(check(Bytes(1025, 0xff), k.q, k.g), ErrorCode::bad_parameters) << "8200 bits";
    EXPECT_EQ(check({}, {}, {}), ErrorCode::bad_parameters);
    // A generator of order 1 or 2 verifies anything (CVE-2000-0535 and its kin).
    for (const Bytes& g : {Bytes{}, Bytes{0}, Bytes{1}, flipped(k.p, 127), k.p, flipped(k.g, 50)})
        EXPECT_EQ(check(k.p, k.q, g), ErrorCode::bad_parameters);
}

TEST(Dsa, RefusesPrivateKeysOutOfRange) {
    const Signed v(test::read_vectors("crypto/dsa_rfc6979.txt").front());
    DsaSignature made;
    for (const Bytes& x :
         {Bytes{}, Bytes(20, 0), v.q, Bytes(20, 0xff), Bytes(19, 1), Bytes(21, 1)}) {
        EXPECT_EQ(code(dsa_sign(v.parameters(), DsaPrivateKey{x}, v.hash, v.digest.view(), nullptr,
                                made)),
                  ErrorCode::bad_private_key);
    }
}

TEST(Dsa, HedgedSignaturesDifferAndVerify) {
    const Signed v(test::read_vectors("crypto/dsa_rfc6979.txt").back());
    auto rng = test::seeded_rng();
    DsaPrivateKey x;
    Bytes y(v.p.size());
    ASSERT_TRUE(dsa_generate(v.parameters(), rng, x, y).ok());
    DsaSignature one, two;
    const ByteView digest = v.digest.view();
    ASSERT_TRUE(dsa_sign(v.parameters(), x, v.hash, digest, &rng, one).ok());
    ASSERT_TRUE(dsa_sign(v.parameters(), x, v.hash, digest, &rng, two).ok());
    EXPECT_NE(one.r, two.r);
    EXPECT_TRUE(dsa_verify_vartime(v.parameters(), y, digest, one.r, one.s).ok());
    EXPECT_TRUE(dsa_verify_vartime(v.parameters(), y, digest, two.r, two.s).ok());
    EXPECT_FALSE(dsa_verify_vartime(v.parameters(), y, digest, one.r, two.s).ok());
    EXPECT_FALSE(dsa_verify_vartime(v.parameters(), v.y, digest, one.r, one.s).ok());
}

}  // namespace
}  // namespace vitrine::crypto

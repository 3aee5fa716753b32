// Private keys: the public half is OpenSSL's, and numbers that are none are refused.
#include "x509/private_key.h"

#include <gtest/gtest.h>

#include "crypto/drbg.h"
#include "support/der_text.h"
#include "x509/key_reader.h"

namespace vitrine::x509 {
namespace {

using Bytes = std::vector<std::uint8_t>;
using crypto::Curve;
using crypto::HashAlg;

// RFC 6979 §A.2.5.
constexpr std::string_view kScalar =
    "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
constexpr std::string_view kPoint =
    "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628"
    "bc64f2f1b20c2d7e9f5177a3c294d4462299";

TEST(PrivateKey, TheExampleOfRfc6979HasItsPoint) {
    const auto key = PrivateKey::from_ec_scalar(Curve::p256, test::from_hex(kScalar));
    ASSERT_TRUE(key.ok());
    EXPECT_EQ(key->type(), KeyType::ec);
    EXPECT_EQ(test::hex_text(key->public_key().point), kPoint);
    EXPECT_NE(key->ec(), nullptr);
    EXPECT_EQ(key->rsa(), nullptr);
    EXPECT_EQ(key->dsa(), nullptr);
}

// SEC 1 §3.2.1: a scalar is in [1, n-1]; n of FIPS 186-4 §D.1.2.
TEST(PrivateKey, RefusesScalarsOutOfRange) {
    const std::pair<Curve, std::string_view> orders[] = {
        {Curve::p256, "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"},
        {Curve::p384,
         "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196ac"
         "cc5"
         "2973"},
        {Curve::p521,
         "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f"
         "966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"}};
    for (const auto& [curve, hex] : orders) {
        Bytes scalar = test::from_hex(hex);
        ASSERT_EQ(scalar.size(), crypto::field_len(curve));
        const auto code = [&, c = curve](const Bytes& x) {
            const auto key = PrivateKey::from_ec_scalar(c, x);
            return key.ok() ? ErrorCode::internal : key.error().code;
        };
        EXPECT_EQ(code(scalar), ErrorCode::bad_private_key);  // n
        --scalar.back();
        EXPECT_EQ(code(scalar), ErrorCode::internal);  // n - 1
        scalar.back() = static_cast<std::uint8_t>(scalar.back() + 2);
        EXPECT_EQ(code(scalar), ErrorCode::bad_private_key);  // n + 1
        EXPECT_EQ(code(Bytes(scalar.size(), 0xff)), ErrorCode::bad_private_key);
        Bytes small(scalar.size());
        EXPECT_EQ(code(small), ErrorCode::bad_private_key);  // 0
        small.back() = 1;
        EXPECT_EQ(code(small), ErrorCode::internal);  // 1
        small.insert(small.begin(), 0);
        EXPECT_EQ(code(small), ErrorCode::bad_private_key);  // one byte too long
        EXPECT_EQ(code(Bytes(scalar.size() - 1, 1)), ErrorCode::bad_private_key);
        EXPECT_EQ(code({}), ErrorCode::bad_private_key);
    }
}

/// Each key of OpenSSL's: (block, private key, public key).
template <class Check>
void for_each_key(Check check) {
    std::size_t seen = 0;
    for (const auto& block : test::read_vectors("x509/keys.txt")) {
        if (!block.has("Signature")) continue;
        const auto key = parse_private_key(block.bytes("Pkcs8"));
        const Bytes spki = block.bytes("Spki");
        const auto public_key = parse_public_key(spki);
        ASSERT_TRUE(key.ok() && public_key.ok()) << block.section;
        check(block, *key, *public_key);
        ++seen;
    }
    EXPECT_GE(seen, 7U);
}

TEST(PrivateKey, ThePublicHalfIsOpenssls) {
    std::vector<PublicKey> others;
    for_each_key([&](const auto& block, const PrivateKey& key, const PublicKey& wanted) {
        EXPECT_EQ(key.type(), wanted.type) << block.section;
        EXPECT_TRUE(same_key(key.public_key(), wanted)) << block.section;
        EXPECT_EQ(key.max_signature_len(), wanted.max_signature_len()) << block.section;
        for_each_key([&](const auto& other, const PrivateKey&, const PublicKey& public_key) {
            EXPECT_EQ(same_key(key.public_key(), public_key), other.section == block.section);
        });
    });
}

TEST(PrivateKey, RefusesDsaNumbersThatAreNone) {
    for_each_key([](const auto& block, const PrivateKey& key, const PublicKey&) {
        if (key.dsa() == nullptr) return;
        const crypto::DsaParameters good = key.dsa()->parameters();
        const ByteView secret = key.dsa()->x.expose();
        Bytes x(secret.begin(), secret.end());
        const auto code = [&](const crypto::DsaParameters& parameters, const Bytes& number) {
            const auto made = PrivateKey::from_dsa(parameters, number);
            return made.ok() ? ErrorCode::internal : made.error().code;
        };
        ASSERT_EQ(code(good, x), ErrorCode::internal) << block.section;
        x.insert(x.begin(), 0);
        EXPECT_EQ(code(good, x), ErrorCode::bad_private_key);  // longer than q
        const Bytes q{good.q.begin(), good.q.end()};
        EXPECT_EQ(code(good, q), ErrorCode::bad_private_key);
        EXPECT_EQ(code(good, Bytes(q.size())), ErrorCode::bad_private_key);
        EXPECT_EQ(code(good, {}), ErrorCode::bad_private_key);
        Bytes beside(good.p.begin(), good.p.end());
        beside.back() ^= 1U;  // even
        EXPECT_EQ(code({beside, good.q, good.g}, Bytes{1}), ErrorCode::bad_parameters);
        EXPECT_EQ(code({good.p, good.q, Bytes{1}}, Bytes{1}), ErrorCode::bad_parameters);
        EXPECT_EQ(code({good.p, good.q, {}}, Bytes{1}), ErrorCode::bad_parameters);
        EXPECT_EQ(code({}, Bytes{1}), ErrorCode::bad_parameters);
    });
}

SignatureScheme scheme_of(KeyType type) {
    const SignatureKind kind = type == KeyType::ec    ? SignatureKind::ecdsa
                               : type == KeyType::dsa ? SignatureKind::dsa
                                                      : SignatureKind::rsa_pss;
    return {kind, HashAlg::sha256, 32};
}

// What is signed verifies with OpenSSL's public key, and with no other; a buffer that is too short
// is refused.
TEST(PrivateKey, SignsForItsPublicHalf) {
    crypto::Drbg rng{std::array<std::uint8_t, 32>{9}};
    for_each_key([&](const auto& block, const PrivateKey& key, const PublicKey& public_key) {
        const SignatureScheme scheme = scheme_of(key.type());
        Bytes signature(key.max_signature_len());
        const auto len = key.sign_message(scheme, as_bytes("message"), rng, signature);
        ASSERT_TRUE(len.ok()) << block.section;
        signature.resize(*len);
        EXPECT_TRUE(verify_message(public_key, scheme, as_bytes("message"), signature).ok());
        EXPECT_FALSE(verify_message(public_key, scheme, as_bytes("massage"), signature).ok());
        for_each_key([&](const auto& other, const PrivateKey&, const PublicKey& stranger) {
            if (other.section == block.section) return;
            EXPECT_FALSE(verify_message(stranger, scheme, as_bytes("message"), signature).ok());
        });
        Bytes small(8);
        EXPECT_EQ(key.sign_message(scheme, as_bytes("message"), rng, small).error().code,
                  ErrorCode::output_full)
            << block.section;
    });
}

class BrokenRng final : public Rng {
  public:
    Status fill(MutByteView) override { return fail(ErrorCode::entropy_failure); }
};

TEST(PrivateKey, GeneratesWhatWasAskedForOrNothing) {
    crypto::Drbg rng{std::array<std::uint8_t, 32>{4}};
    BrokenRng broken;
    for (const Curve curve : {Curve::p256, Curve::p384, Curve::p521}) {
        const auto key = PrivateKey::generate_ec(curve, rng);
        const auto other = PrivateKey::generate_ec(curve, rng);
        ASSERT_TRUE(key.ok() && other.ok());
        EXPECT_EQ(key->ec()->curve, curve);
        EXPECT_FALSE(same_key(key->public_key(), other->public_key()));
        // The point is that of the scalar, computed on the other way.
        const auto again = PrivateKey::from_ec_scalar(curve, key->ec()->scalar.expose());
        ASSERT_TRUE(again.ok());
        EXPECT_TRUE(same_key(key->public_key(), again->public_key()));
        EXPECT_FALSE(PrivateKey::generate_ec(curve, broken).ok());
    }
    const auto rsa = PrivateKey::generate_rsa(2048, rng);
    ASSERT_TRUE(rsa.ok());
    EXPECT_EQ(rsa->public_key().bits(), 2048U);
    EXPECT_FALSE(PrivateKey::generate_rsa(2048, broken).ok());
    for_each_key([&](const auto& block, const PrivateKey& key, const PublicKey&) {
        if (key.dsa() == nullptr) return;
        const auto made = PrivateKey::generate_dsa(key.dsa()->parameters(), rng);
        ASSERT_TRUE(made.ok()) << block.section;
        EXPECT_FALSE(same_key(made->public_key(), key.public_key()));
        EXPECT_FALSE(PrivateKey::generate_dsa(key.dsa()->parameters(), broken).ok());
        EXPECT_FALSE(PrivateKey::generate_dsa({}, rng).ok());
    });
}

}  // namespace
}  // namespace vitrine::x509

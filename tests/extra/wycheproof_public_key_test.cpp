#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "asn1/der_reader.h"
#include "crypto/hash/hash.h"
#include "crypto/pk/dsa.h"
#include "crypto/pk/ec.h"
#include "crypto/pk/ed25519.h"
#include "crypto/pk/rsa.h"
#include "crypto/pk/x25519.h"
#include "extra/wycheproof.h"
#include "x509/signature.h"

namespace vitrine::test {
namespace {

using crypto::Curve;
using crypto::HashAlg;
using io::JsonValue;

std::optional<HashAlg> hash_named(const std::string& name) {
    for (const HashAlg alg :
         {HashAlg::sha1, HashAlg::sha224, HashAlg::sha256, HashAlg::sha384, HashAlg::sha512}) {
        if (crypto::name_of(alg) == name) return alg;
    }
    return std::nullopt;
}

std::optional<Curve> curve_named(const std::string& name) {
    if (name == "secp256r1") return Curve::p256;
    if (name == "secp384r1") return Curve::p384;
    if (name == "secp521r1") return Curve::p521;
    return std::nullopt;
}

crypto::Digest digest_of(const JsonValue& group, const JsonValue& test) {
    return crypto::hash(*hash_named(group["sha"].text()), hex_member(test, "msg"));
}

bool ecdsa_accepts(const JsonValue& group, const JsonValue& test) {
    const Curve curve = *curve_named(group["publicKey"]["curve"].text());
    const auto signature = x509::decode_ecdsa_signature(curve, hex_member(test, "sig"));
    const Bytes point = hex_member(group["publicKey"], "uncompressed");
    return signature.ok() &&
           crypto::ecdsa_verify_vartime(curve, point, digest_of(group, test).view(), *signature)
               .ok();
}

TEST(Wycheproof, EcdsaVerificationAgrees) {
    run_wycheproof("ecdsa_secp(256|384|521)r1_sha[0-9]+_test.json", ecdsa_accepts);
}

// Holds the numbers that DSA parameters view.
struct DsaKey {
    explicit DsaKey(const JsonValue& key)
        : p(hex_member(key, "p")),
          q(hex_member(key, "q")),
          g(hex_member(key, "g")),
          y(hex_member(key, "y")) {}
    [[nodiscard]] crypto::DsaParameters parameters() const { return {p, q, g}; }
    Bytes p, q, g, y;
};

// Dss-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER } (RFC 3279 §2.2.2)
bool dsa_accepts(const JsonValue& group, const JsonValue& test) {
    const DsaKey key(group["publicKey"]);
    EXPECT_TRUE(crypto::dsa_check_parameters_vartime(key.parameters()).ok());
    const Bytes der = hex_member(test, "sig");
    wire::Context quiet{der};
    asn1::DerReader in{der, quiet};
    asn1::DerReader pair = in.sequence("Dss-Sig-Value");
    const ByteView r = pair.unsigned_integer("r");
    const ByteView s = pair.unsigned_integer("s");
    pair.end();
    in.end();
    const crypto::Digest digest = digest_of(group, test);
    return !quiet.failed() &&
           crypto::dsa_verify_vartime(key.parameters(), key.y, digest.view(), r, s).ok();
}

TEST(Wycheproof, DsaVerificationAgrees) {
    run_wycheproof("dsa_(2048|3072)_(224|256)_sha(224|256)_test.json", dsa_accepts);
}

// The private scalar is written as a number: leading zeros come and go.
Bytes scalar_of(const JsonValue& test, std::size_t length) {
    Bytes scalar = hex_member(test, "private");
    while (scalar.size() > length && scalar.front() == 0) scalar.erase(scalar.begin());
    if (scalar.size() < length) scalar.insert(scalar.begin(), length - scalar.size(), 0);
    return scalar;
}

bool ecdh_accepts(const JsonValue& group, const JsonValue& test) {
    const Curve curve = *curve_named(group["curve"].text());
    Bytes shared(crypto::field_len(curve));
    const Bytes scalar = scalar_of(test, crypto::field_len(curve));
    return crypto::ec_agree(curve, scalar, hex_member(test, "public"), shared).ok() &&
           shared == hex_member(test, "shared");
}

TEST(Wycheproof, EcdhOnRawPointsAgrees) {
    run_wycheproof("ecdh_secp(256|384|521)r1_ecpoint_test.json", ecdh_accepts);
}

// RFC 8422 §5.11: an all-zero result must be refused, which Wycheproof leaves open.
bool x25519_accepts(const JsonValue&, const JsonValue& test) {
    Bytes scalar = hex_member(test, "private");
    Bytes point = hex_member(test, "public");
    Bytes shared(32);
    using In = std::span<const std::uint8_t, 32>;
    const bool agreed = crypto::x25519(In{scalar.data(), 32}, In{point.data(), 32},
                                       std::span<std::uint8_t, 32>{shared.data(), 32})
                            .ok();
    const Bytes expected = hex_member(test, "shared");
    const bool zero = std::ranges::all_of(expected, [](std::uint8_t byte) { return byte == 0; });
    EXPECT_EQ(agreed, !zero) << test["tcId"].integer();
    return agreed && shared == expected;
}

TEST(Wycheproof, X25519Agrees) {
    run_wycheproof("x25519_test.json", x25519_accepts);
}

bool ed25519_accepts(const JsonValue& group, const JsonValue& test) {
    return crypto::ed25519_verify_vartime(hex_member(group["publicKey"], "pk"),
                                          hex_member(test, "msg"), hex_member(test, "sig"))
        .ok();
}

TEST(Wycheproof, Ed25519Agrees) {
    run_wycheproof("ed25519_test.json", ed25519_accepts);
}

// Holds the numbers that a public key views.
struct RsaKey {
    explicit RsaKey(const JsonValue& group)
        : n(hex_member(group["publicKey"], "modulus")),
          e(hex_member(group["publicKey"], "publicExponent")) {}
    [[nodiscard]] crypto::RsaPublicKey view() const { return {n, e}; }
    Bytes n;
    Bytes e;
};

bool rsa_pkcs1_accepts(const JsonValue& group, const JsonValue& test) {
    const RsaKey key(group);
    return crypto::rsa_verify_pkcs1_vartime(key.view(), crypto::RsaDigestKind::digest_info,
                                            *hash_named(group["sha"].text()),
                                            digest_of(group, test).view(), hex_member(test, "sig"))
        .ok();
}

TEST(Wycheproof, RsaPkcs1VerificationAgrees) {
    run_wycheproof(
        "rsa_signature_(2048|3072|4096)_sha[0-9]+_test.json", rsa_pkcs1_accepts,
        [](const JsonValue& group) { return hash_named(group["sha"].text()).has_value(); });
}

bool rsa_pss_accepts(const JsonValue& group, const JsonValue& test) {
    const RsaKey key(group);
    return crypto::rsa_verify_pss_vartime(key.view(), *hash_named(group["sha"].text()),
                                          group["sLen"].integer(), digest_of(group, test).view(),
                                          hex_member(test, "sig"))
        .ok();
}

TEST(Wycheproof, RsaPssVerificationAgrees) {
    run_wycheproof("rsa_pss_(2048|3072|4096)_sha(256|384|512)_mgf1_[0-9]+_test.json",
                   rsa_pss_accepts);
}

}  // namespace
}  // namespace vitrine::test

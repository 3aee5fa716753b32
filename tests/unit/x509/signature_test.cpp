// Signatures with the keys of certificates: OpenSSL's and RFC 6979's, and their refusing
// neighbours.
#include "x509/signature.h"

#include <gtest/gtest.h>

#include "support/der_text.h"

namespace vitrine::x509 {
namespace {

using Bytes = std::vector<std::uint8_t>;
using crypto::HashAlg;

constexpr std::string_view kMessage = "what is signed";

SignatureScheme scheme_of(KeyType type) {
    const SignatureKind kind = type == KeyType::ec    ? SignatureKind::ecdsa
                               : type == KeyType::dsa ? SignatureKind::dsa
                                                      : SignatureKind::rsa_pkcs1;
    return {kind, HashAlg::sha256, 0};
}

/// Each key of the file that signs: (block, key).
template <class Check>
void for_each_key(Check check) {
    std::size_t seen = 0;
    for (const auto& block : test::read_vectors("x509/keys.txt")) {
        if (!block.has("Signature")) continue;
        const Bytes spki = block.bytes("Spki");
        const auto key = parse_public_key(spki);
        ASSERT_TRUE(key.ok()) << block.section;
        check(block, *key);
        ++seen;
    }
    EXPECT_GE(seen, 7U);
}

TEST(Signature, OpensslsVerify) {
    for_each_key([](const auto& block, const PublicKey& key) {
        const Bytes signature = block.bytes("Signature");
        const SignatureScheme scheme = scheme_of(key.type);
        EXPECT_TRUE(verify_message(key, scheme, as_bytes(kMessage), signature).ok())
            << block.section;
        const crypto::Digest digest = crypto::hash(HashAlg::sha256, as_bytes(kMessage));
        EXPECT_TRUE(verify_digest(key, scheme, digest.view(), signature).ok()) << block.section;
        EXPECT_FALSE(verify_message(key, scheme, as_bytes("what is signeD"), signature).ok());
        EXPECT_FALSE(
            verify_message(key, {scheme.kind, HashAlg::sha384, 0}, as_bytes(kMessage), signature)
                .ok());
    });
}

TEST(Signature, RefusesEveryChangedByteAndEveryOtherLength) {
    for_each_key([](const auto& block, const PublicKey& key) {
        Bytes signature = block.bytes("Signature");
        const SignatureScheme scheme = scheme_of(key.type);
        const auto code = [&](ByteView changed) {
            const Status status = verify_message(key, scheme, as_bytes(kMessage), changed);
            return status.ok() ? ErrorCode::internal : status.error().code;
        };
        const std::size_t step = key.type == KeyType::rsa ? 8 : 1;
        for (std::size_t i = 0; i < signature.size(); i += step) {
            signature[i] ^= 0x01;
            EXPECT_EQ(code(signature), ErrorCode::bad_signature) << block.section << " " << i;
            signature[i] ^= 0x01;
            EXPECT_EQ(code(ByteView{signature}.first(i)), ErrorCode::bad_signature) << i;
        }
        signature.push_back(0);
        EXPECT_EQ(code(signature), ErrorCode::bad_signature) << block.section;
    });
}

// RFC 8017 §8.2, RFC 5480, RFC 3279 §2.3: a kind of signature belongs to one kind of key, but for
// RSASSA-PSS, which a key for RSA makes too (RFC 4055 §1.2).
TEST(Signature, FitsOneTypeOfKey) {
    constexpr std::pair<KeyType, SignatureKind> kPairs[] = {
        {KeyType::rsa, SignatureKind::rsa_pkcs1},
        {KeyType::rsa, SignatureKind::rsa_pkcs1_md5_sha1},
        {KeyType::rsa, SignatureKind::rsa_pss},
        {KeyType::rsa_pss, SignatureKind::rsa_pss},
        {KeyType::ec, SignatureKind::ecdsa},
        {KeyType::dsa, SignatureKind::dsa},
        {KeyType::ed25519, SignatureKind::ed25519}};
    for (const KeyType type : {KeyType::unsupported, KeyType::rsa, KeyType::rsa_pss, KeyType::dsa,
                               KeyType::ec, KeyType::ed25519}) {
        for (const SignatureKind kind :
             {SignatureKind::unsupported, SignatureKind::rsa_pkcs1,
              SignatureKind::rsa_pkcs1_md5_sha1, SignatureKind::rsa_pss, SignatureKind::ecdsa,
              SignatureKind::dsa, SignatureKind::ed25519}) {
            const bool listed =
                std::ranges::find(kPairs, std::pair{type, kind}) != std::end(kPairs);
            EXPECT_EQ(fits(type, kind), listed) << name_of(type) << " " << name_of(kind);
        }
    }
    for_each_key([](const auto& block, const PublicKey& key) {
        const bool is_ec = key.type == KeyType::ec;
        const SignatureScheme other{is_ec ? SignatureKind::dsa : SignatureKind::ecdsa,
                                    HashAlg::sha256, 0};
        const Status status =
            verify_message(key, other, as_bytes(kMessage), block.bytes("Signature"));
        ASSERT_FALSE(status.ok()) << block.section;
        EXPECT_EQ(status.error().code, ErrorCode::unsupported_algorithm) << block.section;
    });
}

// RFC 1321 §A.5 and FIPS 180-4's example, both of "abc"; RFC 5246 §4.7 of TLS 1.0 puts one behind
// the other.
TEST(Signature, TheOldDigestIsMd5AndSha1) {
    const Bytes a{'a'};
    const Bytes bc{'b', 'c'};
    const ByteView pieces[] = {a, bc};
    const auto hex = [&](const SignatureScheme& scheme) {
        return test::hex_text(scheme_digest(scheme, pieces).view());
    };
    EXPECT_EQ(hex({SignatureKind::rsa_pkcs1_md5_sha1, HashAlg::sha256, 0}),
              "900150983cd24fb0d6963f7d28e17f72a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(hex({SignatureKind::rsa_pkcs1, HashAlg::sha1, 0}),
              "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(hex({SignatureKind::ecdsa, HashAlg::sha256, 0}),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// RFC 6979 §A.2.5, message "sample", SHA-256.
constexpr std::string_view kR = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
constexpr std::string_view kS = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

Bytes rfc6979_der() {
    std::string hex{"3046022100"};
    return test::from_hex(hex.append(kR).append("022100").append(kS));
}

TEST(Signature, VerifiesTheExampleOfRfc6979) {
    PublicKey key;
    key.type = KeyType::ec;
    const Bytes point = test::from_hex(
        "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e9"
        "5628bc64f2f1b20c2d7e9f5177a3c294d4462299");
    key.point = point;
    const SignatureScheme scheme{SignatureKind::ecdsa, HashAlg::sha256, 0};
    EXPECT_TRUE(verify_message(key, scheme, as_bytes("sample"), rfc6979_der()).ok());
    EXPECT_FALSE(verify_message(key, scheme, as_bytes("test"), rfc6979_der()).ok());
    Bytes beside = point;
    beside[64] ^= 1U;  // no point of the curve
    key.point = beside;
    EXPECT_EQ(verify_message(key, scheme, as_bytes("sample"), rfc6979_der()).error().code,
              ErrorCode::bad_point);
}

TEST(EcdsaSignature, IsTwoIntegersOfTheFieldsLength) {
    const Bytes der = rfc6979_der();
    const auto signature = decode_ecdsa_signature(crypto::Curve::p256, der);
    ASSERT_TRUE(signature.ok());
    EXPECT_EQ(test::hex_text(ByteView{signature->r}.first(32)), kR);
    EXPECT_EQ(test::hex_text(ByteView{signature->s}.first(32)), kS);
    Bytes out(kMaxEcdsaSignatureLen);
    const auto len = encode_ecdsa_signature(crypto::Curve::p256, *signature, out);
    ASSERT_TRUE(len.ok());
    out.resize(*len);
    EXPECT_EQ(out, der);
    for (std::size_t n = 0; n < der.size(); ++n) {
        Bytes small(n);
        const auto full = encode_ecdsa_signature(crypto::Curve::p256, *signature, small);
        ASSERT_FALSE(full.ok()) << n;
        EXPECT_EQ(full.error().code, ErrorCode::output_full);
    }
}

TEST(EcdsaSignature, ShortNumbersAreFilledFromTheLeft) {
    const auto signature =
        decode_ecdsa_signature(crypto::Curve::p256, test::from_hex("3007020101020200ff"));
    ASSERT_TRUE(signature.ok());
    std::string one(62, '0');
    std::string ff = one;
    EXPECT_EQ(test::hex_text(ByteView{signature->r}.first(32)), one.append("01"));
    EXPECT_EQ(test::hex_text(ByteView{signature->s}.first(32)), ff.append("ff"));
}

// Strict DER: BIP 66's and others' malleable forms are no signatures.
TEST(EcdsaSignature, RefusesOtherForms) {
    const auto code = [](std::string_view hex, crypto::Curve curve = crypto::Curve::p256) {
        const auto signature = decode_ecdsa_signature(curve, test::from_hex(hex));
        return signature.ok() ? ErrorCode::internal : signature.error().code;
    };
    EXPECT_EQ(code("3006020101020101"), ErrorCode::internal);
    EXPECT_EQ(code("3006020100020101"), ErrorCode::bad_signature);  // r = 0
    EXPECT_EQ(code("3006020101020100"), ErrorCode::bad_signature);  // s = 0
    EXPECT_NE(code("30060201ff020101"), ErrorCode::internal);       // r < 0
    EXPECT_EQ(code("300702020001020101"), ErrorCode::der_bad_integer);
    EXPECT_EQ(code("3106020101020101"), ErrorCode::der_unexpected_tag);
    EXPECT_EQ(code("3006040101020101"), ErrorCode::der_unexpected_tag);
    EXPECT_EQ(code("3003020101"), ErrorCode::der_truncated);
    EXPECT_EQ(code("30080201010201010500"), ErrorCode::der_trailing_data);
    EXPECT_EQ(code("30060201010201010500"), ErrorCode::der_trailing_data);
    EXPECT_NE(code("308106020101020101"), ErrorCode::internal);    // a longer length than needed
    EXPECT_NE(code("30800201010201010000"), ErrorCode::internal);  // an indefinite one
    EXPECT_EQ(code(""), ErrorCode::der_truncated);
    // 33 octets that are not zero do not fit P-256, but P-384.
    std::string wide{"3026022101"};
    wide.append(64, '0').append("020101");
    EXPECT_EQ(code(wide), ErrorCode::bad_signature);
    EXPECT_EQ(code(wide, crypto::Curve::p384), ErrorCode::internal);
    const Bytes der = rfc6979_der();
    for (std::size_t n = 0; n < der.size(); ++n)
        EXPECT_FALSE(decode_ecdsa_signature(crypto::Curve::p256, ByteView{der}.first(n)).ok()) << n;
}

}  // namespace
}  // namespace vitrine::x509

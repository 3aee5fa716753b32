// Extensions as the standards print them: the hexadecimal examples of RFC 5280 appendix C and of
// RFC 7633, and what is read back.
#include "x509/make_extension.h"

#include <gtest/gtest.h>

#include "crypto/hash/hash.h"
#include "x509/extensions.h"

namespace vitrine::x509 {
namespace {

/// The extensions, read as a certificate's are.
Extensions read_back(std::span<const ExtensionSpec> list, Bytes& storage) {
    storage = encode_small([&](asn1::DerWriter& out) { write_extensions(out, list); });
    wire::Context context{storage};
    asn1::DerReader in{storage, context};
    const Extensions extensions = read_extensions(in.sequence("Extensions"));
    EXPECT_TRUE(in.finish().ok());
    return extensions;
}

TEST(MakeExtension, BasicConstraintsAreThoseOfTheStandard) {
    EXPECT_EQ(basic_constraints(true).value, (Bytes{0x30, 0x03, 0x01, 0x01, 0xff}));  // C.1
    EXPECT_TRUE(basic_constraints(true).critical);
    EXPECT_EQ(basic_constraints(false).value, (Bytes{0x30, 0x00}));  // X.690 §11.5: no default
    EXPECT_EQ(basic_constraints(true, 0).value,
              (Bytes{0x30, 0x06, 0x01, 0x01, 0xff, 0x02, 0x01, 0x00}));
    EXPECT_EQ(basic_constraints(true, 200).value,
              (Bytes{0x30, 0x07, 0x01, 0x01, 0xff, 0x02, 0x02, 0x00, 0xc8}));
}

TEST(MakeExtension, KeyUsageHasNoZeroBitsAtItsEnd) {
    const auto value = [](std::initializer_list<KeyUsage> usages) {
        return key_usage(std::span{usages.begin(), usages.size()}).value;
    };
    // Appendix C.1 (keyCertSign, cRLSign) and C.3 (digitalSignature, nonRepudiation).
    EXPECT_EQ(value({KeyUsage::key_cert_sign, KeyUsage::crl_sign}),
              (Bytes{0x03, 0x02, 0x01, 0x06}));
    EXPECT_EQ(value({KeyUsage::digital_signature, KeyUsage::content_commitment}),
              (Bytes{0x03, 0x02, 0x06, 0xc0}));
    EXPECT_EQ(value({KeyUsage::decipher_only}), (Bytes{0x03, 0x03, 0x07, 0x00, 0x80}));
}

TEST(MakeExtension, SmallOnesByte) {
    EXPECT_EQ(tls_feature_status_request().value, (Bytes{0x30, 0x03, 0x02, 0x01, 0x05}));
    EXPECT_EQ(ocsp_no_check().value, (Bytes{0x05, 0x00}));
    EXPECT_EQ(crl_number(12).value, (Bytes{0x02, 0x01, 0x0c}));  // appendix C.4
    EXPECT_EQ(crl_number(128).value, (Bytes{0x02, 0x02, 0x00, 0x80}));
}

// §4.2.1.2 (1): "the 160-bit SHA-1 hash of the value of the BIT STRING subjectPublicKey (excluding
// the tag, length, and number of unused bits)".
TEST(MakeExtension, KeyIdentifiersAreSha1OfTheKeyBits) {
    const Bytes key{0x04, 0x01, 0x02};
    const crypto::Digest digest = crypto::hash(crypto::HashAlg::sha1, key);
    Bytes expected{0x04, 0x14};
    expected.insert(expected.end(), digest.view().begin(), digest.view().end());
    EXPECT_EQ(subject_key_identifier(key).value, expected);
    Bytes authority{0x30, 0x16, 0x80, 0x14};
    authority.insert(authority.end(), digest.view().begin(), digest.view().end());
    EXPECT_EQ(authority_key_identifier(digest.view()).value, authority);
}

TEST(MakeExtension, NamesAreHostsOrAddresses) {
    const std::string hosts[] = {"a.test", "192.0.2.7", "2001:db8::7"};
    const auto made = subject_alt_name(hosts);
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(made->value,
              (Bytes{0x30, 0x20, 0x82, 0x06, 'a',  '.',  't',  'e',  's',  't',  0x87, 0x04,
                     0xc0, 0x00, 0x02, 0x07, 0x87, 0x10, 0x20, 0x01, 0x0d, 0xb8, 0x00, 0x00,
                     0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x07}));
    const std::string bad[] = {
        "b\xc3\xbc"
        "cher.test"};
    EXPECT_FALSE(subject_alt_name(bad).ok());
}

TEST(MakeExtension, WhatIsWrittenIsRead) {
    constexpr KeyUsage kUsages[] = {KeyUsage::key_cert_sign};
    constexpr asn1::Oid kPurposes[] = {asn1::oid::kServerAuth, asn1::oid::kOcspSigning};
    const ExtensionSpec list[] = {basic_constraints(true, 3), key_usage(kUsages),
                                  ext_key_usage(kPurposes)};
    Bytes storage;
    const Extensions read = read_back(list, storage);
    EXPECT_TRUE(read.ca);
    EXPECT_EQ(read.path_len, std::optional<std::uint32_t>{3});
    EXPECT_TRUE(read.allows(KeyUsage::key_cert_sign));
    EXPECT_FALSE(read.allows(KeyUsage::crl_sign));
    EXPECT_TRUE(read.ext_key_usage.server_auth && read.ext_key_usage.ocsp_signing);
    EXPECT_FALSE(read.ext_key_usage.client_auth || read.ext_key_usage.any);
    EXPECT_FALSE(read.is_critical(ExtensionId::ext_key_usage));
    EXPECT_TRUE(read.is_critical(ExtensionId::basic_constraints));
}

TEST(MakeExtension, DoublesAreWrittenAndNotRead) {
    const ExtensionSpec twice[] = {ocsp_no_check(), ocsp_no_check()};
    const Bytes der = encode_small([&](asn1::DerWriter& out) { write_extensions(out, twice); });
    wire::Context context{der};
    asn1::DerReader in{der, context};
    (void)read_extensions(in.sequence("Extensions"));
    const Status end = in.finish();
    ASSERT_FALSE(end.ok());
    EXPECT_EQ(end.error().code, ErrorCode::certificate_duplicate_extension);
}

}  // namespace
}  // namespace vitrine::x509

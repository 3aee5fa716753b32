// Names that are made: the string types that RFC 5280 §4.1.2.4 and its appendix A.1 ask for.
#include "x509/make_name.h"

#include <gtest/gtest.h>

#include "x509/name.h"

namespace vitrine::x509 {
namespace {

void append(Bytes& to, ByteView bytes) {
    for (const std::uint8_t byte : bytes) to.push_back(byte);
}

/// {type = text}, with the tag that the text must get.
Bytes one(const Bytes& oid, std::uint8_t tag, std::string_view text) {
    const std::size_t attribute = 4 + oid.size() + text.size();
    Bytes name;
    append(name, Bytes{0x30, static_cast<std::uint8_t>(attribute + 4), 0x31,
                       static_cast<std::uint8_t>(attribute + 2), 0x30,
                       static_cast<std::uint8_t>(attribute), 0x06,
                       static_cast<std::uint8_t>(oid.size())});
    append(name, oid);
    append(name, Bytes{tag, static_cast<std::uint8_t>(text.size())});
    append(name, as_bytes(text));
    return name;
}

Bytes made(asn1::Oid type, std::string_view text) {
    const NamePart part{type, std::string{text}};
    const auto name = encode_name({&part, 1});
    return name.ok() ? *name : Bytes{};
}

TEST(MakeName, StringsHaveTheTypeTheyShould) {
    EXPECT_EQ(made(asn1::oid::kCommonName, "Example CA"),
              one({0x55, 0x04, 0x03}, 0x13, "Example CA"));  // RFC 5280 appendix C.1
    EXPECT_EQ(made(asn1::oid::kCommonName, "*.example.test"),
              one({0x55, 0x04, 0x03}, 0x0c, "*.example.test"));  // no asterisk in PrintableString
    EXPECT_EQ(made(asn1::oid::kOrganizationName,
                   "B\xc3\xbc"
                   "cher"),
              one({0x55, 0x04, 0x0a}, 0x0c,
                  "B\xc3\xbc"
                  "cher"));
    EXPECT_EQ(made(asn1::oid::kEmailAddress, "a@b"),
              one({0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x01}, 0x16, "a@b"));
    EXPECT_EQ(made(asn1::oid::kDomainComponent, "com"),
              one({0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x19}, 0x16, "com"));
}

TEST(MakeName, WhatNoTypeHoldsIsRefused) {
    EXPECT_TRUE(made(asn1::oid::kCommonName, "\xff").empty());
    EXPECT_TRUE(made(asn1::oid::kEmailAddress, "\xc3\xbc@b").empty());
    EXPECT_TRUE(made(asn1::oid::kDomainComponent, "\xc3\xbc").empty());
}

TEST(MakeName, PartsStandInTheirOrder) {
    const NamePart parts[] = {{asn1::oid::kCountryName, "DE"}, {asn1::oid::kCommonName, "a"}};
    const NamePart turned[] = {{asn1::oid::kCommonName, "a"}, {asn1::oid::kCountryName, "DE"}};
    EXPECT_EQ(*encode_name(parts), (Bytes{0x30, 0x19, 0x31, 0x0b, 0x30, 0x09, 0x06, 0x03, 0x55,
                                          0x04, 0x06, 0x13, 0x02, 'D',  'E',  0x31, 0x0a, 0x30,
                                          0x08, 0x06, 0x03, 0x55, 0x04, 0x03, 0x13, 0x01, 'a'}));
    EXPECT_NE(*encode_name(parts), *encode_name(turned));
    EXPECT_EQ(*encode_name({}), (Bytes{0x30, 0x00}));
}

}  // namespace
}  // namespace vitrine::x509

// Headers of BER as they stand, right or wrong: the examples of X.690 §8.1.
#include "asn1/ber_header.h"

#include <gtest/gtest.h>

#include <vector>

namespace vitrine::asn1 {
namespace {

using Bytes = std::vector<std::uint8_t>;

TEST(BerHeader, ShortAndLongLengths) {
    const auto l38 = read_ber_header(Bytes{0x30, 0x26});  // X.690 §8.1.3.4: L = 38 is 00100110
    ASSERT_TRUE(l38.has_value());
    EXPECT_EQ(l38->length, 38U);
    EXPECT_TRUE(l38->constructed && l38->minimal);
    EXPECT_EQ(l38->header_len, 2U);
    const auto l201 = read_ber_header(Bytes{0x04, 0x81, 0xc9});  // §8.1.3.5: L = 201
    ASSERT_TRUE(l201.has_value());
    EXPECT_EQ(l201->length, 201U);
    EXPECT_TRUE(l201->minimal);
    EXPECT_FALSE(l201->constructed);
    for (const Bytes& wasteful : {Bytes{0x04, 0x81, 0x26}, Bytes{0x04, 0x82, 0x00, 0xc9}}) {
        const auto header = read_ber_header(wasteful);
        ASSERT_TRUE(header.has_value());
        EXPECT_FALSE(header->minimal);
    }
}

TEST(BerHeader, TagsLowAndHigh) {
    const auto context = read_ber_header(Bytes{0xa3, 0x00});
    ASSERT_TRUE(context.has_value());
    EXPECT_EQ(context->tag_class, TagClass::context);
    EXPECT_EQ(context->number, 3U);
    const auto high = read_ber_header(Bytes{0x5f, 0x81, 0x00, 0x00});  // [APPLICATION 128]
    ASSERT_TRUE(high.has_value());
    EXPECT_EQ(high->tag_class, TagClass::application);
    EXPECT_EQ(high->number, 128U);
    EXPECT_TRUE(high->minimal);
    const auto low_in_high_form = read_ber_header(Bytes{0x1f, 0x1e, 0x00});
    ASSERT_TRUE(low_in_high_form.has_value());
    EXPECT_FALSE(low_in_high_form->minimal);  // §8.1.2.2: below 31 the single octet
}

TEST(BerHeader, IndefiniteOnlyWhereConstructed) {
    const auto open = read_ber_header(Bytes{0x30, 0x80});
    ASSERT_TRUE(open.has_value());
    EXPECT_TRUE(open->indefinite);
    EXPECT_FALSE(read_ber_header(Bytes{0x04, 0x80}).has_value());  // §8.1.3.2
}

TEST(BerHeader, WhatEndsInsideIsNone) {
    for (const Bytes& whole :
         {Bytes{0x30, 0x26}, Bytes{0x04, 0x82, 0x01, 0x00}, Bytes{0x5f, 0x81, 0x00, 0x81, 0x80}}) {
        EXPECT_TRUE(read_ber_header(whole).has_value());
        for (std::size_t n = 0; n < whole.size(); ++n)
            EXPECT_FALSE(read_ber_header(ByteView{whole}.first(n)).has_value()) << n;
    }
    EXPECT_FALSE(read_ber_header(Bytes{0x1f, 0x88, 0x80, 0x80, 0x80, 0x00, 0x00}).has_value());
    EXPECT_FALSE(read_ber_header(Bytes{0x04, 0x88, 0x80, 0, 0, 0, 0, 0, 0, 0}).has_value());
}

TEST(BerHeader, TypesAreSpelledAsOpensslSpellsThem) {
    EXPECT_EQ(type_name(16), "SEQUENCE");
    EXPECT_EQ(type_name(12), "UTF8STRING");
    EXPECT_EQ(type_name(23), "UTCTIME");
    EXPECT_EQ(type_name(31), "");
}

}  // namespace
}  // namespace vitrine::asn1

// Characters of string types (X.680 §41, RFC 3629 §4) and the two forms of time (RFC 5280
// §4.1.2.5).
#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "asn1/der_reader.h"

namespace vitrine::asn1 {
namespace {

bool valid(Tag type, std::string_view text) {
    return is_valid_string(type, as_bytes(text));
}

TEST(DerString, PrintableHasItsSeventyFourLetters) {
    std::size_t allowed = 0;
    for (int c = 0; c < 256; ++c) {
        const char letter = static_cast<char>(c);
        if (valid(Tag::printable_string, {&letter, 1})) ++allowed;
    }
    EXPECT_EQ(allowed, 74U);  // X.680 §41.4: 26 + 26 + 10, space and eleven signs
    EXPECT_TRUE(valid(Tag::printable_string, "A z'()+,-./:=?09"));
    for (const char* bad : {"*", "@", "_", "&", "\"", "!", ";"})
        EXPECT_FALSE(valid(Tag::printable_string, bad)) << bad;
}

TEST(DerString, Ia5HasSevenBits) {
    EXPECT_TRUE(valid(Tag::ia5_string, "www.example.test~"));
    EXPECT_FALSE(valid(Tag::ia5_string, "\x80"));
    EXPECT_FALSE(valid(Tag::ia5_string, "\xc3\xbc"));
}

// RFC 3629 §4: shortest forms, no surrogates, nothing above U+10FFFF.
TEST(DerString, Utf8InItsOneForm) {
    for (const char* good : {"plain", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
                             "\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
        EXPECT_TRUE(valid(Tag::utf8_string, good)) << good;
    for (const char* bad :
         {"\x80", "\xc2", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf",
          "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82", "\xff", "\xc3("})
        EXPECT_FALSE(valid(Tag::utf8_string, bad)) << bad;
}

TEST(DerString, WideTypesHaveWholeCharacters) {
    EXPECT_TRUE(valid(Tag::bmp_string, std::string_view{"\0g\0\xfc", 4}));
    EXPECT_FALSE(valid(Tag::bmp_string, std::string_view{"\0g\0", 3}));
    EXPECT_FALSE(valid(Tag::bmp_string, std::string_view{"\xd8\0", 2}));  // half of a pair
}

struct When {
    const char* text;
    std::int64_t seconds;
};

// RFC 5280 §4.1.2.5.1: "Where YY is greater than or equal to 50, the year SHALL be interpreted as
// 19YY; and Where YY is less than 50, the year SHALL be interpreted as 20YY." Seconds by date(1).
TEST(DerTime, UtcTime) {
    for (const When& w : {When{"700101000000Z", 0}, When{"491231235959Z", 2524607999},
                          When{"500101000000Z", -631152000}, When{"991231235959Z", 946684799},
                          When{"000101000000Z", 946684800}, When{"240229120000Z", 1709208000}}) {
        const auto time = parse_utc_time(as_bytes(std::string_view{w.text}));
        ASSERT_TRUE(time.has_value()) << w.text;
        EXPECT_EQ(time->seconds, w.seconds) << w.text;
    }
    for (const char* bad :
         {"", "7001010000Z", "700101000000", "700101000000+0000", "700101000000z", "701301000000Z",
          "700001000000Z", "700132000000Z", "700100000000Z", "230229000000Z", "700101240000Z",
          "700101006000Z", "700101000060Z", "7001010000000Z", "70010100000aZ", " 00101000000Z"})
        EXPECT_FALSE(parse_utc_time(as_bytes(std::string_view{bad})).has_value()) << bad;
}

TEST(DerTime, GeneralizedTime) {
    for (const When& w :
         {When{"19700101000000Z", 0}, When{"20500101000000Z", 2524608000},
          When{"99991231235959Z", 253402300799}, When{"20000229000000Z", 951782400}}) {
        const auto time = parse_generalized_time(as_bytes(std::string_view{w.text}));
        ASSERT_TRUE(time.has_value()) << w.text;
        EXPECT_EQ(time->seconds, w.seconds) << w.text;
    }
    for (const char* bad :
         {"", "700101000000Z", "20500101000000", "20500101000000.5Z", "20500101000000+0100",
          "21000229000000Z", "205001010000Z", "20501301000000Z", "20500101000060Z"})
        EXPECT_FALSE(parse_generalized_time(as_bytes(std::string_view{bad})).has_value()) << bad;
}

}  // namespace
}  // namespace vitrine::asn1

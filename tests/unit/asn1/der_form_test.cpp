// The forms of X.690, from its clauses and examples.
#include "asn1/der_form.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/vector_file.h"

namespace vitrine::asn1 {
namespace {

using test::from_hex;

ErrorCode refusal(std::uint8_t tag, std::string_view contents) {
    const Status status = check_form(static_cast<Tag>(tag), from_hex(contents));
    return status.ok() ? ErrorCode::internal : status.error().code;
}

bool accepted(std::uint8_t tag, std::string_view contents) {
    return check_form(static_cast<Tag>(tag), from_hex(contents)).ok();
}

// X.690 §11.1: "its single contents octet shall have all eight bits set to one"; §8.2.2: all zero
// for FALSE.
TEST(DerForm, ABooleanIsOneOfTwoOctets) {
    for (unsigned value = 0; value < 256; ++value) {
        const std::uint8_t octet[] = {static_cast<std::uint8_t>(value)};
        EXPECT_EQ(is_boolean(octet), value == 0 || value == 255) << value;
        EXPECT_EQ(check_form(Tag::boolean, octet).ok(), value == 0 || value == 255) << value;
    }
    EXPECT_FALSE(is_boolean({}));
    EXPECT_FALSE(is_boolean(from_hex("ffff")));
    EXPECT_FALSE(is_boolean(from_hex("0000")));
    EXPECT_EQ(refusal(0x01, "01"), ErrorCode::der_bad_boolean);
}

// X.690 §8.3.2: the bits of the first octet and bit 8 of the second "shall not all be ones" and
// "shall not all be zero".
TEST(DerForm, AnIntegerHasNoNeedlessOctet) {
    for (const char* minimal : {"00", "7f", "80", "ff", "0080", "00ff", "ff7f", "ff00", "0100",
                                "fe80", "008000", "ff7fff", "7fffffffffffffffff"})
        EXPECT_TRUE(is_minimal_integer(from_hex(minimal))) << minimal;
    for (const char* longer : {"", "0000", "007f", "ff80", "ffff", "000080", "ffff7f", "00007f"}) {
        EXPECT_FALSE(is_minimal_integer(from_hex(longer))) << longer;
        EXPECT_EQ(refusal(0x02, longer), ErrorCode::der_bad_integer) << longer;
        EXPECT_EQ(refusal(0x0a, longer), ErrorCode::der_bad_integer) << longer;  // §8.4
    }
    EXPECT_TRUE(accepted(0x0a, "0080"));
}

// X.690 §8.6.2.2: the number of unused bits "shall be in the range zero to seven"; §8.6.2.3: an
// empty one has the octet zero; §11.2.1: unused bits are zero. 040a3b5f291cd0 is §8.6.4.2's.
TEST(DerForm, ABitStringCountsItsUnusedBitsWhichAreZero) {
    EXPECT_TRUE(is_bit_string(from_hex("00")));
    EXPECT_TRUE(is_bit_string(from_hex("040a3b5f291cd0")));
    EXPECT_TRUE(is_bit_string(from_hex("0780")));
    EXPECT_TRUE(is_bit_string(from_hex("0700")));  // no named bits: zeros at the end may stand
    for (const char* wrong : {"", "01", "07", "0880", "ff80", "040a3b5f291cd8", "050a3b5f291cd0",
                              "07c0", "0101", "04ff"}) {
        EXPECT_FALSE(is_bit_string(from_hex(wrong))) << wrong;
        EXPECT_EQ(refusal(0x03, wrong), ErrorCode::der_bad_bit_string) << wrong;
    }
}

TEST(DerForm, EveryCountOfUnusedBitsAllowsThatManyZeros) {
    for (unsigned unused = 0; unused < 8; ++unused) {
        const auto count = static_cast<std::uint8_t>(unused);
        const std::uint8_t last_used[] = {count, static_cast<std::uint8_t>(1U << unused)};
        EXPECT_TRUE(is_bit_string(last_used)) << unused;
        const std::uint8_t unused_set[] = {count, static_cast<std::uint8_t>(1U << unused >> 1U)};
        EXPECT_EQ(is_bit_string(unused_set), unused == 0) << unused;
    }
}

// X.690 §8.8.2; §8.19.2 and its example 2.999.3; §8.23.7, §8.23.8.
TEST(DerForm, NullsIdentifiersAndWideStrings) {
    EXPECT_TRUE(accepted(0x05, ""));
    EXPECT_EQ(refusal(0x05, "00"), ErrorCode::der_bad_null);
    EXPECT_TRUE(accepted(0x06, "883703"));
    EXPECT_EQ(refusal(0x06, ""), ErrorCode::der_bad_oid);
    EXPECT_EQ(refusal(0x06, "883783"),
              ErrorCode::der_bad_oid);                             // ends within an arc
    EXPECT_EQ(refusal(0x06, "88378003"), ErrorCode::der_bad_oid);  // leading 80
    EXPECT_TRUE(accepted(0x1e, ""));
    EXPECT_TRUE(accepted(0x1e, "00410042"));
    EXPECT_EQ(refusal(0x1e, "004100"), ErrorCode::der_bad_string);
    EXPECT_TRUE(accepted(0x1c, "0000004100000042"));
    EXPECT_EQ(refusal(0x1c, "000000410000"), ErrorCode::der_bad_string);
    EXPECT_TRUE(accepted(0x04, "004100"));  // any octets
    EXPECT_TRUE(accepted(0x0c, "41"));
}

// X.690 §10.2: "the constructed form of encoding shall not be used" for string types. Which types
// are made of values: SEQUENCE, SET, EXTERNAL (§8.18), EMBEDDED PDV (§8.20), CHARACTER STRING
// (§8.24).
TEST(DerForm, OnlyTypesMadeOfValuesAreConstructed) {
    for (unsigned number = 1; number < 31; ++number) {
        const bool made_of_values =
            number == 8 || number == 11 || number == 16 || number == 17 || number == 29;
        const auto universal = static_cast<std::uint8_t>(0x20U | number);
        EXPECT_EQ(accepted(universal, "040100"), made_of_values) << number;
        if (!made_of_values) {
            EXPECT_EQ(refusal(universal, "040100"), ErrorCode::der_unexpected_tag) << number;
        }
        for (const unsigned other_class : {0x40U, 0x80U, 0xc0U}) {
            const auto tag = static_cast<std::uint8_t>(other_class | 0x20U | number);
            EXPECT_TRUE(accepted(tag, "040100")) << number;
        }
    }
}

// [2] IMPLICIT and [1] IMPLICIT have the numbers of INTEGER and BOOLEAN, and no form.
TEST(DerForm, OtherClassesHaveNoForm) {
    EXPECT_TRUE(accepted(0x82, "0000"));
    EXPECT_TRUE(accepted(0x81, "01"));
    EXPECT_TRUE(accepted(0x45, "00"));
    EXPECT_TRUE(accepted(0xc6, ""));
}

}  // namespace
}  // namespace vitrine::asn1

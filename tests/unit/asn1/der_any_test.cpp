// Values whose type the reader is not told: what holds for them all the same.
#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "asn1/der_reader.h"

namespace vitrine::asn1 {
namespace {

Result<Element> read_any(ByteView der) {
    wire::Context context{der};
    DerReader in{der, context};
    const Element element = in.any_deep("value");
    return in.finish(element);
}

// X.690 §8.8.2: "The contents octets shall not contain any octets."
TEST(DerReader, RefusesNullWithContentsWhereAnyValueMayStand) {
    constexpr std::uint8_t kNull[] = {0x05, 0x00};
    constexpr std::uint8_t kFilled[] = {0x05, 0x01, 0x00};
    constexpr std::uint8_t kInside[] = {0x30, 0x05, 0x06, 0x01, 0x2a, 0x05, 0x00};
    constexpr std::uint8_t kFilledInside[] = {0x30, 0x06, 0x06, 0x01, 0x2a, 0x05, 0x01, 0x07};
    EXPECT_TRUE(read_any(kNull).ok());
    EXPECT_TRUE(read_any(kInside).ok());
    ASSERT_FALSE(read_any(kFilled).ok());
    EXPECT_EQ(read_any(kFilled).error().code, ErrorCode::der_bad_null);
    ASSERT_FALSE(read_any(kFilledInside).ok());
    EXPECT_EQ(read_any(kFilledInside).error().code, ErrorCode::der_bad_null);
    EXPECT_EQ(read_any(kFilledInside).error().offset, 5U);
}

TEST(DerReader, RefusesOtherFormsOfKnownTypesWhereAnyValueMayStand) {
    const std::pair<std::vector<std::uint8_t>, ErrorCode> wrong[] = {
        {{0x01, 0x01, 0x01}, ErrorCode::der_bad_boolean},                 // X.690 §11.1
        {{0x02, 0x02, 0x00, 0x01}, ErrorCode::der_bad_integer},           // X.690 §8.3.2
        {{0x0a, 0x00}, ErrorCode::der_bad_integer},                       // X.690 §8.4
        {{0x06, 0x02, 0x80, 0x01}, ErrorCode::der_bad_oid},               // X.690 §8.19.2
        {{0x03, 0x02, 0x01, 0x01}, ErrorCode::der_bad_bit_string},        // X.690 §11.2.1
        {{0x1e, 0x03, 0x00, 0x41, 0x00}, ErrorCode::der_bad_string},      // X.690 §8.23.8
        {{0x1c, 0x02, 0x00, 0x41}, ErrorCode::der_bad_string},            // X.690 §8.23.7
        {{0x24, 0x03, 0x04, 0x01, 0x00}, ErrorCode::der_unexpected_tag},  // X.690 §10.2
        {{0x33, 0x03, 0x13, 0x01, 0x41}, ErrorCode::der_unexpected_tag},
        {{0x11, 0x03, 0x13, 0x01, 0x41}, ErrorCode::der_unexpected_tag},  // X.690 §8.11.1
        {{0x10, 0x00}, ErrorCode::der_unexpected_tag},                    // X.690 §8.9.1
        {{0x30, 0x05, 0x23, 0x03, 0x03, 0x01, 0x00}, ErrorCode::der_unexpected_tag},
    };
    for (const auto& [der, code] : wrong) {
        ASSERT_FALSE(read_any(der).ok());
        EXPECT_EQ(read_any(der).error().code, code);
    }
    const std::vector<std::uint8_t> right[] = {{0x01, 0x01, 0xff},
                                               {0x02, 0x01, 0x01},
                                               {0x0a, 0x01, 0x00},
                                               {0x06, 0x01, 0x2a},
                                               {0x03, 0x02, 0x01, 0x02},
                                               {0x1e, 0x02, 0x00, 0x41},
                                               {0x1c, 0x04, 0x00, 0x00, 0x00, 0x41},
                                               {0x31, 0x03, 0x13, 0x01, 0x41},
                                               {0x28, 0x03, 0x02, 0x01, 0x41},
                                               {0xa3, 0x03, 0x13, 0x01, 0x41}};
    for (const auto& der : right) EXPECT_TRUE(read_any(der).ok());
}

Error error_of_set(ByteView der) {
    wire::Context context{der};
    DerReader in{der, context};
    DerReader members = in.set_of("set");
    while (!members.empty()) members.any("member");
    return context.failed() ? context.error() : Error{};
}

// X.690 §11.6 sorts encodings; what is no encoding is not unsorted, and stands in the input.
TEST(DerReader, SaysWhereASetHasAMalformedMember) {
    constexpr std::uint8_t kCut[] = {0x31, 0x05, 0x02, 0x01, 0x05, 0x02, 0x05};
    constexpr std::uint8_t kUnsorted[] = {0x31, 0x06, 0x02, 0x01, 0x05, 0x02, 0x01, 0x04};
    EXPECT_EQ(error_of_set(kCut).code, ErrorCode::der_truncated);
    EXPECT_EQ(error_of_set(kCut).offset, 5U);
    EXPECT_EQ(error_of_set(kUnsorted).code, ErrorCode::der_not_sorted);
    EXPECT_EQ(error_of_set(kUnsorted).offset, 5U);
}

}  // namespace
}  // namespace vitrine::asn1

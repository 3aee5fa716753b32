#include "base/hex.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace vitrine {
namespace {

TEST(Hex, DecodesBothCasesAndEncodesLower) {
    std::array<std::uint8_t, 4> bytes{};
    const auto read = hex::decode("00fFAb9e", bytes);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(*read, 4U);
    std::string text(8, ' ');
    hex::encode(bytes, text);
    EXPECT_EQ(text, "00ffab9e");
}

TEST(Hex, RefusesOddLengthOtherCharactersAndSmallBuffers) {
    std::array<std::uint8_t, 2> bytes{};
    EXPECT_EQ(hex::decode("abc", bytes).error().code, ErrorCode::bad_hex);
    EXPECT_EQ(hex::decode("0g", bytes).error().code, ErrorCode::bad_hex);
    EXPECT_EQ(hex::decode("0g", bytes).error().offset, 1U);
    EXPECT_EQ(hex::decode("000000", bytes).error().code, ErrorCode::output_full);
}

}  // namespace
}  // namespace vitrine

// GeneralNames that OpenSSL wrote, read as OpenSSL prints them, and their refusing neighbours.
#include "x509/general_name.h"

#include <gtest/gtest.h>

#include "support/general_name_text.h"

namespace vitrine::x509 {
namespace {

Result<GeneralNames> read(ByteView der) {
    wire::Context context{der};
    asn1::DerReader in{der, context};
    const GeneralNames names = read_general_names(in.sequence("GeneralNames"));
    return in.finish(names);
}

TEST(GeneralName, ReadsWhatOpensslPrints) {
    for (const auto& block : test::read_vectors("x509/general_names.txt")) {
        const auto der = block.bytes("Der");
        const auto names = read(der);
        ASSERT_TRUE(names.ok()) << block.section;
        EXPECT_EQ(test::names_text(*names, ", ", test::NameForm::slashes), block.text("Printed"))
            << block.section;
    }
}

TEST(GeneralName, RefusesEveryPrefixAndEveryOtherLength) {
    for (const auto& block : test::read_vectors("x509/general_names.txt")) {
        auto der = block.bytes("Der");
        for (std::size_t n = 0; n < der.size(); ++n)
            ASSERT_FALSE(read(ByteView{der}.first(n)).ok()) << block.section << " cut to " << n;
        // The same list announced one byte shorter or longer, the first name too.
        for (const std::size_t at : {std::size_t{1}, std::size_t{3}}) {
            for (const int step : {-1, 1}) {
                auto changed = der;
                changed[at] = static_cast<std::uint8_t>(changed[at] + step);
                EXPECT_FALSE(read(changed).ok()) << block.section << " " << at;
            }
        }
        der.push_back(0);
        EXPECT_FALSE(read(der).ok());
    }
}

ErrorCode refusal(std::string_view hex) {
    const auto der = test::from_hex(hex);
    const auto names = read(der);
    return names.ok() ? ErrorCode::internal : names.error().code;
}

// RFC 5280 §4.2.1.6: GeneralNames ::= SEQUENCE SIZE (1..MAX); the tags of the CHOICE.
TEST(GeneralName, RefusesOtherTagsAndNone) {
    EXPECT_EQ(refusal("3000"), ErrorCode::certificate_bad_extension);
    for (const char* wrong : {"3003a20141",        // dNSName in pieces
                              "3003a10141",        // rfc822Name
                              "3003a60141",        // URI
                              "3006a704c0000207",  // address
                              "3004a8022a03",      // identifier
                              "300484023000",      // directoryName that is primitive
                              "3003890141",        // [9]
                              "3003130141",        // a string with no tag of the choice
                              "30021f01", "30030c0141"})
        EXPECT_NE(refusal(wrong), ErrorCode::internal) << wrong;
    EXPECT_EQ(refusal("3003a20141"), ErrorCode::der_unexpected_tag);
    EXPECT_EQ(refusal("3003820141"), ErrorCode::internal);  // and the right one
}

// IA5String; a NUL hides what stands behind it (CVE-2009-2408).
TEST(GeneralName, TextIsAsciiWithoutNul) {
    for (const char* tag : {"81", "82", "86"}) {
        const auto with = [&](const char* text) {
            std::string hex{"3005"};
            return hex.append(tag).append("03").append(text);
        };
        EXPECT_EQ(refusal(with("612e62")), ErrorCode::internal) << tag;
        EXPECT_EQ(refusal(with("610062")), ErrorCode::der_bad_string) << tag;
        EXPECT_EQ(refusal(with("616200")), ErrorCode::der_bad_string) << tag;
        EXPECT_EQ(refusal(with("61c3a9")), ErrorCode::der_bad_string) << tag;
    }
}

// RFC 5280 §4.2.1.6: 4 octets or 16; §4.2.1.10: 8 or 32 in a constraint.
TEST(GeneralName, AnAddressHasTheLengthOfItsVersion) {
    for (const std::size_t len : {0U, 1U, 3U, 4U, 5U, 8U, 15U, 16U, 17U, 31U, 32U, 33U}) {
        std::vector<std::uint8_t> der(2 + len);
        der[0] = 0x87;
        der[1] = static_cast<std::uint8_t>(len);
        for (const bool in_constraint : {false, true}) {
            wire::Context context{der};
            asn1::DerReader in{der, context};
            read_general_name(in, "name", in_constraint);
            const std::size_t v4 = in_constraint ? 8 : 4;
            const Status status = in.finish();
            EXPECT_EQ(status.ok(), len == v4 || len == 4 * v4) << len << in_constraint;
            if (status.ok()) continue;
            EXPECT_EQ(status.error().code, ErrorCode::certificate_bad_extension) << len;
        }
    }
}

// OtherName ::= SEQUENCE { type-id, value [0] EXPLICIT ANY }; Name is a CHOICE, so [4] is EXPLICIT.
TEST(GeneralName, RefusesMalformedInsides) {
    EXPECT_EQ(refusal("300ba00906032a0304a0020500"), ErrorCode::internal);
    EXPECT_EQ(refusal("3007a00506032a0304"), ErrorCode::der_truncated);           // no value
    EXPECT_EQ(refusal("3009a00706032a03040500"), ErrorCode::der_unexpected_tag);  // not EXPLICIT
    EXPECT_EQ(refusal("3009a00706032a0304a000"), ErrorCode::der_truncated);       // nothing in it
    EXPECT_EQ(refusal("300da00b06032a0304a00405000500"), ErrorCode::der_trailing_data);
    EXPECT_EQ(refusal("300da00b06032a0304a00205000500"), ErrorCode::der_trailing_data);
    EXPECT_EQ(refusal("300ca00a06032a0304a003050100"), ErrorCode::der_bad_null);
    EXPECT_EQ(refusal("3008a006a0020500a000"), ErrorCode::der_unexpected_tag);  // no type-id

    EXPECT_EQ(refusal("3004a4023000"), ErrorCode::internal);
    EXPECT_EQ(refusal("3002a400"), ErrorCode::der_truncated);
    EXPECT_EQ(refusal("3006a40430003000"), ErrorCode::der_trailing_data);
    EXPECT_EQ(refusal("3004a4023100"), ErrorCode::der_unexpected_tag);

    EXPECT_EQ(refusal("300488022a03"), ErrorCode::internal);
    EXPECT_EQ(refusal("30028800"), ErrorCode::der_bad_oid);
    EXPECT_EQ(refusal("300488022a83"), ErrorCode::der_bad_oid);
    EXPECT_EQ(refusal("300588032a8001"), ErrorCode::der_bad_oid);

    EXPECT_EQ(refusal("3007a505a103130141"), ErrorCode::internal);  // ediPartyName
    EXPECT_EQ(refusal("3007a505a103130241"), ErrorCode::der_truncated);
}

TEST(GeneralName, AnEmptyListHasNoNext) {
    GeneralNameCursor cursor{GeneralNames{}};
    EXPECT_FALSE(cursor.next().has_value());
}

}  // namespace
}  // namespace vitrine::x509

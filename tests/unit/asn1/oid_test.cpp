// Object identifiers against the worked examples of X.690 §8.19 and of RFC 5280 appendix C.
#include "asn1/oid.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/der_text.h"

namespace vitrine::asn1 {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Known {
    const char* dotted;
    Bytes contents;
};

const std::vector<Known>& known() {
    static const std::vector<Known> all = {
        {"2.100.3", {0x81, 0x34, 0x03}},                           // X.690 §8.19.5
        {"1.2.840.113549", {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d}},  // RSA Laboratories' arc
        {"2.5.29.19", {0x55, 0x1d, 0x13}},                         // RFC 5280 appendix C.1
        {"0.9.2342.19200300.100.1.25",
         {0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 0x01, 0x19}},  // RFC 5280 appendix C.1
        {"0.0", {0x00}},
        {"1.39", {0x4f}},
        {"2.39", {0x77}},
        {"2.40", {0x78}},
        {"2.999", {0x88, 0x37}},  // X.660's example arc
    };
    return all;
}

TEST(Oid, TextAndContentsAreThoseOfTheStandards) {
    for (const Known& one : known()) {
        const Oid oid{one.contents};
        EXPECT_TRUE(is_well_formed(oid)) << one.dotted;
        EXPECT_EQ(test::oid_text(oid), one.dotted);
        std::array<std::uint8_t, 64> room{};
        const std::size_t n = parse_dotted(one.dotted, room);
        EXPECT_EQ(Bytes(room.begin(), room.begin() + static_cast<std::ptrdiff_t>(n)), one.contents)
            << one.dotted;
    }
}

TEST(Oid, ConstantsAreWrittenAsPeopleWriteThem) {
    EXPECT_TRUE(Oid{known()[2].contents} == oid::kBasicConstraints);
    EXPECT_TRUE(Oid{known()[3].contents} == oid::kDomainComponent);
    EXPECT_FALSE(Oid{known()[2].contents} == oid::kKeyUsage);
}

// X.690 §8.19.2: "the leading octet of the subidentifier shall not have the value 80"; the last
// octet of each has bit 8 zero.
TEST(Oid, OtherContentsAreNone) {
    for (const Bytes& bad : {Bytes{}, Bytes{0x80, 0x01}, Bytes{0x2a, 0x80, 0x01}, Bytes{0x2a, 0x86},
                             Bytes{0x86}, Bytes(65, 0x01)}) {
        EXPECT_FALSE(is_well_formed(Oid{bad})) << test::hex_text(bad);
    }
    // An arc of 2^64 has ten octets; one less fits.
    EXPECT_FALSE(is_well_formed(
        Oid{Bytes{0x2a, 0x82, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00}}));
    EXPECT_TRUE(is_well_formed(
        Oid{Bytes{0x2a, 0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}}));
    EXPECT_TRUE(is_well_formed(Oid{Bytes(64, 0x01)}));
    for (const Known& one : known()) {
        for (std::size_t n = 1; n < one.contents.size(); ++n) {
            const bool whole_arcs = one.contents[n - 1] < 0x80;
            EXPECT_EQ(is_well_formed(Oid{ByteView{one.contents}.first(n)}), whole_arcs)
                << one.dotted << ' ' << n;
        }
    }
}

TEST(Oid, OtherTextIsNone) {
    std::array<std::uint8_t, 64> room{};
    for (const char* bad : {"", ".", "1", "1.", ".1", "1..2", "3.1", "0.40", "1.40", "1.2.x",
                            "1 .2", "-1.2", "1.2.18446744073709551616", "1,2"}) {
        EXPECT_EQ(parse_dotted(bad, room), 0U) << bad;
    }
    EXPECT_NE(parse_dotted("1.2.18446744073709551615", room), 0U);
    std::string longest{"1.2"};
    for (int i = 0; i < 63; ++i) longest += ".1";
    EXPECT_EQ(parse_dotted(longest, room), 64U);
    EXPECT_EQ(parse_dotted(longest + ".1", room), 0U);
}

TEST(Oid, NamesAreFoundBothWays) {
    const OidName* name = find_name(oid::kSha256WithRsa);
    ASSERT_NE(name, nullptr);
    EXPECT_EQ(name->short_name, "RSA-SHA256");
    EXPECT_EQ(find_oid("sha256WithRSAEncryption"), name);
    EXPECT_EQ(find_oid("RSA-SHA256"), name);
    EXPECT_EQ(find_oid("RSA-SHA257"), nullptr);
    const Bytes nobody{0x2a, 0x03, 0x04};
    EXPECT_EQ(find_name(Oid{nobody}), nullptr);
}

}  // namespace
}  // namespace vitrine::asn1

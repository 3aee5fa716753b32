// cRLDistributionPoints that OpenSSL wrote, read as OpenSSL prints them, and their refusing
// neighbours.
#include "x509/distribution_point.h"

#include <gtest/gtest.h>

#include "support/general_name_text.h"

namespace vitrine::x509 {
namespace {

Status read(ByteView der) {
    wire::Context context{der};
    asn1::DerReader in{der, context};
    read_distribution_points(in);
    return in.finish();
}

void add_part(std::string& out, std::string_view title, std::string_view text) {
    if (!out.empty()) out += " | ";
    out.append(title).append(" | ").append(text);
}

/// ReasonFlags in OpenSSL's words.
std::string reasons_text(std::uint16_t reasons) {
    constexpr const char* kWords[] = {
        "Unused",       "Key Compromise",         "CA Compromise",    "Affiliation Changed",
        "Superseded",   "Cessation Of Operation", "Certificate Hold", "Privilege Withdrawn",
        "AA Compromise"};
    std::string out;
    for (unsigned i = 0; i < std::size(kWords); ++i) {
        if ((reasons >> i & 1U) == 0) continue;
        if (!out.empty()) out += ", ";
        out += kWords[i];
    }
    return out;
}

/// "3012...": the attributes of one RDN, as a name of that RDN alone.
std::string relative_text(ByteView attributes) {
    std::vector<std::uint8_t> rdns{0x31, static_cast<std::uint8_t>(attributes.size())};
    rdns.insert(rdns.end(), attributes.begin(), attributes.end());
    return test::directory_text(Name{{}, rdns}, test::NameForm::commas);
}

void add_point(std::string& out, const DistributionPoint& point) {
    if (!point.full_name.empty())
        add_part(out,
                 "Full Name:", test::names_text(point.full_name, " | ", test::NameForm::commas));
    if (!point.relative_name.empty())
        add_part(out, "Relative Name:", relative_text(point.relative_name));
    if (point.reasons != kAllReasons) add_part(out, "Reasons:", reasons_text(point.reasons));
    if (!point.crl_issuer.empty())
        add_part(out,
                 "CRL Issuer:", test::names_text(point.crl_issuer, " | ", test::NameForm::commas));
}

TEST(DistributionPoint, ReadsWhatOpensslPrints) {
    for (const auto& block : test::read_vectors("x509/distribution_points.txt")) {
        const auto der = block.bytes("Der");
        ASSERT_TRUE(read(der).ok()) << block.section;
        std::string text;
        DistributionPointCursor cursor{der};
        while (const auto point = cursor.next()) {
            EXPECT_EQ(point->has_name, !point->full_name.empty() || !point->relative_name.empty());
            add_point(text, *point);
        }
        EXPECT_EQ(text, block.text("Printed")) << block.section;
    }
}

TEST(DistributionPoint, RefusesEveryPrefixAndMore) {
    for (const auto& block : test::read_vectors("x509/distribution_points.txt")) {
        auto der = block.bytes("Der");
        for (std::size_t n = 0; n < der.size(); ++n)
            ASSERT_FALSE(read(ByteView{der}.first(n)).ok()) << block.section << " cut to " << n;
        for (std::size_t at = 1; at < 6; at += 2) {
            for (const int step : {-1, 1}) {
                auto changed = der;
                changed[at] = static_cast<std::uint8_t>(changed[at] + step);
                EXPECT_FALSE(read(changed).ok()) << block.section << " " << at;
            }
        }
        der.push_back(0);
        EXPECT_FALSE(read(der).ok()) << block.section;
    }
}

ErrorCode refusal(std::string_view hex) {
    const Status status = read(test::from_hex(hex));
    return status.ok() ? ErrorCode::internal : status.error().code;
}

// RFC 5280 §4.2.1.13: SIZE (1..MAX); "a DistributionPoint MUST NOT consist of only the reasons
// field".
TEST(DistributionPoint, SaysMoreThanReasons) {
    EXPECT_EQ(refusal("3000"), ErrorCode::certificate_bad_extension);
    EXPECT_EQ(refusal("30023000"), ErrorCode::certificate_bad_extension);
    EXPECT_EQ(refusal("3006300481020640"), ErrorCode::certificate_bad_extension);
    EXPECT_EQ(refusal("300b3009a00382016181020640"),
              ErrorCode::der_unexpected_tag);  // [0] is EXPLICIT: a choice stands in it
    EXPECT_EQ(refusal("300f300da007a005860361626381020640"), ErrorCode::internal);
    EXPECT_EQ(refusal("300d300ba007a00586036162630500"), ErrorCode::der_trailing_data);
    EXPECT_EQ(refusal("3009300780058603616263"),
              ErrorCode::certificate_bad_extension);  // [0] that is primitive is no name
}

// X.690 §11.2.2: no zero bits at the end of a named bit list.
TEST(DistributionPoint, ReasonsAreANamedBitList) {
    const auto with = [](const char* flags) {
        std::string hex{"300f300da007a005860361626381"};
        return refusal(hex.append("02").append(flags));
    };
    EXPECT_EQ(with("0640"), ErrorCode::internal);
    EXPECT_EQ(with("0540"), ErrorCode::der_bad_bit_string);  // a zero at the end
    EXPECT_EQ(with("0740"), ErrorCode::der_bad_bit_string);  // an unused bit that is set
    EXPECT_EQ(with("0840"), ErrorCode::der_bad_bit_string);
}

// RFC 5280 §4.2.1.13, ReasonFlags: (0) unused, (1) keyCompromise ... (8) aACompromise.
TEST(DistributionPoint, BitIStandsForReasonI) {
    for (unsigned i = 0; i < 9; ++i) {
        std::vector<std::uint8_t> bytes(i / 8 + 1);
        bytes[i / 8] = static_cast<std::uint8_t>(0x80U >> (i % 8));
        const asn1::BitString flags{bytes, static_cast<std::uint8_t>(7 - i % 8)};
        EXPECT_EQ(reason_bits(flags), 1U << i);
    }
    EXPECT_EQ(reason_bits({}), 0U);
    const std::vector<std::uint8_t> all(4, 0xff);  // bits past the last reason mean nothing
    EXPECT_EQ(reason_bits({all, 0}), 0x1ffU);
    EXPECT_EQ(kAllReasons, 0x1feU);
}

TEST(DistributionPoint, NoExtensionHasNoPoints) {
    DistributionPointCursor cursor{ByteView{}};
    EXPECT_FALSE(cursor.next().has_value());
}

}  // namespace
}  // namespace vitrine::x509

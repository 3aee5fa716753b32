// Revocation lists as pyca/cryptography reads them, and their refusing neighbours.
#include "x509/crl.h"

#include <gtest/gtest.h>

#include "support/der_text.h"
#include "support/field_recorder.h"

namespace vitrine::x509 {
namespace {

using test::VectorBlock;

std::string entries_text(const Crl& crl) {
    std::string out;
    RevokedCursor cursor{crl};
    while (const auto entry = cursor.next()) {
        if (!out.empty()) out += ' ';
        out += test::hex_text(entry->serial_number) + "@" +
               test::time_text(entry->revocation_date) + "@" +
               (entry->reason ? std::string{name_of(*entry->reason)} : std::string{});
    }
    return out;
}

std::string number_text(ByteView number) {
    std::string text = test::hex_text(number);
    text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
    return text.empty() ? "0" : text;
}

std::string point_text(const Crl& crl) {
    if (!crl.issuing_distribution_point) return "";
    const IssuingDistributionPoint& point = *crl.issuing_distribution_point;
    std::string out;
    const auto put = [&](bool set, const char* name) {
        if (!set) return;
        if (!out.empty()) out += ' ';
        out += name;
    };
    put(point.only_user_certificates, "only_contains_user_certs");
    put(point.only_ca_certificates, "only_contains_ca_certs");
    put(point.indirect, "indirect_crl");
    put(point.only_attribute_certificates, "only_contains_attribute_certs");
    return out.empty() ? "all" : out;
}

template <class Visit>
void for_each_good(Visit visit) {
    for (const VectorBlock& block : test::read_vectors("x509/crls.txt")) {
        const auto der = block.bytes("Der");
        const auto crl = parse_crl(der);
        if (crl.ok() && block.text("Result") == "ok") visit(block, der, *crl);
    }
}

TEST(Crl, IsAcceptedOrRefusedAsByCryptography) {
    std::size_t accepted = 0;
    for (const VectorBlock& block : test::read_vectors("x509/crls.txt")) {
        const auto der = block.bytes("Der");
        const auto crl = parse_crl(der);
        accepted += crl.ok() ? 1U : 0U;
        EXPECT_EQ(crl.ok(), block.text("Result") == "ok")
            << block.section << ": " << (crl.ok() ? "accepted" : info(crl.error().code).name);
    }
    EXPECT_GE(accepted, 10U);
}

TEST(Crl, HasTheFieldsThatCryptographyReads) {
    for_each_good([](const VectorBlock& block, ByteView, const Crl& crl) {
        EXPECT_EQ(test::hex_text(crl.issuer.encoded()), block.text("Issuer")) << block.section;
        EXPECT_EQ(test::time_text(crl.this_update), block.text("ThisUpdate")) << block.section;
        EXPECT_EQ(crl.next_update ? test::time_text(*crl.next_update) : "",
                  test::text_or(block, "NextUpdate"))
            << block.section;
        if (block.has("Number")) {
            EXPECT_EQ(number_text(crl.crl_number), block.text("Number")) << block.section;
        }
        EXPECT_EQ(crl.is_delta(), block.has("Base")) << block.section;
        if (crl.is_delta()) {
            EXPECT_EQ(number_text(crl.base_crl_number), block.text("Base")) << block.section;
        }
        EXPECT_EQ(point_text(crl), test::text_or(block, "Point")) << block.section;
        EXPECT_EQ(entries_text(crl), block.text("Entries")) << block.section;
    });
}

TEST(Crl, IsCoveredByItsFieldsByteForByte) {
    for_each_good([](const VectorBlock& block, ByteView der, const Crl&) {
        test::FieldRecorder fields;
        ASSERT_TRUE(parse_crl(der, &fields).ok());
        EXPECT_TRUE(fields.covers_once(der.size())) << block.section;
    });
}

TEST(Crl, RefusesEveryPrefixAndAByteMore) {
    for_each_good([](const VectorBlock& block, ByteView der, const Crl&) {
        for (std::size_t n = 0; n < der.size(); ++n)
            ASSERT_FALSE(parse_crl(der.first(n)).ok()) << block.section << " cut to " << n;
        std::vector<std::uint8_t> longer(der.begin(), der.end());
        longer.push_back(0);
        EXPECT_FALSE(parse_crl(longer).ok()) << block.section;
    });
}

TEST(Crl, EveryChangedByteIsFoundOrRead) {
    std::size_t found = 0;
    for_each_good([&](const VectorBlock& block, ByteView der, const Crl&) {
        std::vector<std::uint8_t> changed(der.begin(), der.end());
        for (std::size_t i = 0; i < changed.size(); ++i) {
            changed[i] ^= 1U;
            test::FieldRecorder fields;
            if (parse_crl(changed, &fields).ok()) {
                ASSERT_TRUE(fields.covers_once(der.size())) << block.section << " at " << i;
            } else {
                ++found;
            }
            changed[i] ^= 1U;
        }
    });
    EXPECT_GT(found, 500U);
}

TEST(CrlReason, SevenAndElevenAreNone) {
    for (unsigned n = 0; n < 13; ++n) {
        const std::vector<std::uint8_t> der{0x0a, 0x01, static_cast<std::uint8_t>(n)};
        wire::Context context{der};
        asn1::DerReader in{der, context};
        const CrlReason reason = read_crl_reason(in, "reason");
        EXPECT_EQ(context.failed(), n == 7 || n > 10) << n;
        if (!context.failed()) {
            EXPECT_EQ(static_cast<unsigned>(reason), n);
        }
    }
}

}  // namespace
}  // namespace vitrine::x509

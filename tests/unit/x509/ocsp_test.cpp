// OCSP responses of responders on the Internet and of OpenSSL: read as OpenSSL reads them, and no
// damaged one is taken for whole.
#include "x509/ocsp.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/vector_file.h"

namespace vitrine::x509 {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::string serial_text(ByteView serial) {
    std::string text = test::to_hex(Bytes(serial.begin(), serial.end()));
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text.size() > 2 && text.starts_with("00") ? text.substr(2) : text;
}

std::string status_text(OcspCertStatus status) {
    if (status == OcspCertStatus::good) return "good";
    return status == OcspCertStatus::revoked ? "revoked" : "unknown";
}

void expect_same(const test::VectorBlock& block, const OcspResponse& response) {
    SCOPED_TRACE(block.section);
    EXPECT_EQ(response.produced_at.seconds, block.number("Produced At"));
    const auto single = SingleResponseCursor{response}.next();
    ASSERT_TRUE(single.has_value());
    EXPECT_EQ(serial_text(single->cert_id.serial_number), block.text("Serial Number"));
    EXPECT_EQ(status_text(single->status), block.text("Cert Status"));
    EXPECT_EQ(single->this_update.seconds, block.number("This Update"));
    EXPECT_EQ(single->next_update.has_value(), block.has("Next Update"));
    if (single->next_update) {
        EXPECT_EQ(single->next_update->seconds, block.number("Next Update"));
    }
    if (single->status == OcspCertStatus::revoked) {
        EXPECT_EQ(single->revocation_time.seconds, block.number("Revocation Time"));
    }
    EXPECT_EQ(single->revocation_reason.has_value(), block.has("Revocation Reason"));
    if (single->revocation_reason) {
        EXPECT_EQ(name_of(*single->revocation_reason), block.text("Revocation Reason"));
    }
}

TEST(OcspResponse, IsReadAsOpenSslReadsIt) {
    std::size_t basic = 0;
    for (const test::VectorBlock& block : test::read_vectors("x509/ocsp_foreign.txt")) {
        const Bytes der = block.bytes("Response");
        const auto response = parse_ocsp_response(der);
        if (!block.has("Cert Status")) continue;
        ASSERT_TRUE(response.ok()) << block.section << ": " << info(response.error().code).text;
        ASSERT_TRUE(response->is_basic) << block.section;
        expect_same(block, *response);
        ++basic;
    }
    EXPECT_EQ(basic, 11U);
}

TEST(OcspResponse, NamesWhyThereIsNoAnswer) {
    // RFC 6960 §4.2.1: the numbers and names of OCSPResponseStatus.
    const std::pair<const char*, std::string_view> kStatuses[] = {
        {"30030a0101", "malformedRequest"}, {"30030a0102", "internalError"},
        {"30030a0103", "tryLater"},         {"30030a0105", "sigRequired"},
        {"30030a0106", "unauthorized"},
    };
    for (const auto& [hex, name] : kStatuses) {
        const Bytes der = test::from_hex(hex);
        const auto response = parse_ocsp_response(der);
        ASSERT_TRUE(response.ok()) << hex;
        EXPECT_EQ(name_of(response->status), name);
        EXPECT_FALSE(response->is_basic);
    }
    // "(4) is not used", there is none above 6, and a successful one says something.
    for (const char* hex : {"30030a0104", "30030a0107", "30030a0100", "30030a01ff", "3003020106",
                            "30040a020001", "3000", "30030a0103ff", "300302010300"}) {
        const Bytes der = test::from_hex(hex);
        EXPECT_FALSE(parse_ocsp_response(der).ok()) << hex;
    }
    EXPECT_EQ(name_of(OcspResponseStatus::successful), "successful");
}

TEST(OcspResponse, AnotherTypeIsNoBasicResponse) {
    for (const test::VectorBlock& block : test::read_vectors("x509/ocsp_foreign.txt")) {
        if (block.section != "resp-response-type-unknown-oid") continue;
        const Bytes der = block.bytes("Response");
        const auto response = parse_ocsp_response(der);
        ASSERT_TRUE(response.ok());
        EXPECT_FALSE(response->is_basic);
        return;
    }
    FAIL() << "the vector is gone";
}

TEST(OcspResponse, RefusesEveryPrefixAndWhatFollows) {
    for (const char* file : {"x509/ocsp_foreign.txt", "x509/ocsp.txt"}) {
        for (const test::VectorBlock& block : test::read_vectors(file)) {
            if (!block.has("Response")) continue;
            Bytes der = block.bytes("Response");
            for (std::size_t size = 0; size < der.size(); ++size) {
                const Bytes prefix(der.begin(), der.begin() + static_cast<std::ptrdiff_t>(size));
                ASSERT_FALSE(parse_ocsp_response(prefix).ok()) << block.section << " " << size;
            }
            der.push_back(0);
            EXPECT_FALSE(parse_ocsp_response(der).ok()) << block.section;
        }
    }
}

}  // namespace
}  // namespace vitrine::x509

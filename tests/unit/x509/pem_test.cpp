// PEM as OpenSSL takes it, well written and badly.
#include "x509/pem.h"

#include <gtest/gtest.h>

#include "support/der_text.h"

namespace vitrine::x509 {
namespace {

constexpr std::string_view kCertificate[] = {"CERTIFICATE"};

/// OpenSSL gives up at a block that is not DER before the one that is wanted; we do not look
/// inside.
bool judged_otherwise(const std::string& title) {
    return title == "another block before";
}

TEST(Pem, IsTakenAsByOpenssl) {
    const auto blocks = test::read_vectors("x509/pem.txt");
    const auto der = blocks.front().bytes("Der");
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (const auto& block : blocks) {
        if (!block.has("File")) continue;
        const auto file = block.bytes("File");
        const auto read = read_pem_or_der(file, kCertificate);
        const bool ok = read.ok() && read->front().der == der;
        ++(ok ? accepted : refused);
        EXPECT_EQ(ok, block.text("Result") == "ok" || judged_otherwise(block.section))
            << block.section;
    }
    EXPECT_GE(accepted, 8U);
    EXPECT_GE(refused, 8U);
}

TEST(Pem, SaysWhereItIsWrong) {
    const auto blocks = test::read_vectors("x509/pem.txt");
    const std::string text{as_text(blocks[1].bytes("File"))};
    for (const std::size_t at : {40U, 100U, 200U}) {
        std::string wrong = text;
        wrong[at] = '%';
        const auto read = read_pem(wrong);
        ASSERT_FALSE(read.ok());
        EXPECT_EQ(read.error().code, ErrorCode::pem_bad_encoding);
        EXPECT_EQ(read.error().offset, at);
    }
}

TEST(Pem, RefusesEveryPrefix) {
    const auto file = test::read_vectors("x509/pem.txt")[1].bytes("File");
    for (std::size_t n = 0; n + 1 < file.size(); ++n)
        EXPECT_FALSE(read_pem(as_text(ByteView{file}.first(n))).ok()) << n;
}

TEST(Pem, KeepsTheOrderOfBlocksAndTheirLines) {
    const std::string text =
        "one\n-----BEGIN A-----\nAQ==\n-----END A-----\ntwo\n-----BEGIN B-----\nAgM=\n-----END "
        "B-----\n";
    const auto blocks = read_pem(text);
    ASSERT_TRUE(blocks.ok());
    ASSERT_EQ(blocks->size(), 2U);
    EXPECT_EQ((*blocks)[0].label, "A");
    EXPECT_EQ((*blocks)[0].line, 2U);
    EXPECT_EQ((*blocks)[1].line, 6U);
    EXPECT_EQ((*blocks)[1].der, test::from_hex("0203"));
    constexpr std::string_view kOnlyB[] = {"B"};
    const auto chosen = read_pem_or_der(as_bytes(text), kOnlyB);
    ASSERT_TRUE(chosen.ok());
    EXPECT_EQ(chosen->size(), 1U);
    constexpr std::string_view kOnlyC[] = {"C"};
    EXPECT_EQ(read_pem_or_der(as_bytes(text), kOnlyC).error().code, ErrorCode::pem_no_block);
}

// RFC 4648 §3.5: the bits that are left over are zero.
TEST(Pem, RefusesSpareBitsAndTooMuchPadding) {
    const auto body = [](std::string_view base64) {
        std::string text{"-----BEGIN X-----\n"};
        (text += base64) += "\n-----END X-----\n";
        return read_pem(text).ok();
    };
    EXPECT_TRUE(body("AQ=="));
    EXPECT_TRUE(body("AQI="));
    EXPECT_TRUE(body("AQID"));
    for (const char* wrong : {"AR==", "AQJ=", "A===", "AQ=", "AQ", "AQI", "AQID=", "====", "A",
                              "AQ==AQ==", "AQ-_", "AQ==="})
        EXPECT_FALSE(body(wrong)) << wrong;
}

TEST(Pem, WritesWhatItReads) {
    std::vector<std::uint8_t> der;
    for (unsigned n = 1; n < 150; ++n) {
        der.push_back(static_cast<std::uint8_t>(n));
        const std::string text = write_pem("THING", der);
        const auto read = read_pem(text);
        ASSERT_TRUE(read.ok()) << n;
        EXPECT_EQ(read->front().der, der);
        std::size_t start = 0;
        for (std::size_t end; (end = text.find('\n', start)) != std::string::npos; start = end + 1)
            EXPECT_LE(end - start, 64U);
    }
}

TEST(Pem, DerIsToldByItsFirstBytes) {
    const auto der = test::from_hex("300302010530");
    const auto read = read_pem_or_der(der, kCertificate);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read->front().der, der);
    EXPECT_FALSE(read_pem_or_der(test::from_hex("0203020105"), kCertificate).ok());
}

}  // namespace
}  // namespace vitrine::x509

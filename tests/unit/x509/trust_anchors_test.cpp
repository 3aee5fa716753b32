// Anchors from files: each certificate under a label of its own, copied, and kept.
#include "x509/trust_anchors.h"

#include <gtest/gtest.h>

#include "support/certificate_lab.h"
#include "x509/pem.h"

namespace vitrine::x509 {
namespace {

ByteView as_file(const std::string& text) {
    return as_bytes(std::string_view{text});
}

TEST(TrustAnchors, OfAFileAreNumbered) {
    test::CertificateLab lab;
    const auto& one = lab.ca("One");
    const auto& two = lab.ca("Two");
    TrustAnchors anchors;
    {
        std::string file = write_pem("CERTIFICATE", one.der);
        file += "between\n";
        file += write_pem("CERTIFICATE", two.der);
        const auto added = anchors.add_file(as_file(file), "ca.pem");
        ASSERT_TRUE(added.ok());
        EXPECT_EQ(*added, 2U);
    }
    ASSERT_EQ(anchors.size(), 2U);
    EXPECT_EQ(anchors[0].label, "ca.pem:1");
    EXPECT_EQ(anchors[1].label, "ca.pem:2");
    EXPECT_TRUE(equal_public(anchors[0].certificate.der, one.der));
    EXPECT_TRUE(same_name(anchors[1].certificate.subject, two.certificate.subject));
    EXPECT_TRUE(anchors[0].use.server && anchors[0].use.client);
}

TEST(TrustAnchors, OneThatCannotBeReadRefusesTheFileUnlessItMayBeSkipped) {
    test::CertificateLab lab;
    Bytes cut = lab.ca("Cut").der;
    cut.pop_back();
    std::string file = write_pem("CERTIFICATE", cut);
    file += write_pem("CERTIFICATE", lab.ca("Whole").der);
    TrustAnchors strict;
    EXPECT_FALSE(strict.add_file(as_file(file), "ca.pem").ok());
    TrustAnchors lenient;
    const auto added = lenient.add_file(as_file(file), "ca.pem", {}, true);
    ASSERT_TRUE(added.ok());
    EXPECT_EQ(*added, 1U);
    EXPECT_EQ(lenient.size(), 1U);
    TrustAnchors none;
    const auto nothing = none.add_file(as_file("no certificate"), "text");
    ASSERT_FALSE(nothing.ok());
    EXPECT_EQ(nothing.error().code, ErrorCode::pem_no_block);
    EXPECT_FALSE(none.add(cut, "cut").ok());
    EXPECT_EQ(none.size(), 0U);
}

TEST(TrustAnchors, StayWhereTheyAreWhenTheStoreMoves) {
    test::CertificateLab lab;
    TrustAnchors first;
    for (int i = 0; i < 50; ++i) {
        const auto& made = lab.ca("CA " + std::to_string(i));
        ASSERT_TRUE(first.add(made.der, "label " + std::to_string(i)).ok());
    }
    const TrustAnchors second = std::move(first);
    ASSERT_EQ(second.size(), 50U);
    EXPECT_EQ(second[0].label, "label 0");
    EXPECT_EQ(second[49].label, "label 49");
    EXPECT_EQ(second[7].certificate.version, 3);
}

}  // namespace
}  // namespace vitrine::x509

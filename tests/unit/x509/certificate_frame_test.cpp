// Certificates cut into the fields that pyca/cryptography reads in them, and what cannot be cut.
#include "x509/certificate_frame.h"

#include <gtest/gtest.h>

#include "support/der_text.h"
#include "x509/certificate.h"

namespace vitrine::x509 {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::string time_text(const asn1::Element& element) {
    const auto time = element.tag == asn1::Tag::utc_time
                          ? asn1::parse_utc_time(element.contents)
                          : asn1::parse_generalized_time(element.contents);
    return time ? test::time_text(*time) : std::string{"no time"};
}

/// "2", the contents octet of the INTEGER, for version 3; empty for version 1.
std::string version_text(const CertificateFrame& frame) {
    return frame.version.empty() ? "1" : std::to_string(frame.version[0] + 1);
}

TEST(CertificateFrame, HasTheFieldsThatCryptographyReads) {
    std::size_t seen = 0;
    for (const auto& block : test::read_vectors("x509/certificates.txt")) {
        if (block.text("Result") != "ok") continue;
        const Bytes der = block.bytes("Der");
        const auto frame = cut_certificate(der);
        ASSERT_TRUE(frame.ok()) << block.section;
        ++seen;
        EXPECT_EQ(version_text(*frame), block.text("Version")) << block.section;
        EXPECT_EQ(test::hex_text(frame->serial_number), block.text("Serial")) << block.section;
        EXPECT_EQ(test::hex_text(frame->issuer.encoded()), block.text("Issuer")) << block.section;
        EXPECT_EQ(test::hex_text(frame->subject.encoded()), block.text("Subject")) << block.section;
        EXPECT_EQ(time_text(frame->not_before), block.text("NotBefore")) << block.section;
        EXPECT_EQ(time_text(frame->not_after), block.text("NotAfter")) << block.section;
        EXPECT_EQ(test::oid_text(frame->signature_algorithm.oid), block.text("Signature"))
            << block.section;
        ASSERT_FALSE(frame->signature.empty());
        EXPECT_EQ(test::hex_text(frame->signature.subspan(1)), block.text("SignatureValue"))
            << block.section;
        EXPECT_EQ(frame->der.size(), der.size());
    }
    EXPECT_GE(seen, 50U);
}

// What both read is the same, byte for byte and in the same place.
TEST(CertificateFrame, AgreesWithTheStrictReader) {
    for (const auto& block : test::read_vectors("x509/certificates.txt")) {
        const Bytes der = block.bytes("Der");
        const auto strict = parse_certificate(der);
        if (!strict.ok()) continue;
        const auto frame = cut_certificate(der);
        ASSERT_TRUE(frame.ok()) << block.section;
        EXPECT_EQ(frame->tbs.data(), strict->tbs.data()) << block.section;
        EXPECT_EQ(frame->tbs.size(), strict->tbs.size()) << block.section;
        EXPECT_EQ(frame->public_key.data(), strict->public_key.encoded.data()) << block.section;
        EXPECT_EQ(frame->extensions.data(), strict->extensions.all.data()) << block.section;
        EXPECT_EQ(frame->extensions.size(), strict->extensions.all.size()) << block.section;
    }
}

Bytes a_certificate() {
    for (const auto& block : test::read_vectors("x509/certificates.txt")) {
        if (block.text("Result") == "ok") return block.bytes("Der");
    }
    return {};
}

TEST(CertificateFrame, RefusesEveryPrefixAndMore) {
    Bytes der = a_certificate();
    for (std::size_t n = 0; n < der.size(); ++n)
        ASSERT_FALSE(cut_certificate(ByteView{der}.first(n)).ok()) << n;
    der.push_back(0);
    EXPECT_EQ(cut_certificate(der).error().code, ErrorCode::der_trailing_data);
}

/// The smallest certificate that can be cut, RFC 5280 §4.1, of parts that a test may change.
struct Parts {
    std::string version = "a003020102";
    std::string serial = "020101";
    std::string algorithm = "300306012a";
    std::string issuer = "3000";
    std::string validity = "300417001700";
    std::string subject = "3000";
    std::string key = "3008300306012a030100";
    std::string ids;
    std::string extensions;
    std::string outer_algorithm = "300306012a";
    std::string signature = "030100";

    static std::string tlv(std::string_view tag, std::string_view contents) {
        std::array<char, 3> length{};
        std::snprintf(length.data(), length.size(), "%02x",
                      static_cast<unsigned>(contents.size() / 2));
        std::string out{tag};
        return out.append(length.data()).append(contents);
    }
    [[nodiscard]] Bytes der() const {
        std::string tbs = version;
        tbs.append(serial).append(algorithm).append(issuer).append(validity).append(subject);
        tbs.append(key).append(ids).append(extensions);
        std::string all = tlv("30", tbs);
        all.append(outer_algorithm).append(signature);
        return test::from_hex(tlv("30", all));
    }
};

template <class Edit>
ErrorCode refusal(Edit edit) {
    Parts parts;
    edit(parts);
    const Bytes der = parts.der();
    const auto frame = cut_certificate(der);
    return frame.ok() ? ErrorCode::internal : frame.error().code;
}

// Contents are not judged: none of these could be a certificate.
TEST(CertificateFrame, CutsWhatTheStrictReaderRefuses) {
    using P = Parts;
    const auto cut = [](auto edit) { return refusal(edit) == ErrorCode::internal; };
    EXPECT_TRUE(cut([](P&) {}));
    EXPECT_TRUE(cut([](P& p) { p.version.clear(); }));
    EXPECT_TRUE(cut([](P& p) { p.version = "a003020108"; }));          // version 9
    EXPECT_TRUE(cut([](P& p) { p.serial = "0201ff"; }));               // negative
    EXPECT_TRUE(cut([](P& p) { p.issuer = "30020500"; }));             // no RDN
    EXPECT_TRUE(cut([](P& p) { p.validity = "3006170131170132"; }));   // no times
    EXPECT_TRUE(cut([](P& p) { p.outer_algorithm = "300306012b"; }));  // not the inner one
    EXPECT_TRUE(cut([](P& p) { p.extensions = "a3023000"; }));
    EXPECT_FALSE(parse_certificate(Parts{}.der()).ok());
}

TEST(CertificateFrame, RefusesFieldsThatAreMissingOrOfAnotherType) {
    using P = Parts;
    constexpr auto kOther = ErrorCode::der_unexpected_tag;
    EXPECT_EQ(refusal([](P& p) { p.version = "a0030a0102"; }), kOther);
    EXPECT_EQ(refusal([](P& p) { p.serial.clear(); }), kOther);
    EXPECT_EQ(refusal([](P& p) { p.serial = "0a0101"; }), kOther);
    EXPECT_EQ(refusal([](P& p) { p.algorithm = "310306012a"; }), kOther);
    EXPECT_EQ(refusal([](P& p) { p.algorithm = "30020500"; }), kOther);
    EXPECT_EQ(refusal([](P& p) { p.algorithm = "300706012a05000500"; }),
              ErrorCode::der_trailing_data);
    EXPECT_EQ(refusal([](P& p) { p.issuer = "3100"; }), kOther);
    EXPECT_EQ(refusal([](P& p) { p.validity = "3006170017001700"; }),
              ErrorCode::internal);  // what more a SEQUENCE holds is shown as it stands
    EXPECT_EQ(refusal([](P& p) { p.validity = "30021700"; }), ErrorCode::der_truncated);
    EXPECT_EQ(refusal([](P& p) { p.subject = "0400"; }), kOther);
    EXPECT_EQ(refusal([](P& p) { p.key = "3008300306012a040100"; }), kOther);
    EXPECT_EQ(refusal([](P& p) { p.key = "300a300306012a0301000500"; }),
              ErrorCode::der_trailing_data);
    EXPECT_EQ(refusal([](P& p) { p.extensions = "a3023100"; }), kOther);
    EXPECT_EQ(refusal([](P& p) { p.extensions = "a400"; }), ErrorCode::der_trailing_data);
    EXPECT_EQ(refusal([](P& p) { p.ids = "820100810100"; }),
              ErrorCode::der_trailing_data);  // [2] before [1]
    EXPECT_EQ(refusal([](P& p) { p.signature = "040100"; }), kOther);
    EXPECT_EQ(refusal([](P& p) { p.signature.clear(); }), kOther);
    EXPECT_EQ(refusal([](P& p) { p.signature += "0500"; }), ErrorCode::der_trailing_data);
}

// Types have one form in DER whoever reads them; OpenSSL shows nothing of these either.
TEST(CertificateFrame, RefusesWhatIsNoDer) {
    using P = Parts;
    EXPECT_EQ(refusal([](P& p) { p.serial = "02020001"; }), ErrorCode::der_bad_integer);
    EXPECT_EQ(refusal([](P& p) { p.serial = "0200"; }), ErrorCode::der_bad_integer);
    EXPECT_EQ(refusal([](P& p) { p.signature = "0300"; }), ErrorCode::der_bad_bit_string);
    EXPECT_EQ(refusal([](P& p) { p.signature = "03020801"; }), ErrorCode::der_bad_bit_string);
    EXPECT_EQ(refusal([](P& p) { p.algorithm = "3003060180"; }), ErrorCode::der_bad_oid);
}

TEST(CertificateFrame, UniqueIdentifiersAreThereOrNot) {
    Parts parts;
    parts.ids = "8102000182020002";
    const Bytes der = parts.der();
    const auto frame = cut_certificate(der);
    ASSERT_TRUE(frame.ok());
    EXPECT_EQ(test::hex_text(*frame->issuer_unique_id), "0001");
    EXPECT_EQ(test::hex_text(*frame->subject_unique_id), "0002");
    const Bytes without = Parts{}.der();
    EXPECT_FALSE(cut_certificate(without)->issuer_unique_id.has_value());
    EXPECT_FALSE(cut_certificate(without)->subject_unique_id.has_value());
}

}  // namespace
}  // namespace vitrine::x509
